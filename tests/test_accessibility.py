"""Whether everyone can use the pages: axe-core finds nothing, the keyboard goes everywhere, a phone is wide enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = pytest.mark.browser

Opened = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser, built_site: Path) -> Iterator[Opened]:
    """Open a page of the site from disk; it is closed at the end of the test."""
    pages: list[Page] = []

    def _open(name: str, width: int = 1280, **options: object) -> Page:
        page = chromium.new_page(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        pages.append(page)
        page.goto((built_site / name).as_uri())
        return page

    yield _open
    for page in pages:
        page.close()


def _found(page: Page) -> list[str]:
    page.evaluate(AXE)
    answer = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})",
        RULES,
    )
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in answer["violations"]]


def test_axe_sees_what_is_wrong(opened: Opened) -> None:
    """The check itself works: a picture without words and a grey text are found."""
    page = opened("index.html")
    page.evaluate("document.querySelector('h1').innerHTML = '<img src=data:,> <span style=color:#ccc>pale</span>'")
    found = " ".join(_found(page))
    assert "image-alt" in found
    assert "color-contrast" in found


@pytest.mark.parametrize(("language", "scheme"), [("", "light"), ("en/", "dark")])
def test_axe_finds_nothing(opened: Opened, sample: list[str], language: str, scheme: str) -> None:
    """No rule of WCAG 2.2 AA that a program can check is broken, on any kind of page."""
    page = opened(language + "index.html", color_scheme=scheme)
    root = page.url.removesuffix("index.html")
    wrong = {}
    for name in sample:
        page.goto(root + name)
        if found := _found(page):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("width", [360, 640])
def test_nothing_scrolls_sideways(opened: Opened, sample: list[str], width: int) -> None:
    """On a phone, and on a desk at 200 % zoom, every kind of page fits the width."""
    page = opened("index.html", width)
    root = page.url.removesuffix("index.html")
    wide = []
    for name in [*sample, *(f"en/{one}" for one in sample)]:
        page.goto(root + name)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(name)
    assert wide == []


def test_the_keyboard_reaches_everything_on_the_first_page(opened: Opened) -> None:
    """Tab comes by every link and field in order, the focus is always visible, and the first stop skips the menu."""
    page = opened("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page = opened("index.html")
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


def test_a_centre_is_opened_by_keyboard_from_the_map(opened: Opened) -> None:
    """Enter on a place of the map of the country opens the page of its centre."""
    page = opened("index.html")
    page.locator(".pin", has_text="Zwolle").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/waarderegio-2022.html")
    assert "WaardeRing" in page.locator("h1").inner_text()


@pytest.mark.parametrize("width", [360, 1280])
def test_targets_on_the_map_are_large_enough(opened: Opened, width: int) -> None:
    """A place on the map of the country can be pressed on at least 24 by 24 pixels, on a phone too."""
    boxes = [pin.bounding_box() for pin in opened("index.html", width).locator(".pin rect").all()]
    assert len(boxes) == 10
    assert all(box is not None and min(box["width"], box["height"]) >= 24 for box in boxes)


def test_nothing_moves_for_who_asks_for_rest(opened: Opened, sample: list[str]) -> None:
    """With reduced motion no kind of page has an animation or a transition that runs."""
    page = opened("index.html", reduced_motion="reduce")
    root = page.url.removesuffix("index.html")
    for name in sample:
        page.goto(root + name)
        assert page.evaluate("document.getAnimations().length") == 0, name


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


def test_the_statement_says_what_is_known(built_site: Path) -> None:
    """Every page leads to the accessibility statement in its own language."""
    for language, title in (("", "Toegankelijkheidsverklaring"), ("en", "Accessibility statement")):
        assert title in (built_site / language / "accessibility.html").read_text("utf-8")
        for page in ("index.html", "zwolle-2019.html"):
            assert f'href="accessibility.html">{title}' in (built_site / language / page).read_text("utf-8")
