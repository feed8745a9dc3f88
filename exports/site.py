"""The pages: one folder that opens without a server, and one map as a single page.

Whatever is written is complete or not there at all: it is made beside its place and then moved into it.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from craftgraph.exports.files import write_graph, write_network, write_statements
from craftgraph.exports.network_map import NetworkMap, network_map, places
from craftgraph.exports.sheet import Sheet, Statement
from craftgraph.exports.texts import LANGUAGES, Texts
from craftgraph.graph.errors import CraftgraphError
from craftgraph.graph.labels import Labels
from craftgraph.graph.projection import PLANNED, project

if TYPE_CHECKING:
    import jinja2

    from craftgraph.graph.store import Graph

_MARK = ".craftgraph"
_VIS = "vendor/vis-network/vis-network.min.js"
_ASSETS = ("page.css", "page.js", "map.js")
Progress = Callable[[str], None]


def print_nothing(_: str) -> None:
    """Tell nobody of the progress."""


def write_map(graph: Graph, case: str, out: Path, language: str = "nl", **choices: Any) -> None:
    """Draw the network of a case as one self-contained page.

    :param choices: `projection`, `planned`, `context` and `roll_up` of :func:`craftgraph.graph.projection.project`.
    :raises CraftgraphError: for an unknown case or projection, or a place that cannot be written.
    """
    sheet = Sheet(graph, case, language)
    drawn = network_map(sheet, project(graph, case, **choices))
    assets = {name: _asset(name) for name in (*_ASSETS, _VIS)}
    hashes = [_policy_hash(text) for name, text in assets.items() if name.endswith(".js")]
    values = _case_values(graph, sheet, drawn)
    page = _environment(language).get_template("map.html").render(**values, single=True, assets=assets, hashes=hashes)
    _write(out, page)


def write_site(
    graph: Graph, out: Path, clock: dict[str, float] | None = None, progress: Progress = print_nothing
) -> None:
    """Build the whole site in a folder; an earlier one is replaced when the new one is complete.

    :param clock: gets the seconds that each step took.
    :param progress: is told each step as it begins.
    :raises CraftgraphError: when the folder holds something else, or cannot be written.
    """
    times = clock if clock is not None else {}

    @contextmanager
    def step(name: str) -> Iterator[None]:
        progress(name)
        began = perf_counter()
        yield
        times[name] = times.get(name, 0.0) + perf_counter() - began

    with _beside(out) as folder:
        with step("Write the graph as files"):
            write_graph(graph, folder / "data")
        with step("Put scripts and styles in place"):
            _write_assets(folder / "assets")
        labels = {language: Labels(graph.store, language) for language in LANGUAGES}
        with step("Project and place the networks"):
            networks = {case: project(graph, case, planned=True) for case in graph.cases}
            placed = {case: places(network, *labels.values()) for case, network in networks.items()}
        sheets: dict[str, list[Sheet]] = {case: [] for case in graph.cases}
        for language in LANGUAGES:
            root = folder if language == "nl" else folder / language
            environment = _environment(language)
            listed = []
            for case, network in networks.items():
                with step("Read the statements as sentences"):
                    sheet = Sheet(graph, case, language, labels[language])
                    sheets[case].append(sheet)
                    _ = sheet.sections
                with step("Draw the maps"):
                    drawn = network_map(sheet, network, placed[case])
                with step("Write the pages"):
                    values = _case_values(graph, sheet, drawn)
                    listed.append(values)
                    _page(environment, "case.html", root / f"{case}.html", values, case)
            with step("Write the pages"):
                index = {"cases": listed, "cases_of_site": _case_names(graph, labels[language])}
                _page(environment, "index.html", root / "index.html", index, "index")
        with step("Write the tables and network files"):
            for case, network in networks.items():
                names = {node: labels["nl"].of(data["iri"]) for node, data in network.nodes(data=True)}
                write_network(network, names, folder / "data")
                write_statements(sheets[case], folder / "data")
        (folder / _MARK).write_text(
            "This folder is made by `craftgraph build`, which replaces it as a whole.\n", "utf-8"
        )


def _page(environment: jinja2.Environment, template: str, path: Path, values: Mapping[str, Any], name: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    nested = path.parent.name in LANGUAGES
    text = environment.get_template(template).render(**values, single=False, root="../" if nested else "", page=name)
    path.write_text(text, "utf-8")


def _case_names(graph: Graph, labels: Labels) -> dict[str, str]:
    return {case: labels.of(graph.case_iri(case)) for case in graph.cases}


def _case_values(graph: Graph, sheet: Sheet, drawn: NetworkMap) -> dict[str, Any]:
    """Return what the templates of a case need."""
    texts = Texts(sheet.language)
    statements = sheet.statements
    planned = sum(one.status in PLANNED for one in statements.values())
    return {
        "case": sheet.case,
        "cases_of_site": _case_names(graph, sheet.labels),
        "sheet": sheet,
        "map": drawn,
        "names": {party.id: party.name for party in drawn.parties},
        "layer_names": {layer: texts(f"layer.{layer}") for layer in drawn.layers},
        "list_names": texts.starting("list."),
        "figures": {
            "statements": len(statements),
            "planned": planned,
            "parties": sum(party.group != "coordination" for party in drawn.parties),
            "connections": len(drawn.connections),
        },
        "data": _script_data(sheet, drawn, texts),
    }


def _script_data(sheet: Sheet, drawn: NetworkMap, texts: Texts) -> dict[str, Any]:
    """Return what the map's script needs: what to draw, and what to say of each party and line."""
    return {
        "nodes": drawn.nodes,
        "edges": drawn.edges,
        "parties": {
            party.id: {
                "name": party.name,
                "aliases": party.aliases,
                "group": party.group,
                "kinds": party.kinds,
                "involvement": party.involvement,
                "planned": party.planned,
                "statements": party.statements,
            }
            for party in drawn.parties
        },
        "connections": {
            one.id: {
                "source": one.source,
                "target": one.target,
                "layer": one.layer,
                "planned": one.planned,
                "directed": one.directed,
                "rules": one.rules,
                "statements": one.statements,
            }
            for one in drawn.connections
        },
        "statements": {
            one.anchor: {
                "list": texts(f"list.{section.name}"),
                "text": _wording(one),
                "language": one.text_language if one.text_language != sheet.language else "",
                "status": one.status_label,
                "planned": one.status in PLANNED,
                "reading": one.is_reading,
                "source": "; ".join(
                    f"{place.heading or place.document}" + (f" ({place.form})" if place.form else "")
                    for place in one.places
                ),
            }
            for section in sheet.sections
            for one in section.statements
        },
        "texts": texts.starting("js."),
    }


def _wording(one: Statement) -> str:
    """Return the text of a statement; one without words of its own is told by its fields, each with its label."""
    told_by_fields = one.text == "; ".join(value for _, value in one.details)
    return " · ".join(f"{label}: {value}" for label, value in one.details) if told_by_fields else one.text


def _environment(language: str) -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(files("craftgraph.exports") / "templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    from craftgraph import __version__

    environment.globals.update(t=Texts(language), lang=language, version=__version__)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment


def _asset(name: str) -> str:
    folder = files("craftgraph.exports")
    return (folder / name if "/" in name else folder / "assets" / name).read_text("utf-8")


def _policy_hash(script: str) -> str:
    """Return how a content security policy names a script that stands in the page itself."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _write_assets(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*_ASSETS, _VIS):
        (folder / name.rsplit("/", 1)[-1]).write_text(_asset(name), "utf-8")
    licence = files("craftgraph.exports") / "vendor/vis-network/LICENSE-MIT"
    (folder / "vis-network.LICENSE.txt").write_text(licence.read_text("utf-8"), "utf-8")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False) as part:
            part.write(text)
        Path(part.name).chmod(0o644)
        Path(part.name).replace(path)
    except OSError as error:
        raise CraftgraphError(f"{path} cannot be written ({error.strerror}); name another place with --out.") from None


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """Give a fresh folder beside `out` that takes its place when all went well, and is thrown away when not."""
    try:
        out = out.resolve()
        _refuse_foreign(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise CraftgraphError(f"{out} cannot be written ({error.strerror}); name another folder with --out.") from None
    try:
        yield fresh
        fresh.chmod(0o755)
        _swap(fresh, out)
    except OSError as error:
        raise CraftgraphError(
            f"{out} cannot be written ({error.strerror}); what was there before is still there."
        ) from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, out: Path) -> None:
    """Put a folder in the place of another; when that fails the other one is put back."""
    if not out.exists():
        fresh.rename(out)
        return
    old = fresh.with_name(fresh.name + "-old")
    out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _refuse_foreign(out: Path) -> None:
    if out.is_dir() and any(out.iterdir()) and not (out / _MARK).is_file():
        raise CraftgraphError(
            f"{out} holds files that craftgraph did not make; name an empty or new folder with --out."
        )
    if out.exists() and not out.is_dir():
        raise CraftgraphError(f"{out} is a file; name a folder with --out.")
    if out in (Path.cwd(), *Path.cwd().parents):
        raise CraftgraphError(f"{out} is the folder you work in, or holds it; name a new folder with --out.")
