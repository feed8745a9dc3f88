"""The skeleton of a case file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from craftgraph.graph.check import check
from craftgraph.graph.model import load_model
from craftgraph.graph.skeleton import skeleton

FILLED = {
    "centre:  ": "centre: waardering",
    "as_of:  ": "as_of: 2024",
    'name: {nl: "", en: ""}': "name: {nl: Assen, en: Assen}",
    "source:  ": "source: waarderegio-2022",
    "municipalities: []": "municipalities: [gemeente-zwolle]",
}


def test_a_skeleton_passes_the_check_once_filled(registry: list[Path], tmp_path: Path) -> None:
    """Filling in the header, and one line of a list, is enough for a case that passes."""
    lines = skeleton("assen-2024").splitlines()
    for begin, filled in FILLED.items():
        lines = [filled if line.startswith(begin) else line for line in lines]
    path = tmp_path / "assen-2024.yaml"
    path.write_text("\n".join([*lines, "parties:", "- {party: rova, involvement: partner, at: inleiding}"]), "utf-8")
    assert check([*registry, path], only=True) == []


def test_an_empty_skeleton_says_what_to_fill_in(registry: list[Path], tmp_path: Path) -> None:
    """Each part of the header that is still empty is a finding at its line."""
    path = tmp_path / "assen-2024.yaml"
    path.write_text(skeleton("assen-2024"), "utf-8")
    found = [finding for finding in check([*registry, path], only=True) if finding.path == str(path)]
    assert {finding.line for finding in found} >= {3, 4, 5, 6, 7}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_list_of_a_case_is_explained(language: str) -> None:
    """The skeleton names each list that a case may have, with its needed fields."""
    text = skeleton("assen-2024", language)
    for listing in load_model().lists.values():
        assert (f"\n# {listing.name}: " in text) == listing.describes_a_case, listing.name
    assert "party!" in text


def test_nothing_is_written_over(run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`craftgraph new` refuses a name that is no identifier and a file that is there already."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "assen-2024").exit_code == 0
    (tmp_path / "assen-2024.yaml").write_text("mine")
    again = run("new", "assen-2024")
    assert again.exit_code == 1
    assert "is there already" in again.output
    assert (tmp_path / "assen-2024.yaml").read_text() == "mine"
    assert "is not an identifier" in run("new", "../Assen").output
