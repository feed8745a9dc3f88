"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from craftgraph import __version__
from craftgraph.cli import main
from craftgraph.graph import questions as saving

COMMANDS = sorted(main.commands)
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
REGISTER = (
    "register it in an organisations.yaml of your own, under `organisations`, `units`, `collectives`, `unnamed` or "
    "`programmes`, as `- {id: shp, name: …, at: …}`"
)
WHAT = "SELECT ?text { ?s a cg:Tie ; dcterms:description ?text FILTER(LANG(?text) = 'nl') }"


def run(*words: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def own(case_files: Callable[..., list[Path]]) -> list[str | Path]:
    """The options that choose the little registry and a case, and nothing shipped."""
    registry, case = case_files(CASE)
    return ["--cases", registry, "--cases", case, "--only"]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_has_help(command: str) -> None:
    """Each command says what it is for, under `--help` and `-h`, and says something about every option."""
    words = [command] if command else []
    shown = run(*words, "--help")
    assert shown.exit_code == 0
    assert shown.output == run(*words, "-h").output
    assert shown.output.startswith(f"Usage: main {command}".rstrip())
    one = main.commands[command] if command else main
    assert one.help
    described = [option for option in one.params if isinstance(option, click.Option) and option.help]
    assert all(option.opts[0] in shown.output for option in described)


def test_the_version_is_told() -> None:
    """`--version` tells the version of the package."""
    assert run("--version").output == f"craftgraph, version {__version__}\n"


def test_the_module_can_be_run() -> None:
    """`python -m craftgraph.cli` is the command line too, under its own name."""
    done = subprocess.run(
        [sys.executable, "-m", "craftgraph.cli", "--help"], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.startswith("Usage: craftgraph")
    assert done.stderr == ""


def test_help_loads_nothing_heavy() -> None:
    """No `--help` imports a library that takes long to start."""
    code = """
        import sys
        from craftgraph.cli import main
        for words in [[], *([name] for name in main.commands)]:
            main.main([*words, "--help"], standalone_mode=False)
        heavy = {"rdflib", "networkx", "pyoxigraph", "yaml", "pyvis", "numpy", "scipy", "jinja2", "rich"}
        print("LOADED", *sorted(heavy & set(sys.modules)))
    """
    lines = [line.removeprefix(" " * 8) for line in code.splitlines()]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "LOADED"


@pytest.mark.parametrize("words", [["chek"], ["check", "--formt", "json"], ["query", "--format", "docx", "x"]])
def test_a_slip_in_the_words_is_a_usage_error(words: list[str]) -> None:
    """An unknown command, option or choice gives exit code 2 and a hint, on stderr."""
    done = run(*words)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "Usage:" in done.stderr


def test_check_is_content_with_what_is_right(case_files: Callable[..., list[Path]]) -> None:
    """Nothing wrong gives exit code 0, and says so on stderr only."""
    done = run("check", "--only", *case_files(CASE))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "Nothing wrong found in 2 files.\n")


def test_check_says_that_it_looked_at_the_shipped_cases() -> None:
    """Without a path the message tells that the shipped cases were checked, and how many files they are."""
    shipped = len(list((Path(__file__).parent.parent / "cases").glob("*.yaml")))
    done = run("check")
    assert (done.exit_code, done.stderr) == (0, f"Nothing wrong found in the shipped descriptions ({shipped} files).\n")


def test_check_prints_each_finding_at_its_place(case_files: Callable[..., list[Path]]) -> None:
    """Findings go to stdout, one a line with path, line and column, and give exit code 1."""
    paths = case_files("parties:\n- {party: shp, involvement: partner, at: onne}\n")
    done = run("check", "--only", *paths)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"{paths[1]}:8:11: `party`: nothing is known as 'shp'; did you mean 'shop'? If not, {REGISTER}",
        f"{paths[1]}:8:42: `at`: nothing is known as 'onne'; did you mean 'one'?",
    ]
    assert done.stderr == "2 findings in 2 files.\n"


def test_check_speaks_dutch(case_files: Callable[..., list[Path]]) -> None:
    """With --lang nl the findings, as text and as JSON, and their number are in Dutch."""
    paths = case_files("parties:\n- {party: shp, involvement: partner, at: onne}\n")
    done = run("check", "--only", "--lang", "nl", *paths)
    assert done.stdout.splitlines()[1] == f"{paths[1]}:8:42: `at`: 'onne' is niet bekend; bedoelt u 'one'?"
    assert done.stderr == "2 bevindingen in 2 bestanden.\n"
    listed = json.loads(run("check", "--only", "--lang", "nl", "--format", "json", *paths).stdout)
    assert listed[1]["remedy"] == "bedoelt u 'one'?"
    assert run("check", "--only", "--lang", "nl", *case_files(CASE)).stderr == "Niets mis gevonden in 2 bestanden.\n"


def test_check_gives_findings_as_json(case_files: Callable[..., list[Path]]) -> None:
    """`--format json` gives a list for other tools, empty when nothing is wrong."""
    paths = case_files("parties:\n- {party: shp, involvement: partner, at: one}\n")
    done = run("check", "--only", "--format", "json", *paths)
    assert done.exit_code == 1
    assert json.loads(done.stdout) == [
        {
            "path": str(paths[1]),
            "line": 8,
            "column": 11,
            "problem": "`party`: nothing is known as 'shp'",
            "remedy": f"did you mean 'shop'? If not, {REGISTER}",
        }
    ]
    right = run("check", "--only", "--format", "json", *case_files(CASE))
    assert (right.exit_code, json.loads(right.stdout)) == (0, [])


BAD_FILES = {
    "no YAML": b"id: x\nparties: [\n",
    "nested": b"a: " + b"[" * 100_000,
    "bomb": b"a: &a [x, x]\nb: [*a, *a]\n",
    "large": b"a: " + b"x" * 10_000_000,
    "UTF-16": "id: x\n".encode("utf-16"),
    "Latin-1": "id: x\nwhat: caf\u00e9\n".encode("latin-1"),
    "NUL": b"id: x\0\n",
    "empty": b"",
    "list": b"- a\n",
    "path as id": b"id: ../x\n",
}


@pytest.mark.parametrize("data", BAD_FILES.values(), ids=BAD_FILES)
@pytest.mark.parametrize("words", [["check", "--only"], ["query", "ASK {}", "--only", "--cases"]])
def test_no_file_makes_a_traceback(words: list[str], data: bytes, write: Callable[..., Path]) -> None:
    """Whatever a file holds, the answer is a finding with its place and exit code 1."""
    path = write(data)
    done = run(*words, path)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert done.output.startswith(f"{path}:")
    assert "1 finding" in done.stderr


def test_paths_that_cannot_be_read_are_findings(tmp_path: Path) -> None:
    """A missing path, an empty folder and a folder named as a file are told, never a traceback."""
    (tmp_path / "own" / "x.yaml").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    for path, problem in (("none", "no such file"), ("empty", "no .yaml file"), ("own", "x.yaml:1:1: the file cannot")):
        for words in (["check", "--only"], ["query", "ASK {}", "--only", "--cases"]):
            done = run(*words, tmp_path / path)
            assert done.exit_code == 1
            assert isinstance(done.exception, SystemExit)
            assert problem in done.output


def test_only_needs_cases() -> None:
    """Leaving the shipped cases out without giving others is a usage error."""
    done = run("query", "ASK {}", "--only")
    assert done.exit_code == 2
    assert "say with --cases" in done.stderr


def test_query_prints_a_table(own: list[str | Path]) -> None:
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
def test_a_table_in_a_pipe_is_whole(words: str, case_files: Callable[..., list[Path]]) -> None:
    """Into a pipe or file nothing is cut off or broken over lines, however long or wide, and nothing is markup."""
    registry, case = case_files(CASE.replace("WORDS", words))
    done = run("query", WHAT, "--cases", registry, "--cases", case, "--only")
    assert f"lang verhaal {words}" in done.stdout


@pytest.mark.parametrize(("word", "told"), [("Tie", "yes\n"), ("Flow", "no\n")])
def test_query_answers_yes_or_no(word: str, told: str, own: list[str | Path]) -> None:
    """ASK is answered in a word."""
    assert run("query", f"ASK {{ ?s a cg:{word} }}", *own).stdout == told


def test_query_prints_triples_as_turtle(own: list[str | Path]) -> None:
    """Triples come as Turtle unless asked otherwise, and a table is possible too."""
    assert "@prefix cg:" in run("query", "DESCRIBE id:shop", *own).stdout
    assert "skos:prefLabel" in run("query", "DESCRIBE id:shop", "--format", "table", *own).stdout


def test_query_prints_other_formats(own: list[str | Path]) -> None:
    """CSV and JSON hold the rows and nothing else."""
    rows = list(csv.reader(io.StringIO(run("query", WHAT, "--format", "csv", *own).stdout)))
    assert rows == [["text"], ["lang verhaal WORDS"]]
    answer = json.loads(run("query", WHAT, "--format", "json", *own).stdout)
    assert answer["head"]["vars"] == ["text"]


def test_query_reads_a_file(own: list[str | Path], write: Callable[..., Path]) -> None:
    """A query may stand in a file, in UTF-8; another encoding is told."""
    assert "WORDS" in run("query", "--file", write(WHAT, "q.rq"), *own).stdout
    done = run("query", "--file", write("# caf\u00e9".encode("latin-1"), "q.rq"), *own)
    assert done.exit_code == 1
    assert "not in UTF-8" in done.stderr


def test_query_shows_where_it_is_no_sparql(own: list[str | Path]) -> None:
    """A slip in a query gives exit code 1, its place and a mark, on stderr."""
    done = run("query", "SELECT ?s {", *own)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("query:1:11: this is not SPARQL")
    assert done.stderr.endswith("^\n")


def test_query_refuses_a_format_that_does_not_fit(own: list[str | Path]) -> None:
    """Turtle for rows is refused with what there is."""
    done = run("query", WHAT, "--format", "ttl", *own)
    assert done.exit_code == 1
    assert "There is no format for rows 'ttl'" in done.stderr


@pytest.mark.parametrize(
    "words", [[], ["ASK {}", "--question", "x"], ["ASK {}", "--set", "a=b"], ["--question", "x", "--set", "a"]]
)
def test_query_wants_one_question(words: list[str], own: list[str | Path]) -> None:
    """No question, two questions, or a parameter without its question or value, is a usage error."""
    assert run("query", *words, *own).exit_code == 2


def test_query_finds_results_when_asked_to(own: list[str | Path]) -> None:
    """With --results the measures are there, without it they are not."""
    ask = "ASK { ?m a cg:Measurement ; cg:metric metric:betweenness }"
    assert run("query", ask, *own).stdout == "no\n"
    assert run("query", ask, "--results", *own).stdout == "yes\n"


def test_query_reads_names_when_asked_to(own: list[str | Path]) -> None:
    """With --names the persons' names are there, without it they are not."""
    sparql = "SELECT ?name { ?s foaf:name ?name }"
    assert "Jan Jansen" not in run("query", sparql, *own).output
    assert "Jan Jansen" in run("query", sparql, "--names", *own).stdout


QUESTION = """\
# nl: Wie?
# en: Who?
# for: researcher
SELECT ?party { VALUES ?case { id:own-2024 } VALUES ?lang { "en" } GRAPH ?case { ?s cg:party ?party } }
"""


def test_questions_are_listed_and_asked(own: list[str | Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A saved question is listed for its readers, in either language, and asked by its name."""
    folder = tmp_path / "ontology"
    (folder / "questions").mkdir(parents=True)
    (folder / "questions" / "who.rq").write_text(QUESTION)
    monkeypatch.setattr(saving, "folder", lambda: folder)
    assert "Who?" in run("questions").stdout
    assert "Wie?" in run("questions", "--lang", "nl").stdout
    assert "who" not in run("questions", "--for", "initiator").stdout
    (listed,) = json.loads(run("questions", "--format", "json").stdout)
    assert listed == {"name": "who", "question": "Who?", "for": ["researcher"], "parameters": {"case": "own-2024"}}
    assert "id:shop" in run("query", "--question", "who", "--set", "case=own-2024", *own).stdout
    for words in (["whom"], ["who", "--set", "case=own-2023"], ["who", "--set", "kase=own-2024"]):
        done = run("query", "--question", *words, *own)
        assert done.exit_code == 1
        assert "did you mean" in done.stderr


def test_a_name_that_nothing_has_is_told_on_stderr(own: list[str | Path]) -> None:
    """A query that asks for a term that is not there is answered, with a warning in the reader's language."""
    done = run("query", "SELECT ?s { ?s a cg:Tei }", "--format", "csv", *own)
    assert (done.exit_code, done.stdout) == (0, "s\n")
    assert done.stderr == "Mind: cg:Tei is not a term of the ontology; did you mean cg:Tie?\n"
    assert "Let op: cg:Tei is geen term" in run("query", "ASK { ?s a cg:Tei }", "--lang", "nl", *own).stderr
    assert run("query", "ASK { ?s a cg:Tie }", *own).stderr == ""


def test_dutch_answers_are_dutch_all_through(own: list[str | Path]) -> None:
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


def test_an_empty_cell_is_explained() -> None:
    """A saved question whose answer has empty cells says what an empty cell means; a full one does not."""
    words = ["query", "--question", "coordination", "--set", "case=zwolle-2019"]
    assert "An empty cell: the source does not say." in run(*words).stderr
    assert "Een leeg vak: de bron zegt het niet." in run(*words, "--lang", "nl").stderr
    assert "empty" not in run(*words, "--format", "csv").stderr
    assert "empty" not in run("query", "--question", "sources").stderr


def test_network_ranks_the_parties(own: list[str | Path]) -> None:
    """The network of a case is a table of parties with their measures; who is tied to nobody is named apart."""
    done = run("network", "own-2024", "--projection", "stated", *own)
    assert done.exit_code == 0
    assert all(name in done.stdout for name in ("Shop", "Depot", "Municipality of Town"))
    assert "School" not in done.output
    assert done.stderr.startswith("Tied to nobody in this projection: Municipality of Town.\n")
    assert "cannot say who is central" in done.stderr
    assert "School" in run("network", "own-2024", "--context", *own).output


def test_network_in_other_formats(own: list[str | Path]) -> None:
    """CSV, JSON and Turtle hold the same parties."""
    rows = list(csv.DictReader(io.StringIO(run("network", "own-2024", "--format", "csv", *own).stdout)))
    listed = json.loads(run("network", "own-2024", "--format", "json", *own).stdout)
    turtle = run("network", "own-2024", "--format", "ttl", *own).stdout
    parties = {"shop", "depot", "town"}
    assert {row["party"] for row in rows} == {one["actor"] for one in listed} == parties
    about = {
        quad.object.value
        for quad in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value.endswith("#ofActor") and isinstance(quad.object, ox.NamedNode)
    }
    assert {iri.rsplit("/", 1)[-1] for iri in about} == parties


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["own-2023"], "There is no case 'own-2023'; did you mean 'own-2024'?"),
        (["own-2024", "--projection", "fll"], "There is no projection 'fll'; did you mean 'full'?"),
    ],
)
def test_network_names_what_is_unknown(words: list[str], message: str, own: list[str | Path]) -> None:
    """An unknown case or projection gives exit code 1 and what comes near."""
    done = run("network", *words, *own)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", message + "\n")


def test_wrong_cases_make_nothing(case_files: Callable[..., list[Path]]) -> None:
    """A command that needs the graph prints the findings on stderr and stops."""
    registry, case = case_files("partys: []\n")
    done = run("network", "own-2024", "--cases", registry, "--cases", case, "--only")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == "1 finding; nothing was made."
    assert "did you mean `parties`?" in done.stderr


def test_only_needs_files_to_check() -> None:
    """`check --only` without a path is refused, as there is nothing left to check."""
    done = run("check", "--only")
    assert done.exit_code == 2
    assert "say which files to check" in done.output


def test_compare_says_which_cases_are_like_one_and_why() -> None:
    """The ranking comes first, then the reasons with headings of the source, in the language that is asked for."""
    done = run("compare", "zwolle-2019", "--lang", "en", "--top", "1")
    assert done.exit_code == 0
    assert "Left out, as another description of the same centre: Waarde" in done.stdout
    assert "Link between reuse shop and recycling centre" in done.stdout
    assert done.stdout.count("Why ") == 1
    assert "Waarom" in run("compare", "zwolle-2019").stdout


def test_compare_in_other_formats() -> None:
    """CSV has a row a case and feature, JSON the same with the weights; both add up to the score."""
    words = ("compare", "oss-2019", "--feature", "money", "--feature", "phase", "--weight", "phase=3")
    rows = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))
    document = json.loads(run(*words, "--format", "json").stdout)
    assert document["weights"] == {"money": 1.0, "phase": 3.0}
    first = document["cases"][0]
    mine = [row for row in rows if row["case"] == first["case"]]
    assert [row["feature"] for row in mine] == ["money", "phase"]
    assert sum(float(row["points"]) for row in mine) == pytest.approx(first["score"], abs=1e-5)


def test_compare_puts_cases_side_by_side() -> None:
    """With more cases than one there is a column a case, in every format."""
    words = ("compare", "oss-2019", "arnhem-2019")
    table = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))
    document = json.loads(run(*words, "--format", "json").stdout)
    assert [row["feature"] for row in table] == list(document)
    assert document["phase"] == {"oss-2019": ["running"], "arnhem-2019": ["starting-up"]}
    assert "Spijkerkwartier" in run(*words).stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere-2019"], "There is no case or profile 'nowhere-2019'"),
        (["oss-2019", "zwole-2019"], "did you mean 'zwolle-2019'"),
        (["oss-2019", "--weight", "money=-1"], "The weight of 'money' is -1"),
        (["oss-2019", "--weight", "mony=1"], "did you mean 'money'"),
        (["oss-2019", "--feature", "colour"], "There is no feature 'colour'"),
        (["oss-2019", "--preset", "beginning"], "There is no preset 'beginning'"),
        (["oss-2019", "--feature", "money", "--weight", "money=0"], "Every weight is 0"),
    ],
)
def test_compare_refuses_in_words(words: list[str], told: str) -> None:
    """Unknown names and weights that make no sense are told, with how to go on."""
    done = run("compare", *words)
    assert done.exit_code == 1
    assert told in done.stderr


def test_profile_asks_and_compare_uses_the_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few answers and a stop make a file; the comparison says what the file leaves open, and what is learnt."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["profile", "our-plan", "--lang", "en"], input="Our plan\n\n2\n2\nq\n")
    assert done.exit_code == 0
    assert "Kept in our-plan.yaml" in done.stdout
    assert run("check", "our-plan.yaml").exit_code == 0
    told = run("compare", "our-plan.yaml", "--lang", "en", "--top", "1").stdout
    assert told.startswith("Our plan beside the other centres")
    assert "This profile says nothing yet on" in told
    assert "What the 5 most similar centres had" in told
    document = json.loads(run("compare", "our-plan.yaml", "--format", "json", "--nearest", "2").stdout)
    assert document["profile"] == "our-plan"
    assert len(document["learnt_from"]) == 2


def test_compare_with_a_profile_that_says_nothing(write: Callable[..., Path]) -> None:
    """An empty profile is said to be so, and all cases are listed, without a score."""
    path = write("kind: profile\nid: our-plan\n", "our-plan.yaml")
    done = run("compare", path, "--lang", "en")
    assert done.exit_code == 0
    assert "The profile says nothing yet to compare on." in done.stdout
    assert done.stdout.count(" – ") >= 11
    assert "Why" not in done.stdout
    assert run("compare", path, "--format", "csv").stdout.count("\n") == 12


def test_compare_says_that_a_profile_contradicts_itself(write: Callable[..., Path]) -> None:
    """Two ways to steer at once are named, and the comparison goes on."""
    body = "judgements:\n- {characteristic: shared-governance}\n- {characteristic: lead-organisation}\n"
    head = "kind: profile\nid: our-plan\ndefaults: {status: planned, basis: stated}\n"
    told = run("compare", write(head + body, "our-plan.yaml"), "--lang", "en").stdout
    assert "on ‘Who steers’ there are several at once: lead organisation, shared governance" in " ".join(told.split())


def test_compare_shows_what_is_wrong_in_a_profile(write: Callable[..., Path]) -> None:
    """An unknown concept is a finding with its place, and nothing is compared."""
    path = write("kind: profile\nid: our-plan\njudgements:\n- {characteristic: plann}\n", "our-plan.yaml")
    done = run("compare", path)
    assert done.exit_code == 1
    assert f"{path}:4:20: `characteristic`: nothing is known as 'plann'; did you mean 'plan'?" in done.stderr
