"""What the page on encoding a case says, done as it says it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from craftgraph.graph.load import load

PAGE = Path(__file__).resolve().parent.parent / "docs" / "encoding.md"
_FILE = re.compile(r"```yaml\n# (\S+\.yaml)\n(.*?)```", re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example files of the page, saved under the names that it gives them."""
    for name, text in _FILE.findall(PAGE.read_text("utf-8")):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_the_example_passes_the_check(run: Callable[..., Result], folder: Path) -> None:
    """`craftgraph check FOLDER` finds nothing wrong in the files to copy."""
    done = run("check", str(folder))
    assert (done.exit_code, done.output) == (0, "Nothing wrong found in 3 files.\n")


def test_the_example_becomes_a_case(folder: Path) -> None:
    """The parties that the example registers take part in its case, beside the shipped ones."""
    answer = load([folder]).question("participants", case="voorbeeldstad-2024")
    assert "Kringloop Voorbeeldstad" in {cell for row in answer.texts for cell in row}
    assert len(answer) == 5
