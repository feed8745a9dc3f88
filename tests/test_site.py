"""What is written to disk: whole, safe, the same every time."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from os.path import normpath
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from craftgraph.exports import site as module
from craftgraph.exports.files import write_graph
from craftgraph.exports.map_data import unpacked
from craftgraph.exports.network_map import network_map
from craftgraph.exports.pages import Site
from craftgraph.exports.sheet import Sheet
from craftgraph.exports.site import write_map, write_site
from craftgraph.graph.errors import CraftgraphError
from craftgraph.graph.labels import Labels
from craftgraph.graph.load import load
from craftgraph.graph.results import add_results
from craftgraph.graph.store import Graph

Contents = Callable[[Path], dict[str, bytes]]
HOSTILE = """
id: hostile-2024
centre: waardering
as_of: 2024
name: {nl: "<script>alert(1)</script>", en: '"onload=alert(1) x="'}
source: waarderegio-2022
defaults: {status: current, basis: stated}
parties:
  - {party: rova, involvement: partner, at: inleiding}
  - {party: cibap, involvement: partner, at: inleiding}
ties:
  - {tie: advises, from: rova, to: cibap, at: inleiding,
     what: {nl: "</script><img src=x onerror=alert(1)>", en: "=1+1 {{ 7*7 }}"}}
"""
# An attribute of an element that names a place; templates write every value between double quotes.
_POINTS = re.compile(r"""(?<=\s)(id|href|src)="([^"]*)\"""")


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes.extend(attrs)


def _elements(path: Path) -> _Elements:
    parser = _Elements()
    parser.feed(path.read_text("utf-8"))
    return parser


PARTIES = """\
parties:
- {party: shop, involvement: partner, at: one}
- {party: depot, involvement: partner, at: one}
ties:
- {tie: contracts, from: shop, to: depot, at: one}
"""


@pytest.fixture(scope="module")
def tiny_files(little_registry: str, header: str, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The files of one small case."""
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "registry.yaml").write_text(little_registry, "utf-8")
    (folder / "own.yaml").write_text(header + PARTIES, "utf-8")
    return [folder / "registry.yaml", folder / "own.yaml"]


@pytest.fixture(scope="module")
def tiny(tiny_files: list[Path]) -> Graph:
    """A graph of one small case, quickly built."""
    return load(tiny_files, only=True)


def test_the_same_cases_give_the_same_bytes(
    two_cases: Graph, two_case_site: Path, contents: Contents, tmp_path: Path
) -> None:
    """Building again changes nothing, not even a date."""
    write_site(two_cases, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(two_case_site)


def test_the_graph_files_hold_the_same_graph(graph: Graph, built_site: Path) -> None:
    """TriG, N-Quads and JSON-LD hold every quad of the store."""
    for name, form in (("trig", ox.RdfFormat.TRIG), ("nq", ox.RdfFormat.N_QUADS), ("jsonld", ox.RdfFormat.JSON_LD)):
        read = set(ox.parse((built_site / "data" / f"craftgraph.{name}").read_bytes(), format=form))
        assert read == set(graph.store), name


def test_no_persons_name_is_in_the_exports(built_site: Path, contents: Contents) -> None:
    """The names that the sources print are nowhere in what is built_site."""
    names = {
        quad.object.value
        for quad in load(names=True).store.quads_for_pattern(
            None, ox.NamedNode("http://xmlns.com/foaf/0.1/name"), None, None
        )
        if isinstance(quad.object, ox.Literal)
    }
    assert names
    for path, data in contents(built_site).items():
        assert not any(name.encode() in data for name in names), path


def test_networks_open_in_other_tools(built_site: Path) -> None:
    """GraphML and GEXF are read back with the same nodes and edges, and the tables join on their identifiers."""
    for case in ("zwolle-2019", "waarderegio-2022"):
        graphml = nx.read_graphml(built_site / "data" / f"{case}.graphml")
        gexf = nx.read_gexf(built_site / "data" / f"{case}.gexf")
        nodes = list(csv.DictReader((built_site / "data" / f"{case}-gephi-nodes.csv").open(encoding="utf-8")))
        edges = list(csv.DictReader((built_site / "data" / f"{case}-gephi-edges.csv").open(encoding="utf-8")))
        assert set(graphml) == set(gexf) == {row["Id"] for row in nodes}
        assert graphml.number_of_edges() == gexf.number_of_edges() == len(edges) > 0
        assert {row["Source"] for row in edges} | {row["Target"] for row in edges} <= set(graphml)
        elements = list(csv.DictReader((built_site / "data" / f"{case}-kumu-elements.csv").open(encoding="utf-8")))
        links = list(csv.DictReader((built_site / "data" / f"{case}-kumu-connections.csv").open(encoding="utf-8")))
        labels = [row["Label"] for row in elements]
        assert len(labels) == len(set(labels)), "Kumu joins on labels"
        assert {row["From"] for row in links} | {row["To"] for row in links} <= set(labels)


def test_every_link_of_the_pages_leads_somewhere(built_site: Path) -> None:
    """Links and assets of every page exist, and so does every anchor."""
    made = {str(path) for path in built_site.rglob("*")}
    for path in built_site.rglob("*.html"):
        attributes = [(name, unescape(value)) for name, value in _POINTS.findall(path.read_text("utf-8"))]
        ids = {value for name, value in attributes if name == "id"}
        assert "content" in ids
        for name, value in attributes:
            if name == "id" or value.startswith(("data:", "mailto:")):
                continue
            target, _, anchor = value.partition("#")
            if not target:
                assert not anchor or "=" in anchor or anchor in ids, f"{path.name}: #{anchor}"
            elif not target.startswith("https://"):
                assert normpath(path.parent / target) in made, f"{path.name}: {value}"


def test_every_kind_of_page_says_where_its_pages_stand(graph: Graph, built_site: Path) -> None:
    """The paths that links are checked against are those of the pages that are made, in both languages."""
    for folder, language in ((built_site, "nl"), (built_site / "en", "en")):
        labels = Labels(graph.store, language)
        site = Site(graph, labels, {}, {}, module._PAGES)
        made = {str(path.relative_to(folder)) for path in folder.rglob("*.html")}
        told = {path for path in site.paths if path.endswith(".html")}
        assert {path for path in made if language == "en" or not path.startswith("en/")} == told


def test_no_page_asks_another_host(built_site: Path) -> None:
    """No page loads a script, style, image or frame from elsewhere."""
    for path in built_site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["'](?:https?:)?//""", text), path.name


@pytest.mark.usefixtures("few_pages")
def test_markup_in_a_text_shows_as_text(
    write: Callable[..., Path], registry: list[Path], built_site: Path, tmp_path: Path
) -> None:
    """Script, event handlers and template marks in a case file become text on the pages of the case."""
    graph = load([*registry, write(HOSTILE)], only=True)
    write_site(graph, tmp_path / "site")
    write_map(graph, "hostile-2024", tmp_path / "map.html")
    shipped = _elements(built_site / "zwolle-2019.html")
    for path in (tmp_path / "site" / "hostile-2024.html", tmp_path / "site" / "en" / "hostile-2024.html"):
        elements = _elements(path)
        assert not [name for name, _ in elements.attributes if name.startswith("on")], path
        assert elements.names.count("script") == shipped.names.count("script")
        assert "49" not in path.read_text("utf-8").split("7*7")[0][-5:]
    assert "<img" not in (tmp_path / "map.html").read_text("utf-8").split('id="data"')[1].split("</script>")[0]
    rows = (tmp_path / "site" / "data" / "hostile-2024-statements.csv").read_text("utf-8")
    assert ",=1+1" not in rows


@pytest.mark.usefixtures("few_pages")
def test_a_build_that_fails_leaves_what_was_there(
    tiny: Graph, contents: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When writing goes wrong halfway, the earlier site stands untouched and nothing is left beside it."""
    write_site(tiny, tmp_path / "site")
    before = contents(tmp_path / "site")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_statements", fail)
    with pytest.raises(CraftgraphError, match="still there"):
        write_site(tiny, tmp_path / "site", anew=True)
    assert contents(tmp_path / "site") == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_with_other_files_is_left_alone(tiny: Graph, tmp_path: Path) -> None:
    """Building over a folder that craftgraph did not make is refused, in words."""
    (tmp_path / "precious.txt").write_text("mine")
    with pytest.raises(CraftgraphError, match="did not make"):
        write_site(tiny, tmp_path)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CraftgraphError, match="is a file"):
        write_site(tiny, tmp_path / "file")
    assert (tmp_path / "precious.txt").read_text() == "mine"


@pytest.mark.usefixtures("few_pages")
def test_a_build_replaces_its_own_folder(tiny: Graph, tmp_path: Path) -> None:
    """What an earlier build wrote and this one does not is gone."""
    write_site(tiny, tmp_path / "site")
    (tmp_path / "site" / "left-over.html").write_text("old")
    write_site(tiny, tmp_path / "site")
    assert not (tmp_path / "site" / "left-over.html").exists()


def test_the_folder_one_works_in_is_refused(tiny: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--out .` is refused, as replacing that folder would pull the ground from under the reader."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CraftgraphError, match="the folder you work in"):
        write_site(tiny, Path())


def test_a_map_is_one_file(graph: Graph, tmp_path: Path) -> None:
    """A map holds its own script, style and data, and names no other file."""
    write_map(graph, "zwolle-2019", tmp_path / "map.html", "en")
    text = (tmp_path / "map.html").read_text("utf-8")
    elements = _elements(tmp_path / "map.html")
    assert not [value for name, value in elements.attributes if name == "src"]
    data = text.split('id="data"', 1)[1].split(">", 1)[1].split("</script>", 1)[0]
    assert {"parties", "lines"} <= set(json.loads(data))
    assert text.index('id="data"') < text.index('id="connection-table"') < text.index('id="statements"')
    said = text.split('id="statements-data">', 1)[1].split("</script>", 1)[0]
    assert len(json.loads(said)["statements"]) > 300


def test_the_drawing_has_places_shapes_and_dashes(graph: Graph, tmp_path: Path) -> None:
    """Nodes carry coordinates and a shape; a plan is dashed and a flow has an arrow."""
    write_map(graph, "waarderegio-2022", tmp_path / "map.html", planned=True)
    text = (tmp_path / "map.html").read_text("utf-8")
    data = json.loads(text.split('id="data"', 1)[1].split(">", 1)[1].split("</script>", 1)[0])
    parties, lines = (unpacked(data[name]) for name in ("parties", "lines"))
    assert all(one["label"] and isinstance(one["x"], int) and isinstance(one["y"], int) for one in parties)
    assert all({"shape", "color"} <= set(data["looks"][one["group"]]) for one in parties)
    assert {bool(one["planned"]) for one in lines} == {True, False}
    assert all(one["directed"] for one in lines if one["layer"] == "goods")


def test_what_was_remembered_builds_the_same_bytes(tiny_files: list[Path], contents: Contents, tmp_path: Path) -> None:
    """A site from files that were just read and one from the memory are the same."""
    write_site(load(tiny_files, only=True, cache=False), tmp_path / "fresh")
    load(tiny_files, only=True)
    write_site(load(tiny_files, only=True), tmp_path / "remembered")
    assert contents(tmp_path / "fresh") == contents(tmp_path / "remembered")


def test_names_and_results_stay_out_of_the_files(two_cases: Graph, registry: list[Path], tmp_path: Path) -> None:
    """A graph with persons' names and computed measures in it writes the same files as one without."""
    graph = load(
        [*registry, *(registry[0].with_name(f"{case}.yaml") for case in two_cases.cases)], only=True, names=True
    )
    assert graph.query("ASK { ?person foaf:name ?name }").truth
    add_results(graph)
    write_graph(graph, tmp_path / "with")
    write_graph(two_cases, tmp_path / "without")
    for name in ("craftgraph.trig", "craftgraph.nq", "craftgraph.jsonld"):
        assert (tmp_path / "with" / name).read_bytes() == (tmp_path / "without" / name).read_bytes(), name


def test_every_connection_is_drawn(graph: Graph) -> None:
    """The map has a line for each connection, whatever else joins the same two parties."""
    for case in graph.cases:
        drawn = network_map(Sheet(graph, case, "en"), graph.network(case, planned=True))
        assert [edge["id"] for edge in drawn.edges] == [one.id for one in drawn.connections]


def test_figures_on_a_page_are_those_of_the_command_line(graph: Graph) -> None:
    """The measures beside a map that shows plans are those of the network without plans."""
    drawn = network_map(Sheet(graph, "zwolle-2019", "en"), graph.network("zwolle-2019", planned=True))
    expected = {one.actor: one.betweenness for one in graph.measures("zwolle-2019")}
    found = {party.id: party.measures.betweenness for party in drawn.parties if party.id in expected}
    assert found == pytest.approx(expected)


@pytest.mark.usefixtures("few_pages")
def test_a_link_to_a_folder_is_followed(tiny: Graph, tmp_path: Path) -> None:
    """Building into a link fills the folder that it leads to, and leaves the link."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write_site(tiny, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "index.html").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "real"]


@pytest.mark.usefixtures("few_pages")
def test_a_swap_that_fails_puts_the_earlier_site_back(
    tiny: Graph, contents: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the new folder cannot take the place of the old one, the old one stands there again."""
    write_site(tiny, tmp_path / "site")
    before = contents(tmp_path / "site")
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if target.name == "site" and not path.name.endswith("-old"):
            raise OSError(18, "Invalid cross-device link")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(CraftgraphError, match="still there"):
        write_site(tiny, tmp_path / "site", anew=True)
    assert contents(tmp_path / "site") == before
