"""What is remembered of each case file: enough to load it without reading it, and never in the way of a finding."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from craftgraph.graph import corpus, document
from craftgraph.graph.corpus import Input
from craftgraph.graph.errors import CheckError
from craftgraph.graph.load import load
from craftgraph.graph.model import load_model
from craftgraph.graph.outline import outlined

CASE = (
    "parties:\n- {party: shop, involvement: partner, at: one}\n"
    "persons:\n- {id: jan, person_name: Jan Jansen, at: one}\n"
    "bodies:\n- {id: core, name: {nl: Kern, en: Core}, at: [one, two]}\n"
)
PROFILE = (
    "kind: profile\nid: our-plan\ndefaults: {status: planned, basis: stated}\n"
    "parties:\n- {kind: reuse-shop, involvement: partner}\n"
)
MORE = "id: more\norganisations:\n- {id: late, name: Late, kind: reuse-shop, at: report}\n"
Listed = Callable[..., list[Input]]


@pytest.fixture
def listed(case_files: Callable[..., list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Listed:
    """List the little registry, a case and more files to read, with nothing remembered at first."""
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path / "cache"))

    def _listed(*more: str) -> list[Input]:
        case_files(CASE)
        for number, text in enumerate(more):
            (tmp_path / f"more-{number}.yaml").write_text(text, "utf-8")
        return corpus.inputs([tmp_path], only=True)[0]

    return _listed


def read_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it a failure to read YAML."""
    monkeypatch.setattr(document, "parse", lambda *_: pytest.fail("a file was read"))


def test_what_was_read_before_is_not_read_again(listed: Listed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of each kind give from memory just what reading them gives, persons' names in their own graph too."""
    files = listed(PROFILE, MORE)
    read = set(corpus.read(files, load_model()).store)
    assert set(outlined(files) or ()) == read
    read_no_more(monkeypatch)
    assert set(outlined(files) or ()) == read


def test_the_shipped_cases_are_what_reading_them_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped files need not be read twice, and nothing of them is lost."""
    files, _ = corpus.inputs([])
    outlined(files)
    read = set(corpus.read(files, load_model()).store)
    read_no_more(monkeypatch)
    assert set(outlined(files) or ()) == read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (MORE.replace("late", "shop"), "'shop' is described in"),
        (MORE.replace("Late", "SHOP"), "'Shop' is a name of 'late' too"),
        (MORE.replace("late", "core"), "'core' is already the identifier"),
        (MORE.replace("id: more", "id: own-2024"), "'own-2024' is already the identifier"),
        (MORE.replace("report}", "report/none}"), "nothing is known as 'report/none'"),
        (PROFILE.replace("our-plan", "shop"), "'shop' is already the identifier"),
        (PROFILE.replace("our-plan", "own-2024"), "'own-2024' is described in"),
        (PROFILE.replace("our-plan", "en"), "'en' is the name of"),
        (PROFILE.replace("our-plan", "1-plan"), "'1-plan' begins with a digit"),
    ],
)
def test_files_that_do_not_fit_together_are_told_of(listed: Listed, tmp_path: Path, text: str, told: str) -> None:
    """What is wrong only between files, each of which was right before, is found as if they were read anew."""
    assert outlined(listed(PROFILE, MORE)) is not None
    assert outlined(listed(text, "id: nothing\n")) is None
    with pytest.raises(CheckError, match=told):
        load([tmp_path], only=True)


def test_a_file_that_did_not_change_is_wrong_when_another_did(listed: Listed, tmp_path: Path) -> None:
    """A party or a section that is taken out of the registry is missed where an unchanged case names it."""
    files = listed()
    assert outlined(files) is not None
    registry = files[1].path.read_text()
    for old, new, told in (
        ("{id: shop,", "{id: store,", "nothing is known as 'shop'"),
        ("- {id: report/two, document: report, heading: Two, form: table}\n", "", "nothing is known as 'two'"),
    ):
        files[1].path.write_text(registry.replace(old, new))
        assert outlined(files) is None
        with pytest.raises(CheckError, match=told):
            load([tmp_path], only=True)


def test_what_replaces_something_is_read_with_all_others(listed: Listed, tmp_path: Path) -> None:
    """An entry that a later folder describes again takes the place of the earlier one, though each was read before."""
    files = listed()
    assert outlined(files) is not None
    again = tmp_path / "again" / "registry.yaml"
    again.parent.mkdir()
    again.write_text(MORE.replace("late", "shop").replace("Late", "Other shop"))
    assert outlined([*files, Input(again, "again", 1)]) is None
    assert "Other shop" in load([tmp_path, again], only=True).query("SELECT ?n { id:shop skos:prefLabel ?n }").texts[0]


@pytest.mark.parametrize("harm", ["cut", "empty", "other text"])
def test_a_damaged_outline_is_made_again(listed: Listed, tmp_path: Path, harm: str) -> None:
    """What was kept of a file and lost a part, or got another, counts as forgotten."""
    files = listed()
    first = set(outlined(files) or ())
    for path in (tmp_path / "cache" / "outlines").iterdir():
        text = path.read_text("utf-8")
        path.write_text({"cut": text[:-30], "empty": "", "other text": text.replace("Shop", "Shup")}[harm], "utf-8")
    assert set(outlined(files) or ()) == first


def test_a_file_that_cannot_be_read_is_left_to_the_check(listed: Listed) -> None:
    """A file that is gone, or too large, has no outline."""
    files = listed(MORE)
    files[2].path.write_text(MORE + "#" * document.MAX_BYTES)
    assert outlined(files) is None
    files[2].path.unlink()
    assert outlined(files) is None
