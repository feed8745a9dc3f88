"""The map in a browser: filters, addresses that restore a view, pictures to keep, and a large network."""

from __future__ import annotations

import json
import random
import re
import struct
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from craftgraph.exports.network_map import network_map
from craftgraph.exports.sheet import Sheet
from craftgraph.graph.store import Graph

pytestmark = pytest.mark.browser


def _numbers(page: Page) -> tuple[int, int]:
    """Return how many parties and lines the page says are shown."""
    parties, _, lines, _ = map(int, re.findall(r"\d+", page.inner_text("#shown")))
    return parties, lines


def test_filters_say_in_words_what_is_left(page: Page, built_site: Path, graph: Graph) -> None:
    """Layers, plans and kinds change the map, and the line above it counts what is shown."""
    drawn = network_map(Sheet(graph, "zwolle-2019", "nl"), graph.network("zwolle-2019", planned=True))
    page.goto((built_site / "zwolle-2019.html").as_uri())
    there = sum(not party.planned for party in drawn.parties)
    lines = [one for one in drawn.connections if not one.planned and not one.optional]
    assert _numbers(page) == (there, len(lines))
    page.uncheck("input[name='layer'][value='coordination']")
    left = [one for one in lines if one.layer != "coordination"]
    assert _numbers(page) == (there, len(left))
    page.check("#plans")
    assert _numbers(page)[0] == len(drawn.parties)
    page.locator("#filters > summary").click()
    page.uncheck("input[name='kind'][value='government']")
    assert _numbers(page)[0] == sum(party.group != "government" for party in drawn.parties)
    page.click("#reset")
    assert _numbers(page) == (there, len(lines))
    assert page.evaluate("location.hash") == ""


def test_the_field_offers_every_party_by_name(page: Page, built_site: Path, graph: Graph) -> None:
    """Who comes to the field to find a party gets all names of the map to choose from."""
    drawn = network_map(Sheet(graph, "zwolle-2019", "nl"), graph.network("zwolle-2019", planned=True))
    page.goto((built_site / "zwolle-2019.html").as_uri())
    page.focus("#query")
    offered = page.locator("#names option").evaluate_all("options => options.map((one) => one.value)")
    assert sorted(offered) == sorted(party.name for party in drawn.parties)


def test_the_address_restores_every_part_of_a_view(page: Page, built_site: Path) -> None:
    """Party, focus, layers, plans, kinds, statuses and year: opened again, the same is shown; in English too."""
    page.goto((built_site / "waarderegio-2022.html").as_uri())
    page.uncheck("input[name='layer'][value='people']")
    page.check("input[name='layer'][value='money']")
    page.check("#plans")
    page.locator("#filters > summary").click()
    page.uncheck("input[name='kind'][value='makers']")
    page.uncheck("input[name='status'][value='wish']")
    page.select_option("#year", "2021")
    page.fill("#query", "rova")
    page.press("#query", "Enter")
    page.check("#only")
    address, numbers = page.evaluate("location.hash"), _numbers(page)
    assert all(
        part in address for part in ("party=rova", "only=1", "layers=", "plans=1", "kinds=", "statuses=", "year=")
    )
    page.goto("about:blank")
    page.goto((built_site / "waarderegio-2022.html").as_uri() + address)
    assert (page.evaluate("location.hash"), _numbers(page)) == (address, numbers)
    page.locator("a.language").click()
    page.wait_for_url("**/en/waarderegio-2022.html*")
    assert (page.evaluate("location.hash"), _numbers(page)) == (address, numbers)
    assert page.locator("#panel-chosen h3").inner_text().strip() == "ROVA"


def test_going_back_undoes_a_choice(page: Page, built_site: Path) -> None:
    """The browser's button back leads from a line to the party before it, and from there to the whole map."""
    page.goto((built_site / "zwolle-2019.html").as_uri())
    page.locator("#party-table details", has_text="Afval en recycling").locator("summary").click()
    page.locator("#party-table [data-party-row='rova'] button").click()
    page.locator("#panel-chosen button[data-connection]").first.click()
    assert page.evaluate("location.hash").startswith("#line=")
    page.go_back()
    assert page.locator("#panel-chosen h3").inner_text().strip() == "ROVA"
    page.go_back()
    assert page.locator("#panel-chosen").is_hidden()


def test_an_address_that_asks_for_what_is_not_there_shows_the_map(page: Page, built_site: Path) -> None:
    """What nobody has is left out of the view and its address, as if not asked for, and a sentence says so."""
    path = built_site / "zwolle-2019.html"
    page.goto(path.as_uri())
    whole = _numbers(page)
    assert page.inner_text("#strange") == ""
    unknown = ("#party=nobody", "#line=a,b,c", "#year=1066", "#party=%3Cscript%3E", "#line=%E0%A4%A")
    for asked in (*unknown, "#layers=zzz", "#kinds=zzz", "#topics=zzz", "#plans=0&old=1"):
        page.goto("about:blank")
        page.goto(path.as_uri() + asked)
        assert page.locator("#panel-chosen").is_hidden()
        assert page.evaluate("location.hash") == "", asked
        assert _numbers(page) == whole, asked
        assert page.inner_text("#strange") == "Een deel van deze link is hier niet bekend en is weggelaten.", asked
    page.goto("about:blank")
    page.goto(f"{path.as_uri()}#layers=goods,zzz")
    assert page.evaluate("location.hash") == "#layers=goods"
    assert page.inner_text("#strange") != ""
    page.check("input[name='layer'][value='people']")
    assert page.inner_text("#strange") == ""


def test_the_map_is_kept_as_svg_and_png(page: Page, built_site: Path, tmp_path: Path) -> None:
    """The pictures hold the parties and lines that are shown, with where they come from."""
    page.goto((built_site / "zwolle-2019.html").as_uri())
    parties, lines = _numbers(page)
    for form in ("svg", "png"):
        with page.expect_download() as kept:
            page.click(f"[data-save='{form}']")
        kept.value.save_as(tmp_path / f"map.{form}")
        assert kept.value.suggested_filename == f"zwolle-2019.{form}"
    root = ET.parse(tmp_path / "map.svg").getroot()
    name = "{http://www.w3.org/2000/svg}"
    assert len([one for one in root.iter(f"{name}path") if one.get("stroke")]) == lines
    texts = ["".join(one.itertext()) for one in root.iter(f"{name}text")]
    assert len(texts) == parties + 1
    assert "Binthout" in texts
    assert "CC BY 4.0" in texts[-1]
    png = (tmp_path / "map.png").read_bytes()
    assert png.startswith(b"\x89PNG")
    size = [2 * float(root.get(side, "0")) for side in ("width", "height")]
    assert list(struct.unpack(">II", png[16:24])) == pytest.approx(size, abs=3)


def _large(data: dict[str, Any], count: int) -> dict[str, Any]:
    """Return the data of a map with so many parties, twice as many lines, and places at random."""
    chance = random.Random(5)
    ends = [(chance.randrange(number), number) for number in range(1, count)]
    ends += [(chance.randrange(count // 2), chance.randrange(count // 2, count)) for _ in range(count)]
    parties = [
        [f"p{number}", f"Partij p{number}", chance.randrange(9000), chance.randrange(5000)] for number in range(count)
    ]
    lines = [[one, other] for one, other in ends]
    return data | {
        "parties": data["parties"] | {"rows": parties},
        "lines": data["lines"] | {"rows": lines},
    }


def test_a_map_of_two_thousand_parties_stays_quick(page: Page, built_site: Path) -> None:
    """It is drawn, a party is found and shown, and the map follows the mouse without long halts."""
    path = built_site / "zwolle-2019.html"
    before, data, after = re.split(
        r'(?<=id="data">)(.*?)(?=</script>)', path.read_text("utf-8"), maxsplit=1, flags=re.S
    )
    large = built_site / "large.html"
    large.write_text(before + json.dumps(_large(json.loads(data), 2000)).replace("</", "<\\/") + after, "utf-8")
    page.goto(large.as_uri())
    assert _numbers(page)[0] == 2000
    drawn = page.evaluate("performance.now()")
    page.fill("#query", "Partij p1999")
    page.press("#query", "Enter")
    assert page.locator("#panel-chosen h3").inner_text().strip() == "Partij p1999"
    page.keyboard.press("Escape")
    frame = page.locator("#map").bounding_box()
    assert frame is not None
    page.evaluate(
        """() => { window.halts = []; let last = performance.now();
        const next = () => {
            const now = performance.now(); halts.push(now - last); last = now; requestAnimationFrame(next); };
        requestAnimationFrame(next); }"""
    )
    page.mouse.move(frame["x"] + 300, frame["y"] + 300)
    page.mouse.down()
    for step in range(20):
        page.mouse.move(frame["x"] + 300 + 8 * step, frame["y"] + 300)
    page.mouse.up()
    halts = page.evaluate("window.halts")
    large.unlink()
    assert drawn < 10_000  # far more than it takes: a busy machine is no finding
    assert max(halts) < 3_000
    print(f"drawn after {drawn:.0f} ms, longest halt {max(halts):.0f} ms")
