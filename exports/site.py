"""What `craftgraph map` and `craftgraph build` write: one page, or a folder that opens without a server."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from craftgraph.exports import (
    accessibility_page,
    case_page,
    comparison_form,
    comparison_pages,
    data_page,
    dependence_pages,
    home_page,
    moments_page,
    network_page,
    party_pages,
    question_pages,
    reference_pages,
    search_index,
    sparql_page,
    statement_pages,
    subject_pages,
)
from craftgraph.exports.answers import Asker
from craftgraph.exports.case_site import write_case
from craftgraph.exports.dataset import describe_tables, write_catalogue
from craftgraph.exports.files import (
    companions,
    write_all_statements,
    write_companions,
    write_graph,
    write_network,
    write_ontology,
    write_statements,
)
from craftgraph.exports.network_map import network_map, places
from craftgraph.exports.packing import packed
from craftgraph.exports.pages import VIS, Kind, Site, asset
from craftgraph.exports.place import beside, is_current, put, write
from craftgraph.exports.processes import Promise, Task, ahead, share
from craftgraph.exports.sheet import Sheet
from craftgraph.exports.texts import LANGUAGES
from craftgraph.graph.memory import program_digest
from craftgraph.graph.projection import project

if TYPE_CHECKING:
    from craftgraph.graph.dependence import Assessment
    from craftgraph.graph.mitigation import Mitigation
    from craftgraph.graph.store import Graph

Progress = Callable[[str], None]
_PAGES: tuple[Kind, ...] = (  # what takes longest first
    question_pages,
    case_page,
    dependence_pages,
    comparison_form,
    comparison_pages,
    party_pages,
    statement_pages,
    home_page,
    sparql_page,
    data_page,
    reference_pages,
    subject_pages,
    search_index,
    accessibility_page,
    network_page,
    moments_page,
)


def print_nothing(_: str) -> None:
    """Tell nobody of the progress."""


def write_map(graph: Graph, case: str, out: Path, language: str = "nl", **choices: Any) -> None:
    """Draw the network of a case as one self-contained page.

    :param choices: `projection`, `planned`, `context` and `roll_up` of :func:`craftgraph.graph.projection.project`.
    :raises CraftgraphError: for an unknown case or projection, or a place that cannot be written.
    """
    sheet = Sheet(graph, case, language)
    drawn = network_map(sheet, project(graph, case, **choices))
    write(out, case_page.map_page(sheet, drawn, choices.get("projection", "coordinated")))


def write_site(
    graph: Graph,
    out: Path,
    clock: dict[str, float] | None = None,
    progress: Progress = print_nothing,
    *,
    anew: bool = False,
) -> None:
    """Build the whole site in a folder; an earlier one is replaced when the new one is complete.

    A folder that this same program made of this same graph is left as it is.

    :param clock: gets the seconds that each step took.
    :param progress: is told each step as it begins.
    :param anew: build also when nothing changed.
    :raises CraftgraphError: when the folder holds something else, or cannot be written.
    """
    steps = _Steps(clock if clock is not None else {}, progress)
    with steps("See what changed"):
        inputs = _inputs(graph)
        if not anew and is_current(out, inputs):
            return
    with beside(out, inputs) as folder:
        with steps("Put scripts and styles in place"):
            write_assets(folder / "assets")
        with steps("Project and place the networks"):
            sites = _sites(graph)
        _write_all(sites, folder, steps)
        with steps("Describe the files"):
            names = {site.language: site.names for site in sites}
            describe_tables(names, folder / "data")
            write_catalogue(graph, names, folder / "data")


class _Steps:
    """The steps of a build: `times` gets the seconds that each took, `progress` is told each as it begins."""

    def __init__(self, times: dict[str, float], progress: Progress) -> None:
        self._times = times
        self._progress = progress

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        self._progress(name)
        began = perf_counter()
        yield
        self._times[name] = self._times.get(name, 0.0) + perf_counter() - began


def _sites(graph: Graph) -> list[Site]:
    """Return the site in each language, with every network placed."""
    labels = {language: graph.labels(language) for language in LANGUAGES}
    networks = {case: project(graph, case, planned=True) for case in graph.cases}
    placed = {case: places(network, *labels.values()) for case, network in networks.items()}
    return [Site(graph, labels[language], networks, placed, _PAGES) for language in LANGUAGES]


def _write_all(sites: Sequence[Site], folder: Path, steps: _Steps) -> None:
    """Write all pages and files, while another process assesses the cases, asks the questions and writes the graph."""
    graph = sites[0].graph
    asking = [partial(_ask, sites, graph.cases), *(partial(_ask, [site]) for site in sites)]
    with ahead(partial(_assess, graph), *asking, partial(_write_graph, sites[0], folder)) as works:
        assessed, *asked, written = works
        with steps("Read the statements as sentences"):
            for site in sites:
                for case in graph.cases:
                    _ = site.sheet(case).sections
        with steps("Draw the maps"):
            for site in sites:
                for case in graph.cases:
                    site.map(case)
        with steps("Measure and assess"):
            # pages of several kinds tell these
            _ = graph.comparisons, graph.answers, [graph.situation(case) for case in graph.cases]
        of_assessed, others = _tasks(sites, folder)
        with steps("Write the pages and the data files"):
            while others and not assessed.is_kept():
                others.pop()()
        with steps("Measure and assess"):
            graph.assessments = assessed.result()
        with steps("Write the pages and the data files"):
            share([*of_assessed, *others], busy=int(not asked[-1].is_kept()))
        _write_answers(sites, folder, asked, steps)
        with steps("Write the pages and the data files"):
            written.result()


def _write_answers(sites: Sequence[Site], folder: Path, asked: Sequence[Promise], steps: _Steps) -> None:
    """Write the pages with the answers: in each language as soon as it was asked, or side by side when all were.

    :param asked: what was asked within each case, and then what was asked in each language.
    """
    waiting = [*zip(sites, asked[1:], strict=True)]
    while waiting:
        ready = waiting if asked[-1].is_kept() else waiting[:1]
        with steps("Ask the questions"):
            for site, answers in ready:
                for language, case, text in [*asked[0].result(), *answers.result()]:
                    if language == site.language:
                        site.made(Asker).know(case, text)
        with steps("Write the pages and the data files"):
            share([partial(_write_pages, question_pages, [site], folder) for site, _ in ready])
        waiting = waiting[len(ready) :]


def _assess(graph: Graph) -> tuple[tuple[Assessment, Mitigation], ...]:
    """Return how dependent every case is; what is computed of each case is remembered on the way."""
    _ = graph.case_results
    return graph.assessments


def _ask(sites: Sequence[Site], cases: Sequence[str] = ("",)) -> list[tuple[str, str, str]]:
    """Ask cases what keeps within them, or else all other questions, where the site has pages with the answers.

    :return: language, case and answers.
    """
    with_answers = [site for site in sites if question_pages in site.kinds]
    return [(site.language, case, site.made(Asker).ask(case)) for case in cases for site in with_answers]


def _write_graph(site: Site, folder: Path) -> None:
    """Write the graph and its networks as files, and all of it once more for the SPARQL page."""
    data = folder / "data"
    write_graph(site.graph, data)
    for network in site.networks.values():
        write_network(network, {node: site.labels.of(one["iri"]) for node, one in network.nodes(data=True)}, data)
    write_ontology(data)
    write_companions(data)
    for name, text in sparql_page.assets(data):
        (folder / "assets" / name).write_text(text, "utf-8")


def _tasks(sites: Sequence[Site], folder: Path) -> tuple[list[Task], list[Task]]:
    """Return what writes the pages that need the assessments, and all else but the pages with the answers.

    A kind of page is made in all languages by one process: what is worked out for one serves the others.
    """
    of_assessed: list[Task] = [partial(write_case, sites, case, folder) for case in sites[0].graph.cases]
    of_assessed.append(partial(_write_pages, dependence_pages, sites, folder))
    apart = dependence_pages, question_pages
    others: list[Task] = [partial(_write_pages, kind, sites, folder) for kind in _PAGES if kind not in apart]
    return of_assessed, [partial(_write_statements, sites, folder), *others]


def _write_statements(sites: Sequence[Site], folder: Path) -> None:
    """Write the statements as tables, and what the editor of the SPARQL page knows."""
    sheets = {case: [site.sheet(case) for site in sites] for case in sites[0].graph.cases}
    for of_case in sheets.values():
        write_statements(of_case, folder / "data")
    write_all_statements([*sheets.values()], folder / "data")
    name, text = sparql_page.terms_script(sites)
    (folder / "assets" / name).write_text(text, "utf-8")


def _write_pages(kind: Kind, sites: Sequence[Site], folder: Path) -> None:
    """Write the pages of a kind that tell of several cases, where the site has the kind."""
    for site in (one for one in sites if kind in one.kinds):
        put(((site.folder + path, text) for path, text in kind.pages(site)), folder)


def _inputs(graph: Graph) -> str:
    """Return a digest of the program, of what comes with it, and of every graph but persons' names."""
    digests = "\n".join(f"{name} {digest}" for name, digest in graph.scopes.digests.items())
    beside = b"".join(path.read_bytes() for path in companions())
    return hashlib.sha256(f"{program_digest()}\n{digests}\n".encode() + beside).hexdigest()


def write_assets(folder: Path) -> None:
    """Put what every page needs beside it, scripts and styles, into a folder.

    :raises OSError: when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with as_file(files("craftgraph.exports") / "assets") as ours:
        for path in (one for one in ours.rglob("*") if one.suffix in (".css", ".js")):
            beside_pages = folder / path.relative_to(ours)
            beside_pages.parent.mkdir(parents=True, exist_ok=True)
            beside_pages.write_text(packed(path.read_text("utf-8")), "utf-8")
    (folder / VIS.rsplit("/", 1)[-1]).write_text(asset(VIS), "utf-8")
    with as_file(files("craftgraph.exports") / "vendor/vis-network") as library:
        licences = "\n".join(path.read_text("utf-8") for path in sorted(library.glob("LICENSE*")))
    (folder / "vis-network.LICENSE.txt").write_text(licences, "utf-8")
