"""A comparison as files that other tools read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from craftgraph.exports.files import csv_text
from craftgraph.graph.answers import Answers, Finding, cases_of
from craftgraph.graph.comparison import Comparison, Reason, side_by_side
from craftgraph.graph.features import Table, Value
from craftgraph.graph.model import local_name
from craftgraph.graph.namespaces import ID


def comparison_csv(found: Comparison) -> str:
    """Return the ranking with its reasons: a row a case and feature."""
    columns = ["rank", "case", "score", "low", "high", "known", "feature", "weight", "share", "similarity", "points"]
    rows: list[list[Any]] = []
    for number, one in enumerate(found, 1):
        head = [number, one.case, *(f"{value:.6f}" for value in (one.score, one.low, one.high, one.known))]
        reasons = found.reasons(one.case)
        rows.extend([*head, *_cells(found, reason)] for reason in reasons)
        if not reasons:
            rows.append([*head, *[""] * 7])
    return csv_text([*columns, "outcome", "same", "near", "not_named"], [_padded(row, 15) for row in rows])


def _cells(found: Comparison, reason: Reason) -> list[str]:
    by_outcome = {
        outcome: "; ".join(_plain(match.wanted) for match in reason.matches if match.outcome == outcome)
        for outcome in ("same", "near", "silent")
    }
    numbers = (found.weights[reason.feature], reason.share, reason.similarity, reason.points)
    return [reason.feature, *(f"{value:.6f}" for value in numbers), reason.outcome, *by_outcome.values()]


def _padded(row: list[Any], width: int) -> list[Any]:
    return [*row, *[""] * (width - len(row))]


def comparison_json(found: Comparison, answers: Answers) -> str:
    """Return the ranking with its reasons and the weights used, and what can be learnt from it, as JSON."""
    document = {
        "profile": found.profile,
        "weights": {name: found.weights[name] for name in found.features},
        "says_nothing_on": found.silent,
        "left_out": found.left_out,
        "contradictions": {name: [_plain(value) for value in values] for name, values in found.contradictions},
        "cases": [
            {
                "case": one.case,
                "score": round(one.score, 6),
                "low": round(one.low, 6),
                "high": round(one.high, 6),
                "known": round(one.known, 6),
                "reasons": [_reason(reason) for reason in found.reasons(one.case)],
            }
            for one in found
        ],
        "learnt_from": [one.case for one in answers.near],
        "missing": {answer.name: [_finding(one) for one in there] for answer, there in answers.missing()},
        "challenges": [_finding(one) for one in answers.part("challenges")],
        "helped": [_finding(one) for one in answers.part("helped")],
        "organisations": [
            {
                "organisation": local_name(one.party),
                "kinds": [local_name(kind) for kind in one.kinds],
                "centres": one.centres,
                "kilometres": None if one.distance is None else round(one.distance, 1),
                "cases": list(cases_of(one.instances)),
            }
            for one in answers.candidates(answers.wanted_kinds())
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "feature": reason.feature,
        "share": round(reason.share, 6),
        "similarity": round(reason.similarity, 6),
        "points": round(reason.points, 6),
        "outcome": reason.outcome,
        "matches": [
            {
                "wanted": _plain(match.wanted),
                "found": _plain(match.found) if match.found else None,
                "similarity": round(match.similarity, 6),
                "outcome": match.outcome,
                "statements": [iri.removeprefix(ID) for iri in match.found.statements] if match.found else [],
            }
            for match in reason.matches
        ],
        "besides": [_plain(value) for value in reason.extra],
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "value": local_name(found.value),
        "near": found.near,
        "all": found.all,
        "telling": round(found.telling, 6),
        "instances": [
            {
                "case": one.case,
                "statement": one.statement.removeprefix(ID),
                "who": [iri.removeprefix(ID) for iri in one.who],
            }
            for one in found.instances
        ],
    }


def _plain(value: Value) -> str:
    """Return a value as people who write case files know it."""
    return f"{value.value:g}" if isinstance(value.value, float) else local_name(value.value)


def side_csv(table: Table, names: Sequence[str]) -> str:
    """Return some cases side by side: a row a feature."""
    rows = [
        [feature, *("; ".join(map(_plain, found)) for found in values)]
        for feature, values in side_by_side(table, names)
    ]
    return csv_text(["feature", *names], rows)


def side_json(table: Table, names: Sequence[str]) -> str:
    """Return some cases side by side, as JSON."""
    document = {
        feature: {name: [_plain(value) for value in found] for name, found in zip(names, values, strict=True)}
        for feature, values in side_by_side(table, names)
    }
    return json.dumps(document, indent=2, ensure_ascii=False)
