"""What every page of the site is made from: a graph in one language, the templates, the styles and scripts.

A kind of page is a module with two functions: `paths(site)` yields where its pages stand, at no cost, and `pages(site)`
yields where each page stands and its text. A kind with pages that tell of one case alone has a third, `of_case`, that
yields those. Paths are below the folder of the language: `parties/rova.html`.
Who links to a page that another kind makes asks `site.has(path)` first (in templates `has(path)`): no link is dead.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable
from urllib.parse import quote

import networkx as nx

from craftgraph.exports.foreign import marked
from craftgraph.exports.network_map import NetworkMap, Places, network_map
from craftgraph.exports.packing import packed
from craftgraph.exports.sheet import Sheet, decimal_text
from craftgraph.exports.texts import LANGUAGES, Texts, date_text, opening_name
from craftgraph.graph.labels import Labels

if TYPE_CHECKING:
    import jinja2

    from craftgraph.exports.elsewhere import Elsewhere
    from craftgraph.graph.dependence import Assessment
    from craftgraph.graph.store import Graph

Made = TypeVar("Made")

VIS = "vendor/vis-network/vis-network.min.js"
ASSETS = ("page.css", "page.js", "map.js", VIS)
# The main menu: where an entry leads, and its text. The centres come after the first.
NAV = (
    ("index.html", "site.overview"),
    ("parties/index.html", "site.parties"),
    ("compare/index.html", "site.compare"),
    ("dependence/index.html", "site.dependence"),
    ("questions/index.html", "site.questions"),
    ("sparql.html", "site.sparql"),
    ("data.html", "site.data"),
)


class Kind(Protocol):
    """A kind of page: a module that makes pages, and knows beforehand where they stand."""

    def paths(self, site: Site, /) -> Iterable[str]:
        """Yield where the pages stand."""

    def pages(self, site: Site, /) -> Iterator[tuple[str, str]]:
        """Yield where each page stands, and its text; none of those that tell of one case alone."""


@runtime_checkable
class CaseKind(Kind, Protocol):
    """A kind of page with pages that tell of one case alone."""

    def of_case(self, site: Site, case: str, told: Elsewhere, /) -> Iterator[tuple[str, str]]:
        """Yield where each page of a case stands, and its text.

        :param told: what the pages tell of other cases; of these nothing else may be read, as the site may know none.
        """


class Site:
    """A graph as pages in one language.

    :param networks: the network of each case, plans included; `placed` says where its parties stand on the map.
    :param kinds: the kinds of page that the site makes.
    """

    def __init__(
        self,
        graph: Graph,
        labels: Labels,
        networks: dict[str, nx.MultiDiGraph[str]],
        placed: dict[str, Places],
        kinds: Iterable[Kind] = (),
    ) -> None:
        self.graph = graph
        self.kinds = tuple(kinds)
        self.labels = labels
        self.networks = networks
        self._placed = placed
        self._sheets: dict[str, Sheet] = {}
        self._maps: dict[str, NetworkMap] = {}
        self._made: dict[Any, Any] = {}
        self._around: dict[str, dict[str, str]] = {}

    @property
    def language(self) -> str:
        """The language of the pages."""
        return self.labels.language

    @property
    def is_nested(self) -> bool:
        """Whether the pages stand in a folder of their language, beside those of the default one."""
        return self.language != LANGUAGES[0]

    @property
    def folder(self) -> str:
        """The folder of the pages in that of all languages: empty, or with a slash at its end."""
        return f"{self.language}/" if self.is_nested else ""

    @cached_property
    def paths(self) -> frozenset[str]:
        """Where every page of the site stands."""
        return frozenset(path for kind in self.kinds for path in kind.paths(self))

    @cached_property
    def around(self) -> str:
        """What stands around what a page tells: its language, where pages are, and what the cases are called."""
        return json.dumps([self.language, sorted(self.paths), self.names], ensure_ascii=False)

    def has(self, path: str) -> bool:
        """Whether the site makes a page at a place (`compare/oss-2019.html`); an anchor in it does not matter."""
        return path.partition("#")[0] in self.paths

    @cached_property
    def texts(self) -> Texts:
        """The texts of the pages."""
        return Texts(self.language)

    def sheet(self, case: str) -> Sheet:
        """Return a case as people read it."""
        if case not in self._sheets:
            self._sheets[case] = Sheet(self.graph, case, self.language, self.labels)
        return self._sheets[case]

    def made(self, make: Callable[[Site], Made]) -> Made:
        """Return what pages of several kinds are made from, made once."""
        if make not in self._made:
            self._made[make] = make(self)
        found: Made = self._made[make]
        return found

    def places(self, case: str) -> Places:
        """Return where the parties of a case stand on its map."""
        return self._placed[case]

    def map(self, case: str) -> NetworkMap:
        """Return the map of a case."""
        if case not in self._maps:
            self._maps[case] = network_map(self.sheet(case), self.networks[case], self._placed[case])
        return self._maps[case]

    def assessment(self, case: str) -> Assessment:
        """Return how dependent a case is."""
        return next(found for found, _ in self.graph.assessments if found.case == case)

    def statement_link(self, case: str, anchor: str) -> str:
        """Return where a statement stands, below the folder of the language (`statements/oss-2019.html#s-…`).

        :param anchor: what its IRI has behind that of the case (:class:`craftgraph.exports.sheet.Statement`).
        """
        return f"{quoted(statement_page(case, self.sheet(case).part_of[anchor]))}#s-{quoted(anchor)}"

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each case by its identifier."""
        return {case: self.labels.of(self.graph.case_iri(case)) for case in self.graph.cases}

    def render(self, template: str, path: str, /, **values: Any) -> tuple[str, str]:
        """Return where a page stands below the folder of its language (`parties/rova.html`), and its text.

        Templates get `home` and `root`, the way from the page to the folder of its language and to that of the site,
        `path`, `has`, which tells whether the site makes a page, and `statement_link` (below `home`).
        """
        home = "../" * path.count("/")
        place = {"path": path, "home": home, "root": home + ("../" if self.is_nested else "")}
        around = self._what_stands_around(path, place)
        page = self._environment.get_template(template).render(**values, **place, **around, **self._frame)
        return path, marked(page)

    def _what_stands_around(self, path: str, place: dict[str, str]) -> dict[str, str]:
        """Return the menu and the foot of a page: the same on all pages of a folder but the first."""
        folder, _, name = path.rpartition("/")
        where = f"{folder}/" if folder and name != "index.html" else path
        if where not in self._around:
            values = self._frame | place | {"path": where}
            templates = {part: self._environment.get_template(f"_{part}.html") for part in ("menu", "foot")}
            self._around[where] = {part: template.render(values) for part, template in templates.items()}
        return self._around[where]

    @cached_property
    def _frame(self) -> dict[str, Any]:
        """What the templates of all pages get."""
        return {
            "single": False,
            "nav": [entry for entry in NAV if self.has(entry[0])],
            "has": self.has,
            "statement_link": self.statement_link,
            "search_kinds": list(self.texts.starting("search.kind.").values()),
            "cases_of_site": self.names,
        }

    @cached_property
    def _environment(self) -> jinja2.Environment:
        return environment(self.language)


def statement_page(case: str, part: int) -> str:
    """Return where a part of the statements of a case stands (:attr:`craftgraph.exports.sheet.Sheet.parts`)."""
    return f"statements/{case}.html" if not part else f"statements/{case}.{part + 1}.html"


@cache
def quoted(text: str) -> str:
    """Return a text as it stands in a link: the same few are asked for on hundreds of pages."""
    return quote(text)


def asset(name: str) -> str:
    """Return the text of a style or script; one of our own as pages carry it."""
    folder = files("craftgraph.exports")
    text = (folder / name if "/" in name else folder / "assets" / name).read_text("utf-8")
    return text if name.startswith("vendor/") else packed(text)


def environment(language: str) -> jinja2.Environment:
    """Return the templates: autoescaped, with every text of a language, and failing where a value is missing.

    `once` makes a macro that is called often with the same values draw each of them once a page.
    """
    import jinja2

    from craftgraph import __version__
    from craftgraph.exports.calling import Context
    from craftgraph.exports.compiled import compiled

    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(files("craftgraph.exports") / "templates")),
        autoescape=True,
        auto_reload=False,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled(),
    )
    found.context_class = Context
    found.globals.update(t=Texts(language), lang=language, version=__version__, once=cache, zip=zip)
    found.filters["number"] = lambda number: decimal_text(str(number), language)
    found.filters["urlencode"] = quoted
    found.filters["opening"] = opening_name
    found.filters["date"] = lambda date: date_text(date, Texts(language))
    found.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return found
