"""The pages of the saved questions: every answer, readable without script and without knowing SPARQL."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from craftgraph.exports import case_page, question_pages
from craftgraph.exports.answers import Asker
from craftgraph.exports.grounds import grounded
from craftgraph.exports.pages import Site
from craftgraph.exports.site import _PAGES
from craftgraph.exports.texts import LANGUAGES, Texts, date_text
from craftgraph.graph.labels import Labels
from craftgraph.graph.load import load
from craftgraph.graph.questions import ask, questions
from craftgraph.graph.store import Graph

Pages = dict[str, dict[str, str]]


def _site(graph: Graph, language: str) -> Site:
    return Site(graph, Labels(graph.store, language), {}, {}, _PAGES)


@pytest.fixture(scope="module")
def made(built_site: Path) -> Pages:
    """Every page of the questions, in each language."""
    folders = {"nl": built_site, "en": built_site / "en"}
    return {
        language: {
            f"questions/{path.name}": path.read_bytes().decode() for path in (folders[language] / "questions").iterdir()
        }
        for language in LANGUAGES
    }


class _Table(HTMLParser):
    """The cells of the tables of a page, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.rows = 0
        self.links: list[str] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "td":
            self._in_cell = True
            self.cells.append("")
        self.rows += tag == "tr"
        self.links.extend(value or "" for name, value in attrs if name == "href")

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.cells[-1] += data


def _read(page: str) -> _Table:
    table = _Table()
    table.feed(page)
    return table


def test_every_saved_question_has_its_page(made: Pages) -> None:
    """The overview leads to a page for each question, and each says what it asks."""
    for language, pages in made.items():
        links = _read(pages["questions/index.html"]).links
        for question in questions():
            assert f"{question.name}.html" in links
            page = pages[f"questions/{question.name}.html"]
            assert question.text(language).split("'")[0] in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_stand_together_by_what_they_are_about(made: Pages, language: str) -> None:
    """For each of its readers a question stands once, under its subject, and those of all centres say so."""
    parts = re.split(r'<h2 id="([\w-]+)">', made[language]["questions/index.html"])[1:]
    texts = Texts(language)
    for reader, part in zip(parts[::2], parts[1::2], strict=True):
        subjects = re.split(r"<h3>(.*?)</h3>", part)[1:]
        under = {unescape(name): listed for name, listed in zip(subjects[::2], subjects[1::2], strict=True)}
        for question in questions():
            (item,) = re.findall(rf'<li><a href="{question.name}.html">.*?</li>', part) or [""]
            assert bool(item) == (reader in question.readers)
            assert item in under.get(texts(f"theme.{question.theme}"), "")
            of_one = any(parameter.name == "case" for parameter in question.parameters)
            assert not item or (texts("questions.together") in item) != of_one


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_shows_what_the_command_line_answers(graph: Graph, made: Pages, language: str) -> None:
    """The rows of a page and of its table are those of the saved question for every case."""
    for name in ("coordination", "learn-work-places", "money", "central-parties", "clients-at-work"):
        answers = {case: ask(graph.with_results, name, {"case": case}, language) for case in graph.cases}
        expected = [(case, *row) for case, answer in answers.items() for row in answer.texts]
        written = list(csv.reader(io.StringIO(made[language][f"questions/{name}.csv"])))
        assert [tuple(cell.removeprefix("'") for cell in row) for row in written[1:]] == expected
        heads = sum(len(answer) > 0 for answer in answers.values())
        assert _read(made[language][f"questions/{name}.html"]).rows == len(expected) + heads


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_query_to_copy_answers_in_the_language_of_its_page(made: Pages, language: str) -> None:
    """Every query on a page asks for the language that the page is in."""
    for question in questions():
        page = unescape(made[language][f"questions/{question.name}.html"])
        asked = page.split("<pre><code", 1)[1].split("</code>", 1)[0]
        assert question.sparql.count('VALUES ?lang { "en" }') == asked.count(f'VALUES ?lang {{ "{language}" }}')


def test_a_centre_says_in_which_chapter_the_headings_stand(made: Pages) -> None:
    """Above the answer for a centre stand the report and its chapter, in both languages."""
    for language, chapter in (("nl", "hoofdstuk 12 Zwolle."), ("en", "chapter 12 Zwolle.")):
        part = made[language]["questions/money.html"].split('id="zwolle-2019"', 1)[1]
        assert chapter in part.split("<table", 1)[0]
        assert "Panteia" in part.split("<table", 1)[0]


def test_cells_speak_the_readers_language(made: Pages) -> None:
    """Dates and shares stand as people write them, and no identifier shows where there is a name."""
    dutch = _read(made["nl"]["questions/timeline.html"]).cells
    assert "februari 2022" in dutch
    assert "February 2022" in _read(made["en"]["questions/timeline.html"]).cells
    assert any(cell.endswith("%") for cell in _read(made["nl"]["questions/central-parties.html"]).cells)
    assert "rova" not in _read(made["nl"]["questions/participants.html"]).cells
    assert "Verbindingen" not in _read(made["en"]["questions/completeness.html"]).cells


def test_a_statement_without_words_is_told_by_its_fields(graph: Graph, made: Pages) -> None:
    """No cell shows the identifier of a statement."""
    for question in questions():
        cells = _read(made["nl"][f"questions/{question.name}.html"]).cells
        assert not [cell for cell in cells if cell.split("/")[0] in graph.cases], question.name


def test_names_lead_to_the_pages_that_the_site_makes(graph: Graph) -> None:
    """A centre leads to its page, a party to its own where the site makes one, and nothing leads nowhere."""

    class Parties:
        def paths(self, _: Site) -> list[str]:
            return ["parties/rova.html"]

        def pages(self, _: Site) -> list[tuple[str, str]]:
            return []

    site = Site(graph, Labels(graph.store, "nl"), {}, {}, [case_page, question_pages, Parties()])  # type: ignore[list-item]
    asker = Asker(site)
    by_name = {question.name: question for question in asker.questions}
    participants = asker.sections(by_name["participants"])
    paths = {part.link for section in participants for row in section.rows for cell in row for part in cell}
    assert paths == {"", "parties/rova.html"}
    compared = asker.sections(by_name["coordination-compared"])[0]
    assert {row[0][0].link for row in compared.rows} <= {f"{case}.html" for case in graph.cases}


_GROUNDED = [
    "care-clients",
    "kinds-of-party",
    "money",
    "participants",
    "plans-of-then",
    "posts-then-and-now",
    "seen-across",
]


@pytest.mark.parametrize("name", _GROUNDED)
def test_a_passage_leads_to_the_statements_of_its_row(graph: Graph, name: str) -> None:
    """Each passage of a row leads to a statement that stands in it, in the case that the row is about."""
    site = _site(graph, "nl")
    asker = Asker(site)
    question = next(question for question in asker.questions if question.name == name)
    passages = {
        site.statement_link(case, one.anchor): {place.citation for place in one.places}
        for case in graph.cases
        for one in site.sheet(case).statements.values()
    }
    seen = 0
    for section in asker.sections(question):
        at = [column.name for column in section.columns].index("source") if section.rows else 0
        for part in (part for row in section.rows for part in row[at]):
            for link in part.links or (part.link,):
                assert any(passage.endswith(part.text) for passage in passages[link]), (part, link)
                is_earlier = name in ("plans-of-then", "posts-then-and-now")
                assert is_earlier or section.choice.id in unquote(link).split(".html")[0]
                seen += 1
    assert seen > 5


def test_every_question_with_headings_can_tell_their_statements() -> None:
    """No saved question shows headings without the statements that stand under them."""
    with_headings = [question for question in questions() if "STR(?cited)" in question.sparql]
    assert len(with_headings) > 50
    assert not [question.name for question in with_headings if grounded(question) == question]


def test_a_row_about_a_passage_leads_to_all_statements_of_the_case(graph: Graph) -> None:
    """Where a row counts what stands under a heading, the heading leads to the statements of that case."""
    asker = Asker(_site(graph, "nl"))
    sources = next(question for question in asker.questions if question.name == "sources")
    for section in asker.sections(sources):
        assert {row[0][0].link for row in section.rows} == {f"statements/{section.choice.id}.html"}


def test_a_question_about_one_party_says_that_it_is_an_example(made: Pages) -> None:
    """The page names the party of its answer, and leads to that party's page and to all others."""
    page = made["nl"]["questions/about-a-party.html"]
    assert Texts("nl")("question.other", name="ROVA") in page
    assert {"../parties/index.html", "../parties/rova.html"} <= set(_read(page).links)


def test_columns_without_an_answer_are_told(graph: Graph) -> None:
    """A column that is empty in every row is left out, and its heading is told as unsaid."""
    asker = Asker(_site(graph, "nl"))
    money = next(question for question in asker.questions if question.name == "money")
    seen = 0
    for section in asker.sections(money):
        seen += len(section.unsaid)
        for at, column in enumerate(section.columns):
            assert any(row[at] for row in section.rows), column.heading
    assert seen


def test_no_page_is_heavy(made: Pages) -> None:
    """A page weighs under 300 kB."""
    for pages in made.values():
        for path, text in pages.items():
            assert len(text.encode()) < 280_000, path


def test_a_graph_of_ones_own_has_the_questions_that_it_can_answer(little: Callable[..., Graph]) -> None:
    """Without the shipped parties the question about one of them is left out; the others have a page."""
    graph = little("parties:\n- {party: shop, involvement: partner, at: one}\n")
    site = _site(graph, "nl")
    pages = dict(question_pages.pages(site))
    assert "questions/about-a-party.html" not in pages
    assert "Shop" in _read(pages["questions/participants.html"]).cells
    assert {path for path in pages if path.endswith(".html")} == set(question_pages.paths(site))


def test_names_of_persons_stay_out_of_the_answers() -> None:
    """A graph that was loaded with persons' names answers without them."""
    assert not load(names=True).with_results.query("SELECT ?name { GRAPH id:names { ?s ?p ?name } }").rows


def test_the_copy_with_results_leaves_the_graph_alone(graph: Graph) -> None:
    """The measures are in the copy that pages answer from, not in the graph itself."""
    count = len(graph.store)
    assert len(graph.with_results.store) > count
    assert len(graph.store) == count


def test_dates_are_written_out() -> None:
    """A year, a month, a day and an interval read as people write them."""
    texts = Texts("nl")
    assert date_text("2019", texts) == "2019"
    assert date_text("2019-10-09", texts) == "9 oktober 2019"
    assert date_text("2019/2020-06", texts) == "2019 – juni 2020"
