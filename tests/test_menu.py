"""The main menu: one row at a desk, one button on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture(params=["index.html", "en/index.html", "questions/money.html"])
def phone(request: pytest.FixtureRequest, open_page: Open) -> Page:
    """A page on a narrow screen."""
    return open_page(request.param, 360, 740)


def test_the_menu_is_one_row_at_a_desk(open_page: Open) -> None:
    """At 1280 pixels the whole menu stands beside the name, in both languages, without a button."""
    for path in ("index.html", "en/index.html"):
        page = open_page(path)
        tops = page.eval_on_selector_all("#menu-list > li", "all => all.map((one) => one.offsetTop)")
        assert max(tops) - min(tops) < 10
        assert page.locator(".bar").bounding_box()["height"] < 80  # type: ignore[index]
        expect(page.locator(".menu-button")).to_be_hidden()


def test_one_button_opens_and_closes_the_menu_on_a_phone(phone: Page) -> None:
    """Closed it takes two rows; it says whether it is open, and Escape closes it and goes back to the button."""
    assert phone.locator(".bar").bounding_box()["height"] < 110  # type: ignore[index]
    button = phone.locator(".menu-button")
    expect(phone.locator("#menu-list")).to_be_hidden()
    button.focus()
    phone.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(phone.locator("#menu-list > li").last).to_be_visible()
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.closest('#menu-list') !== null")
    phone.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(phone.locator("#menu-list")).to_be_hidden()
    assert phone.evaluate("document.activeElement.className") == "menu-button"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_escape_closes_the_list_of_centres_before_the_menu(phone: Page) -> None:
    """The first Escape closes the list that is open in the menu, the second the menu."""
    phone.click(".menu-button")
    phone.click("details.menu > summary")
    phone.locator("details.menu a").first.focus()
    phone.keyboard.press("Escape")
    assert not phone.evaluate("document.querySelector('details.menu').open")
    expect(phone.locator("#menu-list")).to_be_visible()
    phone.keyboard.press("Escape")
    expect(phone.locator("#menu-list")).to_be_hidden()


def test_an_open_menu_closes_when_the_reader_goes_on(phone: Page) -> None:
    """Going on to the search field, or a click beside it, puts the menu away."""
    phone.click(".menu-button")
    phone.focus("#menu-list a")
    phone.focus("#search-field")
    expect(phone.locator("#menu-list")).to_be_hidden()


def test_without_script_the_menu_stands_there_whole(open_page: Open) -> None:
    """No button that does nothing, and every entry in sight."""
    page = open_page("index.html", 360, 740, java_script_enabled=False)
    expect(page.locator(".menu-button")).to_be_hidden()
    for entry in page.locator("#menu-list > li").all():
        expect(entry).to_be_visible()
