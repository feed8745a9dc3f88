"""`craftgraph query` and `craftgraph questions`: what they print of an answer, where, and in which language."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from craftgraph.graph import questions as saving

Run = Callable[..., Result]
CASE = """\
parties:
- {party: shop, involvement: partner, at: one}
- {party: depot, involvement: partner, at: one}
- {party: town, involvement: partner, at: one}
- {party: school, involvement: context, at: one}
ties:
- {tie: contracts, from: shop, to: depot, at: one, what: {nl: "lang verhaal WORDS", en: "a <b>long</b> story"}}
persons:
- {id: jan, person_name: Jan Jansen, at: one}
"""
WHAT = "SELECT ?text { ?s a cg:Tie ; dcterms:description ?text FILTER(LANG(?text) = 'nl') }"


@pytest.fixture
def own(chosen: Callable[[str], list[str | Path]]) -> list[str | Path]:
    """The options that choose the little registry and a case, and nothing shipped."""
    return chosen(CASE)


def test_query_prints_a_table(run: Run, own: list[str | Path]) -> None:
    """Rows come as a table on stdout, their number on stderr."""
    done = run("query", "SELECT ?party { ?s cg:party ?party } ORDER BY ?party", *own)
    assert done.exit_code == 0
    assert [line.strip() for line in done.stdout.splitlines() if "id:" in line] == [
        "id:depot",
        "id:school",
        "id:shop",
        "id:town",
    ]
    assert done.stderr == "4 rows.\n"


@pytest.mark.parametrize("words", ["x" * 400, "漢字" * 150, "[bold]red[/bold] :smile:", "é" * 300 + " " + "y" * 300])
def test_a_table_in_a_pipe_is_whole(run: Run, words: str, chosen: Callable[[str], list[str | Path]]) -> None:
    """Into a pipe or file nothing is cut off or broken over lines, however long or wide, and nothing is markup."""
    assert f"lang verhaal {words}" in run("query", WHAT, *chosen(CASE.replace("WORDS", words))).stdout


@pytest.mark.parametrize(("word", "told"), [("Tie", "yes\n"), ("Flow", "no\n")])
def test_query_answers_yes_or_no(run: Run, word: str, told: str, own: list[str | Path]) -> None:
    """ASK is answered in a word."""
    assert run("query", f"ASK {{ ?s a cg:{word} }}", *own).stdout == told


def test_query_prints_triples_as_turtle(run: Run, own: list[str | Path]) -> None:
    """Triples come as Turtle unless asked otherwise, and a table is possible too."""
    assert "@prefix cg:" in run("query", "DESCRIBE id:shop", *own).stdout
    assert "skos:prefLabel" in run("query", "DESCRIBE id:shop", "--format", "table", *own).stdout


def test_query_prints_other_formats(run: Run, own: list[str | Path]) -> None:
    """CSV and JSON hold the rows and nothing else."""
    rows = list(csv.reader(io.StringIO(run("query", WHAT, "--format", "csv", *own).stdout)))
    assert rows == [["text"], ["lang verhaal WORDS"]]
    answer = json.loads(run("query", WHAT, "--format", "json", *own).stdout)
    assert answer["head"]["vars"] == ["text"]


def test_query_reads_a_file(run: Run, own: list[str | Path], write: Callable[..., Path]) -> None:
    """A query may stand in a file, in UTF-8; another encoding is told."""
    assert "WORDS" in run("query", "--file", write(WHAT, "q.rq"), *own).stdout
    done = run("query", "--file", write("# caf\u00e9".encode("latin-1"), "q.rq"), *own)
    assert done.exit_code == 1
    assert "not in UTF-8" in done.stderr


def test_query_shows_where_it_is_no_sparql(run: Run, own: list[str | Path]) -> None:
    """A slip in a query gives exit code 1, its place and a mark, on stderr."""
    done = run("query", "SELECT ?s {", *own)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("query:1:11: this is not SPARQL")
    assert done.stderr.endswith("^\n")
    dutch = run("query", "SELECT ?s {", "--lang", "nl", *own)
    assert dutch.stderr.startswith("query:1:11: dit is geen SPARQL: deze '{' wordt nergens gesloten\n")


def test_query_refuses_a_format_that_does_not_fit(run: Run, own: list[str | Path]) -> None:
    """Turtle for rows is refused with what there is."""
    done = run("query", WHAT, "--format", "ttl", *own)
    assert done.exit_code == 1
    assert "There is no format for rows 'ttl'" in done.stderr


@pytest.mark.parametrize(
    "words", [[], ["ASK {}", "--question", "x"], ["ASK {}", "--set", "a=b"], ["--question", "x", "--set", "a"]]
)
def test_query_wants_one_question(run: Run, words: list[str], own: list[str | Path]) -> None:
    """No question, two questions, or a parameter without its question or value, is a usage error."""
    assert run("query", *words, *own).exit_code == 2


def test_query_finds_results_when_asked_to(run: Run, own: list[str | Path]) -> None:
    """With --results the measures are there, without it they are not."""
    ask = "ASK { ?m a cg:Measurement ; cg:metric metric:betweenness }"
    assert run("query", ask, *own).stdout == "no\n"
    assert run("query", ask, "--results", *own).stdout == "yes\n"


def test_query_reads_names_when_asked_to(run: Run, own: list[str | Path]) -> None:
    """With --names the persons' names are there, without it they are not."""
    sparql = "SELECT ?name { ?s foaf:name ?name }"
    assert "Jan Jansen" not in run("query", sparql, *own).output
    assert "Jan Jansen" in run("query", sparql, "--names", *own).stdout


QUESTION = """\
# nl: Wie?
# en: Who?
# for: researcher
# about: partners
SELECT ?party { VALUES ?case { id:own-2024 } VALUES ?lang { "en" } GRAPH ?case { ?s cg:party ?party } }
"""


def test_questions_are_listed_and_asked(
    run: Run, own: list[str | Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A saved question is listed for its readers, in either language, and asked by its name."""
    folder = tmp_path / "ontology"
    (folder / "questions").mkdir(parents=True)
    (folder / "questions" / "who.rq").write_text(QUESTION)
    monkeypatch.setattr(saving, "folder", lambda: folder)
    assert "Who?" in run("questions").stdout
    assert "Wie?" in run("questions", "--lang", "nl").stdout
    assert "who" not in run("questions", "--for", "initiator").stdout
    (listed,) = json.loads(run("questions", "--format", "json").stdout)
    assert listed == {
        "name": "who",
        "question": "Who?",
        "for": ["researcher"],
        "about": "partners",
        "parameters": {"case": "own-2024"},
    }
    assert "id:shop" in run("query", "--question", "who", "--set", "case=own-2024", *own).stdout
    for words in (["whom"], ["who", "--set", "case=own-2023"], ["who", "--set", "kase=own-2024"]):
        done = run("query", "--question", *words, *own)
        assert done.exit_code == 1
        assert "did you mean" in done.stderr


def test_a_name_that_nothing_has_is_told_on_stderr(run: Run, own: list[str | Path]) -> None:
    """A query that asks for a term that is not there is answered, with a warning in the reader's language."""
    done = run("query", "SELECT ?s { ?s a cg:Tei }", "--format", "csv", *own)
    assert (done.exit_code, done.stdout) == (0, "s\n")
    assert done.stderr == "Mind: cg:Tei is not a term of the ontology; did you mean cg:Tie?\n"
    assert "Let op: cg:Tei is geen term" in run("query", "ASK { ?s a cg:Tei }", "--lang", "nl", *own).stderr
    assert run("query", "ASK { ?s a cg:Tie }", *own).stderr == ""


def test_dutch_answers_are_dutch_all_through(run: Run, own: list[str | Path]) -> None:
    """With --lang nl the heads of the columns, the counts and yes and no are Dutch as well."""
    assert run("query", "ASK { ?s a cg:Tie }", "--lang", "nl", *own).stdout == "ja\n"
    assert run("query", WHAT, "--lang", "nl", *own).stderr == "1 rij.\n"
    assert run("questions", "--lang", "nl").stdout.split()[:3] == ["Naam", "Vraag", "Voor"]
    assert run("sources", "own-2024", "--lang", "nl", *own).stdout.split()[:3] == ["Beschrijving", "Document", "Kop"]
    saved = ["query", "--question", "participants", "--set", "case=own-2024", "--lang", "nl", *own]
    assert "Waar het staat" in run(*saved).stdout.splitlines()[1]
    assert "source" in run(*saved, "--format", "csv").stdout.splitlines()[0]
    shown = run("network", "own-2024", "--lang", "nl", *own)
    assert shown.stdout.split()[:3] == ["Partij", "Naam", "Soort"]
    assert "organisatie" in shown.stdout
    assert "met niemand verbonden" in shown.stderr
    assert run("network", "own-2024", "--lang", "nl", "--format", "csv", *own).stdout.startswith(
        "party,name,kind,degree"
    )


def test_an_empty_cell_is_explained(run: Run) -> None:
    """A saved question whose answer has empty cells says what an empty cell means; a full one does not."""
    words = ["query", "--question", "coordination", "--set", "case=zwolle-2019"]
    assert "An empty cell: the source does not say." in run(*words).stderr
    assert "Een leeg vak: de bron zegt het niet." in run(*words, "--lang", "nl").stderr
    assert "empty" not in run(*words, "--format", "csv").stderr
    assert "empty" not in run("query", "--question", "sources").stderr
