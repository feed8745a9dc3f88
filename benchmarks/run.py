"""Measure craftgraph against named alternatives in one run, and write the ratios to docs/performance.md.

Run it from the repository, in an environment with craftgraph installed: `python benchmarks/run.py`.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import networkx as nx
import pyoxigraph as ox
import yaml

from craftgraph.graph.centrality import betweenness, betweenness_error
from craftgraph.graph.check import check
from craftgraph.graph.comparison import Comparison
from craftgraph.graph.dependence import assess_all
from craftgraph.graph.fragmentation import fragmentation, removals
from craftgraph.graph.load import load
from craftgraph.graph.namespaces import DEF, ID, PREFIXES
from craftgraph.graph.query import Answer
from craftgraph.graph.store import Graph

ROOT = Path(__file__).resolve().parent.parent
CRAFTGRAPH = [sys.executable, "-m", "craftgraph.cli"]
FLOWS = """
PREFIX cg: <https://w3id.org/craftgraph/def#>
SELECT ?party (COUNT(DISTINCT ?flow) AS ?flows) (COUNT(DISTINCT ?other) AS ?others) {
  GRAPH ?case { ?flow a cg:Flow ; cg:from ?party ; cg:material ?goods ; cg:status ?status .
                ?act a cg:Activity ; cg:by ?party ; cg:activity ?kind .
                OPTIONAL { ?flow cg:to ?other } }
} GROUP BY ?party ORDER BY DESC(?flows) ?party
"""


@dataclass(frozen=True)
class Result:
    """A thing measured, what it is compared with, the ratio of the two medians, and the bound that it should keep."""

    what: str
    against: str
    seconds: float
    other: float
    bound: str

    @property
    def row(self) -> str:
        """The result as a row of a Markdown table."""
        return f"| {self.what} | {self.against} | {self.seconds / self.other:.2f} × | {self.bound} |"


def alternate(runs: int, *calls: Callable[[], object]) -> list[float]:
    """Time several calls in turn, so that whatever else the machine does hits all alike; return their medians."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(runs):
        for call, found in zip(calls, times, strict=True):
            began = perf_counter()
            call()
            found.append(perf_counter() - began)
    return [median(found) for found in times]


def command(*words: str) -> Callable[[], object]:
    """Return a call that runs a command as a fresh process."""
    return lambda: subprocess.run(words, check=True, capture_output=True)


def starting() -> list[Result]:
    """Measure what a person waits for before anything happens."""
    click = command(sys.executable, "-c", "import click")
    stores = command(sys.executable, "-c", "import rdflib, pyoxigraph")
    question = command(*CRAFTGRAPH, "query", "--question", "participants")
    question()
    seconds = alternate(11, command(*CRAFTGRAPH, "--help"), click, question, stores)
    return [
        Result("`craftgraph --help`", '`python -c "import click"`', seconds[0], seconds[1], "1.5 ×"),
        Result(
            "a saved question, fresh process", '`python -c "import rdflib, pyoxigraph"`', seconds[2], seconds[3], "3 ×"
        ),
    ]


def bare_query(store: ox.Store) -> bytes | None:
    """Ask the query of pyoxigraph itself."""
    rows = store.query(FLOWS, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    return rows.serialize(format=ox.QueryResultsFormat.CSV)


def asking() -> list[Result]:
    """Measure SPARQL on copies of the shipped cases, large enough to tell."""
    import rdflib
    from oxrdflib.store import OxigraphStore

    quads = [
        ox.Quad(_copy(quad.subject, n), quad.predicate, _copy(quad.object, n), _copy(quad.graph_name, n))
        for n in range(12)
        for quad in load().store
    ]
    store = ox.Store()
    store.bulk_extend(quads)
    plain = rdflib.Dataset(default_union=True)
    data = store.dump(format=ox.RdfFormat.N_QUADS)
    assert data is not None
    plain.parse(data=data, format="nquads")
    wrapped = rdflib.Dataset(store=OxigraphStore(store=store), default_union=True)
    bare, ours, dataset = alternate(
        9,
        lambda: bare_query(store),
        lambda: Answer(store, FLOWS).serialize("csv"),
        lambda: list(wrapped.query(FLOWS)),
    )
    (own,) = alternate(1, lambda: list(plain.query(FLOWS)))
    size = f"{len(store):,} quads"
    return [
        Result(f"a query through the command line's path, {size}", "pyoxigraph itself", ours, bare, "1.2 ×"),
        Result("the same through the rdflib Dataset", "pyoxigraph itself", dataset, bare, "—"),
        Result("the same in rdflib's own engine and store", "the command line's path", own, ours, "10 × or more"),
    ]


def _copy(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | ox.DefaultGraph, number: int) -> ox.NamedNode:
    if isinstance(term, ox.NamedNode) and "/id/" in term.value and number:
        return ox.NamedNode(f"{term.value}-{number}")
    return term  # type: ignore[return-value]


def checking() -> tuple[list[Result], float]:
    """Measure a full check of eleven cases of 300 statements; pySHACL is what it is compared with."""
    from craftgraph.graph import check as module
    from craftgraph.graph import corpus as corpora
    from craftgraph.graph.model import folder, load_model

    with tempfile.TemporaryDirectory() as name:
        for number in range(11):
            _generate(Path(name) / f"made-{number}.yaml", number)
        for shared in ("organisations.yaml", "sources.yaml"):
            (Path(name) / shared).write_bytes((ROOT / "cases" / shared).read_bytes())
        assert check([Path(name)], only=True) == []
        (whole,) = alternate(5, lambda: check([Path(name)], only=True))
        listed, _ = corpora.inputs([Path(name)], only=True)
        corpus = corpora.read(listed, load_model())
        data = module.triples(corpus)
        shapes = (folder() / "shapes.ttl").read_text("utf-8")
        (slow,) = alternate(1, lambda: module.validate_with_pyshacl(data, shapes))
    return [
        Result("check of 11 cases of 300 statements, SHACL included", "pySHACL alone on the same", whole, slow, "—")
    ], whole


def _generate(path: Path, number: int) -> None:
    """Write a case of 300 statements, made of those of a shipped case that stand on their own."""
    shipped = yaml.load((ROOT / "cases" / "waarderegio-2022.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    header = {key: shipped[key] for key in ("centre", "as_of", "source", "municipalities", "defaults")}
    made: dict[str, object] = {"id": f"made-{number}", "name": f"Made {number}", **header}
    first = ("audiences", "funding", "persons", "posts", "bodies", "activities", "aims", "milestones", "flows")
    left = 300
    for key in (*first, *(key for key in shipped if key not in (*first, "outcomes", "disagreements"))):
        items = shipped.get(key)
        if isinstance(items, list) and isinstance(items[0], dict) and left:
            made[key] = items[:left]
            left -= len(items[:left])
    _prune(made)
    path.write_text(json.dumps(made, ensure_ascii=False), "utf-8")


def _prune(made: dict[str, object]) -> None:
    """Take the fields away that may point at statements which did not come along."""
    for items in made.values():
        for item in items if isinstance(items, list) else ():
            for field in ("subject_to", "led_to", "pays"):
                item.pop(field, None) if isinstance(item, dict) else None


def comparing(count: int = 10_000) -> str:
    """Compare a profile with many generated cases, each of 25 statements of the shipped ones; return it in words."""
    shipped = load()
    rests = {iri for column in shipped.features.columns.values() for one in column.rests_on for iri in one}
    facts = [[*shipped.store.quads_for_pattern(ox.NamedNode(iri), None, None, None)] for iri in sorted(rests)]
    draws = random.Random(1)
    store = ox.Store()
    store.bulk_extend(shipped.store)
    store.bulk_extend(quad for number in range(count) for quad in _made(number, draws.sample(facts, 25)))
    graph = Graph(store)
    began = perf_counter()
    table = graph.features
    read = perf_counter() - began
    (seconds,) = alternate(5, lambda: graph.compare("zwolle-2019").ranking)
    (explained,) = alternate(3, lambda: _explain(graph.compare("zwolle-2019")))
    size = sum(one.starts.nbytes + one.codes.nbytes + one.numbers.nbytes for one in table.columns.values())
    values = sum(len(stated) for _, stated in graph.compare("zwolle-2019").stated())
    return (
        f"A case with all its {values} values against {len(table.names):,} cases: ranked in {seconds:.2f} s,\n"
        f"ranked with the first ten explained in {explained:.2f} s (it should stay under 1 s).\n"
        f"Reading the features of all of them once took {read:.0f} s; "
        f"as arrays they take {size / len(table.names):.0f} bytes a case."
    )


def _made(number: int, facts: Sequence[Sequence[ox.Quad]]) -> Iterator[ox.Quad]:
    """Yield a generated case: its own header, and statements of others under its own name."""
    graph = ox.NamedNode(f"{ID}made-{number}")
    yield ox.Quad(graph, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(DEF + "Case"), graph)
    yield ox.Quad(graph, ox.NamedNode(DEF + "asOf"), ox.Literal("2024"), graph)
    for at, quads in enumerate(facts):
        for quad in quads:
            yield ox.Quad(ox.NamedNode(f"{graph.value}/{at}"), quad.predicate, quad.object, graph)


def _explain(found: Comparison) -> None:
    for one in found.ranking[:10]:
        found.reasons(one.case)


def building() -> tuple[list[Result], str, dict[str, float]]:
    """Measure `craftgraph build` as a fresh process: again, after one case changed, and with nothing remembered.

    Returns ratios to a build into a new folder, the seconds in words, and where the time of that build goes.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build = [*CRAFTGRAPH, "build", "--out"]
        edits = iter(range(1_000))
        outs = (str(folder / f"fresh-{number}") for number in range(1_000))
        shutil.copytree(ROOT / "cases", folder / "cases")
        build_edited = command(*build, str(folder / "edited"), "--cases", str(folder / "cases"), "--only")
        command(*build, str(folder / "same"))()
        build_edited()

        def edited() -> None:
            """Change the first text of a case, each time to something that nobody has seen before."""
            text = (ROOT / "cases" / "oss-2019.yaml").read_text("utf-8")
            changed = text.replace('what: {nl: "', f'what: {{nl: "{next(edits)} ', 1)
            assert changed != text
            (folder / "cases" / "oss-2019.yaml").write_text(changed, "utf-8")
            build_edited()

        fresh, after, same = alternate(
            3, lambda: command(*build, next(outs))(), edited, command(*build, str(folder / "same"))
        )
        empty = os.environ | {"CRAFTGRAPH_CACHE": str(folder / "cache")}
        (first,) = alternate(
            1, lambda: subprocess.run([*build, next(outs)], check=True, capture_output=True, env=empty)
        )
    results = [
        Result("build again, nothing changed", "build of the shipped cases", same, fresh, "0.2 ×"),
        Result("build again after one case changed", "build of the shipped cases", after, fresh, "—"),
        Result("the very first build, nothing remembered", "build of the shipped cases", first, fresh, "—"),
    ]
    words = (
        f"building the shipped cases into a new folder {fresh:.1f} s, the very first time {first:.1f} s;\n"
        f"building again after one case changed {after:.1f} s, and when nothing changed {same:.1f} s."
    )
    return results, words, steps_of_a_build()


def steps_of_a_build() -> dict[str, float]:
    """Build the site once from remembered cases and say how many seconds each step took."""
    from craftgraph.exports.site import write_site

    clock: dict[str, float] = {}
    graph: Graph = load()
    with tempfile.TemporaryDirectory() as name:
        write_site(graph, Path(name) / "site", clock)
    return clock


def network_of(actors: int, ties: int) -> nx.Graph[str]:
    """Return a made network, the same every time: a random tree and ties between actors drawn at random."""
    draws = random.Random(1)
    made = {(draws.randrange(one), one) for one in range(1, actors)}
    while len(made) < ties:
        one, other = sorted(draws.sample(range(actors), 2))
        made.add((one, other))
    return nx.Graph((str(one), str(other)) for one, other in sorted(made))


def removed_one_by_one(network: nx.Graph[str]) -> dict[str, float]:
    """Return Borgatti's F without each actor, by taking each out and looking."""
    return {actor: fragmentation(nx.restricted_view(network, [actor], [])) for actor in network}


def removing() -> list[Result]:
    """Measure all removals of a large network, and of one that brute force can do, where the answers must be equal."""
    large, small = network_of(25_000, 36_000), network_of(700, 1_000)
    ours, cut = alternate(9, lambda: removals(large), lambda: set(nx.articulation_points(large)))
    (quick,), (slow,) = alternate(9, lambda: removals(small)), alternate(1, lambda: removed_one_by_one(small))
    found = removals(small)
    assert all(abs(found[actor].fragmentation - value) < 1e-9 for actor, value in removed_one_by_one(small).items())
    return [
        Result(
            "all removals, 25,000 actors and 36,000 ties",
            "`networkx.articulation_points` on the same",
            ours,
            cut,
            "2 ×",
        ),
        Result("brute force, 700 actors and 1,000 ties (equal)", "all removals of the same", slow, quick, "—"),
    ]


def estimating() -> Result:
    """Measure betweenness from a tenth of the actors of a made network."""
    network = network_of(1_500, 2_200)
    part, whole = alternate(3, lambda: betweenness(network, 150), lambda: betweenness(network))
    exact, estimated = betweenness(network), betweenness(network, 150)
    error = max(abs(exact[actor] - estimated[actor]) for actor in network)
    what = f"betweenness from 150 of 1,500 actors, {error:.3f} off (said: at most {betweenness_error(1_500, 150):.3f})"
    return Result(what, "exact betweenness", part, whole, "—")


def judging() -> float:
    """Return how long it takes to work out the dependence of all shipped cases, with its trials; processor time."""
    graph = load()
    times = []
    for _ in range(5):
        began = process_time()
        assess_all(graph)
        times.append(process_time() - began)
    return median(times)


def in_browser() -> str:
    """Return what `browser.py`, beside this file, measures; it says so where there is no browser."""
    words = [sys.executable, str(Path(__file__).with_name("browser.py"))]
    return subprocess.run(words, check=True, capture_output=True, encoding="utf-8").stdout


def report(
    results: Sequence[Result], whole: float, built: str, clock: dict[str, float], compared: str, judged: float
) -> str:
    """Return the page with the results."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib", "oxrdflib", "shacl", "pyshacl"))
    total = sum(clock.values())
    shares = [f"| {step} | {seconds / total:.0%} |" for step, seconds in clock.items()]
    rows = [result.row for result in results]
    return "\n".join(
        [
            "# Performance",
            "",
            "Written by `python benchmarks/run.py`. Every figure is the ratio of two medians measured in turn",
            f"in the same run, on Python {sys.version.split()[0]} with {versions}.",
            "",
            "| what | compared with | ratio | should be |",
            "|---|---|---|---|",
            *rows,
            "",
            f"The check of eleven cases took {whole:.1f} s (it should stay under 2 s),",
            built,
            "",
            compared,
            "",
            f"The dependence of all shipped cases, trials included: {judged:.1f} s of computing",
            "(it should stay under 1 s).",
            "",
            "| step of `craftgraph build` | share |",
            "|---|---|",
            *shares,
            "",
        ]
    )


def main() -> None:
    """Measure everything and write the page."""
    checked, whole = checking()
    builds, built, clock = building()
    results = [*starting(), *asking(), *checked, *removing(), estimating(), *builds]
    text = report(results, whole, built, clock, comparing(), judging()) + f"\n{in_browser()}"
    (ROOT / "docs" / "performance.md").write_text(text, "utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
