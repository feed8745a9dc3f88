"""Everything that is wrong with case files, each finding at its place: structure, references, and the SHACL shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from craftgraph.graph import corpus as corpora
from craftgraph.graph.corpus import Corpus
from craftgraph.graph.document import Mapping, Node, Scalar
from craftgraph.graph.document import Sequence as Listed
from craftgraph.graph.errors import Finding
from craftgraph.graph.mapping import Item
from craftgraph.graph.messages import Message, catalogue, finding
from craftgraph.graph.model import Model, folder, load_model, local_name
from craftgraph.graph.namespaces import PREFIXES
from craftgraph.graph.rdf import serialize

_TYPING = frozenset({PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "subClassOf", PREFIXES["skos"] + "inScheme"})


def check(paths: Sequence[Path] = (), *, only: bool = False) -> list[Finding]:
    """Return every finding in the files at `paths`, in the order of the files.

    The shipped registry, sources and cases are read along, so that a file may refer to them; findings in them are
    returned too, as they would stand in the way of a load. Without paths the shipped cases themselves are checked.
    """
    model = load_model()
    listed, found = corpora.inputs(paths, only)
    corpus = corpora.read(listed, model)
    return sorted({*found, *findings(corpus)})


def findings(corpus: Corpus) -> list[Finding]:
    """Return every finding in a corpus that was read: its own, and those of the shapes."""
    told = {(finding.path, finding.line, finding.column) for finding in corpus.findings}
    more = (finding for finding in shape_findings(corpus) if (finding.path, finding.line, finding.column) not in told)
    return sorted({*corpus.findings, *more})


def shape_findings(corpus: Corpus) -> Iterator[Finding]:
    """Validate a corpus against the SHACL shapes; yield a finding for each result, at the item or value it is about."""
    for result in _validate(triples(corpus), _shapes()):
        item = corpus.items.get(result["focus"])
        if item is not None:
            yield _finding(item, result, corpus.model)


def triples(corpus: Corpus) -> str:
    """Return what the shapes look at, as N-Triples: all that the files say, and of the vocabularies what types need."""
    vocabulary = {quad.graph_name for quad in corpus.vocabulary}
    said = [
        corpus.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
        for graph in corpus.store.named_graphs()
        if graph not in vocabulary
    ]
    return typing(corpus.vocabulary) + b"".join(said).decode()


def typing(vocabulary: Iterable[ox.Quad]) -> str:
    """Return what of the vocabularies types need, as N-Triples."""
    return serialize((quad.triple for quad in vocabulary if quad.predicate.value in _TYPING), "nt").decode()


def conforms(data: str) -> bool:
    """Whether the shapes find nothing wrong with statements, given as N-Triples."""
    return not list(_validate(data, _shapes()))


def _shapes() -> str:
    return (folder() / "shapes.ttl").read_text("utf-8")


def _validate(data: str, shapes: str) -> Iterable[dict[str, str]]:
    """Validate with the compiled engine, or with pySHACL where that one cannot be had."""
    try:
        from shacl import Shapes
    except ImportError:
        return validate_with_pyshacl(data, shapes)
    return validate_compiled(data, shapes, Shapes)


def validate_compiled(data: str, shapes: str, engine: Any) -> list[dict[str, str]]:
    """Validate with the package `shacl`."""
    report = engine.from_turtle(shapes).validate_turtle(data)
    return [
        {
            "focus": result.focus_node.strip("<>"),
            "path": (result.path or "").strip("<>"),
            "value": result.value or "",
            "component": result.component,
            "message": result.message or "",
        }
        for result in report.results
    ]


def validate_with_pyshacl(data: str, shapes: str) -> list[dict[str, str]]:
    """Validate with pySHACL: the same results, an order of magnitude slower."""
    import pyshacl
    from rdflib import SH, Graph

    _, report, _ = pyshacl.validate(Graph().parse(data=data, format="nt"), shacl_graph=Graph().parse(data=shapes))
    found = []
    for node in report.objects(None, SH.result):
        value = report.value(node, SH.value)
        messages = [str(message) for message in report.objects(node, SH.resultMessage)]
        found.append(
            {
                "focus": str(report.value(node, SH.focusNode) or ""),
                "path": str(report.value(node, SH.resultPath) or ""),
                "value": value.n3() if value is not None else "",
                "component": local_name(str(report.value(node, SH.sourceConstraintComponent))),
                "message": messages[0] if messages else "",
            }
        )
    return found


def _finding(item: Item, result: dict[str, str], model: Model) -> Finding:
    names = model.fields_by_iri.get(result["path"], ())
    present = [key.text for key, _ in item.node.entries if key.text in names]
    name = present[0] if present else next((name for name in names if name in item.listing.fields), "")
    place = _place(item, name, result["value"])
    problem, remedy = _words(result)
    if name:
        return finding(item.path, place, "of-field", remedy, field=name, problem=problem)
    return finding(item.path, place, "of-item", remedy, listing=item.listing.name, problem=problem)


def _words(result: dict[str, str]) -> tuple[str, str]:
    """Return what a result says, and how to mend it."""
    component, message = result["component"], result["message"]
    shown = local_name(result["value"].strip("<>")) if result["value"].startswith("<") else _literal(result["value"])
    if component == "ClassConstraintComponent":
        return Message("other-kind", value=shown), Message("other-kind.do")
    if component == "NodeConstraintComponent":
        return Message("other-list", value=shown), Message("other-list.do")
    if component in catalogue():
        problem = Message(component)
        if shown and component != "MaxCountConstraintComponent":
            problem = Message("with-value", problem=problem, value=shown)
        return problem, Message(f"{component}.do")
    rule = next((key for key, said in _shape_messages().items() if said == message), None)
    if rule:
        return Message(rule), Message(f"{rule}.do")
    return message or Message("other-rule", rule=component), Message("other-rule.do")


def _shape_messages() -> dict[str, str]:
    """Return what the rules in SPARQL say, word for word as in the shapes, by the key of the message."""
    said = {key: texts["en"] for key, texts in catalogue().items() if key.startswith("shape.")}
    return {key: f"{said[key]}; {said[f'{key}.do']}" for key in said if not key.endswith(".do")}


def _literal(term: str) -> str:
    return term.rpartition('"')[0].removeprefix('"') if term.startswith('"') else term


def _place(item: Item, name: str, value: str) -> Node:
    node = item.node.get(name) if name else None
    if node is None:
        return item.node
    if isinstance(node, Listed):
        text = _literal(value) if value.startswith('"') else local_name(value.strip("<>"))
        return next(
            (entry for entry in node.items if isinstance(entry, Scalar) and entry.text.rsplit("/", 1)[-1] == text), node
        )
    if isinstance(node, Mapping):
        return next(
            (text for _, text in node.entries if isinstance(text, Scalar) and text.text == _literal(value)), node
        )
    return node
