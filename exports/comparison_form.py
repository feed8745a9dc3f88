"""The form that compares one's own plans in the browser: the questions of the interview, and what a script needs.

The scripts (`assets/compare/`) do no more than add up: how alike concepts are was worked out here. They give the same
ranking as `craftgraph compare` on the profile that the same answers make, tell the same of the nearest centres
(`lessons.py`), and make the same dossier.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from craftgraph.exports.comparison_pages import page_of
from craftgraph.exports.lessons import SCRIPT, Choices, Places, script_of, scripts
from craftgraph.exports.likeness import Likeness, note
from craftgraph.exports.pages import Site
from craftgraph.exports.profile_form import profile_data
from craftgraph.exports.texts import catalogue
from craftgraph.graph.answers import NEAREST, Answers
from craftgraph.graph.degrees import degrees, unclear
from craftgraph.graph.features import Column, Feature, features, presets
from craftgraph.graph.interview import Option, Question, Vocabulary, questions
from craftgraph.graph.namespaces import VOC
from craftgraph.graph.similarity import matrix

FORM = "compare/form.html"
_TEXTS = ("form.js.", "form.submit", "compare.", "advice.", "dossier.")


def paths(site: Site) -> Iterator[str]:
    """Yield where the form and its data stand; nowhere when there is nothing to compare with."""
    if len(site.graph.cases) > 1:
        yield FORM
        yield SCRIPT
        yield from map(script_of, site.graph.cases)


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the form, and what it tells of the nearest centres as scripts beside it."""
    if len(site.graph.cases) < 2:
        return
    vocabulary = Vocabulary(site.graph)
    asked = [question for question in questions() if question.is_compared]
    options = {question.id: vocabulary.options(question, site.language) for question in asked if _is_choice(question)}
    chosen = choices(asked, options)
    yield site.render(
        "compare_form.html",
        FORM,
        questions=asked,
        options=options,
        name=next(question for question in questions() if question.id == "name"),
        presets=[(name, preset.texts[site.language]) for name, preset in presets().items()],
        note=note(site.texts),
        data=form_data(site, asked, chosen),
        profile=profile_data(
            [question for question in questions() if question.kind == "text" or question in asked],
            options,
            vocabulary,
            site.language,
        ),
    )
    yield from scripts(site, chosen)


def _is_choice(question: Question) -> bool:
    return question.kind in ("one", "many")


def choices(asked: list[Question], options: dict[str, list[Option]]) -> Choices:
    """Return what each choice of the form means."""
    by_feature: dict[str, dict[str, str]] = {}
    every: dict[str, str] = {}
    for question in asked:
        for option in options.get(question.id, ()):
            key = f"{question.id}/{option.name}"
            every[key] = VOC + question.means[option.name] if option.name in question.means else option.iri
            for name in question.features:
                by_feature.setdefault(name, {})[key] = every[key]
    towns = tuple(option.iri for question in asked if question.registry for option in options[question.id])
    return Choices(by_feature, every, towns)


def form_data(site: Site, asked: list[Question], chosen: Choices) -> dict[str, Any]:
    """Return what the script needs: the features with the values of each case, and how alike each choice is to them."""
    cases, language = site.graph.cases, site.language
    comparison = site.graph.compare(cases[0])
    likeness = Likeness(comparison, site.labels, {case: site.sheet(case) for case in cases})
    helper = Answers(site.graph, comparison)
    places = Places()
    used = [feature for feature in features().values() if any(feature.name in one.features for one in asked)]
    return {
        "cases": [
            {"id": case, "name": site.names[case], "page": f"{case}.html", "like": page_of(case), "centre": centre}
            for case, centre in ((case, helper.centre(case)) for case in cases)
        ],
        "centres": len({helper.centre(case) for case in cases}),
        "nearest": NEAREST,
        "labels": {feature.name: feature.text(language) for feature in features().values()},
        "presets": {name: preset.texts[language] for name, preset in presets().items()},
        "weights": {
            name: {feature.name: _weight(feature, preset.weights) for feature in features().values()}
            for name, preset in presets().items()
        },
        "degrees": [[one.bound, one.texts[language]] for one in degrees()],
        "unclear": [unclear().bound, unclear().texts[language]],
        "questions": {
            one.id: {"kind": one.kind, "features": one.features, "text": one.texts[language]} for one in questions()
        },
        "features": [
            _feature(site, likeness, feature, chosen.by_feature.get(feature.name, {}), places) for feature in used
        ],
        "places": places.listed,
        "texts": {
            key: texts[language]
            for key, texts in catalogue().items()
            if key.startswith(_TEXTS) and key != "compare.note"
        }
        | {"compare.note": note(site.texts)},
    }


def _weight(feature: Feature, weights: Any) -> float:
    return float(weights.get(feature.name, 0.0)) if weights else feature.weight


def _feature(
    site: Site, likeness: Likeness, feature: Feature, chosen: Mapping[str, str], places: Places
) -> dict[str, Any]:
    table = site.graph.features
    column = table.columns[feature.name]
    words: dict[str, int] = {}
    found: dict[str, Any] = {
        "name": feature.name,
        "label": feature.text(site.language),
        "exclusive": feature.is_exclusive,
        "closed": [bool(column.closed[table.row(case)]) for case in site.graph.cases],
        "cases": [_values(site, likeness, column, case, places, words) for case in site.graph.cases],
        "words": list(words),
    }
    if feature.kind == "number":
        return found | {"span": feature.span}
    wanted = sorted(set(chosen.values()))
    alike = matrix(table.taxonomy(feature), wanted, column.concepts, feature.scale)
    rows = {iri: at for at, iri in enumerate(wanted)}
    return found | {
        "chosen": {key: rows[iri] for key, iri in chosen.items()},
        "names": [site.labels.of(iri) for iri in wanted],
        "alike": [[round(float(value), 9) for value in row] for row in alike],
    }


def _values(
    site: Site, likeness: Likeness, column: Column, case: str, places: Places, words: dict[str, int]
) -> list[list[Any]]:
    """Return the values of a case: the code or number, which words, and where the first statement stands."""
    row = site.graph.features.row(case)
    found = []
    for at, value in enumerate(column.values(row), int(column.starts[row])):
        cited = likeness.cited(case, value)
        link = site.statement_link(case, cited.statements[0].anchor) if cited.statements else ""
        code = value.value if isinstance(value.value, float) else int(column.codes[at])
        word = words.setdefault(likeness.value(value), len(words))
        found.append([code, word, *places.cite(link, cited.places[0] if cited.places else "")])
    return found
