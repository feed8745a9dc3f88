"""Long parts of a case on a phone: folded, and reached by their names, by links, without script and on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
CASE = "waarderegio-2022.html"  # the longest
PARTS = ["money", "learnt", "parties", "flows", "people", "downloads"]
OPEN = "Array.from(document.querySelectorAll('details.part[open]'), (one) => one.parentElement.id)"


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    """A page as wide as a phone."""
    return new_page(360, 740)


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_case_is_short_on_a_phone(phone: Page, built_site: Path, language: str) -> None:
    """With everything folded the longest case is under 9,000 pixels high; each part shows its name."""
    phone.goto((built_site / language / CASE).as_uri())
    assert phone.evaluate(OPEN) == []
    assert phone.evaluate("document.documentElement.scrollHeight") < 9_000
    assert all(phone.locator(f"#{part} > .part > summary h2").is_visible() for part in PARTS)


def test_the_contents_open_what_they_lead_to(phone: Page, built_site: Path) -> None:
    """A link of the contents opens its part, also when it was folded again; an address does, and the others stay."""
    phone.goto((built_site / CASE).as_uri())
    for _ in range(2):
        phone.click(".on-page a[href='#flows']")
        assert phone.evaluate(OPEN) == ["flows"]
        assert phone.evaluate("document.getElementById('flows').getBoundingClientRect().top") < 100
        phone.click("#flows > .part > summary")
        assert phone.evaluate(OPEN) == []
    phone.goto("about:blank")
    phone.goto(f"{(built_site / CASE).as_uri()}#guidance-title")
    assert phone.evaluate(OPEN) == ["people"]
    assert phone.locator("#guidance-title").is_visible()


def test_a_desk_without_script_and_paper_have_everything(
    new_page: Callable[..., Page], phone: Page, built_site: Path
) -> None:
    """On a wide screen all parts are open; so they are on a phone without script, and when a phone prints."""
    address = (built_site / CASE).as_uri()
    phone.goto(address)
    phone.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert phone.evaluate(OPEN) == PARTS
    phone.evaluate("dispatchEvent(new Event('afterprint'))")
    assert phone.evaluate(OPEN) == []
    phone.set_viewport_size({"width": 1280, "height": 900})
    phone.reload()
    assert phone.evaluate(OPEN) == PARTS
    plain = new_page(360, 740, java_script_enabled=False)
    plain.goto(address)
    assert plain.locator("details.part[open]").count() == len(PARTS)
