"""The pages of comparable cases: every case with its nearest, and a page a case: who is like it, why, what to learn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from craftgraph.exports.advice import Advice
from craftgraph.exports.likeness import Likeness, ShownReason
from craftgraph.exports.pages import Site, asset, environment
from craftgraph.graph.answers import Answers
from craftgraph.graph.comparison import Ranked

INDEX = "compare/index.html"
_EXPLAINED = 3


@dataclass(frozen=True, slots=True)
class Near:
    """A case that is like another: its place in the ranking, and the reasons, what adds most first."""

    case: str
    name: str
    ranked: Ranked
    reasons: tuple[ShownReason, ...]

    @property
    def shared(self) -> tuple[ShownReason, ...]:
        """The reasons on which it is wholly or partly the same, what adds most first."""
        return tuple(reason for reason in self.reasons if reason.same or reason.near)


def paths(site: Site) -> Iterator[str]:
    """Yield where the overview stands, and the page of each case; none when there is nothing to compare."""
    if len(site.graph.cases) > 1:
        yield INDEX
        yield from (page_of(case) for case in site.graph.cases)


def page_of(case: str) -> str:
    """Return where the page of a case stands, below the folder of the language."""
    return f"compare/{case}.html"


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the overview and the page of each case."""
    if len(site.graph.cases) < 2:
        return
    found = {case: likeness_of(site, case) for case in site.graph.cases}
    rows = [(case, nearest(one, _EXPLAINED)) for case, one in found.items()]
    values = {"words": next(iter(found.values())), "names": site.names}
    is_rough = any(one.comparison.is_rough for one in found.values())
    yield site.render("compare.html", INDEX, rows=rows, is_rough=is_rough, **values)
    for case, one in found.items():
        yield site.render(
            "compare_case.html", page_of(case), **page_values(one, answers=Answers(site.graph, one.comparison))
        )


def likeness_of(site: Site, case: str) -> Likeness:
    """Return how the other cases are like a case, in the language of the site."""
    sheets = {name: site.sheet(name) for name in site.graph.cases}
    return Likeness(site.graph.comparisons[case], site.labels, sheets)


def nearest(likeness: Likeness, count: int) -> tuple[Near, ...]:
    """Return the cases that are most alike, with the reasons; none when there is nothing to compare on."""
    if not likeness.comparison.features:
        return ()
    return tuple(
        Near(one.case, likeness.name(one.case), one, tuple(likeness.reasons(one.case)))
        for one in likeness.comparison.ranking[:count]
    )


def page_values(likeness: Likeness, answers: Answers) -> dict[str, Any]:
    """Return what the templates of a comparison need."""
    advice = Advice(likeness, answers)
    return {
        "profile": likeness.comparison.profile,
        "words": likeness,
        "ranking": likeness.comparison.ranking,
        "nearest": nearest(likeness, _EXPLAINED),
        "remarks": list(likeness.remarks(is_page=True)),
        "advice": advice,
        "missing": advice.missing(),
        "challenges": advice.part("challenges"),
        "helped": advice.part("helped"),
        "candidates": advice.candidates(),
        "side": side(likeness, [likeness.comparison.profile, *(one.case for one in likeness.comparison.ranking[:2])]),
    }


def side(likeness: Likeness, names: Sequence[str]) -> dict[str, Any]:
    """Return some cases side by side: their names, and a row a feature with the values of each."""
    from craftgraph.graph.comparison import side_by_side

    rows = [
        (likeness.feature(feature), [sorted(map(likeness.value, found), key=str.casefold) for found in values])
        for feature, values in side_by_side(likeness.comparison.table, names)
    ]
    return {"names": [likeness.name(name) for name in names], "rows": rows}


def side_page(likeness: Likeness, names: Sequence[str]) -> str:
    """Return some cases side by side as one page that needs no other file."""
    page = environment(likeness.labels.language).get_template("side.html")
    values = {"words": likeness, "side": side(likeness, names), "styles": asset("page.css") + asset("compare.css")}
    return page.render(**values, single=True, home="", statement_link=None, has=lambda _: False)
