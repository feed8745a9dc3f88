"""What the form of one's own plans can tell of the nearest centres: classic scripts a language, loaded at first use.

One holds, for each query of `ontology/answers/`, the values and which choices of the form make a thing no longer
missing, which organisations work where, and who is responsible for which groups. What a case had, and under which
heading that stands, is in a script of its own, loaded when the case is one of the nearest: so the page stays light.
Which of it is told, and in what order, the form works out in the way of `graph/answers.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from craftgraph.exports.advice import Advice
from craftgraph.exports.likeness import Likeness
from craftgraph.exports.pages import Site
from craftgraph.graph.answers import MUNICIPALITY, Answer, Answers, Instance, Worker, answers, implied_parties
from craftgraph.graph.namespaces import ID, VOC
from craftgraph.graph.projection import CURRENT

SCRIPT = "compare/lessons.js"
_TOLD = ("missing", "challenges", "helped")
# What a profile has of a kind of thing is what it states on a feature.
_STATED_ON = {"parties": "partners", "money": "money"}


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen in the form: the IRI that each choice (`question/option`) means, by feature and in all."""

    by_feature: Mapping[str, Mapping[str, str]]
    all: Mapping[str, str]
    towns: tuple[str, ...]


class Places:
    """The pages and headings that statements stand under, numbered, as each is named many times."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def cite(self, link: str, heading: str) -> tuple[int, str]:
        """Return the number of a place, and the anchor in its page."""
        page, _, anchor = link.partition("#")
        return self._numbers.setdefault((page, heading), len(self._numbers)), anchor

    @property
    def listed(self) -> list[tuple[str, str]]:
        """The page and heading of each place, by number."""
        return list(self._numbers)


def script_of(case: str) -> str:
    """Return where the script of a case stands."""
    return f"compare/lessons/{case}.js"


def scripts(site: Site, choices: Choices) -> Iterator[tuple[str, str]]:
    """Yield the script of all cases, which fills `window.craftgraphLessons`, and one a case, which fills its `of`."""
    comparison = site.graph.compare(site.graph.cases[0])
    helper = Answers(site.graph, comparison)
    sheets = {case: site.sheet(case) for case in site.graph.cases}
    advice = Advice(Likeness(comparison, site.labels, sheets), helper)
    told = [(answer, _values(site, answer)) for answer in answers() if answer.part in _TOLD]
    yield SCRIPT, f"window.craftgraphLessons = {_json(_common(site, advice, told, choices))};\n"
    for case in site.graph.cases:
        data = _json(_of_case(site, advice, case, told, choices))
        yield script_of(case), f"window.craftgraphLessons.of[{_json(case)}] = {data};\n"


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def _common(site: Site, advice: Advice, told: list[tuple[Answer, list[str]]], choices: Choices) -> dict[str, Any]:
    """Return what holds for all cases, these in the order of the graph."""
    helper = advice.answers
    kinds = {one.value for there in site.graph.answers["organisations"].values() for one in there}
    kinds |= {one.value for there in site.graph.answers["parties"].values() for one in there}
    listed = sorted(kinds)
    return {
        "answers": [_answer(site, advice, answer, values, choices) for answer, values in told],
        "kinds": {_short(kind): site.labels.of(kind) for kind in listed},
        "chosen": {key: _short(iri) for key, iri in choices.by_feature["partners"].items()},
        "towns": [town.removeprefix(ID) for town in choices.towns],
        "workers": [_worker(site, helper, one, listed, choices) for one in helper.workers()],
        "duties": list(_duties(advice, helper, choices)),
        "sources": [[one.source.document, one.source.heading] for one in map(site.sheet, site.graph.cases)],
        "of": {},
    }


def _short(iri: str) -> str:
    return iri.removeprefix(VOC)


def _there(site: Site, answer: Answer, case: str) -> list[Instance]:
    """Return what a case had of a kind of thing."""
    found = site.graph.answers[answer.name].get(case, ())
    return sorted((one for one in found if one.status in CURRENT), key=lambda one: one.statement)


def _values(site: Site, answer: Answer) -> list[str]:
    return sorted({one.value for case in site.graph.cases for one in _there(site, answer, case)})


def _answer(site: Site, advice: Advice, answer: Answer, values: list[str], choices: Choices) -> dict[str, Any]:
    """Return a kind of thing: its values, with the choices that make each no longer missing, and how many have it."""
    has = _has(answer, choices)
    centres: dict[str, set[str]] = {}
    for case in site.graph.cases:
        for one in _there(site, answer, case):
            centres.setdefault(one.value, set()).add(advice.answers.centre(case))
    return {
        "name": answer.name,
        "label": answer.texts[site.language],
        "part": answer.part,
        "values": [
            [
                _short(value),
                site.labels.of(value),
                [key for key, iris in has.items() if advice.answers.is_akin(value, iris)],
                len(centres[value]),
            ]
            for value in values
        ],
    }


def _of_case(
    site: Site, advice: Advice, case: str, told: list[tuple[Answer, list[str]]], choices: Choices
) -> dict[str, Any]:
    """Return what a case had of each kind of thing, and the places where that is said."""
    places = Places()
    listed = [
        [
            [values.index(one.value), *_instance(site, advice, one, choices, places, answer.part != "missing")]
            for one in _there(site, answer, case)
        ]
        for answer, values in told
    ]
    return {"places": places.listed, "answers": listed}


def _has(answer: Answer, choices: Choices) -> dict[str, set[str]]:
    """Return what a profile has of a kind of thing by each choice, as `Answers.missing` takes it."""
    feature = _STATED_ON.get(answer.name, "")
    has = {key: {iri} for key, iri in choices.by_feature.get(feature, {}).items()}
    if answer.name == "parties":
        for key, iri in choices.all.items():
            if iri in implied_parties():
                has.setdefault(key, set()).update(implied_parties()[iri])
            if iri in choices.towns:
                has.setdefault(key, set()).add(MUNICIPALITY)
    return has


def _instance(
    site: Site, advice: Advice, one: Instance, choices: Choices, places: Places, is_told: bool
) -> Iterator[Any]:
    """Yield who, where the statement stands; where it is told in words those too, and what it is about."""
    shown = advice.instance(one)
    link = site.statement_link(one.case, shown.statement.anchor) if shown.statement else ""
    yield list(shown.who[:3])
    yield from places.cite(link, shown.heading)
    if is_told:
        about = [key for key, iri in choices.by_feature["target-groups"].items() if iri in one.about]
        text, language = (shown.statement.text, shown.statement.text_language) if shown.statement else ("", "")
        yield from (text, advice.help_of(shown), about, "" if language == site.language else language)


def _worker(site: Site, helper: Answers, one: Worker, kinds: list[str], choices: Choices) -> list[Any]:
    """Return an organisation: its name, page, kinds, number of centres, cases, and how far from which town (in km).

    Kinds, cases and towns are named by their places in their lists.
    """
    party = one.party.removeprefix(ID)
    far = ((at, helper.distance([town], one.towns)) for at, town in enumerate(choices.towns))
    cases = dict.fromkeys(instance.case for instance in one.instances)
    return [
        site.labels.of(one.party),
        party if site.has(f"parties/{party}.html") else "",
        [kinds.index(kind) for kind in sorted(one.kinds)],
        one.centres,
        [site.graph.cases.index(case) for case in cases],
        {at: round(distance, 6) for at, distance in far if distance is not None},
    ]


def _duties(advice: Advice, helper: Answers, choices: Choices) -> Iterator[dict[str, Any]]:
    """Yield who is responsible for which groups, a statement and value each, with the choices that it is about."""
    groups = choices.by_feature["target-groups"]
    for one in helper.responsibilities():
        shown = advice.duty([one])
        place = next(iter(shown.statement.places), None)
        yield {
            "statement": one.statement,
            "akin": [key for key, iri in groups.items() if any(helper.is_akin(about, {iri}) for about in one.about)],
            "groups": shown.groups,
            "route": shown.routes,
            "responsible": shown.responsible,
            "text": shown.statement.text,
            "heading": (place.heading or place.document) if place else "",
        }
