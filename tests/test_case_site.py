"""The pages that tell of one case alone: what they follow from, and when they are made again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from craftgraph.exports import case_page, processes, site
from craftgraph.exports.case_site import CaseSite, pages_of, write_case
from craftgraph.exports.elsewhere import Elsewhere, elsewhere
from craftgraph.exports.network_map import places
from craftgraph.exports.pages import Site
from craftgraph.exports.site import write_site
from craftgraph.exports.texts import LANGUAGES
from craftgraph.graph.load import load
from craftgraph.graph.namespaces import ID, PREFIXES
from craftgraph.graph.projection import project
from craftgraph.graph.store import Graph

Contents = Callable[[Path], dict[str, bytes]]


def _sites(graph: Graph) -> list[Site]:
    networks: dict[str, nx.MultiDiGraph[str]] = {case: project(graph, case, planned=True) for case in graph.cases}
    labels = [graph.labels(language) for language in LANGUAGES]
    placed = {case: places(network, *labels) for case, network in networks.items()}
    return [Site(graph, one, networks, placed, site._PAGES) for one in labels]


def _differing(graph: Graph) -> Iterator[str]:
    """Yield the pages of cases that say something else when the other cases are not there to be read."""
    for whole in _sites(graph):
        for case in graph.cases:
            told = elsewhere(whole, case)
            alone = dict(pages_of(CaseSite(whole, case, graph.scopes.part(case)), case, told))
            among_all = dict(pages_of(whole, case, told))
            assert alone.keys() >= {f"{case}.html", f"dependence/{case}.html"}
            yield from alone.keys() ^ among_all.keys()
            yield from (path for path in alone if alone[path] != among_all[path])


def test_a_case_seen_alone_has_the_pages_that_it_has_among_all(graph: Graph) -> None:
    """Every page, in both languages, says the same whether the other cases are there to be read or not."""
    assert list(_differing(graph)) == []


UNITS = """\
- {id: branch, name: Branch, unit_of: own-2024/a-reuse-shop, at: report}
- {id: twig, name: Twig, unit_of: own-2024/a-maker, at: report}
"""
POINTED_AT = """\
parties:
- {kind: reuse-shop, involvement: partner, at: one}
- {kind: maker, involvement: partner, at: one}
- {party: town, involvement: partner, at: one}
- {party: branch, involvement: partner, at: one}
persons:
- {id: person-leader, person_name: Jan Jansen, at: one}
posts:
- {id: leader, name: {nl: Projectleider, en: Project leader}, employers: town, held_by: person-leader, at: one}
roles:
- {holder: leader, role: coordinator, at: one}
observations:
- {concept: activity/repair, cases: own-2024-b, said_by: academy, at: one, what: {nl: Ook reparatie, en: Repair too}}
ties:
- {id: bond, tie: cooperates, among: [town, branch], at: one, what: {nl: samen, en: together}}
"""
POINTING = """\
follows: own-2024
parties:
- {party: own-2024/a-reuse-shop, involvement: partner, at: one}
- {party: branch, involvement: partner, at: one}
- {party: depot, involvement: partner, at: one}
roles:
- {holder: depot, role: coordinator, at: two}
challenges:
- {id: room, theme: reuse, whose: branch, at: one, subject_to: own-2024/bond, what: {nl: Ruimte, en: Space}}
ties:
- {id: b1, tie: cooperates, among: [own-2024/a-reuse-shop, branch], at: one, what: {nl: samen, en: together}}
posts:
- {id: chair, name: {nl: Voorzitter, en: Chair}, employers: depot, held_by: own-2024/person-leader, at: one}
"""
POINTED_AT_BY_ALL = """\
follows: own-2024
parties:
- {party: depot, involvement: partner, at: one}
- {party: twig, involvement: partner, at: one}
"""
SEEN = """\
id: over
source: report
defaults: {status: current, basis: stated}
observations:
- {concept: activity/repair, cases: [own-2024-b, own-2024-c], at: one, subject_to: own-2024/bond,
   said_by: own-2024/a-maker, what: {nl: Er wordt gerepareerd, en: There is repair}}
"""


@pytest.fixture
def entangled(little_registry: str, header: str, write: Callable[..., Path]) -> Graph:
    """Three cases that point at each other in every way that a file can, and others at them."""
    registry = little_registry.replace("collectives:\n", f"{UNITS}collectives:\n")
    files = {"registry": registry, "a": header + POINTED_AT, "seen": SEEN}
    files |= {one: header.replace("own-2024", f"own-2024-{one}") + text
              for one, text in (("b", POINTING), ("c", POINTED_AT_BY_ALL))}  # fmt: skip
    return load([write(text, f"{name}.yaml") for name, text in files.items()], only=True)


def test_what_others_say_of_a_case_and_it_of_them_stands_on_its_pages(entangled: Graph) -> None:
    """What it points at, what was seen in it, who holds a post there and here, a unit of a party of another case."""
    assert list(_differing(entangled)) == []
    (_, english) = _sites(entangled)
    told = elsewhere(english, "own-2024-b")
    pages = dict(pages_of(CaseSite(english, "own-2024-b", entangled.scopes.part("own-2024-b")), "own-2024-b", told))
    statements = pages["statements/own-2024-b.html"]
    assert all(words in statements for words in ("Repair too", "together", "maker company", "There is repair"))
    assert "Chair, Project leader (person)" in pages["dependence/own-2024-b.html"]


def test_earlier_and_later_descriptions_have_one_order(entangled: Graph) -> None:
    """However the graph was loaded."""
    (dutch, _) = _sites(entangled)
    assert elsewhere(dutch, "own-2024").relatives == (("own-2024-b", "later"), ("own-2024-c", "later"))


def test_every_page_of_a_case_is_written_in_its_folder(two_cases: Graph, two_case_site: Path, tmp_path: Path) -> None:
    """In both languages, as they stand in the site."""
    write_case(_sites(two_cases), "zwolle-2019", tmp_path)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"zwolle-2019.html", "en/zwolle-2019.html"} <= {str(path.relative_to(tmp_path)) for path in written}
    assert all(path.read_bytes() == (two_case_site / path.relative_to(tmp_path)).read_bytes() for path in written)


def _reworded(graph: Graph, case: str, changes: Callable[[ox.Quad], bool]) -> Graph:
    """Return a graph in which some Dutch texts of a case end in another mark."""
    store, home = ox.Store(), ox.NamedNode(ID + case)

    def changed(quad: ox.Quad) -> ox.Quad:
        text = quad.object
        if quad.graph_name != home or not isinstance(text, ox.Literal) or text.language != "nl" or not changes(quad):
            return quad
        return ox.Quad(quad.subject, quad.predicate, ox.Literal(f"{text.value}!", language="nl"), home)

    store.bulk_extend(map(changed, graph.store))
    return Graph(store)


def _is_name(quad: ox.Quad) -> bool:
    return quad.subject == quad.graph_name and quad.predicate.value == PREFIXES["skos"] + "prefLabel"


CHANGES = {
    "of the last case, which no other points at": ("waarderegio-2022", lambda quad: not _is_name(quad), 1),
    "of a plan, at which the last case points": ("zwolle-2019", lambda quad: "bed-slats-1" in str(quad.subject), 2),
    "of its name": ("waarderegio-2022", _is_name, 2),
}


@pytest.mark.usefixtures("few_pages")
@pytest.mark.parametrize(("case", "changes", "count"), CHANGES.values(), ids=CHANGES)
def test_only_pages_that_follow_from_a_change_are_drawn(
    two_cases: Graph,
    contents: Contents,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: str,
    changes: Callable[[ox.Quad], bool],
    count: int,
) -> None:
    """The pages of the other case are those made before, unless they tell of what changed; no page is out of date."""
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(processes, "_MOST", 1)  # so that what is done can be counted here
    write_site(Graph(two_cases.store), tmp_path / "site")
    drawn: list[str] = []
    of_case = case_page.of_case

    def counted(one: Site, name: str, told: Elsewhere) -> Iterator[tuple[str, str]]:
        drawn.append(name)
        return of_case(one, name, told)

    monkeypatch.setattr(case_page, "of_case", counted)
    again = _reworded(two_cases, case, changes)
    write_site(again, tmp_path / "site")
    assert len(set(drawn)) == count
    assert len(drawn) == count * len(LANGUAGES)
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path / "empty"))
    write_site(again, tmp_path / "fresh")
    assert contents(tmp_path / "site") == contents(tmp_path / "fresh")


def test_what_pages_tell_of_other_cases_is_given(two_cases: Graph) -> None:
    """What precedes a case, who is like it and which parties only it names is told, and read from nowhere else."""
    (whole, _) = _sites(two_cases)
    told = elsewhere(whole, "zwolle-2019")
    alone = CaseSite(whole, "zwolle-2019", two_cases.scopes.part("zwolle-2019"))
    pages = dict(pages_of(alone, "zwolle-2019", told))
    other = replace(told, relatives=(), alike=(), parties=told.parties[1:])
    after = dict(pages_of(alone, "zwolle-2019", other))
    assert pages.keys() - after.keys() == {f"parties/{told.parties[0]}.html"}
    assert "waarderegio-2022.html" in pages["zwolle-2019.html"].split("<main", 1)[1]
    assert "waarderegio-2022.html" not in after["zwolle-2019.html"].split("<main", 1)[1]
