"""The pages of comparable cases, and the starter's dossier."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import Result

from craftgraph.exports import case_page, comparison_pages, home_page, statement_pages
from craftgraph.exports.comparison_pages import INDEX, likeness_of, nearest, page_of
from craftgraph.exports.dossier import dossier, write_dossier
from craftgraph.exports.likeness import LazySheets, Likeness
from craftgraph.exports.pages import Site
from craftgraph.graph.errors import CraftgraphError
from craftgraph.graph.labels import Labels
from craftgraph.graph.load import load
from craftgraph.graph.store import Graph

PROFILES = Path(__file__).resolve().parent.parent / "docs" / "profiles"


class _Tags(HTMLParser):
    """The links and the identifiers of a page, and whether its tags fit together."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.scripts = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag says."""
        values = dict(attrs)
        self.scripts += tag == "script"
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
        if values.get("id"):
            self.ids.append(str(values["id"]))


@pytest.fixture(scope="module", params=["nl", "en"])
def site(request: pytest.FixtureRequest, graph: Graph) -> Site:
    """The shipped cases as pages, in each language."""
    kinds = (comparison_pages, case_page, home_page, statement_pages)
    return Site(graph, Labels(graph.store, request.param), {}, {}, kinds)


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, str]:
    """The pages of comparable cases by where they stand."""
    return dict(comparison_pages.pages(site))


def test_there_is_a_page_a_case_and_one_of_all(site: Site, made: dict[str, str]) -> None:
    """What is made is what was promised: the overview names every case, with its nearest."""
    assert list(made) == list(comparison_pages.paths(site))
    for case in site.graph.cases:
        assert f'href="../compare/{case}.html"' in made[INDEX]
    assert made[INDEX].count('<ol class="nearest">') == len(site.graph.cases)


def test_pages_are_light(made: dict[str, str]) -> None:
    """No page weighs more than 300 kB."""
    assert max(len(text.encode()) for text in made.values()) < 300_000


def test_every_link_leads_somewhere(site: Site, made: dict[str, str]) -> None:
    """Links go to pages that the site makes, and those to statements to anchors of statements that there are."""
    for path, text in made.items():
        tags = _Tags(text)
        assert len(tags.ids) == len(set(tags.ids)), path
        for link in tags.links:
            if link.startswith("../") and "assets" not in link and not link.startswith("../../"):
                target, _, anchor = link.removeprefix("../").partition("#")
                if target.startswith("en/"):
                    continue
                assert site.has(target), (path, link)
                if anchor:
                    case = re.sub(r"(\.\d+)?\.html$", "", target.removeprefix("statements/"))
                    assert anchor.removeprefix("s-") in {one.anchor for one in site.sheet(case).statements.values()}


def test_a_page_says_why_and_what_to_learn(site: Site, made: dict[str, str]) -> None:
    """The page of a case has the ranking of all others, three explained, what is missing there and what helped."""
    text = made[page_of("zwolle-2019")]
    assert text.count('<tr class="is-') == 3 * len(site.graph.compare("zwolle-2019").features)
    assert text.count('<svg class="range"') == len(site.graph.compare("zwolle-2019").ranking)
    for part in ("ranking", "why", "missing", "challenges", "helped", "candidates", "side"):
        assert f'id="{part}"' in text


def test_other_pages_can_ask_for_the_nearest(site: Site) -> None:
    """The nearest come with their score and the reasons, what adds most first."""
    found = nearest(likeness_of(site, "oss-2019"), 2)
    assert [near.case for near in found] == [one.case for one in site.graph.compare("oss-2019").ranking[:2]]
    assert all(near.shared for near in found)
    points = [reason.points for reason in found[0].shared]
    assert points == sorted(points, reverse=True)


def test_one_case_has_nothing_to_be_compared_with(little: Callable[..., Graph]) -> None:
    """A site of one case has no such pages."""
    graph = little()
    site = Site(graph, Labels(graph.store, "nl"), {}, {}, (comparison_pages,))
    assert list(comparison_pages.paths(site)) == []
    assert list(comparison_pages.pages(site)) == []


@pytest.fixture(scope="module")
def plans() -> Graph:
    """The shipped cases with the invented profiles of the evaluation."""
    return load([PROFILES])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_dossier_holds_what_a_first_meeting_needs(plans: Graph, language: str) -> None:
    """One file: the situation, the nearest, who is missing, the routes with who is responsible, what is open."""
    text = dossier(plans, plans.compare("campus"), language)
    tags = _Tags(text)
    assert set(tags.ids) >= {"situation", "nearest", "table", "duties", "challenges", "helped", "open", "sources"}
    assert tags.scripts == 0
    assert "Wmo" in text
    assert {"nl": "zorgkantoor", "en": "care office"}[language] in text
    assert "Duurzaamheidsplein Oss" in text
    assert not re.search(r'(src|href)="https?://', text)


def test_an_empty_profile_has_a_dossier_too(write: Callable[..., Path]) -> None:
    """It says that nothing is known yet, and which questions are left open."""
    graph = load([write("kind: profile\nid: our-plan\nnot_known_yet: [money, phase]\n", "our-plan.yaml")])
    text = dossier(graph, graph.compare("our-plan"), "en")
    assert "The profile says nothing yet to compare on." in text
    assert "With what money do you want to begin?" in text
    assert "How far are you?" in text


def test_a_hostile_name_stays_a_name(write: Callable[..., Path]) -> None:
    """Tags and quotes in a profile are shown, not run."""
    name = "\"</h1><script>alert('x')</script>\\u202e🙂\""
    graph = load([write(f"kind: profile\nid: our-plan\nname: {name}\n", "our-plan.yaml")])
    text = dossier(graph, graph.compare("our-plan"), "nl")
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_a_dossier_is_written_in_both_languages(plans: Graph, tmp_path: Path) -> None:
    """Each page leads to the other, the same profile gives the same bytes, and what is not ours is left alone."""
    page = write_dossier(plans, plans.compare("village"), tmp_path / "out")
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert page.name == "index.html"
    assert 'href="index.en.html"' in page.read_text("utf-8")
    assert 'href="index.html"' in (tmp_path / "out" / "index.en.html").read_text("utf-8")
    plans.dossier("village", tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == first
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me")
    with pytest.raises(CraftgraphError, match="did not make"):
        write_dossier(plans, plans.compare("village"), tmp_path / "mine")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_any_cases_stand_side_by_side_on_a_page(run: Callable[..., Result], tmp_path: Path, language: str) -> None:
    """`craftgraph compare A B C --page` writes one file with a column a case, that names no other file."""
    out = tmp_path / "side.html"
    cases = ["oss-2019", "tilburg-2019", "waarderegio-2022"]
    answer = run("compare", *cases, "--page", str(out), "--lang", language)
    assert answer.exit_code == 0, answer.output
    text = out.read_text("utf-8")
    assert text.count('<th scope="col">') == 1 + len(cases)
    assert f'<html lang="{language}">' in text
    assert " src=" not in text
    assert not list(tmp_path.glob("*.tmp"))


def test_a_page_of_one_case_is_refused(run: Callable[..., Result], tmp_path: Path) -> None:
    """Side by side takes two."""
    answer = run("compare", "oss-2019", "--page", str(tmp_path / "side.html"))
    assert answer.exit_code == 2
    assert "side by side" in answer.output


def test_of_what_is_hardly_known_no_likeness_is_told(write: Callable[..., Path]) -> None:
    """A centre whose source says nothing on what the plan states is not called little alike: too little is known."""
    plan = "kind: profile\nid: our-plan\ndefaults: {status: planned, basis: stated}\njudgements:\n"
    graph = load([write(plan + "- {characteristic: initiative-citizens}\n", "our-plan.yaml")])
    labels = Labels(graph.store, "en")
    likeness = Likeness(graph.compare("our-plan"), labels, LazySheets(labels, graph))
    told = {one.case: (one.known, likeness.degree(one)) for one in likeness.comparison}
    assert told["tilburg-2019"] == (0.0, "too little known")
    assert told["arnhem-2019"][1] == "much alike"
