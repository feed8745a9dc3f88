"""The page on which a reader asks the graph in SPARQL: Oxigraph as WebAssembly, on the data of the site.

A page opened from disk may not fetch anything, so what it needs travels inside classic scripts: the module and the
graph packed with gzip and written in base64. They stand once in `assets/` for all languages.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from craftgraph.exports.answers import Asker
from craftgraph.exports.pages import Site, asset
from craftgraph.exports.question_pages import query_text
from craftgraph.graph.messages import catalogue
from craftgraph.graph.namespaces import DEF, ID, VOC
from craftgraph.graph.query import prefixes, shorten
from craftgraph.graph.questions import THEMES
from craftgraph.graph.store import Graph

PATH = "sparql.html"
_USED = "SELECT DISTINCT ?term { { ?s ?term ?o } UNION { ?s a ?term } }"
_SUBJECTS = "SELECT DISTINCT ?term { ?term ?p ?o }"
# The web build of Oxigraph is a module; these are what keeps it from being a classic script.
_WHERE = "new URL('web_bg.wasm', import.meta.url)"
_EXPORTS = "export { initSync, __wbg_init as default };"


def paths(_: Site) -> Iterator[str]:
    """Yield where the page stands."""
    yield PATH


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the page."""
    questions = site.made(Asker).questions
    by_theme = [(theme, [one for one in questions if one.theme == theme]) for theme in THEMES]
    yield site.render(
        "sparql.html",
        PATH,
        groups=[(f"theme.{theme}", listed) for theme, listed in by_theme if listed],
        script_texts=site.texts.starting("sparqljs.")
        | {key: words[site.language] for key, words in catalogue().items() if key.startswith("query.")},
    )


def assets(data: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every asset of the page that is the same whatever its site links to.

    :param data: the folder in which the graph was written as TriG.
    """
    folder = files("craftgraph.exports") / "vendor"
    yield "editor.min.js", asset("vendor/codemirror/editor.min.js")
    yield "oxigraph.js", classic((folder / "oxigraph/web.js").read_text("utf-8"))
    yield "oxigraph-module.js", _constant("craftgraphModule", (folder / "oxigraph/web_bg.wasm.gz").read_bytes())
    graphs = [data / "craftgraph.trig", data / "craftgraph-results.trig"]
    yield (
        "graph-data.js",
        _constant("craftgraphData", gzip.compress(b"\n".join(map(Path.read_bytes, graphs)), 6, mtime=0)),
    )
    for library, licence in (("oxigraph", "LICENSE-MIT"), ("codemirror", "LICENSE")):
        yield f"{library}.LICENSE.txt", (folder / library / licence).read_text("utf-8")


def terms_script(sites: Sequence[Site]) -> tuple[str, str]:
    """Return the name and the text of the asset that says what the editor knows.

    :param sites: the same site, once a language.
    """
    found = json.dumps(terms(sites), ensure_ascii=False, separators=(",", ":"))
    return "sparql-terms.js", f"var craftgraphTerms={found};\n"


def classic(module: str) -> str:
    """Return the web build of Oxigraph as a classic script with one function that gives what the module exports.

    :raises ValueError: when the build is not of the form that this expects.
    """
    if module.count(_WHERE) != 1 or module.count(_EXPORTS) != 1:
        raise ValueError("This build of Oxigraph is packed in another way; adapt craftgraph.exports.sparql_page.")
    body = module.replace(_WHERE, "undefined").replace(_EXPORTS, "return { initSync, Store };")
    body = re.sub(r"^export (?=class |function )", "", body, flags=re.MULTILINE)
    return f"function craftgraphOxigraph() {{\n{body}\n}}\n"


def _constant(name: str, data: bytes) -> str:
    return f'var {name}="{base64.b64encode(data).decode()}";\n'


def terms(sites: Sequence[Site]) -> dict[str, Any]:
    """Return what the editor knows: prefixes, terms with their labels, saved questions, and which pages there are."""
    graph = sites[0].graph
    known = dict(sorted(prefixes(graph.store).items()))  # the graphs of a store have no order
    asker = sites[0].made(Asker)
    named = {iri: shorten(iri, known) for iri in _terms(graph)}
    return {
        "prefixes": known,
        "terms": [
            [name, *(site.labels.of(iri) for site in sites)] for iri, name in sorted(named.items()) if name != iri
        ],
        "questions": {
            question.name: {
                "sparql": query_text(question, sites[0].language),
                "parameters": [[each.name, each.prefix, each.default] for each in question.parameters],
            }
            for question in asker.questions
        },
        "pages": {
            iri: path
            for iri in sorted(named)
            for path in (f"parties/{iri.removeprefix(ID)}.html", f"{iri.removeprefix(ID)}.html")
            if iri.startswith(ID) and sites[0].has(path)
        },
        "cases": list(graph.cases),
    }


def _terms(graph: Graph) -> set[str]:
    """Return the classes and properties that the graph uses, every concept, and every thing of the registry."""
    used, subjects = (
        {term.value for row in graph.query(sparql).rows for term in row if isinstance(term, ox.NamedNode)}
        for sparql in (_USED, _SUBJECTS)
    )
    return used | {iri for iri in subjects if _is_thing(iri) or iri.startswith((DEF, VOC))}


def _is_thing(iri: str) -> bool:
    """Whether an identifier is that of a thing of the registry, or of a case as a whole."""
    return iri.startswith(ID) and "/" not in iri.removeprefix(ID)
