"""Whether everyone can use the pages: axe-core finds nothing, the keyboard goes everywhere, a phone is wide enough."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from click.testing import Result
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
Axe = Callable[..., list[str]]
SMALL_TARGETS = ("tables/doetinchem-2019.html", "tables/hoeksche-waard-2019.html")  # headings that stand close together


def test_axe_sees_what_is_wrong(open_page: Open, axe: Axe) -> None:
    """The check itself works: a picture without words and a pale text are found, and in the dark a dark one."""
    page = open_page("index.html")
    page.evaluate(
        """document.querySelector('h1').innerHTML = '<img src=data:,> <span style=color:#ccc>pale</span>'
        + '<span style=color:#333>dark</span>'"""
    )
    found = [one.partition(">")[0] for one in axe(page, dark=True)]
    assert sorted(found) == [
        'color-contrast: <span style="color:#ccc"',
        'image-alt: <img src="data:,"',
        'in the dark, color-contrast: <span style="color:#333"',
    ]


def test_axe_finds_nothing(open_page: Open, axe: Axe, sample: list[str]) -> None:
    """No rule of WCAG 2.2 AA that a program can check is broken on any kind of page at a desk, in light and dark."""
    assert _wrong(open_page("index.html"), axe, sample) == {}


def test_axe_finds_nothing_in_english_on_a_phone(open_page: Open, axe: Axe, one_of_each: list[str]) -> None:
    """In the other language and at 360 pixels the same holds, and what can be pressed is large enough there too."""
    assert _wrong(open_page("en/index.html", 360, 800), axe, [*one_of_each, *SMALL_TARGETS]) == {}


def _wrong(page: Page, axe: Axe, names: list[str]) -> dict[str, list[str]]:
    """Go from the first page to others; return what axe finds, by page."""
    first = page.url
    wrong = {}
    for name in names:
        page.goto(urljoin(first, name))
        if found := axe(page, dark=True):
            wrong[name] = found
    return wrong


def test_axe_finds_nothing_on_a_page_in_one_file(
    open_page: Open, axe: Axe, run: Callable[..., Result], tmp_path: Path
) -> None:
    """The map, the cases side by side and the dossier that the command line makes break no rule either."""
    made = (("map", "oss-2019", "--out"), ("compare", "oss-2019", "tilburg-2019", "--page"))
    for words in made:
        assert run(*words, tmp_path / f"{words[0]}.html").exit_code == 0
    assert run("compare", "zwolle-2019", "--dossier", tmp_path / "dossier").exit_code == 0
    pages = [path.as_uri() for path in sorted(tmp_path.rglob("*.html"))]
    assert len(pages) > len(made)
    page = open_page("index.html")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert _wrong(page, axe, pages) == {}


def test_the_keyboard_reaches_everything_on_the_first_page(open_page: Open) -> None:
    """Tab comes by every link and field in order, the focus is always visible, and the first stop skips the menu."""
    page = open_page("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page = open_page("index.html")
    wanted = page.evaluate(
        """() => Array.from(document.querySelectorAll('a[href], summary, input, button, [tabindex="0"]'))
        .filter((one) => one.checkVisibility({ visibilityProperty: true }))
        .filter((one) => !one.closest('details:not([open]) > :not(summary)')).length"""
    )
    seen = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """() => { const one = document.activeElement; const box = one.getBoundingClientRect();
                const drawn = one.matches('.pin') ? one.querySelector('rect') : one;
                const style = getComputedStyle(drawn);
                return [one.outerHTML, box.width > 0 && box.height > 0,
                  style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.stroke !== 'none']; }"""
            )
        )
    assert len({html for html, _, _ in seen}) > 0.8 * wanted
    assert all(has_size for _, has_size, _ in seen)
    assert [html[:120] for html, _, is_visible in seen if not is_visible] == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body || document.activeElement.className === 'skip'")


def test_a_centre_is_opened_by_keyboard_from_the_map(open_page: Open) -> None:
    """Enter on a place of the map of the country opens the page of its centre."""
    page = open_page("index.html")
    page.locator(".pin", has_text="Zwolle").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/waarderegio-2022.html")
    assert "WaardeRing" in page.locator("h1").inner_text()


@pytest.mark.parametrize("width", [360, 1280])
def test_targets_on_the_map_are_large_enough(open_page: Open, width: int) -> None:
    """A place on the map of the country can be pressed on at least 24 by 24 pixels, on a phone too."""
    boxes = [pin.bounding_box() for pin in open_page("index.html", width).locator(".pin rect").all()]
    assert len(boxes) == 10
    assert all(box is not None and min(box["width"], box["height"]) >= 24 for box in boxes)


class _Languages(HTMLParser):
    """Collects the texts of a page that stand in another language than the page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.marked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "link", "input", "br", "img", "hr"):
            self.open.append((tag, dict(attrs).get("lang") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        languages = [language for _, language in self.open if language]
        if data.strip() and languages[-1:] == ["nl"]:
            self.marked.append(data.strip())


def test_dutch_headings_are_marked_on_english_pages(built_site: Path) -> None:
    """The heading of a source, which is Dutch, is marked as such wherever an English page shows it."""
    for name in ("statements/zwolle-2019.html", "subjects/goods/bags.html", "questions/coordination.html"):
        parser = _Languages()
        parser.feed((built_site / "en" / name).read_text("utf-8"))
        assert parser.marked, name
    text = (built_site / "en" / "statements" / "zwolle-2019.html").read_text("utf-8")
    parser = _Languages()
    parser.feed(text)
    heading = "Doelgroepen en begeleiding"
    assert text.count(heading) == sum(heading in one for one in parser.marked)


# What needs a script: where it stands, and the words of the statement that say so.
_SCRIPTED = (
    ("zwolle-2019.html", "#map", "de getekende kaart", "the drawn map"),
    ("index.html", "#search", "het zoekveld", "the search field"),
    ("compare/form.html", "#compare-form", "uw eigen plannen vergelijkt", "compares your own plans"),
    ("sparql.html", "#ask", "in SPARQL", "in SPARQL"),
    ("dependence/zwolle-2019.html", "#without-form", "het kiezen van wie er wegvalt", "choosing who is taken away"),
)


def test_what_is_missing_without_script_is_stated(open_page: Open, built_site: Path) -> None:
    """All that a page cannot do without script stands in the statement; the form leads to what can be read."""
    dutch, english = (
        page.read_text("utf-8")
        for page in (built_site / "accessibility.html", built_site / "en" / "accessibility.html")
    )
    for name, part, in_dutch, in_english in _SCRIPTED:
        page = open_page(name, java_script_enabled=False)
        assert not page.locator(f"{part} canvas").count() if part == "#map" else page.locator(part).is_hidden(), name
        assert in_dutch in dutch
        assert in_english in english
    page = open_page("compare/form.html", java_script_enabled=False)
    link = page.locator(".no-script a")
    assert (built_site / "compare" / str(link.get_attribute("href"))).resolve() == built_site / "compare" / "index.html"
    assert link.is_visible()


def test_the_statement_says_what_is_known(built_site: Path) -> None:
    """Every page leads to the accessibility statement in its own language."""
    for language, title in (("", "Toegankelijkheidsverklaring"), ("en", "Accessibility statement")):
        assert title in (built_site / language / "accessibility.html").read_text("utf-8")
        for page in ("index.html", "zwolle-2019.html"):
            assert f'href="accessibility.html">{title}' in (built_site / language / page).read_text("utf-8")
