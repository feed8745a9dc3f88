"""Walking the map by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from craftgraph.graph.store import Graph

pytestmark = pytest.mark.browser

# From every party the parties that the four arrows lead to; who is reached from the first, and from how many it is.
_REACHED = """() => {
  const spots = craftgraph.map.data(JSON.parse(document.getElementById('data').textContent)).nodes;
  const steps = (from) => ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']
    .map((key) => craftgraph.map.nearest(spots, from, key)).filter(Boolean);
  return spots.map((start) => {
    const seen = new Set([start]);
    for (const one of seen) for (const next of steps(one)) seen.add(next);
    return spots.length - seen.size;
  });
}"""


def _chosen(page: Page) -> str:
    return page.locator("#panel-chosen h3").inner_text().strip() if page.is_visible("#panel-chosen") else ""


def _view(page: Page) -> list[int]:
    """Return a digest of what is drawn."""
    found: list[int] = page.evaluate(
        """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
        const canvas = document.querySelector('#map canvas');
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        const sums = [0, 0, 0];
        for (let at = 0; at < data.length; at += 4) sums[at % 3] = (sums[at % 3] * 31 + data[at] + at) % 1000003;
        done(sums);
        })))"""
    )
    return found


def test_a_party_is_chosen_walked_from_read_and_left(page: Page, built_site: Path) -> None:
    """Tab reaches the map; Enter chooses, arrows go on and back, Enter leads to the text, Escape back to the map."""
    page.goto((built_site / "zwolle-2019.html").as_uri())
    page.focus("#reset")
    page.evaluate("document.querySelector('#filters').open = false")
    page.focus("#filters > summary")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "application"
    described = page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-describedby')).innerText"
    )
    assert "Escape" in described
    page.keyboard.press("Enter")
    first = _chosen(page)
    assert first
    told = page.inner_text("#message")
    assert first in told
    assert "anderen te maken" in told
    before = page.evaluate("history.length")
    page.keyboard.press("ArrowDown")
    second = _chosen(page)
    assert second not in ("", first)
    assert second in page.inner_text("#message")
    assert page.evaluate("location.hash").startswith("#party=")
    assert page.evaluate("history.length") - before <= 1  # a walk does not fill the history
    assert page.evaluate("document.activeElement.getAttribute('role')") == "application"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent").strip() == second
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('panel').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert _chosen(page) == ""
    assert page.evaluate("document.activeElement.getAttribute('role')") == "application"


def test_arrows_move_the_map_when_nobody_is_chosen_or_with_shift(page: Page, built_site: Path) -> None:
    """The view moves, the choice does not; + and − zoom."""
    page.goto((built_site / "zwolle-2019.html").as_uri())
    page.focus("#map .vis-network")
    views = [_view(page)]
    for key in ("ArrowRight", "ArrowDown", "+", "-"):
        page.keyboard.press(key)
        views.append(_view(page))
        assert views[-1] != views[-2], key
        assert _chosen(page) == ""
    page.keyboard.press(" ")
    chosen, before = _chosen(page), _view(page)
    page.keyboard.press("Shift+ArrowLeft")
    assert _view(page) != before
    assert _chosen(page) == chosen != ""


def test_where_nobody_stands_is_told(page: Page, built_site: Path) -> None:
    """At the edge of the map an arrow chooses nobody else, and a sentence says that nobody stands there."""
    page.goto((built_site / "en" / "zwolle-2019.html").as_uri())
    page.focus("#map .vis-network")
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("ArrowLeft")
    assert page.inner_text("#message") == "No party stands further that way."
    assert _chosen(page)


def test_every_party_can_be_walked_to(page: Page, built_site: Path, graph: Graph) -> None:
    """On the map of every case, from every party, arrows lead to every other."""
    for case in graph.cases:
        page.goto((built_site / f"{case}.html").as_uri())
        assert set(page.evaluate(_REACHED)) == {0}, case
