"""The command line: parses options, prints, and turns errors into exit codes. All it does can be called from Python."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from craftgraph import __version__
from craftgraph.exports.terminal import headings, print_table
from craftgraph.graph.errors import CheckError, CraftgraphError, QueryError
from craftgraph.graph.namespaces import DEF

if TYPE_CHECKING:
    from craftgraph.graph.query import Answer
    from craftgraph.graph.store import Graph

Command = TypeVar("Command", bound=Callable[..., Any])
_LANGUAGES = click.Choice(["nl", "en"])
_PATH = click.Path(path_type=Path)


class _Group(click.Group):
    """Commands in the order of use; anything that craftgraph refuses becomes a message and exit code 1."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CheckError as error:
            click.echo(str(error), err=True)
            click.echo(_count(len(error.findings), "finding") + "; nothing was made.", err=True)
        except CraftgraphError as error:
            click.echo(str(error), err=True)
        sys.exit(1)


def _with_cases(command: Command) -> Command:
    command = click.option("--only", is_flag=True, help="Leave the shipped cases out; needs --cases.")(command)
    return click.option(
        "--cases",
        "folders",
        type=_PATH,
        multiple=True,
        metavar="DIR",
        help="Your own case files (a folder or a file); repeatable.",
    )(command)


def _load(folders: Sequence[Path], only: bool, names: bool = False, read_only: bool = False) -> Graph:
    from craftgraph.graph.load import load

    if only and not folders:
        raise click.UsageError("--only leaves the shipped cases out: say with --cases which ones to use.")
    return load(folders, only=only, names=names, read_only=read_only)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="craftgraph")
def main() -> None:
    """Ask, analyse and draw what is known of Dutch circular craft centres (circulaire ambachtscentra)."""


@main.command()
@click.argument("paths", type=_PATH, nargs=-1)
@click.option("--only", is_flag=True, help="Do not read the shipped registry and cases along.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--lang", type=_LANGUAGES, default="en", show_default=True)
def check(paths: tuple[Path, ...], only: bool, form: str, lang: str) -> None:
    """Check case files: what is wrong, where, and how to mend it.

    PATHS are files or folders; without any, the shipped cases are checked. Exit code 0 when nothing is wrong, 1 when
    something is.
    """
    from dataclasses import asdict

    from craftgraph.exports.plain import checked_line
    from craftgraph.graph.check import check as find
    from craftgraph.graph.messages import in_language

    if only and not paths:
        raise click.UsageError("--only leaves the shipped files out: say which files to check.")
    found = [in_language(finding, lang) for finding in find(paths, only=only)]
    if form == "json":
        click.echo(json.dumps([asdict(finding) for finding in found], indent=2, ensure_ascii=False))
    else:
        for finding in found:
            click.echo(str(finding))
        click.echo(checked_line(len(found), paths, only, lang), err=True)
    sys.exit(1 if found else 0)


@main.command()
@click.argument("sparql", required=False)
@click.option(
    "--file", "path", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Read the query from a file."
)
@click.option("--question", "name", metavar="NAME", help="Ask a saved question (see `craftgraph questions`).")
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", help="A parameter of the saved question; repeatable."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld"]),
    help="By default a table, or Turtle for triples.",
)
@click.option(
    "--lang",
    type=_LANGUAGES,
    default="en",
    show_default=True,
    help="Language of a saved question, and of what is said.",
)
@click.option("--names", is_flag=True, help="Read the persons' names that the sources print, too.")
@click.option("--results", is_flag=True, help="Compute the network measures first, so that they can be asked for.")
@_with_cases
def query(
    sparql: str | None,
    path: Path | None,
    name: str | None,
    settings: tuple[str, ...],
    form: str | None,
    lang: str,
    names: bool,
    results: bool,
    folders: tuple[Path, ...],
    only: bool,
) -> None:
    """Ask the graph a SPARQL question.

    The usual prefixes (cg, id, org, skos, prov …), one a vocabulary (goods:, role: …) and one a case
    (zwolle-2019:) are declared for you.
    """
    if sum(given is not None for given in (sparql, path, name)) != 1:
        raise click.UsageError("Give one question: SPARQL, --file or --question.")
    if settings and name is None:
        raise click.UsageError("--set gives a parameter of a saved question: name it with --question.")
    graph = _load(folders, only, names, read_only=True)
    with _refused_in(lang):
        if name is not None:
            from craftgraph.graph.questions import ask

            answer = ask(graph, name, _settings(settings), lang)
        else:
            if results:
                from craftgraph.graph.results import add_results

                add_results(graph)
            try:
                answer = graph.query(path.read_text("utf-8") if path else str(sparql))
            except UnicodeDecodeError:
                raise CraftgraphError(
                    f"{path}:1:1: the file is not in UTF-8; save it again with the encoding UTF-8"
                ) from None
        _print_answer(answer, form, lang, name)


@contextmanager
def _refused_in(language: str) -> Iterator[None]:
    """Say in a language why a query is refused."""
    try:
        yield
    except QueryError as error:
        from craftgraph.graph.messages import told

        raise QueryError(told(error, language)) from None


def _settings(settings: Iterable[str]) -> dict[str, str]:
    found = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise click.UsageError(f"--set takes NAME=VALUE, not '{setting}'.")
        found[name] = value
    return found


def _print_answer(answer: Answer, form: str | None, language: str, question: str | None) -> None:
    from craftgraph.exports.texts import Texts

    texts = Texts(language)
    for warning in answer.warnings:
        click.echo(texts("terminal.warning", text=warning.text(language)), err=True)
    if form is None:
        form = "ttl" if answer.kind == "triples" else "table"
    if form != "table":
        click.echo(answer.serialize(form), nl=False)
    elif answer.kind == "truth":
        click.echo(texts("terminal.yes" if answer.truth else "terminal.no"))
    elif answer.kind == "triples":
        columns = ["subject", "predicate", "object"]
        triples = [[answer.shorten(p) for p in (t.subject, t.predicate, t.object)] for t in answer.triples]
        print_table(columns, triples, heads=headings(columns, language))
    else:
        heads = headings(answer.variables, language, question) if question else None
        print_table(answer.variables, answer.texts, heads=heads)
        click.echo(texts("terminal.row") if len(answer) == 1 else texts("terminal.rows", n=len(answer)), err=True)
        if question and any(cell == "" for row in answer.texts for cell in row):
            click.echo(texts("terminal.empty"), err=True)


@main.command()
@click.option("--lang", type=_LANGUAGES, default="en", show_default=True)
@click.option(
    "--for",
    "reader",
    type=click.Choice(["researcher", "initiator", "programme-manager"]),
    help="Only the questions of one reader.",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def questions(lang: str, reader: str | None, form: str) -> None:
    """List the saved questions."""
    from craftgraph.graph.questions import questions as saved

    chosen = [question for question in saved() if reader is None or reader in question.readers]
    if form == "json":
        listed = [
            {
                "name": question.name,
                "question": question.text(lang),
                "for": question.readers,
                "about": question.theme,
                "parameters": {parameter.name: parameter.default for parameter in question.parameters},
            }
            for question in chosen
        ]
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    rows = [
        [
            question.name,
            question.text(lang),
            ", ".join(question.readers),
            question.theme,
            " ".join(f"{p.name}={p.default}" for p in question.parameters),
        ]
        for question in chosen
    ]
    columns = ["name", "question", "for", "about", "parameters"]
    print_table(columns, rows, heads=headings(columns, lang))


def _projected(command: Command) -> Command:
    command = click.option("--roll-up", is_flag=True, help="Let a shop or department stand for its organisation.")(
        command
    )
    command = click.option("--context", is_flag=True, help="Keep parties that are only named as context.")(command)
    command = click.option("--planned", is_flag=True, help="Count wishes, explorations and plans too.")(command)
    return click.option(
        "--projection",
        default="coordinated",
        show_default=True,
        help="stated: ties the source states; coordinated: and bodies and coordination; full: and money and ownership.",
    )(command)


@main.command()
@click.argument("case")
@click.option("--lang", type=_LANGUAGES, default="en", show_default=True)
@_with_cases
def show(case: str, lang: str, folders: tuple[Path, ...], only: bool) -> None:
    """Print CASE as a sheet to read: every statement with its status and its sources."""
    from craftgraph.exports.plain import sheet_lines
    from craftgraph.exports.sheet import Sheet

    for line in sheet_lines(Sheet(_load(folders, only), case, lang)):
        click.echo(line)


@main.command()
@click.argument("name")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="By default NAME.yaml, here.")
@click.option("--lang", type=_LANGUAGES, default="en", show_default=True, help="Language of the explanations.")
def new(name: str, out: Path | None, lang: str) -> None:
    """Write the skeleton of a case file called NAME (assen-2024), with comments that explain each part.

    Beside it comes case.schema.json, with which editors complete and check what you write.
    """
    from craftgraph.graph.model import folder
    from craftgraph.graph.skeleton import skeleton

    target = out or Path(f"{name}.yaml")
    try:
        text = skeleton(name, lang)
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
        target.with_name("case.schema.json").write_bytes((folder() / "case.schema.json").read_bytes())
    except ValueError as error:
        raise CraftgraphError(f"{error}.") from None
    except FileExistsError:
        raise CraftgraphError(f"{target} is there already; name another file with --out.") from None
    except OSError as error:
        raise CraftgraphError(
            f"{target} cannot be written ({error.strerror}); name another place with --out."
        ) from None
    click.echo(f"Fill in {target}, then run: craftgraph check {target}")


@main.command()
@click.argument("case", required=False)
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True)
@click.option("--lang", type=_LANGUAGES, default="en", show_default=True)
@_with_cases
def sources(case: str | None, form: str, lang: str, folders: tuple[Path, ...], only: bool) -> None:
    """Say how much rests on which passage of which source, for one CASE or for all."""
    from craftgraph.exports.plain import source_rows
    from craftgraph.exports.sheet import Sheet

    graph = _load(folders, only)
    columns = ["case", "document", "heading", "form", "statements", "read"]
    rows = [row for one in ([case] if case else graph.cases) for row in source_rows(Sheet(graph, one, lang))]
    if form == "csv":
        from craftgraph.exports.files import csv_text

        click.echo(csv_text(columns, rows), nl=False)
    else:
        print_table(columns, rows, frozenset(["statements", "read"]), headings(columns, lang))


@main.command()
@click.argument("case")
@_projected
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "ttl"]), default="table", show_default=True
)
@click.option("--lang", type=_LANGUAGES, default="en", show_default=True)
@click.option(
    "--pivots",
    type=click.IntRange(min=2),
    metavar="K",
    help="Estimate betweenness from K actors (for networks of thousands).",
)
@_with_cases
def network(
    case: str,
    projection: str,
    planned: bool,
    context: bool,
    roll_up: bool,
    form: str,
    lang: str,
    pivots: int | None,
    folders: tuple[Path, ...],
    only: bool,
) -> None:
    """Measure who is central in the network of CASE."""
    from craftgraph.graph.centrality import Measures, betweenness_error
    from craftgraph.graph.projection import project
    from craftgraph.graph.results import result_quads

    if pivots is not None and form == "ttl":
        raise click.UsageError("--pivots gives estimates, which do not go into the graph: choose another --format.")
    graph = _load(folders, only)
    projected = project(graph, case, projection, planned=planned, context=context, roll_up=roll_up)
    labels = graph.labels(lang)
    measured = Measures(projected, {node: labels.of(data["iri"]) for node, data in projected.nodes(data=True)}, pivots)
    if pivots is not None and pivots < len(measured):
        error = betweenness_error(len(measured), pivots)
        message = f"Betweenness is estimated from {pivots} of {len(measured)} actors: at most {error:.3f} off"
        click.echo(f"{message} (95% sure, for all of them at once).", err=True)
    if form == "ttl":
        from craftgraph.graph.rdf import serialize

        click.echo(serialize((quad.triple for quad in result_quads(projected, measured)), "ttl"), nl=False)
    elif form == "csv":
        from craftgraph.exports.files import csv_text

        click.echo(csv_text(*measured.table(digits=6)), nl=False)
    elif form == "json":
        from dataclasses import asdict

        listed = [
            asdict(one) | {"name": measured.names[one.actor], "kind": measured.kinds[one.actor]} for one in measured
        ]
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
    else:
        from craftgraph.exports.texts import Texts

        texts = Texts(lang)
        columns, rows = measured.table()
        kinds = [labels.of(DEF + row[2]).lower() for row in rows]
        rows = [[*row[:2], kind, *row[3:]] for row, kind in zip(rows, kinds, strict=True)]
        print_table(columns, rows, frozenset(columns[3:]), headings(columns, lang))
        if measured.untied:
            click.echo(texts("terminal.untied", names=", ".join(measured.untied)), err=True)
        if measured.is_thin:
            click.echo(texts("terminal.thin"), err=True)


@main.command()
@click.argument("case")
@click.option(
    "--without", multiple=True, required=True, metavar="ACTOR", help="A party, post, body or sum of money; repeatable."
)
@click.option(
    "--projection", default="coordinated", show_default=True, help="The network on which to see who is cut off."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--lang", type=_LANGUAGES, default="en", show_default=True)
@_with_cases
def whatif(
    case: str, without: tuple[str, ...], projection: str, form: str, lang: str, folders: tuple[Path, ...], only: bool
) -> None:
    """Say what falls over in CASE when someone or something goes."""
    from craftgraph.graph.whatif import whatif as work_out

    graph = _load(folders, only)
    found = work_out(graph, case, without, projection)
    if form == "json":
        from dataclasses import asdict

        click.echo(json.dumps(asdict(found), indent=2, ensure_ascii=False))
        return
    from craftgraph.exports.plain import whatif_lines
    from craftgraph.exports.sheet import Sheet

    for line in whatif_lines(Sheet(graph, case, lang), found):
        click.echo(line)


@main.command()
@click.argument("name", default="our-plan")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="By default NAME.yaml, here.")
@click.option("--lang", type=_LANGUAGES, default="nl", show_default=True)
@_with_cases
def profile(name: str, out: Path | None, lang: str, folders: tuple[Path, ...], only: bool) -> None:
    """Ask what you know of your own plans, and write it down as the profile NAME.

    Every answer may be "not known yet". Stop when you like: the same command goes on where you were.
    """
    from craftgraph.exports.dialogue import hold, open_interview
    from craftgraph.exports.texts import Texts
    from craftgraph.graph.interview import Vocabulary

    path = out or Path(f"{name}.yaml")
    interview = open_interview(path, name, lang)
    vocabulary = Vocabulary(_load(folders, only, read_only=True) if folders or only else None)

    def ask(text: str) -> str:
        return str(click.prompt(text, default="", show_default=False))

    try:
        finished = hold(interview, path, lang, ask, click.echo, vocabulary)
    except click.Abort:
        finished = False
        click.echo()
    click.echo(Texts(lang)("profile.done" if finished else "profile.stopped", path=path, name=name))


@main.command()
@click.argument("profile")
@click.argument("others", nargs=-1)
@click.option("--preset", default="all", show_default=True, help="Weigh for a question: all, guidance, place, begin.")
@click.option(
    "--weight", "weights", multiple=True, metavar="FEATURE=NUMBER", help="Weigh a feature otherwise; repeatable."
)
@click.option("--feature", "chosen", multiple=True, metavar="FEATURE", help="Compare on this feature only; repeatable.")
@click.option("--same-centre", is_flag=True, help="Compare with other descriptions of the same centre too.")
@click.option("--top", type=click.IntRange(0), default=3, show_default=True, help="How many cases to explain.")
@click.option(
    "--page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With OTHERS: write the table as one page, to open in a browser.",
)
@click.option(
    "--dossier", type=click.Path(file_okay=False, path_type=Path), help="Write pages to print into this folder."
)
@click.option("--nearest", type=click.IntRange(1), default=5, show_default=True, help="How many cases to learn from.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json", "ttl"]), default="text", show_default=True)
@click.option("--lang", type=_LANGUAGES, default="nl", show_default=True)
@_with_cases
def compare(
    profile: str,
    others: tuple[str, ...],
    preset: str,
    weights: tuple[str, ...],
    chosen: tuple[str, ...],
    same_centre: bool,
    top: int,
    dossier: Path | None,
    page: Path | None,
    nearest: int,
    form: str,
    lang: str,
    folders: tuple[Path, ...],
    only: bool,
) -> None:
    """Say which cases are like PROFILE, why, and what can be learnt from them.

    PROFILE is a file that `craftgraph profile` made, or a case. With OTHERS, cases too, they stand side by side.
    """
    from craftgraph.exports.advice import Advice, advice_lines
    from craftgraph.exports.comparison_files import comparison_csv, comparison_json, side_csv, side_json
    from craftgraph.exports.likeness import LazySheets, Likeness, note, ranking_rows, reason_lines, side_rows
    from craftgraph.graph.answers import Answers

    if only and not folders:
        raise click.UsageError("--only leaves the shipped cases out: say with --cases which ones to use.")
    if page is not None and not others:
        raise click.UsageError("--page shows cases side by side: name one or two more cases.")
    graph, profile = _load_profile(profile, folders, only)
    found = graph.compare(profile, preset, _numbers(weights), chosen, same_centre)
    if dossier is not None:
        from craftgraph.exports.dossier import write_dossier
        from craftgraph.exports.texts import Texts

        click.echo(Texts(lang)("dossier.written", path=write_dossier(graph, found, dossier, preset, nearest)))
        return
    labels = graph.labels(lang)
    likeness = Likeness(found, labels, LazySheets(labels, graph))
    if form == "ttl":
        from craftgraph.graph.comparison_results import comparison_quads
        from craftgraph.graph.rdf import serialize

        if others:
            raise click.UsageError("Side by side there is no Turtle; ask it for one profile or case at a time.")
        click.echo(serialize((quad.triple for quad in comparison_quads(found)), "ttl"), nl=False)
        return
    if others:
        names = [profile, *others]
        if form == "csv":
            click.echo(side_csv(graph.features, names), nl=False)
        elif form == "json":
            click.echo(side_json(graph.features, names))
        elif page is not None:
            from craftgraph.exports.comparison_pages import side_page
            from craftgraph.exports.place import write

            write(page, side_page(likeness, names))
            click.echo(likeness.texts("compare.written", path=page))
        else:
            print_table(*side_rows(likeness, names))
        return
    if form == "csv":
        click.echo(comparison_csv(found), nl=False)
    elif form == "json":
        click.echo(comparison_json(found, Answers(graph, found, nearest)))
    else:
        texts = likeness.texts
        click.echo(texts("compare.title", name=likeness.name(profile)))
        for line in likeness.remarks(preset):
            click.echo(line)
        columns, rows = ranking_rows(likeness)
        print_table(columns, rows, frozenset(columns[3:]))
        for one in found.ranking[: top if found.features else 0]:
            for line in reason_lines(likeness, one.case):
                click.echo(line)
            click.echo()
        for line in advice_lines(Advice(likeness, Answers(graph, found, nearest))):
            click.echo(line)
        click.echo()
        click.echo(note(texts))


def _numbers(settings: Iterable[str]) -> dict[str, float]:
    """Read weights such as `target-groups=3`; a decimal comma is understood too."""
    found = {}
    for setting in settings:
        name, equals, number = setting.partition("=")
        try:
            found[name] = float(number.replace(",", "."))
        except ValueError:
            equals = ""
        if not equals:
            raise click.UsageError(f"--weight takes FEATURE=NUMBER, such as target-groups=3, not '{setting}'.")
    return found


def _load_profile(name: str, folders: Sequence[Path], only: bool) -> tuple[Graph, str]:
    """Load the cases, with the profile or case that a file holds when a file is named; return its identifier."""
    from craftgraph.graph.document import Scalar, read

    path = Path(name)
    if path.suffix not in (".yaml", ".yml"):
        return _load(folders, only), name
    graph = _load([*folders, path], only and bool(folders))
    root, _ = read(path)
    identifier = root.get("id") if root is not None else None
    return graph, identifier.text if isinstance(identifier, Scalar) else name


@main.command()
@click.argument("case", required=False)
@click.option("--format", "form", type=click.Choice(["text", "csv", "json", "ttl"]), default="text", show_default=True)
@click.option("--lang", type=_LANGUAGES, default="en", show_default=True)
@click.option("--evidence", is_flag=True, help="Print the statements that it rests on, too.")
@_with_cases
def risk(case: str | None, form: str, lang: str, evidence: bool, folders: tuple[Path, ...], only: bool) -> None:
    """Say how dependent CASE is on one person, party or sum of money; without CASE, rank all cases.

    As csv, the ranked cases, or what the loss of each actor of CASE does.
    """
    from craftgraph.exports.dependence import Words, assessment_table, impact_table, risk_lines, risk_rows
    from craftgraph.exports.sheet import Sheet
    from craftgraph.graph.dependence import as_data, assess, assess_all

    graph = _load(folders, only)
    found = [assess(graph, case)] if case else assess_all(graph)
    if form == "json":
        click.echo(json.dumps([as_data(one) for one in found], indent=2, ensure_ascii=False))
    elif form == "ttl":
        from craftgraph.graph.rdf import serialize
        from craftgraph.graph.results import dependence_quads

        click.echo(serialize((quad.triple for one in found for quad in dependence_quads(one)), "ttl"), nl=False)
    elif case and form == "text":
        from craftgraph.graph.mitigation import advise

        words = Words(Sheet(graph, case, lang))
        for line in risk_lines(words, found[0], advise(graph, case), evidence=evidence):
            click.echo(line)
    else:
        labels = graph.labels(lang)
        words_of = {one.case: Words(Sheet(graph, one.case, lang, labels)) for one in found}
        if form == "text":
            print_table(*risk_rows(words_of, found))
        else:
            from craftgraph.exports.files import csv_text

            table = impact_table(words_of[case], found[0]) if case else assessment_table(words_of, found)
            click.echo(csv_text(*table), nl=False)


@main.command()
@click.argument("case")
@click.option("--with", "earlier", metavar="CASE", help="The earlier case; by default the one that CASE follows.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
@click.option("--lang", type=_LANGUAGES, default="en", show_default=True)
@_with_cases
def change(case: str, earlier: str | None, form: str, lang: str, folders: tuple[Path, ...], only: bool) -> None:
    """Say what changed at a centre since an earlier case of it."""
    from craftgraph.exports.overtime import CHANGE_COLUMNS, ChangeReport

    graph = _load(folders, only)
    report = ChangeReport(graph, graph.change(case, earlier), lang)
    if form == "json":
        click.echo(json.dumps(report.data(), indent=2, ensure_ascii=False))
    elif form == "csv":
        from craftgraph.exports.files import csv_text

        click.echo(csv_text(CHANGE_COLUMNS, report.rows()), nl=False)
    else:
        for line in report.lines():
            click.echo(line)


@main.command()
@click.option("--every-case", is_flag=True, help="Count the earlier cases of a centre too, not only the latest.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--lang", type=_LANGUAGES, default="en", show_default=True)
@_with_cases
def bridges(every_case: bool, form: str, lang: str, folders: tuple[Path, ...], only: bool) -> None:
    """Say who works in several centres, and what the centres have of programmes and national government."""
    from craftgraph.exports.overtime import BRIDGE_COLUMNS, BridgesReport

    graph = _load(folders, only)
    report = BridgesReport(graph, graph.bridges(every_case=every_case), lang)
    if form == "json":
        click.echo(json.dumps(report.data(), indent=2, ensure_ascii=False))
    elif form == "csv":
        from craftgraph.exports.files import csv_text

        click.echo(csv_text(BRIDGE_COLUMNS, report.rows()), nl=False)
    else:
        for line in report.summary():
            click.echo(line)
        print_table(*report.bridge_table())
        click.echo(report.texts("bridges.programmes"))
        print_table(*report.programme_table())
        click.echo(report.texts("bridges.unknown"))


@main.command("map")
@click.argument("case")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="By default CASE.html, here.")
@_projected
@click.option("--lang", type=_LANGUAGES, default="nl", show_default=True)
@_with_cases
def draw(
    case: str,
    out: Path | None,
    projection: str,
    planned: bool,
    context: bool,
    roll_up: bool,
    lang: str,
    folders: tuple[Path, ...],
    only: bool,
) -> None:
    """Draw the network of CASE as one page that opens without a server."""
    from craftgraph.exports.site import write_map

    graph = _load(folders, only)
    target = out or Path(f"{case}.html")
    write_map(graph, case, target, lang, projection=projection, planned=planned, context=context, roll_up=roll_up)
    click.echo(f"Open {target} in a browser.")


@main.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("site"), show_default=True)
@click.option("--timings", is_flag=True, help="Show afterwards where the time went.")
@click.option("--anew", is_flag=True, help="Build also when nothing changed since the last time.")
@_with_cases
def build(out: Path, timings: bool, anew: bool, folders: tuple[Path, ...], only: bool) -> None:
    """Build a folder with everything: pages, maps, tables, and the graph as files."""
    from craftgraph.exports.processes import uncollected

    clock: dict[str, float] = {}
    with uncollected():
        from time import perf_counter

        from rich.console import Console

        from craftgraph.exports.site import write_site

        with Console(stderr=True, highlight=False).status("Loading the cases …") as status:
            began = perf_counter()
            graph = _load(folders, only)
            clock["load and check the cases"] = perf_counter() - began
            write_site(graph, out, clock, lambda step: status.update(f"{step} …"), anew=anew)
    if timings:
        total = sum(clock.values())
        rows = [[step, f"{seconds:.2f}", f"{seconds / total:.0%}"] for step, seconds in clock.items()]
        print_table(
            ["step", "seconds", "share"], [*rows, ["all", f"{total:.2f}", "100%"]], frozenset(["seconds", "share"])
        )
    click.echo(f"Open {out / 'index.html'} in a browser.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


if __name__ == "__main__":
    main(prog_name="craftgraph")
