"""The form of governance that fits a partnership of this size, after Provan and Kenis: a reading aid, no verdict.

Provan, K.G. and Kenis, P. (2008), Modes of network governance, Journal of Public Administration Research and Theory
18, 229-252. Shared governance suits few participants who trust each other and agree on the goal; a lead organisation
suits more participants with less trust and agreement; a network administrative organisation suits many, with much
agreement. Of the four things that they weigh, a description gives the number; trust and agreement are told only where
the source names them as a success or a challenge, and the need for competencies of the network is never told.
"""

from __future__ import annotations

from dataclasses import dataclass

from craftgraph.graph.model import local_name
from craftgraph.graph.namespaces import VOC
from craftgraph.graph.whatif import Situation

FEW = 8  # "six to eight" is where Provan and Kenis see shared governance become inefficient
MODES = ("shared-governance", "lead-organisation", "network-administrative-organisation", "external-coordinator")
_THEMES = {
    "trust": frozenset({"trust", "short-lines", "open-communication"}),
    "agreement": frozenset({"commitment", "conflicting-interests", "different-ways-of-working"}),
}


@dataclass(frozen=True, slots=True)
class Governance:
    """What is stated of the governance of a case, and what its size speaks for.

    `stated`: the forms that the case is judged to have, with `evidence`. `partners`: how many parties take part
    themselves. `trust` and `agreement`: True where the source names it as a success, False as a challenge, None when it
    names neither or both. `fitting`: the forms that the size speaks for.
    """

    stated: tuple[str, ...]
    evidence: tuple[str, ...]
    partners: int
    trust: bool | None
    agreement: bool | None
    fitting: tuple[str, ...]


def governance(situation: Situation) -> Governance:
    """Return how a case is governed and what its size speaks for."""
    judged = {
        iri: mode
        for iri in situation.values
        if situation.kind(iri) == "Judgement" and situation.runs(iri)
        for value in situation.of(iri, "characteristic")
        if (mode := local_name(value)) in MODES
    }
    partners = {
        party
        for iri in situation.values
        if situation.kind(iri) == "Participation" and situation.runs(iri)
        if f"{VOC}involvement/partner" in situation.of(iri, "involvement")
        for party in situation.of(iri, "party")
    }
    few = len(partners) <= FEW
    return Governance(
        stated=tuple(sorted(set(judged.values()))),
        evidence=tuple(sorted(judged)),
        partners=len(partners),
        trust=_told(situation, "trust"),
        agreement=_told(situation, "agreement"),
        fitting=MODES[:1] if few else MODES[1:3],
    )


def _told(situation: Situation, what: str) -> bool | None:
    themes = {kind: _themes(situation, kind) & _THEMES[what] for kind in ("SuccessFactor", "Challenge")}
    success, challenge = bool(themes["SuccessFactor"]), bool(themes["Challenge"])
    return None if success == challenge else success


def _themes(situation: Situation, kind: str) -> set[str]:
    return {
        local_name(theme)
        for iri in situation.values
        if situation.kind(iri) == kind
        for theme in situation.of(iri, "theme")
    }
