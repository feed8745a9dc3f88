"""The pages, opened in headless Chromium from disk, as a reader would."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from craftgraph.exports.site import write_site
from craftgraph.graph.store import Graph

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CRAFTGRAPH_NEEDS_BROWSER"), reason="no Chromium on this machine"
    ),
]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this module."""
    assert CHROMIUM is not None, "install Chromium"
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site, built once."""
    folder = tmp_path_factory.mktemp("built") / "site"
    write_site(graph, folder)
    return folder


class Watched:
    """A page that remembers what went wrong and what it asked of the network."""

    def __init__(self, browser: Browser, width: int = 1280, height: int = 900) -> None:
        self.page: Page = browser.new_page(viewport={"width": width, "height": height})
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:")):
            self.outside.append(url)

    def open(self, path: Path, fragment: str = "") -> Page:
        """Open a file from disk."""
        self.page.goto(path.as_uri() + fragment)
        return self.page


PAGES = [f"{language}{name}.html" for language in ("", "en/") for name in ("index", "zwolle-2019", "waarderegio-2022")]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_opens_quietly_and_fits(browser: Browser, site: Path, name: str, width: int) -> None:
    """A page opens from disk without an error, without asking another host, and without scrolling sideways."""
    watched = Watched(browser, width)
    page = watched.open(site / name)
    page.wait_for_load_state("load")
    assert page.title()
    assert page.evaluate("document.documentElement.lang") == ("en" if name.startswith("en/") else "nl")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.errors == []
    assert watched.outside == []
    page.close()
