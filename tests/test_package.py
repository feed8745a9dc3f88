"""What is installed is everything that the repository has."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("folder", ["graph", "ontology", "cases", "exports"])
def test_every_file_of_the_package_is_installed(folder: str) -> None:
    """No module, vocabulary, question, template, script or style is left out of the wheel."""
    installed = files(f"craftgraph.{folder}")
    for path in sorted((ROOT / folder).rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            assert installed.joinpath(*path.relative_to(ROOT / folder).parts).is_file(), path.relative_to(ROOT)
