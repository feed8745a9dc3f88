"""What the form of one's own plans can tell of the nearest centres: a classic script a language, loaded at first use.

It holds, for each query of `ontology/answers/`, what every case had and under which heading that stands, which choices
of the form make a thing no longer missing, which organisations work where, and who is responsible for which groups.
Which of it is told, and in what order, the script works out in the way of `graph/answers.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from craftgraph.exports.advice import Advice
from craftgraph.exports.likeness import Likeness
from craftgraph.exports.pages import Site
from craftgraph.graph.answers import Answer, Answers, Instance, Worker, answers, implied_parties
from craftgraph.graph.namespaces import ID
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


def script(site: Site, choices: Choices) -> str:
    """Return the script, which leaves its data in `window.craftgraphLessons`."""
    data = json.dumps(lessons(site, choices), ensure_ascii=False, separators=(",", ":"))
    return f"window.craftgraphLessons = {data};\n".replace("</", "<\\/")


def lessons(site: Site, choices: Choices) -> dict[str, Any]:
    """Return what the script needs, with the cases in the order of the graph."""
    comparison = site.graph.compare(site.graph.cases[0])
    helper = Answers(site.graph, comparison)
    sheets = {case: site.sheet(case) for case in site.graph.cases}
    advice = Advice(Likeness(comparison, site.labels, sheets), helper)
    kinds = {one.value for there in site.graph.answers["organisations"].values() for one in there}
    kinds |= {one.value for there in site.graph.answers["parties"].values() for one in there}
    return {
        "answers": [_answer(site, advice, answer, choices) for answer in answers() if answer.part in _TOLD],
        "kinds": {kind: site.labels.of(kind) for kind in sorted(kinds)},
        "chosen": choices.by_feature["partners"],
        "workers": [_worker(site, helper, one, choices) for one in helper.workers()],
        "duties": list(_duties(advice, helper, choices)),
        "sources": [[sheet.source.document, sheet.source.heading] for sheet in sheets.values()],
    }


def _answer(site: Site, advice: Advice, answer: Answer, choices: Choices) -> dict[str, Any]:
    """Return a kind of thing: its values, with the choices that make each no longer missing, and what each case has."""
    there = {
        case: sorted(
            (one for one in site.graph.answers[answer.name].get(case, ()) if one.status in CURRENT),
            key=lambda one: one.statement,
        )
        for case in site.graph.cases
    }
    values = sorted({one.value for listed in there.values() for one in listed})
    has = _has(answer, choices)
    return {
        "name": answer.name,
        "label": answer.texts[site.language],
        "part": answer.part,
        "values": [
            [value, site.labels.of(value), [key for key, iris in has.items() if advice.answers.is_akin(value, iris)]]
            for value in values
        ],
        "cases": [
            [
                [values.index(one.value), *_instance(site, advice, one, choices, answer.part != "missing")]
                for one in there[case]
            ]
            for case in site.graph.cases
        ],
    }


def _has(answer: Answer, choices: Choices) -> dict[str, set[str]]:
    """Return what a profile has of a kind of thing by each choice, as `Answers.missing` takes it."""
    feature = _STATED_ON.get(answer.name, "")
    has = {key: {iri} for key, iri in choices.by_feature.get(feature, {}).items()}
    if answer.name == "parties":
        for key, iri in choices.all.items():
            if iri in implied_parties():
                has.setdefault(key, set()).update(implied_parties()[iri])
    return has


def _instance(site: Site, advice: Advice, one: Instance, choices: Choices, is_told: bool) -> Iterator[Any]:
    """Yield who, the link to the statement, its heading; where it is told in words those too, and what it is about."""
    shown = advice.instance(one)
    link = site.statement_link(one.case, shown.statement.anchor) if shown.statement else ""
    yield from (list(shown.who[:3]), link.removeprefix("statements/"), shown.heading)
    if is_told:
        about = [key for key, iri in choices.by_feature["target-groups"].items() if iri in one.about]
        text, language = (shown.statement.text, shown.statement.text_language) if shown.statement else ("", "")
        yield from (text, advice.help_of(shown), about, "" if language == site.language else language)


def _worker(site: Site, helper: Answers, one: Worker, choices: Choices) -> dict[str, Any]:
    """Return an organisation with its kinds, in which cases it works, and how far from which town (in km)."""
    page = f"parties/{one.party.removeprefix(ID)}.html"
    far = {town.removeprefix(ID): helper.distance([town], one.towns) for town in choices.towns}
    cases = dict.fromkeys(instance.case for instance in one.instances)
    return {
        "name": site.labels.of(one.party),
        "page": page if site.has(page) else "",
        "kinds": sorted(one.kinds),
        "centres": one.centres,
        "cases": [site.graph.cases.index(case) for case in cases],
        "far": {town: round(distance, 6) for town, distance in far.items() if distance is not None},
    }


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
