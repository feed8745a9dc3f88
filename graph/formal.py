"""Formal and financial dependence: what the source says of who coordinates, and of the money that pays for it.

Each sign is a question with three answers: yes, no, or not said. Unknown is not no: a source that is silent about a
deputy does not say that there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from craftgraph.graph.level import Level, Rule
from craftgraph.graph.model import local_name
from craftgraph.graph.namespaces import ID
from craftgraph.graph.projection import NOBODY
from craftgraph.graph.whatif import Situation

SIGNS = ("one-coordinator", "no-deputy", "insecure-post", "coordination-on-ending-money", "money-mostly-ending")


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of formal dependence: `answer` is None where the source does not say; `actors` are whom it is about.

    `evidence` holds the IRIs of the statements that the answer rests on.
    """

    name: str
    answer: bool | None
    actors: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


Keep = Callable[[str], bool]


def signs(situation: Situation, rule: Rule, keep: Keep = lambda _: True) -> list[Sign]:
    """Return every sign of a case, in the order of `SIGNS`.

    :param keep: which statements count, by their IRI.
    """
    posts, parties, evidence = coordinators(situation, rule, keep)
    money = [iri for iri in situation.values if situation.kind(iri) == "Funding" and situation.runs(iri) and keep(iri)]
    return [
        _one_coordinator(situation, posts, parties, evidence),
        _no_deputy(situation, posts),
        _insecure_post(situation, rule, posts),
        _coordination_on_ending_money(situation, rule, posts, money),
        _money_mostly_ending(situation, rule, money),
    ]


def coordinators(situation: Situation, rule: Rule, keep: Keep = lambda _: True) -> tuple[set[str], set[str], set[str]]:
    """Return the posts and the parties that coordinate, and the statements that say so.

    Who pulls the cart counts only where the source names nobody who coordinates, and around whom it turns only where it
    names nobody who pulls either. A party that employs a coordinating post is not counted beside it.
    """
    for wanted in rule.coordinating:
        posts = set(_running(situation, "Post", "duty", wanted["duties"], keep))
        roles = set(_running(situation, "RoleHolding", "role", wanted["roles"], keep))
        holders = {holder for iri in roles for holder in situation.of(iri, "holder")}
        posts |= {holder for holder in holders if situation.kind(holder) == "Post"}
        employers = {employer for post in posts for employer in situation.of(post, "employer")}
        parties = {
            holder
            for holder in holders - posts - employers
            if not situation.of(holder, "http://www.w3.org/ns/org#unitOf") & (employers | holders)
        }
        if posts or parties:
            return posts, parties, posts | roles
    return set(), set(), set()


def formal_level(found: Iterable[Sign]) -> Level:
    """Return the level that signs make.

    High: the coordinating rests on one, and on money that ends. Raised: any sign is there. Low: more than one
    coordinate, and the money that pays for it, or most of the money, lasts. Otherwise it cannot be said.
    """
    answers = {sign.name: sign.answer for sign in found}
    if answers["one-coordinator"] and answers["coordination-on-ending-money"]:
        return Level.HIGH
    if any(answers.values()):
        return Level.RAISED
    lasting = answers["coordination-on-ending-money"] is False or answers["money-mostly-ending"] is False
    return Level.LOW if answers["one-coordinator"] is False and lasting else Level.CANNOT_SAY


def _running(situation: Situation, kind: str, field: str, concepts: frozenset[str], keep: Keep) -> Iterator[str]:
    """Yield the running statements of a class of which a field has one of some concepts."""
    for iri in situation.running:
        if situation.kind(iri) == kind and keep(iri) and _is(situation, iri, field, concepts):
            yield iri


def _is(situation: Situation, iri: str, field: str, concepts: frozenset[str]) -> bool:
    return any(local_name(value) in concepts for value in situation.of(iri, field))


def _names(iris: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(iri.removeprefix(ID) for iri in iris))


def _one_coordinator(situation: Situation, posts: set[str], parties: set[str], evidence: set[str]) -> Sign:
    """A body in which several have a seat counts as several; so does a post of which there are several."""
    seats = {
        body: sum(body in situation.of(iri, "body") for iri in situation.running if situation.kind(iri) == "Seat")
        for body in parties
        if situation.kind(body) == "Body"
    }
    number = sum(situation.number(post, "count") or 1 for post in posts)
    number += sum(max(1, seats.get(party, 1)) for party in parties)
    return Sign("one-coordinator", number == 1 if number else None, _names(posts | parties), tuple(sorted(evidence)))


def _no_deputy(situation: Situation, posts: set[str]) -> Sign:
    known = {post for post in posts if {_name(one) for one in situation.of(post, "deputy")} - NOBODY}
    return Sign("no-deputy", False if posts and known == posts else None, _names(posts), tuple(sorted(known)))


def _name(iri: str) -> str:
    return iri.removeprefix(ID)


def _insecure_post(situation: Situation, rule: Rule, posts: set[str]) -> Sign:
    told = {post for post in posts if situation.of(post, "appointment")}
    insecure = {post for post in told if _is(situation, post, "appointment", rule.insecure)}
    answer = True if insecure else False if told else None
    return Sign("insecure-post", answer, _names(insecure), tuple(sorted(insecure or told)))


def _coordination_on_ending_money(situation: Situation, rule: Rule, posts: set[str], money: list[str]) -> Sign:
    """Yes when all money that is known to pay a coordinating post ends."""
    ends = {one: _ends(situation, rule, one) for post in posts for one in situation.of(post, "paidBy") & set(money)}
    return _sign_of_money("coordination-on-ending-money", ends)


def _money_mostly_ending(situation: Situation, rule: Rule, money: list[str]) -> Sign:
    """Yes when of at least half of the sums it is known whether they end, and all those do."""
    ends = {one: _ends(situation, rule, one) for one in money}
    known: dict[str, bool | None] = {one: answer for one, answer in ends.items() if answer is not None}
    told = len(known) * 2 >= len(ends) or not all(known.values())
    return _sign_of_money("money-mostly-ending", known if told else {})


def _sign_of_money(name: str, ends: dict[str, bool | None]) -> Sign:
    known = {one: answer for one, answer in ends.items() if answer is not None}
    ending = [one for one, answer in known.items() if answer]
    answer = (len(ending) == len(ends)) if known and (len(ending) < len(known) or len(known) == len(ends)) else None
    return Sign(name, answer, _names(ending), tuple(sorted(known)))


def _ends(situation: Situation, rule: Rule, funding: str) -> bool | None:
    """Whether money ends: as stated, by an end date, or by its kind (a prize ends, an own income lasts)."""
    stated = {local_name(value) for value in situation.of(funding, "temporary")}
    if "yes" in stated or situation.texts(funding, "until"):
        return True
    if "no" in stated:
        return False
    kinds = {local_name(value) for value in situation.of(funding, "fundingKind")}
    if kinds & rule.temporary:
        return True
    return False if kinds & rule.lasting else None
