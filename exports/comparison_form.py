"""The form that compares one's own plans in the browser: the questions of the interview, and what a script needs.

The script (`assets/compare.js`) does no more than add up: how alike concepts are was worked out here. It gives the same
ranking as `craftgraph compare` on the profile that the same answers make.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from craftgraph.exports.comparison_pages import page_of
from craftgraph.exports.likeness import Likeness, note
from craftgraph.exports.pages import Site
from craftgraph.exports.profile_form import profile_data
from craftgraph.graph.answers import Answers, Worker, answers, implied_parties
from craftgraph.graph.features import Column, Feature, features, presets
from craftgraph.graph.interview import Option, Question, Vocabulary, questions
from craftgraph.graph.namespaces import ID, VOC
from craftgraph.graph.projection import CURRENT
from craftgraph.graph.similarity import matrix

FORM = "compare/form.html"


def paths(site: Site) -> Iterator[str]:
    """Yield where the form stands; nowhere when there is nothing to compare with."""
    if len(site.graph.cases) > 1:
        yield FORM


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the form."""
    if len(site.graph.cases) < 2:
        return
    vocabulary = Vocabulary(site.graph)
    asked = [question for question in questions() if question.is_compared]
    options = {question.id: vocabulary.options(question, site.language) for question in asked if _is_choice(question)}
    yield site.render(
        "compare_form.html",
        FORM,
        questions=asked,
        options=options,
        presets=[(name, preset.texts[site.language]) for name, preset in presets().items()],
        note=note(site.texts),
        data=form_data(site, asked, options),
        profile=profile_data(
            [question for question in questions() if question.kind == "text" or question in asked],
            options,
            vocabulary,
            site.language,
        ),
    )


def _is_choice(question: Question) -> bool:
    return question.kind in ("one", "many")


def form_data(site: Site, asked: list[Question], options: dict[str, list[Option]]) -> dict[str, Any]:
    """Return what the script needs: the features with the values of each case, and how alike each choice is to them."""
    cases = site.graph.cases
    sheets = {case: site.sheet(case) for case in cases}
    comparison = site.graph.compare(cases[0])
    likeness, helper = Likeness(comparison, site.labels, sheets), Answers(site.graph, comparison)
    towns = [option.iri for question in asked if question.registry for option in options[question.id]]
    chosen: dict[str, dict[str, str]] = {}
    for question in asked:
        for option in options.get(question.id, ()):
            meant = VOC + question.means[option.name] if option.name in question.means else option.iri
            for name in question.features:
                chosen.setdefault(name, {})[f"{question.id}/{option.name}"] = meant
    used = [feature for feature in features().values() if any(feature.name in one.features for one in asked)]
    return {
        "cases": [
            {
                "id": case,
                "name": site.names[case],
                "page": f"{case}.html",
                "like": page_of(case),
                "centre": helper.centre(case),
            }
            for case in cases
        ],
        "centres": len({helper.centre(case) for case in cases}),
        "presets": {
            name: {feature.name: _weight(feature, preset.weights) for feature in used}
            for name, preset in presets().items()
        },
        "questions": {one.id: {"kind": one.kind, "features": one.features} for one in asked},
        "features": [_feature(site, likeness, feature, chosen.get(feature.name, {})) for feature in used],
        "parties": _parties(site, helper, chosen["partners"], options),
        "workers": [_worker(site, helper, one, towns) for one in helper.workers()],
        "texts": site.texts.starting("form.js."),
    }


def _weight(feature: Feature, weights: Any) -> float:
    return float(weights.get(feature.name, 0.0)) if weights else feature.weight


def _feature(site: Site, likeness: Likeness, feature: Feature, chosen: dict[str, str]) -> dict[str, Any]:
    table = site.graph.features
    column = table.columns[feature.name]
    found: dict[str, Any] = {
        "name": feature.name,
        "label": feature.text(site.language),
        "exclusive": feature.is_exclusive,
        "closed": [bool(column.closed[table.row(case)]) for case in site.graph.cases],
        "cases": [_values(site, likeness, column, case) for case in site.graph.cases],
    }
    if feature.kind == "number":
        return found | {"span": feature.span}
    wanted = sorted(set(chosen.values()))
    alike = matrix(table.taxonomy(feature), wanted, column.concepts, feature.scale)
    places = {iri: at for at, iri in enumerate(wanted)}
    return found | {
        "chosen": {key: places[iri] for key, iri in chosen.items()},
        "names": [site.labels.of(iri) for iri in wanted],
        "alike": [[round(float(value), 9) for value in row] for row in alike],
    }


def _values(site: Site, likeness: Likeness, column: Column, case: str) -> list[list[Any]]:
    """Return the values of a case: the code or number, its words, and where the first statement stands."""
    row = site.graph.features.row(case)
    found = []
    for at, value in enumerate(column.values(row), int(column.starts[row])):
        cited = likeness.cited(case, value)
        link = site.statement_link(case, cited.statements[0].anchor) if cited.statements else ""
        code = value.value if isinstance(value.value, float) else int(column.codes[at])
        found.append([code, likeness.value(value), link, cited.places[0] if cited.places else ""])
    return found


def _worker(site: Site, helper: Answers, one: Worker, towns: Sequence[str]) -> dict[str, Any]:
    """Return an organisation with its kinds, in how many centres it works, and how far from which town (in km)."""
    page = f"parties/{one.party.removeprefix(ID)}.html"
    far = {town.removeprefix(ID): helper.distance([town], one.towns) for town in towns}
    return {
        "name": site.labels.of(one.party),
        "page": page if site.has(page) else "",
        "kinds": sorted(one.kinds),
        "centres": one.centres,
        "far": {town: round(distance, 6) for town, distance in far.items() if distance is not None},
    }


def _parties(site: Site, helper: Answers, chosen: dict[str, str], options: dict[str, list[Option]]) -> dict[str, Any]:
    """Return which kinds of party each case has, by whom, and which choices make a kind no longer missing.

    `iris` are those of the kinds, `chosen` those of the choices.
    """
    there_is = {key: {iri} for key, iri in chosen.items()}
    for question, listed in options.items():
        for option in listed:
            if option.iri in implied_parties():
                there_is.setdefault(f"{question}/{option.name}", set()).update(implied_parties()[option.iri])
    asked = next(answer for answer in answers() if answer.name == "parties")
    there = {
        case: [one for one in site.graph.answers[asked.name].get(case, ()) if one.status in CURRENT]
        for case in site.graph.cases
    }
    kinds = sorted({one.value for listed in there.values() for one in listed})
    return {
        "kinds": [site.labels.of(kind) for kind in kinds],
        "iris": kinds,
        "chosen": chosen,
        "akin": [[key for key, iris in there_is.items() if helper.is_akin(kind, iris)] for kind in kinds],
        "cases": [
            [
                [kinds.index(one.value), [site.labels.of(iri) for iri in one.who if iri.removeprefix(ID) != "unknown"]]
                for one in there[case]
            ]
            for case in site.graph.cases
        ],
    }
