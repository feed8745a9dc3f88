"""What is asked first of a case: what it is, how dependent, and which centres are like it; on screen and on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from craftgraph.exports.dependence import Words
from craftgraph.exports.network_map import Party
from craftgraph.exports.pages import Site
from craftgraph.exports.summary import Summary
from craftgraph.exports.texts import Texts
from craftgraph.graph.namespaces import VOC

if TYPE_CHECKING:
    from craftgraph.exports.elsewhere import Alike

_PARTNER = "partner"
_SECTORS = ("reuse", "waste", "government", "education", "care", "makers", "knowledge")
_NOT_YET = frozenset({"idea", "plan"})
_SECTIONS = (
    ("short", "summary.short"),
    ("map-section", "map.title"),
    ("money", "list.funding"),
    ("learnt", "summary.learnt"),
    ("parties", "summary.parties"),
    ("flows", "list.flows"),
    ("people", "summary.people"),
    ("more", "summary.more"),
    ("downloads", "data.title"),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How dependent a case is in words, and for each of the three parts its name, its level and one sentence."""

    level: str
    parts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """The top of the page of a case.

    `alike` holds the centres that are most alike; `contents` the sections of the page, each with its place and the key
    of its heading.
    """

    opening: str
    partners: tuple[Party, ...]
    dependence: Verdict | None
    alike: tuple[Alike, ...]
    contents: tuple[tuple[str, str], ...] = _SECTIONS


def brief(site: Site, summary: Summary, alike: Sequence[Alike]) -> Brief:
    """Return the top of the page of a case; its dependence only where the site has a page on it."""
    case = summary.sheet.case
    return Brief(
        opening(summary, site.texts),
        partners(summary),
        verdict(site, case) if site.has(f"dependence/{case}.html") else None,
        tuple(alike),
    )


def partners(summary: Summary) -> tuple[Party, ...]:
    """Return the parties that the source calls partners, by name."""
    found = [part.party for _, parts in summary.parts for part in parts if part.closeness == _PARTNER]
    return tuple(sorted(found, key=lambda party: party.name.casefold()))


def opening(summary: Summary, texts: Texts) -> str:
    """Return one sentence on what a case is: where, and from which sectors its partners come, most partners first.

    Partners that are only planned are left out.
    """
    prefix = texts("municipality.prefix")
    where = listed([value.text.removeprefix(prefix) for value in summary.municipalities], texts)
    count = Counter(party.group for party in partners(summary) if not party.planned and party.group in _SECTORS)
    order = sorted(count, key=lambda group: (-count[group], _SECTORS.index(group)))
    sectors = listed([texts(f"sector.{group}") for group in order], texts)
    return texts(f"summary.opening.{_phase(summary)}" + ("" if sectors else ".alone"), where=where, sectors=sectors)


def _phase(summary: Summary) -> str:
    """Return `plan` for what is no more than an idea or a plan yet, otherwise `now`."""
    label = summary.sheet.labels.of(VOC + "characteristic/phase")
    phases = {key for told in summary.features.get(label, ()) for key in told.keys("characteristic")}
    return "plan" if phases and phases <= _NOT_YET else "now"


def verdict(site: Site, case: str) -> Verdict:
    """Return how dependent a case is, in the words of the page on its dependence."""
    found = site.assessment(case)
    words = Words(site.sheet(case))
    parts = ((one.name, words.level(one.level), words.sentence(found, one)) for one in found.dimensions)
    return Verdict(words.overall(found), tuple(parts))


def listed(names: Sequence[str], texts: Texts) -> str:
    """Return names as one enumeration: `a, b and c`."""
    return texts("risk.and").join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
