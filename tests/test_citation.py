"""How to cite: a CITATION.cff that citation tools read, of the version that was built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from craftgraph import __version__

PATH = Path(__file__).resolve().parent.parent / "CITATION.cff"


@pytest.fixture(scope="module")
def citation() -> dict[str, Any]:
    """The citation file, read."""
    read: dict[str, Any] = yaml.safe_load(PATH.read_text("utf-8"))
    return read


def test_what_the_format_asks_is_there(citation: dict[str, Any]) -> None:
    """The fields that version 1.2.0 of the Citation File Format needs, each of its type."""
    assert citation["cff-version"] == "1.2.0"
    assert isinstance(citation["message"], str)
    assert isinstance(citation["title"], str)
    assert citation["authors"] == [{"name": "The craftgraph contributors"}]
    assert citation["type"] in ("software", "dataset")


def test_version_and_licences_are_those_of_the_package(citation: dict[str, Any]) -> None:
    """The version is that of the code, the licences are those of code and data."""
    assert str(citation["version"]) == __version__
    pyproject = (PATH.parent / "pyproject.toml").read_text("utf-8")
    assert f'license = "{" AND ".join(citation["license"])}"' in pyproject
