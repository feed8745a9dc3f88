"""The pages on dependence: what they say, and that the browser works out the same as the command line."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from craftgraph.exports.impact_map import impact_map
from craftgraph.exports.removal import told
from craftgraph.exports.sheet import Sheet
from craftgraph.graph.load import load
from craftgraph.graph.namespaces import ID
from craftgraph.graph.projection import project, simple
from craftgraph.graph.store import Graph
from craftgraph.graph.whatif import Scenario, Situation, whatif

CASES = load().cases
_ALL = """(given) => given.map((ids) => {
  const data = craftgraph.removalData;
  const at = new Map(data.actors.map((actor, number) => [actor.id, number]));
  const found = craftgraph.removal(data, ids.map((id) => at.get(id)));
  const words = craftgraph.removalTold(data, found);
  return {
    ids: data.actors.map((actor) => actor.id),
    numbers: [found.cutOff, found.dragged, found.tiedBefore, found.tiedAfter, found.fragmentationBefore,
      found.fragmentationAfter],
    words: [words.summary, words.heading, words.note,
      words.groups.map((group) => [group.heading, group.losses.map(({ said, source, rest }) => said + source + rest)])],
  };
})"""


def _expected(found: Scenario, sheet: Sheet) -> tuple[list[Any], list[Any]]:
    words = told(sheet, found)
    numbers = [set(found.cut_off), set(found.dragged), found.tied_before, found.tied_after]
    fragmentation = [pytest.approx(value) for value in (found.fragmentation_before, found.fragmentation_after)]
    groups = [[heading, list(losses)] for heading, losses in words.groups]
    return [*numbers, *fragmentation], [list(words.summary), words.heading, words.note, groups]


@pytest.mark.browser
@pytest.mark.parametrize(("language", "case"), [*(("nl", case) for case in CASES), ("en", "zwolle-2019")])
def test_the_browser_works_out_what_the_command_line_does(
    graph: Graph, built_site: Path, page: Page, case: str, language: str
) -> None:
    """For every actor of every case, and some pairs, numbers and words are those of `craftgraph whatif`."""
    sheet = Sheet(graph, case, language)
    own = f"{case}/"
    actors = [iri.split("/id/", 1)[1] for iri in sorted(Situation(graph, case).actors)]
    given = [[actor] for actor in actors] + [list(pair) for pair in islice(pairwise(actors), 0, None, 5)]
    page.goto((built_site / ("" if language == "nl" else "en") / "dependence" / f"{case}.html").as_uri())
    for ids, answer in zip(given, page.evaluate(_ALL, given), strict=True):
        numbers, words = _expected(whatif(graph, case, [actor.removeprefix(own) for actor in ids]), sheet)
        cut, dragged, *rest = answer["numbers"]
        names = answer["ids"]
        assert [{names[one] for one in cut}, {names[one] for one in dragged}, *rest] == numbers, ids
        assert answer["words"] == words, ids


@pytest.mark.browser
def test_a_link_restores_what_was_taken_away(built_site: Path, page: Page) -> None:
    """The address holds the choice; opening it shows the same, the drawing too, and going on changes the address."""
    path = (built_site / "dependence" / "zwolle-2019.html").as_uri()
    page.goto(f"{path}#without=kringloop-zwolle,zwolle-2019%2Fvang-prize-money")
    text = page.inner_text("#removal-told")
    assert "Prijzengeld van de VANG-prijsvraag" in text
    assert "Centrale projectleider" in text
    assert page.locator('[data-actor="kringloop-zwolle"].is-gone').count() == 1
    page.click("#without-clear")
    assert "#" not in page.url
    page.select_option("#without", label="Binthout")
    page.press("#without", "Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#without=binthout")
    assert page.locator(".language").get_attribute("href", timeout=1000)
    assert page.evaluate("document.querySelector('a.language').hash") == "#without=binthout"


@pytest.mark.browser
def test_a_link_with_an_actor_that_is_not_there_says_so(built_site: Path, page: Page) -> None:
    """It takes away who is there, and tells that a part was left out until something is chosen."""
    place = (built_site / "dependence" / "oss-2019.html").as_uri()
    page.goto(f"{place}#without=nobody,%E0%A4%A")
    assert page.inner_text("#strange") == "Een deel van deze link is hier niet bekend en is weggelaten."
    assert page.locator("#gone-list li").count() == 0
    page.evaluate("location.hash = '#without=nobody,ibn'")
    page.wait_for_selector("#gone-list li")
    assert page.inner_text("#strange") != ""
    page.click("#without-clear")
    assert page.inner_text("#strange") == ""
    page.evaluate("location.hash = '#without=ibn'")
    page.wait_for_selector("#gone-list li")
    assert page.inner_text("#strange") == ""


def test_every_case_is_ranked_with_its_levels(graph: Graph, built_site: Path) -> None:
    """The first page on dependence lists every case, and each has a page with its level in words."""
    index = (built_site / "dependence" / "index.html").read_text("utf-8")
    for one, _ in graph.assessments:
        assert f'href="{one.case}.html"' in index
        text = (built_site / "dependence" / f"{one.case}.html").read_text("utf-8")
        assert f"level-{one.level.value}" in text
        assert len(text.encode()) < 300_000


def test_the_drawing_holds_every_tied_actor_once(graph: Graph) -> None:
    """Marks and lines are those of the network; names do not cover each other; nothing tied draws nothing."""
    network = simple(project(graph, "oss-2019"))
    tied = [node for node in network if network.degree(node)]
    placed = {node: (number * 37 % 400, number * 53 % 300) for number, node in enumerate(network)}
    drawn = impact_map(network, placed, {tied[0]: 0.6}, {node: node for node in network})
    assert sorted(mark.id for mark in drawn.marks) == sorted(tied)
    assert len(drawn.lines) == network.number_of_edges()
    assert [mark.level for mark in drawn.marks if mark.id == tied[0]] == ["high"]
    assert impact_map(network.subgraph([]), {}, {}, {}).marks == ()


@pytest.mark.browser
def test_losses_lead_to_their_statements(built_site: Path, page: Page) -> None:
    """Each loss links to the place of its statement, and the same removal can be seen on the map."""
    page.goto((built_site / "en" / "dependence" / "waarderegio-2022.html").as_uri() + "#without=kringloop-zwolle")
    links = [str(one.get_attribute("href")) for one in page.locator("#removal-told li a").all()]
    assert links
    for link in links:
        name, _, anchor = link.partition("#")
        assert f'id="{unquote(anchor)}"' in (built_site / "en" / "dependence" / name).read_text("utf-8")
    page.click("#removal-told a.go")
    page.wait_for_selector("#panel-gone:not([hidden])")
    assert page.url.endswith("en/waarderegio-2022.html#without=kringloop-zwolle")


@pytest.mark.browser
@pytest.mark.parametrize("chosen", ["", "#without=kringloop-zuid"])
def test_one_sheet_fits_on_one_page(built_site: Path, page: Page, chosen: str) -> None:
    """The button prints one A4 with the level, why, what follows, what helps and the source, and is undone after."""
    page.goto((built_site / "dependence" / "maastricht-2019.html").as_uri() + chosen)
    page.evaluate("window.print = () => {}")
    page.click("#print-sheet")
    page.emulate_media(media="print")
    heads = page.locator("#one-sheet h3").all_inner_texts()
    follows = "Wat als … wegvalt?" if chosen else "Wie weegt het zwaarst?"
    assert heads == ["Waarom?", follows, "Wat zou helpen?", "Bron"]
    assert page.locator("#one-sheet .verdict .level-high").is_visible()
    assert ("En nog" in page.inner_text("#one-sheet")) == bool(chosen)
    assert page.locator(".three").is_hidden()
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    assert page.locator("#one-sheet").is_hidden()


def test_who_makes_no_difference_stands_last_in_the_menu(graph: Graph, built_site: Path) -> None:
    """Whose loss drags along, cuts off or ends anything stands under what they are; the others come after all."""
    text = (built_site / "en" / "dependence" / "oss-2019.html").read_text("utf-8")
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', text)
    assert [name for name, _ in groups][-1] == "Without effect in the description"
    shown = {id: name for name, options in groups for id in re.findall(r'value="([^"]+)"', options)}
    assert shown.keys() == {iri.removeprefix(ID) for iri in Situation(graph, "oss-2019").actors}
    for actor, group in shown.items():
        found = whatif(graph, "oss-2019", [actor.removeprefix("oss-2019/")])
        assert (group == groups[-1][0]) == (not (found.dragged or found.cut_off or found.losses)), actor


def test_examples_lead_to_their_statements(built_site: Path) -> None:
    """Under what would help, an example of another case leads to its statement, and a case to its dependence."""
    folder = built_site / "dependence"
    text = (
        (folder / "hoeksche-waard-2019.html").read_text("utf-8").partition('id="helps"')[2].partition("</section>")[0]
    )
    links = re.findall(r'<a href="([^"]+)"', text)
    assert any("statements/doetinchem-2019" in link for link in links)
    for link in links:
        name, _, anchor = link.partition("#")
        assert f'id="{unquote(anchor)}"' in (folder / name).read_text("utf-8")
