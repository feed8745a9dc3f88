"""Every kind of page in the browser: quiet, from disk and from a server, and under a policy that forbids the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
WIDTH = "document.documentElement.scrollWidth"
# What a script does right after loading has been done when two pictures were drawn.
SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
KEPT = "localStorage.length + sessionStorage.length + document.cookie.length"
Watch = Callable[[BrowserContext], list[str]]


def _walk(page: Page, wrong: list[str], root: str, names: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Open pages one after another; yield each with what goes wrong on it, to which the caller may add."""
    for name in names:
        wrong.clear()
        page.goto(root + name)
        page.evaluate(SETTLED)
        yield name, wrong


@pytest.fixture
def pages(one_of_each: list[str]) -> list[str]:
    """Every kind of page, in both languages."""
    return [*one_of_each, *(f"en/{name}" for name in one_of_each)]


@pytest.mark.browser
def test_every_kind_of_page_opens_quietly_from_a_server(
    chromium: Browser, watch: Watch, pages: list[str], server: str
) -> None:
    """On a desk no page has an error in the console, asks another host or keeps anything, in either language."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    found = {name: list(wrong) for name, wrong in _walk(page, watch(page.context), server, pages) if wrong}
    assert page.evaluate(KEPT) == 0
    page.close()
    assert found == {}


@pytest.mark.browser
def test_every_kind_of_page_is_fit_for_a_phone(
    chromium: Browser, watch: Watch, pages: list[str], sample: list[str], heaviest: list[str], built_site: Path
) -> None:
    """From disk every page is quiet and still, and fits: on a phone, with letters twice as large too, and at 200 %.

    The phone asks for rest: nothing is animated. A desk at 200 % zoom is a screen of 640 pixels.
    """
    page = chromium.new_page(viewport={"width": 360, "height": 800}, reduced_motion="reduce")
    found = {}
    pages = sorted({*pages, *sample, *heaviest})
    for name, wrong in _walk(page, watch(page.context), built_site.as_uri() + "/", pages):
        faults = [f"{moving} move" if (moving := page.evaluate("document.getAnimations().length")) else ""]
        faults += [_wide(page, 360), _wide(page, 360, "200%")]
        page.set_viewport_size({"width": 640, "height": 800})
        faults += [_wide(page, 640), *wrong]
        page.set_viewport_size({"width": 360, "height": 800})
        if any(faults):
            found[name] = list(filter(None, faults))
    page.close()
    assert found == {}


def _wide(page: Page, width: int, letters: str = "") -> str:
    """Return how much too wide a page is with letters of this size and all that folds open, or nothing."""
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach((one) => { one.open = true; })")
    page.evaluate("letters => { document.documentElement.style.fontSize = letters; }", letters)
    found = page.evaluate(WIDTH)
    return f"{found} pixels wide at {width} with letters {letters or 'as they are'}" if found > width else ""


def test_every_page_has_a_policy_that_forbids_other_hosts(built_site: Path) -> None:
    """The policy of each page names no host and lets no inline script run; only the SPARQL page may compile."""
    for path in built_site.rglob("*.html"):
        text = path.read_text("utf-8")
        found = POLICY.search(text)
        assert found is not None, path
        rules = dict(rule.strip().split(" ", 1) for rule in found[1].split(";"))
        assert rules["default-src"] == "'none'", path
        assert "'unsafe-inline'" not in rules["script-src"], path
        assert "'unsafe-eval'" not in rules["script-src"].split(), path
        assert ("'wasm-unsafe-eval'" in rules["script-src"]) == (path.name == "sparql.html"), path
        assert not re.search(r"https?:|\*", found[1]), path
        assert not re.search(r"""<[a-z]+\b[^>]*\son[a-z]+\s*=\s*["']""", text), path
