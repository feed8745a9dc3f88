"""Language on the built pages: dates and numbers as readers write them, and nothing in another language unsaid."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from craftgraph.exports.foreign import marked
from craftgraph.exports.sheet import Sheet
from craftgraph.exports.site import write_site
from craftgraph.exports.texts import Texts, date_text
from craftgraph.graph.load import load
from craftgraph.graph.store import Graph

DATE = re.compile(r"\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?\b")
PYTHON = re.compile(r"\b(?:True|False|None|Undefined)\b")
MARK = re.compile(r"\[(?:nl|en)\]")


class _Words(HTMLParser):
    """Collects what a reader reads of a page: no scripts, no styles, no code."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style", "code", "pre")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style", "code", "pre")

    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.words.append(data.strip())


def _pages(site: Path) -> Iterator[tuple[str, list[str]]]:
    for path in sorted(site.rglob("*.html")):
        parser = _Words()
        parser.feed(path.read_text("utf-8"))
        yield str(path.relative_to(site)), parser.words


def test_no_page_has_a_date_or_a_value_as_computers_write_it(built_site: Path) -> None:
    """Dates are written with the name of the month, and no value of the program shows through."""
    pages = list(_pages(built_site))
    assert len(pages) > 100
    for name, words in pages:
        wrong = [text for text in words if DATE.search(text) or PYTHON.search(text)]
        assert wrong == [], name


def test_nothing_shipped_falls_back_to_another_language(built_site: Path) -> None:
    """Every label and text of the shipped cases is there in both languages; titles of foreign documents aside."""
    for name, words in _pages(built_site):
        assert [text for text in words if MARK.search(text)] == [], name


def test_a_label_that_falls_back_says_so(case_files: Callable[..., list[Path]], tmp_path: Path) -> None:
    """A name that is there in Dutch only is shown on the English pages with its language, and never without."""
    lists = """\
parties:
- {party: shop, involvement: partner, at: one}
bodies:
- {id: table, name: {nl: Overlegtafel}, at: one}
seats:
- {body: table, holder: shop, at: one}
"""
    write_site(load(case_files(lists), only=True), tmp_path / "site")
    seen = {name: " ".join(words) for name, words in _pages(tmp_path / "site") if "Overlegtafel" in " ".join(words)}
    english = {name: text for name, text in seen.items() if name.startswith("en/")}
    assert english
    assert len(seen) > len(english)
    for name, text in seen.items():
        told = text.count("Overlegtafel [nl]")
        assert told == (text.count("Overlegtafel") if name in english else 0), name
        if name in english:
            page = (tmp_path / "site" / name).read_text("utf-8")
            assert '<span lang="nl">Overlegtafel</span> [nl]' in page, name


def test_only_the_words_of_another_language_are_marked() -> None:
    """In a list of names only the foreign one is marked, and nothing in scripts, titles and attributes."""
    kept = '<title>atelier [nl]</title><script>["atelier [nl]"]</script><a title="atelier [nl]">x</a>'
    assert marked(kept) == kept
    page = "<dd>ROVA, Kunst &amp; ’t atelier [nl]; Shop\n</dd>"
    assert marked(page) == '<dd>ROVA, <span lang="nl">Kunst &amp; ’t atelier</span> [nl]; Shop\n</dd>'


def test_no_statement_is_shown_by_its_identifier(graph: Graph) -> None:
    """A statement that another one points at is told in words, and the name that joins legs of a flow is left out."""
    for case in graph.cases:
        sheet = Sheet(graph, case, "nl")
        own = {iri.rsplit("/", 1)[-1] for iri in sheet.statements}
        flows = graph.query(f"SELECT DISTINCT ?name {{ ?flow cg:inCase id:{case} ; cg:stream ?name }}").texts
        own |= {row[0] for row in flows if "-" in row[0]}
        for one in sheet.statements.values():
            if one.listing != "completeness":
                shown = {word for _, value in one.details for word in value.split(", ")}
                assert not shown & {name for name in own if "-" in name}, one.iri


@pytest.mark.parametrize(
    ("date", "nl", "en"),
    [
        ("2019", "2019", "2019"),
        ("2019-10", "oktober 2019", "October 2019"),
        ("2020-01-01", "1 januari 2020", "1 January 2020"),
        ("2019/2020-06", "2019 – juni 2020", "2019 – June 2020"),
        ("2019-23", "najaar 2019", "autumn 2019"),
        ("2022-06~", "medio 2022", "mid-2022"),
        ("2022~", "omstreeks 2022", "around 2022"),
        ("2019-25", "2019-25", "2019-25"),
    ],
)
def test_a_date_is_written_as_people_do(date: str, nl: str, en: str) -> None:
    """Year, season, month and day, about or exact, or an interval; what is finer than that stays as it is."""
    assert date_text(date, Texts("nl")) == nl
    assert date_text(date, Texts("en")) == en
