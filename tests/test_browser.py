"""The pages, opened in headless Chromium from disk, as a reader would."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page

from craftgraph.exports.site import write_map, write_site
from craftgraph.graph.store import Graph, load

pytestmark = pytest.mark.browser


class Watched:
    """A page that remembers what went wrong and what it asked of the network."""

    def __init__(self, chromium: Browser, width: int = 1280, height: int = 900) -> None:
        self.page: Page = chromium.new_page(viewport={"width": width, "height": height})
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:")):
            self.outside.append(url)

    def open(self, path: Path, fragment: str = "") -> Page:
        """Open a file from disk."""
        self.page.goto(path.as_uri() + fragment)
        return self.page


PAGES = [f"{language}{name}.html" for language in ("", "en/") for name in ("index", "zwolle-2019", "waarderegio-2022")]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_opens_quietly_and_fits(chromium: Browser, built_site: Path, name: str, width: int) -> None:
    """A page opens from disk without an error, without asking another host, and without scrolling sideways."""
    watched = Watched(chromium, width)
    page = watched.open(built_site / name)
    page.wait_for_load_state("load")
    assert page.title()
    assert page.evaluate("document.documentElement.lang") == ("en" if name.startswith("en/") else "nl")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.errors == []
    assert watched.outside == []
    page.close()


def _case(chromium: Browser, built_site: Path, fragment: str = "", case: str = "zwolle-2019") -> tuple[Watched, Page]:
    watched = Watched(chromium)
    return watched, watched.open(built_site / f"{case}.html", fragment)


def test_searching_a_party_shows_what_the_graph_says_of_it(chromium: Browser, built_site: Path) -> None:
    """A part of a name and Enter bring the party into the panel, with its statements and their sources."""
    watched, page = _case(chromium, built_site)
    page.fill("#query", "binthou")
    page.press("#query", "Enter")
    panel = page.locator("#panel-chosen")
    assert panel.locator("h3").inner_text().strip() == "Binthout"
    assert "Stichting Kringloop Zwolle" in panel.inner_text()
    source = panel.locator("a[href^='statements/']").first
    assert source.inner_text().strip()
    anchor = unquote(str(source.get_attribute("href")).partition("#")[2])
    source.click()
    assert page.locator("h1").inner_text().startswith("Alle uitspraken")
    assert page.locator(f"[id='{anchor}']").is_visible()
    assert watched.errors == []
    page.close()


def test_a_party_is_found_by_its_other_name(chromium: Browser, built_site: Path) -> None:
    """The short name that people use finds the party too."""
    _, page = _case(chromium, built_site)
    page.fill("#query", "skz")
    page.press("#query", "Enter")
    assert page.locator("#panel-chosen h3").inner_text().strip() == "Stichting Kringloop Zwolle"
    page.close()


def test_a_name_that_nobody_has_is_told(chromium: Browser, built_site: Path) -> None:
    """Searching for an unknown name says so, and chooses nothing."""
    _, page = _case(chromium, built_site)
    page.fill("#query", "no such party")
    page.press("#query", "Enter")
    assert "no such party" in page.locator("#not-found").inner_text()
    assert page.locator("#panel-chosen").is_hidden()
    page.close()


def test_the_address_keeps_the_focus(chromium: Browser, built_site: Path) -> None:
    """Choosing a party changes the address; opening that address chooses it again; Escape clears both."""
    _, page = _case(chromium, built_site)
    page.locator("#party-table details", has_text="Afval en recycling").locator("summary").click()
    page.locator("#party-table [data-party-row='rova'] button").click()
    assert page.evaluate("location.hash") == "#party=rova"
    page.reload()
    assert page.locator("#panel-chosen h3").inner_text().strip() == "ROVA"
    assert page.locator("#party-table tr[data-party-row='rova']").get_attribute("aria-current") == "true"
    page.keyboard.press("Escape")
    assert page.evaluate("location.hash") == ""
    assert page.locator("#panel-chosen").is_hidden()
    page.close()


def test_map_and_tables_are_linked_both_ways(chromium: Browser, built_site: Path) -> None:
    """A line in the tables leads to the map, where it shows with its statements; a party's button moves on to it."""
    watched, page = _case(chromium, built_site)
    page.get_by_role("link", name="De kaart als tabel").click()
    page.locator("tr[data-connection-row] a[href*='#line=']").first.click()
    panel = page.locator("#panel-chosen")
    panel.locator("a[href^='statements/']").first.wait_for()
    name = panel.locator("h3 button[data-party]").first.inner_text()
    panel.locator("h3 button[data-party]").first.click()
    assert panel.locator("h3").inner_text().strip() == name
    assert page.locator("tr.is-near").count() >= 1
    assert (watched.errors, watched.outside) == ([], [])
    page.close()


def test_the_map_is_drawn(chromium: Browser, built_site: Path) -> None:
    """The canvas holds more than one colour: parties and lines are there."""
    _, page = _case(chromium, built_site)
    page.wait_for_selector("#map canvas")
    colours = page.evaluate(
        """() => { const c = document.querySelector('#map canvas');
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        const seen = new Set();
        for (let i = 0; i < d.length; i += 40) seen.add([d[i], d[i + 1], d[i + 2], d[i + 3] > 200].join());
        return seen.size; }"""
    )
    assert colours > 20
    page.close()


def test_plans_show_on_request(chromium: Browser, built_site: Path) -> None:
    """A party that is only planned is not on the map until plans are asked for."""
    _, page = _case(chromium, built_site)
    before = page.evaluate("document.querySelectorAll('#map canvas').length")
    page.check("#plans")
    assert page.is_checked("#plans")
    assert before == 1
    page.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_single_map_needs_nothing_else(chromium: Browser, graph: Graph, tmp_path: Path, width: int) -> None:
    """`craftgraph map` makes one page that opens from disk, finds a party, and asks nothing of anyone."""
    write_map(graph, "waarderegio-2022", tmp_path / "map.html", "en")
    watched = Watched(chromium, width)
    page = watched.open(tmp_path / "map.html")
    page.fill("#query", "rova")
    page.press("#query", "Enter")
    assert page.locator("#panel-chosen h3").inner_text().strip() == "ROVA"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (watched.errors, watched.outside) == ([], [])
    page.close()


def test_without_script_the_tables_are_there(chromium: Browser, built_site: Path) -> None:
    """A reader without script has the parties, the connections and every statement."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built_site / "zwolle-2019.html").as_uri())
    assert page.locator("#party-table tbody tr").count() > 20
    assert page.locator(".needs-script").is_visible()
    page.goto((built_site / "tables" / "zwolle-2019.html").as_uri())
    assert page.locator("#measure-table tbody tr").count() > 20
    assert page.locator("#connection-table tbody tr").count() > 20
    page.goto((built_site / "statements" / "zwolle-2019.html").as_uri())
    assert page.locator(".statement").count() > 300
    context.close()


HOSTILE = """
id: hostile-2024
centre: waardering
as_of: 2024
name: {nl: "</script><script>window.hurt=1</script>", en: "x"}
source: waarderegio-2022
defaults: {status: current, basis: stated}
parties:
  - {party: rova, involvement: partner, at: inleiding, what: {nl: "<img src=x onerror='window.hurt=1'>", en: "x"}}
  - {party: cibap, involvement: partner, at: inleiding, what: {nl: '" onmouseover="window.hurt=1', en: "x"}}
ties:
  - {tie: advises, from: rova, to: cibap, at: inleiding, what: {nl: "javascript:window.hurt=1 ☃ שלום LONG", en: "x"}}
"""


def test_hostile_texts_do_no_harm(chromium: Browser, registry: list[Path], tmp_path: Path) -> None:
    """Markup, handlers and very long texts in a case file show as text, on the page and in the panel."""
    (tmp_path / "own.yaml").write_text(HOSTILE.replace("LONG", "lang " * 2000), "utf-8")
    write_site(load([*registry, tmp_path / "own.yaml"], only=True), tmp_path / "site")
    watched = Watched(chromium, 360)
    page = watched.open(tmp_path / "site" / "hostile-2024.html", "#party=rova")
    assert "onerror" in page.locator("#panel-chosen").inner_text()
    assert page.evaluate("window.hurt") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert (watched.errors, watched.outside) == ([], [])
    page.close()
