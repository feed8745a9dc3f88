"""Measure in Chromium: a map of 2,000 parties against pyvis's default page, and the questions on the SPARQL page.

`python benchmarks/browser.py` prints lines for docs/performance.md; `benchmarks/run.py` writes them there.
The network is made of the shipped cases: the same parties, ties and statements six times under other names, in one
case. Parties that work in several cases are the same in every copy. So the ties per party are those of the cases.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

import networkx as nx
import pyoxigraph as ox

from craftgraph.exports import case_page, statement_pages
from craftgraph.exports.case_site import pages_of
from craftgraph.exports.elsewhere import elsewhere
from craftgraph.exports.network_map import places
from craftgraph.exports.pages import Site
from craftgraph.exports.place import put
from craftgraph.exports.site import write_assets, write_map, write_site
from craftgraph.graph.labels import Labels
from craftgraph.graph.load import load
from craftgraph.graph.namespaces import DEF, ID, PREFIXES, VOC
from craftgraph.graph.projection import project, simple
from craftgraph.graph.query import Answer
from craftgraph.graph.store import Graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MADE = "made-2024"
COPIES = 6
ROUNDS = 3
PATIENCE = 30.0  # seconds that a page gets to stand still
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
_COORDINATING = [f"{VOC}role/coordinator", *(f"{VOC}duty/{duty}" for duty in ("coordination", "project-lead"))]
_COORDINATING.append(f"{VOC}duty/programme-management")
# Watches the network that a page makes, whoever wrote the page: when it is first drawn, and when it stands still.
# pyvis's library comes empty and is filled then, ours comes full.
_WATCH = """
(() => {
  window.seen = { drawn: null, still: null };
  const watched = (Network) => class extends Network {
    constructor(...all) {
      super(...all);
      const look = () => {
        if (!this.body.nodeIndices.length) return;
        this.off('afterDrawing', look);
        window.seen.parties = this.body.nodeIndices.length;
        requestAnimationFrame(() => setTimeout(() => { window.seen.drawn = performance.now(); }));
      };
      this.on('afterDrawing', look);
      this.on('stabilized', () => { window.seen.still ??= performance.now(); });
    }
  };
  let kept;
  Object.defineProperty(window, 'vis', { configurable: true, get: () => kept, set(found) {
    kept = found.Network ? { ...found, Network: watched(found.Network) } : found;
    let Watched;
    if (kept === found) {
      Object.defineProperty(found, 'Network', {
        configurable: true, enumerable: true, get: () => Watched, set(Network) { Watched = watched(Network); },
      });
    }
  } });
})();
"""
_ASK = """
(name) => new Promise((done) => {
  const [status, example] = ['status', 'example'].map((id) => document.getElementById(id));
  const began = performance.now();
  status.removeAttribute('data-milliseconds');
  new MutationObserver((_, watch) => {
    if (!status.dataset.milliseconds) return;
    watch.disconnect();
    done([Number(status.dataset.milliseconds), performance.now() - began]);
  }).observe(status, { attributes: true });
  example.value = name;
  example.dispatchEvent(new Event('change'));
})
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a page with a map opened, in seconds from navigation: first drawn, and still; None: not within `PATIENCE`."""

    drawn: float | None
    still: float | None
    parties: int


def made(copies: int = COPIES) -> Graph:
    """Return the shipped cases, so many times under other names, as one case."""
    shipped = load()
    seen: dict[str, int] = {}
    for case in shipped.cases:
        for node in project(shipped, case, planned=True):
            seen[node] = seen.get(node, 0) + 1
    own = frozenset(ID + node for node, count in seen.items() if count == 1 and "/" not in node)
    store = ox.Store()
    store.bulk_extend(quad for copy in range(copies) for quad in _copied(shipped, own, copy))
    _spell_out(shipped, store, own, copies)
    return Graph(store)


def _copied(shipped: Graph, own: frozenset[str], copy: int) -> Iterator[ox.Quad]:
    """Yield every statement of the shipped graph as the copy has it; the head of the made case is that of the last."""
    for quad in shipped.store:
        graph = quad.graph_name
        is_case = isinstance(graph, ox.NamedNode) and graph.value.removeprefix(ID) in shipped.cases
        if not is_case or quad.subject != graph or graph == ox.NamedNode(ID + shipped.cases[-1]):
            yield ox.Quad(*(_named(term, shipped, own, copy) for term in quad))


def _named(term: Any, shipped: Graph, own: frozenset[str], copy: int) -> Any:
    if not isinstance(term, ox.NamedNode) or not term.value.startswith(ID):
        return term
    case, _, rest = term.value.removeprefix(ID).partition("/")
    if case in shipped.cases:
        return ox.NamedNode(f"{ID}{MADE}/{case}-{copy}.{rest}" if rest else ID + MADE)
    return ox.NamedNode(f"{term.value}-{copy}") if copy and term.value in own else term


def _spell_out(shipped: Graph, store: ox.Store, own: frozenset[str], copies: int) -> None:
    """Write down the ties of coordinators, who would else coordinate every party of the made case."""
    graph = ox.NamedNode(ID + MADE)
    for concept in _COORDINATING:
        for quad in list(store.quads_for_pattern(None, None, ox.NamedNode(concept), graph)):
            store.remove(quad)
    kind, source = ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(PREFIXES["prov"] + "wasDerivedFrom")
    for case in shipped.cases:
        edges = project(shipped, case, ("coordination",), planned=True).edges(data=True)
        for at, (one, other, data) in enumerate(edges):
            for copy in range(copies):
                tie = ox.NamedNode(f"{ID}{MADE}/{case}-{copy}.coordinates-{at}")
                ends = [_named(ox.NamedNode(ID + end), shipped, own, copy) for end in (one, other)]
                facts = {"tie": f"{VOC}tie/cooperates", "status": f"{VOC}status/{data['status']}"}
                store.add(ox.Quad(tie, kind, ox.NamedNode(DEF + "Tie"), graph))
                store.extend(
                    ox.Quad(tie, ox.NamedNode(DEF + name), end, graph)
                    for name, end in zip(("from", "to"), ends, strict=True)
                )
                store.extend(
                    ox.Quad(tie, ox.NamedNode(DEF + name), ox.NamedNode(iri), graph) for name, iri in facts.items()
                )
                for quad in shipped.store.quads_for_pattern(ox.NamedNode(data["statement"]), source, None, None):
                    store.add(ox.Quad(tie, source, quad.object, graph))


def write_case(graph: Graph, folder: Path) -> None:
    """Write the page of the made case as the site has it, with its statements, scripts and styles."""
    labels = Labels(graph.store, "nl")
    networks = {MADE: project(graph, MADE, planned=True)}
    site = Site(graph, labels, networks, {MADE: places(networks[MADE], labels)}, (case_page, statement_pages))
    put(pages_of(site, MADE, elsewhere(site, MADE)), folder)
    write_assets(folder / "assets")


def write_pyvis(network: nx.Graph[str], names: Mapping[str, str], path: Path) -> None:
    """Write the page that pyvis makes of a network by default; its scripts stand in it, for no other host is asked."""
    from pyvis.network import Network

    bare: nx.Graph[str] = nx.Graph()
    bare.add_nodes_from((node, {"label": names[node]}) for node in network)
    bare.add_edges_from(network.edges())
    drawn = Network(cdn_resources="in_line")
    drawn.from_nx(bare)
    path.write_text(drawn.generate_html(), "utf-8")


def opening(chromium: Browser, path: Path, stands: bool) -> Opening:
    """Open a page in a fresh context without other hosts; wait until it is drawn, or stands still."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    page.add_init_script(_WATCH)
    page.goto(path.as_uri(), wait_until="commit")
    began, seen = perf_counter(), dict[str, Any]()
    while perf_counter() - began < PATIENCE and not seen.get("drawn" if stands else "still"):
        page.wait_for_timeout(200)
        seen = page.evaluate("window.seen || {}")
    context.close()
    drawn = seen.get("drawn")
    still = drawn if stands else seen.get("still")
    return Opening(drawn / 1000 if drawn else None, still / 1000 if still else None, seen.get("parties", 0))


def mapping(chromium: Browser, folder: Path) -> str:
    """Measure the map of the made case, as one page and as a page of the site, and pyvis's page of it, in turn."""
    graph = made()
    network = project(graph, MADE)
    labels = Labels(graph.store, "nl")
    began = perf_counter()
    write_map(graph, MADE, folder / "map.html")
    wrote = perf_counter() - began
    write_case(graph, folder / "site")
    names = {node: labels.of(data["iri"]) for node, data in network.nodes(data=True)}
    write_pyvis(simple(network), names, folder / "pyvis.html")
    ours, site, theirs = [], [], []
    for _ in range(ROUNDS):
        ours.append(opening(chromium, folder / "map.html", stands=True))
        site.append(opening(chromium, folder / "site" / f"{MADE}.html", stands=True))
        theirs.append(opening(chromium, folder / "pyvis.html", stands=False))
    one, other = (median(each.drawn or PATIENCE for each in found) for found in (ours, site))
    ties = simple(network).number_of_edges()
    weight = (folder / "map.html").stat().st_size / 1e6
    return (
        f"A map of {ours[0].parties:,} parties with as many ties and statements a party as the shipped cases have\n"
        f"({ties:,} ties): drawn, and standing still, {one:.1f} s after opening as one page\n"
        f"of {weight:.0f} MB with every statement, and {other:.1f} s as a page of the site (it should be within 1 s).\n"
        f"pyvis's default page of the same network is {_told('drawn', [each.drawn for each in theirs], one)},\n"
        f"and {_told('standing still', [each.still for each in theirs], one)}.\n"
        f"Writing the one page took {wrote:.0f} s, measures and places included."
    )


def _told(what: str, times: Sequence[float | None], ours: float) -> str:
    """Say when something came about, and how many times as long that is; or that it did not."""
    found = [one for one in times if one is not None]
    if len(found) < len(times):
        return f"not always {what} within {PATIENCE:.0f} s, more than {PATIENCE / ours:.0f} times as long"
    return f"{what} after {median(found):.1f} s, {median(found) / ours:.0f} times as long"


def asking(chromium: Browser, folder: Path) -> str:
    """Measure every saved question on the SPARQL page after it loaded, and the same text in pyoxigraph."""
    write_site(load(), folder / "site")
    store = ox.Store()
    for name in ("craftgraph.trig", "craftgraph-results.trig"):
        store.bulk_load(path=str(folder / "site" / "data" / name), format=ox.RdfFormat.TRIG)
    page = chromium.new_page()
    page.goto((folder / "site" / "sparql.html").as_uri())
    page.wait_for_selector("#status[data-milliseconds]", timeout=60_000)
    names = page.evaluate("Object.keys(window.craftgraphTerms.questions)")
    asked: dict[str, tuple[float, float]] = {}
    native: dict[str, float] = {}
    for name in names:
        found = [page.evaluate(_ASK, name) for _ in range(ROUNDS)]
        asked[name] = (median(one for one, _ in found), median(one for _, one in found))
        sparql = page.evaluate("(name) => window.craftgraphTerms.questions[name].sparql", name)
        native[name] = median(_seconds(store, sparql) for _ in range(ROUNDS)) * 1000
    page.close()
    slowest = max(names, key=lambda name: asked[name][1])
    shares = [asked[name][0] / native[name] for name in names]
    return (
        f"The {len(names)} saved questions on the SPARQL page, after it loaded: an answer is on the page after "
        f"{median(shown for _, shown in asked.values()):.0f} ms\n"
        f"in the middle and {asked[slowest][1]:.0f} ms at most (`{slowest}`; each should be under 100 ms),\n"
        f"of which the engine takes {max(took for took, _ in asked.values()):.0f} ms at most.\n"
        f"The engine in the browser takes {median(shares):.1f} times as long as pyoxigraph."
    )


def _seconds(store: ox.Store, sparql: str) -> float:
    began = perf_counter()
    Answer(store, sparql).serialize("json")
    return perf_counter() - began


def measured() -> str:
    """Return all lines; without Chromium or playwright, that they were not measured."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        return "What happens in the browser was not measured: it takes Chromium and playwright."
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=_FLAGS)
        head = f"In Chromium {chromium.version}, against pyvis {version('pyvis')}, medians of {ROUNDS} in turn:"
        lines = [head, mapping(chromium, Path(name)), asking(chromium, Path(name) / "whole")]
        chromium.close()
    return "\n\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(measured() + "\n")
