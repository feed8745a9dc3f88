"""The page of a case, and the pages with every statement of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from craftgraph.exports import sheet as sheet_module
from craftgraph.exports.brief import opening
from craftgraph.exports.dependence import Words
from craftgraph.exports.network_map import network_map
from craftgraph.exports.pages import Site
from craftgraph.exports.sheet import Sheet
from craftgraph.exports.site import write_map, write_site
from craftgraph.exports.summary import Summary
from craftgraph.exports.texts import Texts
from craftgraph.graph.labels import Labels
from craftgraph.graph.store import Graph

LIGHT = 280_000  # what a page may weigh, in bytes, without the library that draws the map
LIBRARY = "vis-network.min.js"
LOADED = re.compile(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"')


class _Anchors(HTMLParser):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name == "href" and tag == "a" and value:
                self.links.append(value)


def test_a_case_weighs_little(graph: Graph, built_site: Path) -> None:
    """A case with every style and script that it opens with weighs under 280 kB in both languages; so do its pages."""
    for root in (built_site, built_site / "en"):
        cases = [root / f"{case}.html" for case in graph.cases]
        for page in (*cases, *root.glob("statements/*.html"), *root.glob("tables/*.html")):
            files = [page, *(page.parent / name for name in LOADED.findall(page.read_text("utf-8")))]
            assert sum(file.stat().st_size for file in files if file.name != LIBRARY) < LIGHT, page.name


def test_every_statement_stands_on_a_page_of_statements(graph: Graph, built_site: Path) -> None:
    """The link to each statement, made for other pages, leads to its page and to its place there."""
    site = Site(graph, Labels(graph.store, "en"), {}, {})
    for case in graph.cases:
        found: dict[str, set[str]] = {}
        for one in site.sheet(case).statements.values():
            path, _, anchor = site.statement_link(case, one.anchor).partition("#")
            if path not in found:
                found[path] = _Anchors(built_site / "en" / path).ids
            assert unquote(anchor) in found[path], one.iri


def test_many_statements_are_divided_over_pages(
    little: Callable[..., Graph], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the lists of a case are too heavy for one page, links lead to the page on which a statement stands."""
    monkeypatch.setattr(sheet_module, "_ROOM", 400)
    parties = "parties:\n- {party: shop, involvement: partner, at: one}\n"
    aims = "aims:\n- {id: aim, theme: finance, what: {nl: x, en: x}, at: one}\n"
    graph = little(parties + aims)
    write_site(graph, tmp_path / "site")
    site = Site(graph, Labels(graph.store, "nl"), {}, {})
    (party,) = site.sheet("own-2024").of_list("parties")
    assert site.statement_link("own-2024", party.anchor) == f"statements/own-2024.html#s-{party.anchor}"
    assert site.statement_link("own-2024", "aim") == "statements/own-2024.2.html#s-aim"
    second = _Anchors(tmp_path / "site" / "statements" / "own-2024.2.html")
    assert {"s-aim", "list-aims"} <= second.ids
    assert "../statements/own-2024.html#list-parties" in second.links


def test_the_script_holds_what_the_source_says(graph: Graph, built_site: Path) -> None:
    """What the map's panel reads has each statement once, with its words, its status and its sources."""
    for language, root in (("nl", built_site), ("en", built_site / "en")):
        sheet = Sheet(graph, "waarderegio-2022", language)
        text = (root / "statements" / "waarderegio-2022.js").read_text("utf-8")
        data = json.loads(text.removeprefix("craftgraph.statements(").rstrip().removesuffix(");"))
        rows = {row[0]: row for row in data["statements"]}
        ids = [_Anchors(root / page).ids for page in data["pages"]]
        assert len(rows) == len(sheet.statements)
        for one in sheet.statements.values():
            _, _, words, _, status, is_reading, sources, page = rows[one.anchor]
            assert all(part in words for part in one.text.split("; "))
            assert data["statuses"][status][0] == one.status_label
            assert bool(is_reading) == one.is_reading
            assert all(place.heading in data["sources"][at] for at, place in zip(sources, one.places, strict=True))
            assert f"s-{one.anchor}" in ids[page]


def test_a_single_map_links_to_its_own_statements(graph: Graph, tmp_path: Path) -> None:
    """`craftgraph map` holds every statement in the same file, and no link leaves it."""
    write_map(graph, "zwolle-2019", tmp_path / "map.html")
    anchors = _Anchors(tmp_path / "map.html")
    cited = [link for link in anchors.links if "#s-" in link]
    assert len(cited) > 50
    assert all(unquote(link).removeprefix("#") in anchors.ids for link in cited)
    assert not [link for link in anchors.links if not link.startswith("#")]


def test_parties_and_bodies_are_told_apart(graph: Graph, built_site: Path) -> None:
    """The head of a page counts organisations, and apart from them the bodies and posts."""
    drawn = network_map(Sheet(graph, "zwolle-2019", "nl"), graph.network("zwolle-2019", planned=True))
    bodies = sum(party.group == "coordination" for party in drawn.parties)
    text = re.sub(r"<[^>]+>", "", (built_site / "zwolle-2019.html").read_text("utf-8"))
    assert f"{len(drawn.parties) - bodies} partijen op de kaart ook {bodies} overleggen en functies" in text


def test_a_thin_network_has_no_most_central_party(graph: Graph, built_site: Path) -> None:
    """Where too few parties are tied, the page says so and ranks nobody; nobody is ranked at nought either."""
    for case in graph.cases:
        text = (built_site / "en" / f"{case}.html").read_text("utf-8")
        start = text.split('id="panel-start"')[1].split('id="panel-chosen"')[0]
        assert ("too few connections" in start) == graph.measures(case).is_thin, case
        assert ("data-party" in start) != graph.measures(case).is_thin, case
        assert ">0%<" not in start


def _summary(graph: Graph, case: str, language: str = "en") -> Summary:
    sheet = Sheet(graph, case, language)
    return Summary(sheet, network_map(sheet, graph.network(case, planned=True)))


def _words(path: Path) -> str:
    text = re.sub(r"<(script|style|nav).*?</\1>|<[^>]+>", " ", path.read_text("utf-8"), flags=re.DOTALL)
    return unescape(re.sub(r"\s+", " ", text))


def test_what_the_source_does_not_say_is_said(little: Callable[..., Graph], tmp_path: Path) -> None:
    """A case of which hardly anything is known says of every subject that the source does not say it."""
    graph = little("parties:\n- {party: shop, involvement: partner, at: one}\n")
    write_site(graph, tmp_path / "site")
    words = _words(tmp_path / "site" / "en" / "own-2024.html")
    for told in (
        "no flows of goods",
        "no target groups",
        "nothing about money",
        "no challenges",
        "no body",
        "no posts",
    ):
        assert told in words, told
    assert "phase" in words.split("The source says nothing about")[1][:400]


DOING = frozenset({"roles", "activities", "posts", "guidance", "flows", "placements", "funding", "seats", "ties"})


def test_a_party_that_does_something_is_not_said_to_do_nothing(graph: Graph) -> None:
    """Roles, activities, posts or, failing these, other statements stand beside every party that has one."""
    for case in graph.cases:
        summary = _summary(graph, case)
        for _, parts in summary.parts:
            for part in parts:
                told = [summary.sheet.statements[f"{summary.sheet.iri}/{anchor}"].listing
                        for anchor in part.party.statements
                        if f"{summary.sheet.iri}/{anchor}" in summary.sheet.statements]  # fmt: skip
                silent = not (part.roles or part.activities or part.employs or part.lists)
                assert not (silent and DOING & set(told)), (case, part.party.name)


def test_every_party_of_the_map_is_in_the_table_once(graph: Graph) -> None:
    """The table of who takes part has each organisation of the map once, partners before others."""
    for case in graph.cases:
        summary = _summary(graph, case)
        listed = [part.party.id for _, parts in summary.parts for part in parts]
        assert sorted(listed) == sorted(p.id for p in summary.drawn.parties if p.group != "coordination")
        for _, parts in summary.parts:
            ranks = ["partner", "associate", "context", ""]
            order = [ranks.index(part.closeness) for part in parts]
            assert order == sorted(order), case


def test_two_descriptions_of_a_centre_lead_to_each_other(built_site: Path) -> None:
    """The page of 2019 leads to that of 2022 and back."""
    assert "waarderegio-2022.html" in _Anchors(built_site / "zwolle-2019.html").links
    assert "later beschrijving" in _words(built_site / "zwolle-2019.html").replace("latere", "later")
    assert "eerdere beschrijving" in _words(built_site / "waarderegio-2022.html")


def test_numbers_keep_what_the_source_says_of_them(graph: Graph) -> None:
    """A quantity shows its qualifier or its span, and nothing where the source gives no number."""
    told = [one for case in graph.cases for one in _summary(graph, case).told("workplaces")]
    assert {one.quantity for one in told} > {""}
    for one in told:
        numbers = [one.text(name) for name in ("value", "min", "max") if one.text(name)]
        assert bool(one.quantity) == bool(numbers)
        assert all(number in one.quantity for number in numbers[:1])


def test_who_coordinates_is_told(graph: Graph, built_site: Path) -> None:
    """The post that coordinates stands at the top, with its employer and where its money comes from."""
    posts, _ = _summary(graph, "zwolle-2019").coordination
    assert [post.one.anchor for post in posts] == ["project-leader"]
    short = _section(built_site / "zwolle-2019.html", "short")
    assert "in dienst van Natuur en Milieu Overijssel" in short
    assert "Prijzengeld" in short


def _section(path: Path, name: str) -> str:
    html = path.read_text("utf-8").split(f'<section id="{name}"')[1].split("</section>")[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


def test_the_top_says_how_dependent_and_what_is_alike(graph: Graph, built_site: Path) -> None:
    """In short: each part of the verdict with its level, and the three nearest centres, as their pages have it."""
    for found, _ in graph.assessments:
        path = built_site / f"{found.case}.html"
        short, words = _section(path, "short"), Words(Sheet(graph, found.case, "nl"))
        assert f"Hoe afhankelijk? {words.overall(found)}" in short, found.case
        for part, name in zip(found.dimensions, ("Samenhang", "Werk", "Coördinatie en geld"), strict=True):
            assert f"{name}: {words.level(part.level)} {words.sentence(found, part)}" in short, found.case
        links = [link for link in _Anchors(path).links if link.removesuffix(".html") in graph.cases]
        nearest = [f"{one.case}.html" for one in graph.compare(found.case).ranking[:3]]
        assert all(link in links for link in nearest), found.case
        assert {f"dependence/{found.case}.html", f"compare/{found.case}.html"} <= set(_Anchors(path).links)


def test_one_sentence_says_what_it_is(graph: Graph) -> None:
    """The opening names the places and the sectors of the partners, and says so when it is a plan."""
    assert opening(_summary(graph, "zwolle-2019"), Texts("en")).startswith(
        "A partnership in Zwolle, with partners from"
    )
    assert "still a plan" in opening(_summary(graph, "tilburg-2019"), Texts("en"))
    assert "zorg en begeleiding" in opening(_summary(graph, "zwolle-2019", "nl"), Texts("nl"))


def test_the_contents_lead_to_every_section(built_site: Path) -> None:
    """The list of contents leads to places that are there, the map right after what is said in short."""
    path = built_site / "en" / "oss-2019.html"
    html = path.read_text("utf-8")
    order = re.findall(r'<section id="([^"]+)"', html)
    links = re.findall(r'href="#([^"]+)"', html.split('class="on-page"')[1].split("</nav>")[0])
    assert links == order
    assert order[:2] == ["short", "map-section"]
