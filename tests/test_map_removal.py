"""Taking parties away on the map: what is told, drawn and kept in the address, as `craftgraph whatif` says it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from craftgraph.exports.removal import stays, told
from craftgraph.exports.sheet import Sheet
from craftgraph.exports.site import write_map
from craftgraph.graph.load import load
from craftgraph.graph.store import Graph
from craftgraph.graph.whatif import Situation, whatif

Until = Callable[[Page, str], None]
CASES = load().cases
WHOLE = "zwolle-2019"  # all its actors are compared; of the other cases the one with the most connections
# Goes through addresses one after another; what the panel says then, and the counts above the map.
_WALK = """async (given) => {
  const text = (one) => one.textContent;
  const found = [];
  for (const ids of given) {
    location.hash = '';
    await new Promise((done) => {
      addEventListener('hashchange', () => setTimeout(done), { once: true });
      location.hash = `#without=${ids.map(encodeURIComponent).join(',')}`;
    });
    const panel = document.getElementById('panel-gone');
    const all = Array.from(panel.querySelectorAll('p:not(.gone-tools, .note)'));
    const said = all.filter((one) => !one.querySelector('a'));
    const note = panel.querySelector('p.note');
    found.push({
      summary: said.map(text), heading: text(panel.querySelector('h4')), note: note ? text(note) : '',
      losses: Array.from(panel.querySelectorAll('li'), text),
      counts: text(document.getElementById('gone')),
    });
  }
  return found;
}"""


def _open(page: Page, path: Path, *ids: str) -> None:
    page.goto(f"{path.as_uri()}#without={','.join(ids)}")
    page.wait_for_selector("#panel-gone:not([hidden])")


def _compare(page: Page, sheet: Sheet, given: list[list[str]]) -> None:
    own = f"{sheet.case}/"
    for ids, shown in zip(given, page.evaluate(_WALK, given), strict=True):
        found = whatif(sheet.graph, sheet.case, [one.removeprefix(own) for one in ids])
        words = told(sheet, found)
        assert shown["summary"] == list(words.summary), ids
        assert (shown["heading"], shown["note"], shown["losses"]) == (words.heading, words.note, list(words.losses)), (
            ids
        )
        counts = [len(found.dragged), len(found.cut_off), len(found.losses)]
        shared = sum(bool(one.others) for one in found.losses)
        told_counts = [int(number) for number in re.findall(r"(?:: |bij |for )(\d+)\b", shown["counts"])]
        assert told_counts == [*counts, *([shared] if shared else [])], ids


@pytest.mark.browser
@pytest.mark.parametrize("case", CASES)
def test_the_map_says_what_the_command_line_says(graph: Graph, built_site: Path, page: Page, case: str) -> None:
    """Sentences, losses and counts are those of `craftgraph whatif`, whoever goes: parties, posts, bodies or money."""
    actors = sorted(iri.split("/id/", 1)[1] for iri in Situation(graph, case).actors)
    network = graph.network(case)
    most = max(sorted(network), key=network.degree)
    given = [[one] for one in (actors if case == WHOLE else [most])]
    given.append([most, *(one for one in actors if "/" in one)][:3])
    _open(page, built_site / f"{case}.html", *given[-1])
    _compare(page, Sheet(graph, case, "nl"), given)
    page.goto("about:blank")


@pytest.mark.browser
def test_a_map_in_one_file_says_it_too(graph: Graph, page: Page, tmp_path: Path) -> None:
    """`craftgraph map` has all it needs in its one file, in English, and its losses lead to statements in it."""
    write_map(graph, "zwolle-2019", tmp_path / "map.html", "en")
    _open(page, tmp_path / "map.html", "rova")
    _compare(page, Sheet(graph, "zwolle-2019", "en"), [["kringloop-zwolle"], ["kringloop-zwolle", "rova"]])
    link = str(page.locator("#panel-gone li a").first.get_attribute("href"))
    assert page.evaluate("(link) => document.getElementById(decodeURIComponent(link.slice(1))) !== null", link)


@pytest.mark.browser
def test_a_party_is_taken_away_and_put_back(page: Page, built_site: Path, until: Until) -> None:
    """The button takes a party away, another goes too, each can come back, and going back in history undoes it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.goto((built_site / "zwolle-2019.html").as_uri())
    page.locator("#party-table [data-party-row='kringloop-zwolle'] button").click()
    assert "removal.js" not in asked  # nothing of it is read before it is needed
    page.get_by_role("button", name="Wat als Stichting Kringloop Zwolle wegvalt?").press("Enter")
    page.wait_for_selector("#panel-gone:not([hidden])")
    assert asked.count("removal.js") == 2
    assert page.evaluate("document.activeElement.textContent") == "Wat als dit wegvalt?"
    assert page.evaluate("location.hash") == "#without=kringloop-zwolle"
    assert "Weggehaald: Stichting Kringloop Zwolle." in page.inner_text("#gone")
    assert page.locator("#gone").get_attribute("role") == "status"
    assert page.is_visible("#legend-gone")
    page.fill("#query", "rova")
    page.press("#query", "Enter")
    assert page.locator(".gone-whole").is_hidden()  # the party that was chosen is told now
    page.get_by_role("button", name="Laat ook ROVA wegvallen").click()
    until(page, "location.hash === '#without=kringloop-zwolle,rova'")
    assert page.locator(".gone-whole").is_visible()
    page.locator("a.language").click()
    page.wait_for_selector("#panel-gone:not([hidden])")
    assert page.evaluate("location.hash") == "#without=kringloop-zwolle,rova"
    page.get_by_role("button", name="Put Stichting Kringloop Zwolle back").click()
    until(page, "location.hash === '#without=rova'")
    page.go_back()
    until(page, "document.getElementById('gone').textContent.includes('Kringloop')")
    page.get_by_role("button", name="Put everything back").click()
    until(page, "location.hash === ''")
    assert page.inner_text("#gone") == "Everything is on the map again."
    assert page.locator("#panel-gone").is_hidden()
    assert page.locator("#panel-start").is_visible()


@pytest.mark.browser
def test_who_falls_along_is_told_in_its_own_panel(page: Page, built_site: Path, until: Until) -> None:
    """A post that goes with its employer says so, and has no button of its own; a party cut off says that."""
    _open(page, built_site / "zwolle-2019.html", "kringloop-zwolle")
    post = page.evaluate("craftgraph.removal(craftgraph.removalData, [craftgraph.removalData.actors"
                         ".findIndex((one) => one.id === 'kringloop-zwolle')]).dragged"
                         ".map((at) => craftgraph.removalData.actors[at])[0]")  # fmt: skip
    page.fill("#query", post["name"])
    page.press("#query", "Enter")
    assert page.locator("#panel-chosen .whatif").inner_text().lower() == "valt dan mee weg"
    assert page.locator("#panel-chosen .whatif button").count() == 0
    page.fill("#query", "Stichting Deksels")
    page.press("#query", "Enter")
    assert "raakt los van de rest" in page.locator("#panel-chosen .whatif").inner_text().lower()
    assert page.inner_text("#message").startswith("Stichting Deksels gekozen: raakt los van de rest.")
    page.fill("#query", "Stichting Kringloop Zwolle")
    page.press("#query", "Enter")
    page.locator("#panel-chosen .whatif button").click()  # puts it back
    until(page, "document.getElementById('panel-gone').hidden")


@pytest.mark.browser
def test_an_address_that_names_nobody_takes_nobody_away(page: Page, built_site: Path, until: Until) -> None:
    """Unknown names are left out of the address; a party is chosen beside who is away when it asks for both."""
    path = built_site / "zwolle-2019.html"
    page.goto(f"{path.as_uri()}#without=nobody,%3Cscript%3E")
    until(page, "location.hash === ''")
    assert page.locator("#panel-gone").is_hidden()
    assert page.inner_text("#gone") == ""
    assert page.inner_text("#strange") == "Een deel van deze link is hier niet bekend en is weggelaten."
    page.goto("about:blank")
    _open(page, path, "rova,nobody&party=cibap")
    assert page.evaluate("location.hash") == "#party=cibap&without=rova"
    assert page.inner_text("#strange") != ""
    assert page.locator("#panel-chosen h3").inner_text().strip() == "Cibap"
    page.locator("#filters > summary").click()
    page.click("#reset")
    assert page.evaluate("location.hash") == ""
    assert page.locator("#panel-gone").is_hidden()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1280, 900), (1280, 700), (360, 900)])
def test_who_was_taken_away_can_be_read(page: Page, built_site: Path, width: int, height: int) -> None:
    """On the map no other name stands over that of who was taken away, nor over who goes along."""
    page.set_viewport_size({"width": width, "height": height})
    _open(page, built_site / "zwolle-2019.html", "binthout")
    page.evaluate("""() => { const place = craftgraph.map.placeNames;
        craftgraph.map.placeNames = (...given) => (window.placed = place(...given)); }""")
    page.click("[data-zoom='fit']")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    over = page.evaluate("""() => {
        const struck = window.placed.filter((one) => one.must).map((one) => one.box);
        const meet = (one, other) => one.left < other.right && other.left < one.right
          && one.top < other.bottom && other.top < one.bottom;
        return { first: window.placed[0].id, struck: struck.length,
          over: window.placed.filter(({ box }) => struck.some((other) => other !== box && meet(box, other))) }; }""")
    assert over == {"first": "binthout", "struck": 3, "over": []}


@pytest.mark.browser
def test_what_comes_to_a_stop_is_counted_with_what_others_do_too(page: Page, built_site: Path) -> None:
    """A what-if does not call without anyone what it names others for."""
    _open(page, built_site / "zwolle-2019.html", "binthout")
    named = page.locator("#panel-gone li", has_text="Doet al zoiets").count()
    assert named == 3
    assert page.inner_text("#gone").endswith("Valt stil: 13; bij 3 daarvan doen anderen al zoiets.")
    assert page.inner_text("#panel-gone h4") == "Dit valt dan stil (13; bij 3 daarvan doen anderen al zoiets):"


@pytest.mark.browser
def test_what_was_taken_away_shows_on_pictures_and_paper(page: Page, built_site: Path, tmp_path: Path) -> None:
    """The picture has a cross, a stroke and a ring, faint lines and the sentences; paper has the whole outcome."""
    _open(page, built_site / "zwolle-2019.html", "kringloop-zwolle")
    with page.expect_download() as kept:
        page.click("[data-save='svg']")
    kept.value.save_as(tmp_path / "map.svg")
    name = "{http://www.w3.org/2000/svg}"
    root = ET.parse(tmp_path / "map.svg").getroot()
    fates = [one.get("class") for one in root.iter(f"{name}path") if one.get("class")]
    assert sorted(map(str, fates)) == ["dragged", "removed"]
    assert len([one for one in root.iter(f"{name}circle") if one.get("fill") == "none"]) == 1
    faint = [one for one in root.iter(f"{name}path") if one.get("stroke-dasharray") == "1 5"]
    lines = page.evaluate("""() => {
        const data = JSON.parse(document.getElementById('data').textContent);
        const { connections } = craftgraph.map.data(data);
        return Array.from(connections.values()).filter((one) => !one.planned && !one.optional
          && [one.source, one.target].includes('kringloop-zwolle')).length; }""")
    assert len(faint) >= lines > 10
    notes = [str(one.text) for one in root.iter(f"{name}text") if one.get("class") == "note"]
    assert notes[0] == "Valt weg: Stichting Kringloop Zwolle."
    struck = ["".join(one.itertext()) for one in root.iter(f"{name}text") if one.get("text-decoration")]
    assert "Stichting KringloopZwolle" in struck
    page.emulate_media(media="print")
    assert page.locator(".gone-whole").is_visible()
    assert page.locator(".gone-tools button").first.is_hidden()
    assert page.locator("#gone").is_visible()


def _changed(path: Path, name: str, **values: Any) -> Path:
    """Write a copy of a page beside it, with other values in the data of its map."""
    before, raw, after = re.split(r'(?<=id="data">)(.*?)(?=</script>)', path.read_text("utf-8"), maxsplit=1, flags=re.S)
    data = json.dumps(json.loads(raw) | values).replace("</", "<\\/")
    copy = path.with_name(name)
    copy.write_text(before + data + after, "utf-8")
    return copy


@pytest.mark.browser
def test_who_cannot_go_has_no_button(graph: Graph, page: Page, built_site: Path) -> None:
    """A party that the command does not know as an actor of the case gets no button; the others have one."""
    assert stays(Situation(graph, "zwolle-2019"), ["rova", "unknown", "public"]) == ["public", "unknown"]
    copy = _changed(built_site / "zwolle-2019.html", "stays.html", stays=["rova"])
    page.goto(f"{copy.as_uri()}#party=rova")
    copy.unlink()
    assert page.locator("#panel-chosen h3").inner_text().strip() == "ROVA"
    assert page.locator("#panel-chosen .whatif").count() == 0
    page.fill("#query", "Cibap")
    page.press("#query", "Enter")
    assert page.locator("#panel-chosen .whatif button").count() == 1


@pytest.mark.browser
def test_what_cannot_be_read_is_told(chromium: Browser, built_site: Path, until: Until) -> None:
    """When the data are not there the map stays as it is and a sentence says so; it is tried again."""
    copy = _changed(built_site / "zwolle-2019.html", "lost.html", removal="dependence/not-there.js")
    page = chromium.new_page()
    page.goto(f"{copy.as_uri()}#without=rova")
    until(page, "document.getElementById('gone').textContent.includes('niet worden geladen')")
    copy.unlink()
    assert page.locator("#panel-gone").is_hidden()
    page.close()
