"""What the pages of a case tell of other cases: all on them that does not follow from what the case can speak of."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox

from craftgraph.exports import comparison_pages, dependence_pages, party_pages
from craftgraph.exports.comparison_pages import likeness_of, nearest
from craftgraph.exports.dependence import Words
from craftgraph.exports.pages import Site
from craftgraph.exports.pieces import Piece
from craftgraph.graph.namespaces import ID, PREFIXES

_FOLLOWS = ox.NamedNode(PREFIXES["prov"] + "wasRevisionOf")
_NEAREST = 3
_SHARED = 3  # features that a centre has in common, each with one value


@dataclass(frozen=True, slots=True)
class Alike:
    """A case that is like another: a word for how much, and what is the same."""

    case: str
    name: str
    degree: str
    shared: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What would make a case less dependent, in words.

    `helps` holds for each kind of dependence its name and a sentence, in parts of a text and where that leads (below
    the folder of the language; an empty text for nowhere). `together` names the two actors in `pair` whose loss at
    once cuts off most.
    """

    helps: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    governance: tuple[str, ...] = ()
    together: str = ""
    pair: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the pages of a case tell of others, in the language of the site.

    `relatives` holds the descriptions of the same centre before and after it, each with `earlier` or `later`; `parties`
    the identifiers of those that no other case names.
    """

    relatives: tuple[tuple[str, str], ...]
    alike: tuple[Alike, ...]
    advice: Advice
    parties: tuple[str, ...]


def elsewhere(site: Site, case: str) -> Elsewhere:
    """Return what the pages of a case tell of others; likeness, advice and parties only where the site has pages."""
    return Elsewhere(
        _relatives(site, case),
        _alike(site, case) if site.has(comparison_pages.page_of(case)) else (),
        _advice(site, case) if site.has(dependence_pages.page_of(case)) else Advice(),
        site.made(party_pages.Parties).only_in(case) if site.has(party_pages.INDEX) else (),
    )


def _relatives(site: Site, case: str) -> tuple[tuple[str, str], ...]:
    store, me = site.graph.store, ox.NamedNode(ID + case)
    before = [quad.object for quad in store.quads_for_pattern(me, _FOLLOWS, None, None)]
    after = [quad.subject for quad in store.quads_for_pattern(None, _FOLLOWS, me, None)]
    found = [(one, word) for word, ones in (("earlier", before), ("later", after)) for one in sorted(ones, key=str)]
    return tuple((one.value.removeprefix(ID), word) for one, word in found if isinstance(one, ox.NamedNode))


def _alike(site: Site, case: str) -> tuple[Alike, ...]:
    words = likeness_of(site, case)
    found = []
    for near in nearest(words, _NEAREST):
        same = [(reason.name, reason.same[0].text) for reason in near.reasons if reason.same][:_SHARED]
        told = "; ".join(f"{name[:1].lower()}{name[1:]}: {value}" for name, value in same)
        found.append(Alike(near.case, near.name, words.degree(near.ranked), told))
    return tuple(found)


def _advice(site: Site, case: str) -> Advice:
    found, advice = next(each for each in site.graph.assessments if each[0].case == case)
    words = Words(site.sheet(case))
    helps = tuple(
        (name, tuple((piece.text, _leads(site, piece)) for piece in sentence))
        for name, sentence in words.help(found, advice)
    )
    governance = tuple(words.governance(advice.governance))
    if not advice.together:
        return Advice(helps, governance)
    return Advice(helps, governance, words.together(advice.together), ",".join(map(quote, advice.together.actors)))


def _leads(site: Site, piece: Piece) -> str:
    """Return where a part of a sentence leads, below the folder of the language."""
    if not piece.case:
        return ""
    if not piece.statement:
        return f"{quote(dependence_pages.page_of(piece.case))}#formal"
    return site.statement_link(piece.case, site.sheet(piece.case).statements[piece.statement].anchor)
