"""What many tests need: the shipped graph, files of one's own, and a little registry to refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from craftgraph.cli import main
from craftgraph.graph.check import check
from craftgraph.graph.corpus import shipped_folder
from craftgraph.graph.errors import Finding
from craftgraph.graph.load import load
from craftgraph.graph.questions import ask
from craftgraph.graph.store import Graph

pytest_plugins = ["browsing", "sites"]
settings.register_profile("craftgraph", deadline=None)  # a busy machine is no finding
settings.load_profile("craftgraph")

REGISTRY = """\
id: little
documents:
- {id: report, title: {nl: Verslag, en: Report}}
sections:
- {id: report/one, document: report, heading: One, form: text}
- {id: report/two, document: report, heading: Two, form: table}
centres:
- {id: centre, name: Centrum, municipalities: town, at: report}
organisations:
- {id: town, name: {nl: Gemeente Stad, en: Municipality of Town}, kind: municipality, at: report}
- {id: shop, name: Shop, kind: reuse-shop, at: report}
- {id: depot, name: Depot, kind: waste-operator, at: report}
- {id: care, name: Care, kind: care-organisation, at: report}
- {id: school, name: School, kind: secondary-school, at: report}
- {id: academy, name: Academy, kind: university, at: report}
units:
- {id: workshop, name: Workshop, unit_of: shop, at: report}
- {id: shared-yard, name: Shared yard, unit_of: [shop, depot], at: report}
- {id: stray, name: Stray, unit_of: unknown, at: report}
collectives:
- {id: schools, name: {nl: Scholen, en: Schools}, members: [school, academy], complete: yes, at: report}
- {id: towns, name: {nl: Gemeenten, en: Towns}, members: [town], complete: no, at: report}
unnamed:
- {id: unknown, name: {nl: onbekend, en: unknown}, at: report}
- {id: public, name: {nl: publiek, en: public}, at: report}
sites:
- {id: yard, name: {nl: Terrein, en: Yard}, place: storage, at: report}
"""
HEADER = """\
id: own-2024
centre: centre
as_of: 2024-05
name: {nl: Eigen, en: Own}
source: report
defaults: {status: current, basis: stated}
"""


@pytest.fixture(scope="session")
def little_registry() -> str:
    """A registry file with a few parties, a centre and two sections."""
    return REGISTRY


@pytest.fixture(scope="session")
def header() -> str:
    """The six lines with which the case `own-2024` begins."""
    return HEADER


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder of this run, the same for all that test side by side."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session", autouse=True)
def _own_cache(shared: Path) -> Iterator[None]:
    """Keep what tests remember away from the user's cache; what one worked out the others need not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRAFTGRAPH_CACHE", str(shared / "cache"))
        yield


@pytest.fixture(scope="session")
def graph() -> Graph:
    """The shipped cases, loaded once."""
    return load()


@pytest.fixture(scope="session")
def ten(graph: Graph) -> frozenset[str]:
    """The ten cases of 2019."""
    return frozenset(case for case in graph.cases if case.endswith("-2019"))


@pytest.fixture(scope="session")
def cells(graph: Graph) -> Callable[..., set[tuple[str, ...]]]:
    """Ask a saved question in English and keep some columns: centres as their identifiers, values in order."""
    named = graph.query("SELECT ?name ?case { GRAPH ?case { ?case a cg:Case ; skos:prefLabel ?name } }")
    places = {name: case.removeprefix("id:") for name, case in named.texts}

    def _cells(name: str, columns: str, **given: str) -> set[tuple[str, ...]]:
        answer = ask(graph, name, given, "en")
        kept = [answer.variables.index(column) for column in columns.split()]
        return {
            tuple("; ".join(sorted(places.get(part, part) for part in row[at].split("; "))) for at in kept)
            for row in answer.texts
        }

    return _cells


@pytest.fixture(scope="session")
def registry() -> list[Path]:
    """The files of the shipped registry, for cases of one's own that refer to it."""
    return [shipped_folder() / f"{name}.yaml" for name in ("organisations", "sources")]


@pytest.fixture(scope="session")
def two_cases(registry: list[Path]) -> Graph:
    """The two descriptions of WaardeRing with the shipped registry: much quicker to build than all cases."""
    cases = [shipped_folder() / f"{name}.yaml" for name in ("zwolle-2019", "waarderegio-2022")]
    return load([*registry, *cases], only=True)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a case file and return its path."""

    def _write(text: str | bytes, name: str = "own.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return _write


@pytest.fixture
def case_files(write: Callable[..., Path]) -> Callable[..., list[Path]]:
    """Write the little registry and the case `own-2024`, whose lists begin on line 7; return both paths."""

    def _case_files(lists: str = "", header: str = HEADER) -> list[Path]:
        return [write(REGISTRY, "registry.yaml"), write(header + lists)]

    return _case_files


@pytest.fixture
def chosen(case_files: Callable[..., list[Path]]) -> Callable[[str], list[str | Path]]:
    """Write the case `own-2024` with these lists; return the options that choose it and nothing shipped."""

    def _chosen(lists: str) -> list[str | Path]:
        registry, case = case_files(lists)
        return ["--cases", registry, "--cases", case, "--only"]

    return _chosen


@pytest.fixture(scope="session")
def run() -> Callable[..., Result]:
    """Run a command of the command line in this process; named arguments are those of click's runner."""

    def _run(*words: str | Path, **given: str) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], **given)  # type: ignore[arg-type]

    return _run


@pytest.fixture
def little(case_files: Callable[..., list[Path]]) -> Callable[..., Graph]:
    """Load the case `own-2024` with the little registry and nothing shipped."""

    def _little(lists: str = "", header: str = HEADER, names: bool = False) -> Graph:
        return load(case_files(lists, header), only=True, names=names)

    return _little


@pytest.fixture
def problems(write: Callable[..., Path]) -> Callable[..., list[Finding]]:
    """Check a whole file beside the little registry and nothing shipped; return the findings."""

    def _problems(text: str | bytes) -> list[Finding]:
        return check([write(REGISTRY, "registry.yaml"), write(text)], only=True)

    return _problems
