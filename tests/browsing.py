"""Pages in headless Chromium for all tests that look at them: what goes wrong on a page fails its test."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
HERE = "127.0.0.1"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests that look at pages; without one on this machine they are skipped."""
    if CHROMIUM is None and not os.environ.get("CRAFTGRAPH_NEEDS_BROWSER"):
        pytest.skip("no Chromium on this machine")
    assert CHROMIUM is not None, "install Chromium"
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def server(built_site: Path) -> Iterator[str]:
    """The address of the whole site on a server of this machine."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer((HERE, 0), partial(Quiet, directory=str(built_site))) as served:
        thread = threading.Thread(target=served.serve_forever)
        thread.start()
        yield f"http://{HERE}:{served.server_port}/"
        served.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def watch() -> Callable[[BrowserContext], list[str]]:
    """Note in a list what goes wrong in a context: errors in the console, of scripts, and requests to other hosts."""

    def _watch(context: BrowserContext) -> list[str]:
        wrong: list[str] = []
        context.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        context.on("weberror", lambda found: wrong.append(str(found.error)))
        context.on("request", lambda one: None if urlsplit(one.url).hostname in (None, HERE) else wrong.append(one.url))
        return wrong

    return _watch


class Kept:
    """One page that tests use in turn, as fresh to each: a new one costs Chromium four times as much as an address.

    Cookies and the like it need not forget: the pages keep nothing in the browser, as a test of every page sees.
    """

    def __init__(self, chromium: Browser, watch: Callable[[BrowserContext], list[str]]) -> None:
        self.chromium, self.watch = chromium, watch
        self.page: Page | None = None
        self.wrong: list[str] = []
        self.is_taken = False

    def take(self, width: int, height: int, **media: Any) -> Page:
        """Give the page, made when there is none, with a screen of this size."""
        if self.page is None or self.page.is_closed():
            self.page = self.chromium.new_page()
            self.wrong = self.watch(self.page.context)
        self.wrong.clear()
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(media="null", **media)
        self.is_taken = True
        return self.page

    def leave(self) -> list[str]:
        """Go back to an empty page without a history; return what went wrong since it was taken."""
        if self.page is not None and self.is_taken:
            self.is_taken = False
            try:
                self.page.goto("about:blank")
                self.page.mouse.move(-1, -1)
                context = self.page.context
                session = context.new_cdp_session(self.page)
                session.send("Page.resetNavigationHistory")
                session.detach()
                for other in context.pages:
                    if other is not self.page:
                        other.close()
            except Error:  # closed by its test, or it answers no more
                self.page.context.close()
                self.page = None
        return self.wrong


@pytest.fixture(scope="session")
def kept(chromium: Browser, watch: Callable[[BrowserContext], list[str]]) -> Kept:
    """The page that tests use in turn."""
    return Kept(chromium, watch)


@pytest.fixture
def new_page(
    chromium: Browser, watch: Callable[[BrowserContext], list[str]], kept: Kept
) -> Iterator[Callable[..., Page]]:
    """Make an empty page that fails its test when anything that is watched goes wrong on it; gone at the end.

    Without options of its own a test's first page is the one that others had before it. What would stay behind on that
    one (a route, a script for every page) takes an option, such as `java_script_enabled=True`.
    """
    made: list[tuple[Page, list[str]]] = []

    def _new_page(
        width: int = 1280,
        height: int = 900,
        *,
        color_scheme: str = "light",
        reduced_motion: str = "no-preference",
        **options: Any,
    ) -> Page:
        media: dict[str, Any] = {"color_scheme": color_scheme, "reduced_motion": reduced_motion}
        if not options and not kept.is_taken:
            return kept.take(width, height, **media)
        page = chromium.new_page(viewport={"width": width, "height": height}, **media, **options)
        made.append((page, watch(page.context)))
        return page

    yield _new_page
    for page, _ in made:
        page.close()
    assert [*kept.leave(), *(text for _, wrong in made for text in wrong)] == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """An empty page on a desk, that fails its test when anything that is watched goes wrong on it."""
    return new_page()


@pytest.fixture
def open_page(new_page: Callable[..., Page], built_site: Path) -> Callable[..., Page]:
    """Open a page of the whole site from disk, by its path and fragment, as `new_page` makes it."""

    def _open_page(name: str, width: int = 1280, height: int = 900, **options: object) -> Page:
        page = new_page(width, height, **options)
        page.goto(f"{built_site.as_uri()}/{name}")
        return page

    return _open_page


@pytest.fixture(scope="session")
def until() -> Callable[[Page, str], None]:
    """Wait on a page, ten seconds long, until an expression is true; the policy forbids Playwright's way."""

    def _until(page: Page, expression: str) -> None:
        page.evaluate(
            f"""() => new Promise((done, fail) => {{
              const end = performance.now() + 10_000;
              const look = () => ({expression}) ? done() : performance.now() > end
                ? fail(new Error('waited in vain')) : setTimeout(look, 10);
              look(); }})"""
        )

    return _until


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """Look with axe-core for what breaks the rules of WCAG 2.2 AA and good practice on a page as it stands.

    In the dark too where that is asked: the rules on colours, for nothing else differs there.
    """
    text = AXE.read_text("utf-8")
    asked = "rules => axe.run(document, {runOnly: rules, preload: false, resultTypes: ['violations']})"

    def _found(page: Page, rules: list[str]) -> list[str]:
        return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in page.evaluate(asked, rules)["violations"]]

    def _axe(page: Page, dark: bool = False) -> list[str]:
        page.evaluate(text)
        found = _found(page, RULES)
        if dark:
            page.emulate_media(color_scheme="dark")
            found += [f"in the dark, {one}" for one in _found(page, COLOURS)]
            page.emulate_media(color_scheme="light")
        return found

    return _axe
