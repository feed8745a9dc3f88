"""Every kind of page in the browser: quiet, from disk and from a server, and under a policy that forbids the rest."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


@pytest.fixture(scope="module")
def server(built_site: Path) -> Iterator[str]:
    """The site on a server of this machine; its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    served = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(built_site)))
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}/"
    served.shutdown()
    thread.join()


def _walk(chromium: Browser, root: str, names: list[str]) -> dict[str, list[str]]:
    """Open pages one after another; return what went wrong or went to another host, by page."""
    page = chromium.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: None if _is_ours(request.url, root) else told.append(request.url))
    found = {}
    for name in names:
        told.clear()
        page.goto(root + name)
        page.wait_for_timeout(100)  # what a script does right after loading
        if told:
            found[name] = list(told)
    page.close()
    return found


def _is_ours(url: str, root: str) -> bool:
    return url.startswith((root, "data:", "blob:"))


@pytest.mark.browser
@pytest.mark.parametrize("way", ["disk", "server"])
def test_every_kind_of_page_opens_quietly(
    chromium: Browser, built_site: Path, sample: list[str], server: str, way: str
) -> None:
    """In both languages, from disk and from a server: no error in the console, no request to another host."""
    root = server if way == "server" else built_site.as_uri() + "/"
    assert _walk(chromium, root, [*sample, *(f"en/{name}" for name in sample)]) == {}


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


@pytest.mark.browser
def test_twice_as_large_letters_fit_on_a_phone(chromium: Browser, built_site: Path, sample: list[str]) -> None:
    """With text at 200 % no kind of page is wider than the screen of a phone, in either language."""
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    wide = {}
    for name in [*sample, *(f"en/{name}" for name in sample)]:
        page.goto((built_site / name).as_uri())
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide[name] = width
    page.close()
    assert wide == {}
