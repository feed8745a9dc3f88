"""Searching: what can be found, and that the field in the header finds it from every page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]


def _rows(site: Path, language: str) -> list[list[str]]:
    text = (site / language / "search-index.js").read_text("utf-8")
    rows: list[list[str]] = json.loads(text.removeprefix("window.craftgraphSearch = ").removesuffix(";\n"))
    return rows


@pytest.mark.parametrize("language", ["", "en"])
def test_everything_that_can_be_found_has_a_page(built_site: Path, language: str) -> None:
    """The index leads to pages that exist, holds every kind of thing, and is light."""
    rows = _rows(built_site, language)
    assert {row[0] for row in rows} >= {0, 1, 2, 3, 4}
    for row in rows:
        assert (built_site / language / row[4].partition("#")[0]).is_file(), row
    assert (built_site / language / "search-index.js").stat().st_size < 100_000


def test_names_in_both_languages_and_short_names_are_in_the_index(built_site: Path) -> None:
    """A party is there with its aliases, a thing with its name in the other language."""
    rows = {row[1]: row for row in _rows(built_site, "")}
    assert "SKZ" in rows["Stichting Kringloop Zwolle"][3]
    assert "Municipality of Zwolle" in rows["Gemeente Zwolle"][3]
    assert "lattenbodems" in rows["bedbodems"][3]
    assert "bed bases" in rows["bedbodems"][3]


@pytest.mark.browser
@pytest.mark.parametrize("start", ["index.html", "en/index.html", "zwolle-2019.html", "subjects/goods/bags.html"])
def test_the_field_finds_a_party_from_every_page(open_page: Open, start: str) -> None:
    """A short name typed in the header leads, with Enter, to the party; nothing is asked of another host."""
    page = open_page(start)
    page.fill("#search-field", "skz")
    expect(page.locator("#search .found a").first).to_contain_text("Stichting Kringloop Zwolle")
    page.press("#search-field", "Enter")
    page.wait_for_url("**/*kringloop-zwolle*")
    assert "Stichting Kringloop Zwolle" in page.locator("main").inner_text()


@pytest.mark.browser
def test_words_in_any_order_and_without_accents_find(open_page: Open) -> None:
    """Parts of words, in any order, with or without accents."""
    page = open_page("index.html")
    for typed, found in (
        ("zwolle krin", "Stichting Kringloop Zwolle"),
        ("repair cafe", "Repair Café"),
        ("latten", "lattenbodems"),
    ):
        page.fill("#search-field", typed)
        expect(page.locator("#search .found ul")).to_contain_text(found)


@pytest.mark.browser
def test_a_name_and_its_centre_find_it(open_page: Open) -> None:
    """One word may stand in the name and another in that of the centre; a centre alone does not bring all of it."""
    page = open_page("index.html")
    names = page.locator("#search .found a > span:first-child")
    for typed in ("waardering binthout", "binthout zwolle"):
        page.fill("#search-field", typed)
        expect(names.first).to_have_text("Binthout")
        expect(names.nth(1)).to_contain_text("bij Binthout")
    page.fill("#search-field", "kernteam waardering")
    expect(names.get_by_text("Kernteam", exact=True)).to_have_count(2)
    page.fill("#search-field", "binthout oss")
    expect(names).to_have_count(0)
    page.fill("#search-field", "waardering")
    expect(names.first).to_contain_text("WaardeRing")
    assert "Binthout" not in names.all_inner_texts()


@pytest.mark.browser
def test_a_verb_finds_its_noun_and_a_post_is_found(open_page: Open) -> None:
    """Who types what is done finds the activity, who types a post finds it on the map of its centre."""
    page = open_page("index.html")
    page.fill("#search-field", "repareren")
    expect(page.locator("#search .found a[href*='subjects/activity/repair']").first).to_be_visible()
    page.fill("#search-field", "wethouder")
    expect(page.locator("#search .found a[href*='.html#party=']").first).to_contain_text("ethouder")


@pytest.mark.browser
def test_results_are_walked_by_keyboard(open_page: Open) -> None:
    """Arrow keys walk the results and back to the field; Escape clears; a reader hears how many there are."""
    page = open_page("index.html")
    page.focus("#search-field")
    page.keyboard.type("gemeente")
    expect(page.locator("#search [role='status']")).not_to_be_empty()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement === document.querySelectorAll('#search .found a')[1]")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search-field"
    page.keyboard.press("Escape")
    assert page.input_value("#search-field") == ""
    assert page.locator("#search .found").is_hidden()


@pytest.mark.browser
def test_what_is_not_there_is_told(open_page: Open) -> None:
    """A word that nothing has is answered in words, as text."""
    page = open_page("index.html", 360)
    page.fill("#search-field", "<b>xyzzy")
    expect(page.locator("#search [role='status']")).to_contain_text("<b>xyzzy")
    assert page.locator("#search .found").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.browser
def test_without_script_there_is_no_field(open_page: Open) -> None:
    """A field that can do nothing is not shown."""
    page = open_page("index.html", java_script_enabled=False)
    assert page.locator("#search-field").is_hidden()


# What readers typed and did not find, or found last: the first answers that they should get.
_TYPED = (
    ("", "afhankelijkheid", ["Hoe afhankelijk zijn de centra van één trekker?"]),
    ("", "kwetsbaar", ["Hoe afhankelijk zijn de centra van één trekker?"]),
    ("", "leerwerkplek", ["leerwerkplek"]),
    ("", "bbl-plek", ["leerwerkplek"]),
    ("", "dossier", ["Vergelijk uw plan met de centra"]),
    (
        "",
        "dagbesteding",
        [
            "dagbestedingsplek",
            "Waar werken mensen uit de zorg of de dagbesteding, en wie begeleidt hen?",
            "Wie biedt dagbesteding of een ander soort plek, in welk centrum en voor wie?",
        ],
    ),
    ("", "zwolle", ["WaardeRing Zwolle, najaar 2019", "WaardeRing Zwolle / WaardeRegio, medio 2022"]),
    ("en/", "dependence", ["How dependent are the centres on one driving force (trekker)?"]),
    ("en/", "internship", ["internship place"]),
    ("en/", "cite", ["Take the data with you"]),
)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["", "en/"])
def test_what_readers_look_for_comes_first(open_page: Open, language: str) -> None:
    """Exact names go first, then pages, kinds of places and questions, then subjects, then parties."""
    page = open_page(language + "index.html")
    found = page.locator("#search .found a > span:first-child")
    for _, typed, first in (one for one in _TYPED if one[0] == language):
        page.fill("#search-field", "")
        expect(found).to_have_count(0)
        page.fill("#search-field", typed)
        expect(found.first).to_be_visible()
        names = found.all_inner_texts()
        assert sorted(names[: len(first)]) == sorted(first), (typed, names)
