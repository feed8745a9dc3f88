"""The page of a case on paper: a sheet for a meeting, and everything when that is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Until = Callable[[Page, str], None]
_PAGE = re.compile(rb"/Type /Page\b(?!s)")


def _sheets(page: Page, until: Until) -> int:
    until(page, "craftgraph.map.svg !== undefined")
    return len(_PAGE.findall(page.pdf(format="A4", prefer_css_page_size=True)))


def test_a_case_prints_as_a_sheet(open_page: Open, until: Until) -> None:
    """A case is two or three pages of A4; with all its tables it is more."""
    assert _sheets(open_page("waarderegio-2022.html"), until) <= 3
    page = open_page("zwolle-2019.html")
    assert _sheets(page, until) == 2
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


def test_the_map_is_drawn_for_paper(open_page: Open, until: Until) -> None:
    """For paper the map is drawn as lines and letters, in its own proportions, and taken away afterwards."""
    page = open_page("zwolle-2019.html")
    until(page, "craftgraph.map.svg !== undefined")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".on-paper svg path").count() > 50
    assert page.locator(".on-paper svg text", has_text="ROVA").count() == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".on-paper").count() == 0
