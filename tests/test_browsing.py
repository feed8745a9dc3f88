"""The page that tests use in turn: each finds it as new, and hears what went wrong in its own time alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
_STATE = """() => [location.href, history.length, innerWidth, scrollY, document.querySelectorAll(':hover').length,
  matchMedia('print').matches, matchMedia('(prefers-color-scheme: dark)').matches]"""
_SIZE = (900, 700)


def _state(page: Page, site: Path) -> list[Any]:
    page.goto((site / "index.html").as_uri())
    return [*page.evaluate(_STATE), len(page.context.pages)]


def test_a_page_that_another_test_used_is_as_new(kept: Any, built_site: Path) -> None:
    """Addresses, history, size, media, the mouse, other tabs and errors of the one before are gone."""
    media = {"color_scheme": "light", "reduced_motion": "no-preference"}
    page = kept.take(*_SIZE, **media)
    new = _state(page, built_site)
    page.set_viewport_size({"width": 400, "height": 300})
    page.emulate_media(media="print", color_scheme="dark")
    page.mouse.move(200, 100)
    page.evaluate("() => { location.hash = 'content'; scrollTo(0, 100); console.error('broken'); }")
    with page.expect_popup():
        page.evaluate("() => { open('about:blank'); }")
    assert kept.leave() == ["broken"]
    again = kept.take(*_SIZE, **media)
    assert again is page
    assert _state(again, built_site) == new
    assert kept.leave() == []
    again.close()
    assert _state(kept.take(*_SIZE, **media), built_site) == new
    assert kept.leave() == []
