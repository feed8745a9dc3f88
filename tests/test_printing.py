"""The page of a case on paper: a sheet for a meeting, and everything when that is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

import craftgraph

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Until = Callable[[Page, str], None]
_PAGE = re.compile(rb"/Type /Page\b(?!s)")


def _sheets(page: Page, until: Until) -> int:
    until(page, "craftgraph.map.svg !== undefined")
    return len(_PAGE.findall(page.pdf(format="A4", prefer_css_page_size=True)))


def test_a_case_prints_as_a_sheet(open_page: Open, until: Until) -> None:
    """A case with many parties and much that was hard is two pages of A4 too; with all its tables it is more."""
    for name in ("waarderegio-2022.html", "amersfoort-2019.html", "en/amersfoort-2019.html"):
        page = open_page(name)
        assert _sheets(page, until) == 2, name
    page.check("#print-all")
    assert _sheets(page, until) > 3


def test_paper_gets_what_was_opened_and_no_controls(open_page: Open) -> None:
    """On paper the search and the contents are gone, a table that was opened stays, the others are left out."""
    page = open_page("zwolle-2019.html")
    page.locator("#flows .rest summary").click()
    page.emulate_media(media="print")
    hidden = [one for one in ("#search", ".on-page", "#people", "#parties") if page.locator(one).is_hidden()]
    assert hidden == ["#search", ".on-page", "#people", "#parties"]
    assert page.locator("#flows table").first.is_visible()
    assert all(page.locator(one).is_visible() for one in ("#depends-title", "#alike-title", "#money", "#learnt"))


def test_paper_holds_nothing_to_press(open_page: Open) -> None:
    """What a folded list leaves out is told as left out; links that lead elsewhere are gone, with their full stop."""
    page = open_page("waarderegio-2022.html")
    relatives, more = page.locator(".relatives"), page.locator("#learnt .rest summary").first
    assert "Bekijk wat er veranderde" in relatives.inner_text()
    assert "niet op dit blad" not in more.inner_text()
    page.emulate_media(media="print")
    assert "Bekijk wat er veranderde" not in relatives.inner_text()
    assert more.inner_text().startswith("Nog 15, niet op dit blad")
    assert page.locator(".foot p").last.inner_text().strip().endswith(f"craftgraph {craftgraph.__version__}.")
    page.locator("#learnt .rest").first.evaluate("(one) => { one.open = true; }")
    assert more.is_hidden()


def test_the_map_is_drawn_for_paper(open_page: Open, until: Until) -> None:
    """For paper the map is drawn as lines and letters, in its own proportions, and taken away afterwards."""
    page = open_page("zwolle-2019.html")
    until(page, "craftgraph.map.svg !== undefined")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".on-paper svg path").count() > 50
    assert page.locator(".on-paper svg text", has_text="ROVA").count() == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".on-paper").count() == 0
