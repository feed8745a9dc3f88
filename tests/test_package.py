"""What is installed is everything that the repository has."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from craftgraph.exports.files import companions

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("folder", ["graph", "ontology", "cases", "exports"])
def test_every_file_of_the_package_is_installed(folder: str) -> None:
    """No module, vocabulary, question, template, script or style is left out of the wheel."""
    installed = files(f"craftgraph.{folder}")
    for path in sorted((ROOT / folder).rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            assert installed.joinpath(*path.relative_to(ROOT / folder).parts).is_file(), path.relative_to(ROOT)


def test_the_citation_file_and_the_notebooks_are_installed() -> None:
    """What the downloads hold besides data is in the package too."""
    names = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    assert [path.name for path in companions()] == ["CITATION.cff", *names]
    assert len(names) > 1
    assert all(path.is_file() for path in companions())
