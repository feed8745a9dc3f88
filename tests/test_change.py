"""What changed at a centre between two descriptions of it.

What is expected of WaardeRing was worked out by hand from `panteia-2019.md` (chapter 12) and `waarderegio-2022.md`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from craftgraph.exports.overtime import CHANGE_COLUMNS, ChangeReport
from craftgraph.graph.change import CHANGES, Change, Difference, change
from craftgraph.graph.errors import CraftgraphError, UnknownNameError
from craftgraph.graph.level import Level
from craftgraph.graph.load import load
from craftgraph.graph.store import Graph

FOURTEEN = {
    "kringloop-zwolle",
    "noggus-noggus",
    "ict-kringloop-zwolle",
    "gemeente-zwolle",
    "natuur-en-milieu-overijssel",
    "thorbecke",
    "rova",
    "tiem",
    "de-twijn",
    "cibap",
    "windesheim",
    "binthout",
    "cavoi",
    "eco-impact",
}
THEN = """\
parties:
- {party: shop, involvement: partner, at: one}
- {party: depot, involvement: associate, at: one}
- {party: schools, involvement: partner, at: one}
- {party: care, involvement: context, at: one}
- {party: workshop, involvement: associate, at: one}
posts:
- {id: leader, name: {nl: Leider, en: Leader}, duties: coordination, employers: shop, paid_by: grant, at: one}
bodies:
- {id: table, name: {nl: Tafel, en: Table}, at: one}
seats:
- {body: table, holder: shop, at: one}
funding:
- {id: grant, name: {nl: Subsidie, en: Grant}, funder: town, kind_of_money: project-subsidy, at: one}
"""
NOW = """\
parties:
- {party: shop, involvement: associate, at: two}
- {party: school, involvement: partner, at: two}
- {party: depot, involvement: associate, status: ended, at: two}
- {party: town, involvement: partner, at: two}
- {party: stray, involvement: associate, at: two}
roles:
- {holder: town, role: coordinator, at: two}
bodies:
- {id: table, name: {nl: Tafel, en: Table}, at: two}
seats:
- {body: table, holder: town, at: two}
funding:
- {id: grant, name: {nl: Subsidie, en: Grant}, funder: town, status: ended, at: two}
"""


@pytest.fixture(scope="module")
def waardering(graph: Graph) -> Change:
    """WaardeRing between the autumn of 2019 and mid 2022."""
    return graph.change("waarderegio-2022")


@pytest.fixture
def two(write: Callable[..., Path], little_registry: str, header: str) -> Graph:
    """A graph of two cases of one centre, and one of another."""
    later = header.replace("own-2024", "own-2026").replace("2024-05", "2026-05") + "follows: own-2024\n"
    other = header.replace("own-2024", "other-2024").replace("centre: centre", "centre: elsewhere")
    registry = little_registry.replace(
        "organisations:\n", "- {id: elsewhere, name: Elders, municipalities: town, at: report}\norganisations:\n", 1
    )
    files = [
        write(registry, "registry.yaml"),
        write(header + THEN, "then.yaml"),
        write(later + NOW, "now.yaml"),
        write(other + "parties:\n- {party: shop, involvement: partner, at: one}\n", "other.yaml"),
    ]
    return load(files, only=True)


def named(found: Change) -> dict[str, Difference]:
    """Return every difference by its name."""
    return {one.name: one for one in (*found.parties, *found.things)}


def test_parties_of_the_small_case(two: Graph) -> None:
    """Who came, stayed, ended by the source's own words, or is not named any more, unit and group apart."""
    found = named(two.change("own-2026"))
    assert {name: one.change for name, one in found.items()} == {
        "shop": "stayed",
        "depot": "ended",
        "schools": "not-named",
        "school": "stayed",  # a known member of the schools of then
        "academy": "not-named",  # the same, and not named now
        "care": "not-named",
        "workshop": "not-named",
        "town": "stayed",  # as funder then, as party now
        "stray": "came",
        "leader": "not-named",
        "table": "stayed",
        "grant": "ended",
    }
    assert (found["shop"].then.involvement, found["shop"].now.involvement) == ("partner", "associate")
    assert found["school"].then.groups == ("schools",)
    assert not found["school"].then.named
    assert [found[name].kind for name in ("shop", "workshop", "schools", "table")] == [
        "Organisation",
        "Unit",
        "Collective",
        "Body",
    ]
    assert found["care"].is_context
    assert not found["shop"].is_context
    assert (found["table"].then.involved, found["table"].now.involved) == (("shop",), ("town",))


def test_every_difference_has_its_statements(two: Graph, waardering: Change) -> None:
    """Behind each side of a difference that is there stand statements of that case."""
    for found in (two.change("own-2026"), waardering):
        for one in (*found.parties, *found.things):
            for case, side in ((found.then, one.then), (found.now, one.now)):
                assert bool(side.evidence) is side.is_there, one.name
                assert all(f"/{case}/" in iri for iri in side.evidence)


def test_who_coordinates_then_and_now(two: Graph) -> None:
    """The post of then is gone, the town coordinates now; the statements that say so are there."""
    then, now = two.change("own-2026").coordination
    assert (then.posts, then.parties) == (("own-2024/leader",), ())
    assert (now.posts, now.parties) == ((), ("town",))
    assert [iri.rsplit("/", 1)[1] for iri in now.evidence] == ["roles_town_coordinator"]


def test_a_change_says_at_the_prompt_how_many_came_and_stayed(waardering: Change) -> None:
    """One line with the two cases and how many parties changed in which way, not everything that is in it."""
    told = repr(waardering)
    assert told.startswith("<Change from zwolle-2019 to waarderegio-2022: parties ")
    for kind in {one.change for one in waardering.parties}:
        assert f"{sum(one.change == kind for one in waardering.parties)} {kind}" in told


def test_an_earlier_case_may_be_named(two: Graph) -> None:
    """Naming the case that is followed anyway changes nothing; the other way round, those who came are gone."""
    assert change(two, "own-2026", "own-2024") == change(two, "own-2026")
    back = named(change(two, "own-2024", "own-2026"))
    assert (back["stray"].change, back["workshop"].change) == ("not-named", "came")


def test_what_cannot_be_compared_is_told(two: Graph) -> None:
    """A case that follows none, two centres, one case twice, and an unknown name are refused with how to go on."""
    with pytest.raises(CraftgraphError, match=r"own-2024 follows no other case.*own-2026 \(after own-2024\)"):
        two.change("own-2024")
    with pytest.raises(CraftgraphError, match="not two cases of one centre"):
        two.change("own-2026", "other-2024")
    with pytest.raises(CraftgraphError, match="not two cases of one centre"):
        two.change("own-2026", "own-2026")
    with pytest.raises(UnknownNameError, match="did you mean 'own-2026'"):
        two.change("own-2062")


def test_nine_of_the_fourteen_partners_are_still_named(waardering: Change) -> None:
    """Of the fourteen of 2019 five do not occur in the report of 2022, and one only in a link."""
    found = named(waardering)
    assert {name for name in FOURTEEN if found[name].change == "not-named"} == {
        "ict-kringloop-zwolle",
        "tiem",
        "binthout",
        "cavoi",
        "eco-impact",
    }
    assert {found[name].change for name in FOURTEEN} == {"stayed", "not-named"}
    assert found["natuur-en-milieu-overijssel"].now.involvement == "context"
    assert found["thorbecke-in-bedrijf"].now.involvement == "partner"
    for name in ("philadelphia", "frion", "gemeente-dalfsen", "gemeente-staphorst", "frankenhuis"):
        assert found[name].change == "came"


def test_bodies_posts_and_money_of_waardering(waardering: Change) -> None:
    """Core team and partner meeting stayed, two came (question 5); the contest's support is past (Inleiding)."""
    assert {one.name for one in waardering.of("stayed", "Body")} == {"core-team", "partner-meeting"}
    assert {one.name for one in waardering.of("came", "Body")} == {"waarderegio-meeting", "pro-vso-meeting"}
    assert {one.name for one in waardering.of("ended", "Funding")} == {"contest-2019-money", "can-action-budget"}
    assert not waardering.of("stayed", "Post")
    assert not waardering.of("ended", "Organisation")


def test_a_programme_manager_follows_the_project_leader(waardering: Change) -> None:
    """A post on contest money coordinated in 2019, a programme manager in 2022 (chapter 12; question 5)."""
    then, now = waardering.coordination
    assert (then.posts, now.posts) == (("zwolle-2019/project-leader",), ("waarderegio-2022/programme-manager",))
    before, after = waardering.dependence
    assert (before.case, after.case) == ("zwolle-2019", "waarderegio-2022")
    assert before.by_name["formal"].level is Level.HIGH
    assert after.by_name["formal"].level.rank < before.by_name["formal"].level.rank


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_comparison_can_be_read(graph: Graph, waardering: Change, language: str) -> None:
    """In sentences every party that is more than context has its line, with the passages, and the caution is said."""
    report = ChangeReport(graph, waardering, language)
    text = " ".join(" ".join(report.lines()).split())
    for one in (*waardering.parties, *waardering.things):
        name = report.labels.of(f"https://w3id.org/craftgraph/id/{one.name}")
        if one.kind == "Organisation" and not one.is_context:
            assert name in text
    assert ("kan er nog zijn" if language == "nl" else "may still be there") in text
    assert "Vraag 5 (organisatievorm)" in text
    assert "{" not in text


def test_rows_and_data_say_the_same(graph: Graph, waardering: Change) -> None:
    """A row and a piece of data for every difference, with its statements and passages."""
    report = ChangeReport(graph, waardering, "en")
    rows, data = report.rows(), report.data()
    assert len(rows) == len(waardering.parties) + len(waardering.things)
    assert all(len(row) == len(CHANGE_COLUMNS) for row in rows)
    assert {row[0] for row in rows} == set(CHANGES)
    assert all(row[-1] and row[-2] for row in rows)
    listed = [*data["parties"], *data["things"]]
    assert [(one["change"], one["label"]) for one in listed] == [(row[0], row[3]) for row in rows]


def test_the_command_line_compares(run: Callable[..., Result]) -> None:
    """Text, CSV and JSON come from the command; a case that follows none is a message with exit code 1."""
    assert "Programmamanager" in run("change", "waarderegio-2022", "--lang", "nl").stdout
    table = run("change", "waarderegio-2022", "--format", "csv").stdout
    assert table.splitlines()[0] == ",".join(CHANGE_COLUMNS)
    found = json.loads(run("change", "waarderegio-2022", "--format", "json").stdout)
    assert found["dependence"][0]["level"] == "high"
    refused = run("change", "oss-2019")
    assert refused.exit_code == 1
    assert "oss-2019 follows no other case" in refused.stderr
