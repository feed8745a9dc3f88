"""The page of a case on paper: a sheet for a meeting, and everything when that is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
_PAGE = re.compile(rb"/Type /Page\b(?!s)")


def _pages(chromium: Browser, path: Path, *, everything: bool = False) -> int:
    page = chromium.new_page()
    page.goto(path.as_uri())
    page.wait_for_function("craftgraph.map.svg !== undefined")
    if everything:
        page.check("#print-all")
    found = len(_PAGE.findall(page.pdf(format="A4", prefer_css_page_size=True)))
    page.close()
    return found


def test_a_case_prints_as_a_sheet(chromium: Browser, built_site: Path) -> None:
    """A case is two or three pages of A4; with all its tables it is more."""
    assert _pages(chromium, built_site / "zwolle-2019.html") == 2
    assert _pages(chromium, built_site / "waarderegio-2022.html") <= 3
    assert _pages(chromium, built_site / "zwolle-2019.html", everything=True) > 3


def test_paper_gets_what_was_opened_and_no_controls(chromium: Browser, built_site: Path) -> None:
    """On paper the search and the contents are gone, a table that was opened stays, the others are left out."""
    page = chromium.new_page()
    page.goto((built_site / "zwolle-2019.html").as_uri())
    page.locator("#flows .rest summary").click()
    page.emulate_media(media="print")
    hidden = [one for one in ("#search", ".on-page", "#people", "#parties") if page.locator(one).is_hidden()]
    assert hidden == ["#search", ".on-page", "#people", "#parties"]
    assert page.locator("#flows table").first.is_visible()
    assert all(page.locator(one).is_visible() for one in ("#depends-title", "#alike-title", "#money", "#learnt"))
    page.close()


def test_the_map_is_drawn_for_paper(chromium: Browser, built_site: Path) -> None:
    """For paper the map is drawn as lines and letters, in its own proportions, and taken away afterwards."""
    page = chromium.new_page()
    page.goto((built_site / "zwolle-2019.html").as_uri())
    page.wait_for_function("craftgraph.map.svg !== undefined")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".on-paper svg path").count() > 50
    assert page.locator(".on-paper svg text", has_text="ROVA").count() == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".on-paper").count() == 0
    page.close()
