"""Does the comparison of cases work? The trials of docs/comparables.md, which puts the figures into that page.

Run it from the repository, in an environment with craftgraph installed: `python benchmarks/comparables.py`.
Everything is drawn with fixed seeds: the same cases give the same figures.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from statistics import mean

import numpy as np
from scipy.stats import kendalltau, spearmanr

from craftgraph.graph.comparison import Comparison, Ranked, choose_weights
from craftgraph.graph.features import Table, Value, features
from craftgraph.graph.load import load
from craftgraph.graph.namespaces import VOC
from craftgraph.graph.store import Graph

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "comparables.md"
DRAWS = 60
Stated = Mapping[str, Sequence[Value]]
Ranker = Callable[[Table, Stated], list[str]]


def cases(table: Table) -> list[str]:
    """Return the cases of a table, without profiles."""
    return [name for name, is_profile in zip(table.names, table.is_profile, strict=True) if not is_profile]


def everything(table: Table, case: str) -> dict[str, list[Value]]:
    """Return all that is stated of a case."""
    row = table.row(case)
    return {name: column.values(row) for name, column in table.columns.items()}


def a_third(stated: Stated, random: np.random.Generator) -> dict[str, list[Value]]:
    """Return a third of what is stated, drawn at random over all features."""
    pairs = [(name, value) for name, values in stated.items() for value in values]
    chosen = random.choice(len(pairs), size=max(len(pairs) // 3, 1), replace=False)
    found: dict[str, list[Value]] = {}
    for at in sorted(chosen):
        found.setdefault(pairs[at][0], []).append(pairs[at][1])
    return found


def by_comparison(table: Table, stated: Stated) -> list[str]:
    """Rank the cases as `craftgraph compare` does."""
    return [one.case for one in Comparison(table, "", stated=stated)]


def by_partners(table: Table, stated: Stated) -> list[str]:
    """Rank the cases by the Jaccard index of their kinds of party: the simplest thing one could do."""
    mine = {value.value for value in stated.get("partners", ())}
    return sorted(cases(table), key=lambda case: (-jaccard(mine, kinds(table, case)), case))


def by_alphabet(table: Table, _: Stated) -> list[str]:
    """Rank the cases by their names."""
    return sorted(cases(table))


def kinds(table: Table, case: str) -> set[str | float]:
    """Return the kinds of party of a case."""
    return {value.value for value in table.columns["partners"].values(table.row(case))}


def jaccard(one: set[str | float], other: set[str | float]) -> float:
    """Return what two sets share, as a part of what either has."""
    return len(one & other) / len(one | other) if one | other else 0.0


def found_again(table: Table, rank: Ranker) -> tuple[float, float]:
    """Look for each case with a third of its own facts; return how often it comes first, and its mean rank."""
    random, ranks = np.random.default_rng(1), []
    for case in cases(table):
        stated = everything(table, case)
        ranks += [rank(table, a_third(stated, random)).index(case) + 1 for _ in range(DRAWS)]
    return mean(rank == 1 for rank in ranks), mean(ranks)


def stability(table: Table) -> tuple[float, float, float]:
    """Change every weight by a factor from a half to two, at random.

    :returns: the mean rank correlation (Kendall's tau) with the ranking as it was, how often the first case stays
        first, and which part of the first three stays among them.
    """
    random, taus, firsts, threes = np.random.default_rng(2), [], [], []
    for case in cases(table):
        before = [one.case for one in Comparison(table, case)]
        for _ in range(DRAWS):
            weights = {name: weight * 2 ** random.uniform(-1, 1) for name, weight in choose_weights().items()}
            after = [one.case for one in Comparison(table, case, weights)]
            taus.append(kendalltau([before.index(one) for one in after], range(len(after))).statistic)
            firsts.append(before[0] == after[0])
            threes.append(len({*before[:3]} & {*after[:3]}) / 3)
    return mean(taus), mean(firsts), mean(threes)


def named_together(graph: Graph) -> list[set[str]]:
    """Return the cases that the authors of the report name together on what is itself no feature, up to half of them.

    What they say of several cases at once is held apart from the cases. Of it only concepts of vocabularies that no
    feature uses count, and characteristics that no feature is about.
    """
    used = {feature.scheme for feature in features().values()} - {"characteristic"}
    inside = {feature.within for feature in features().values() if feature.within}
    rows = graph.query("SELECT ?s ?concept ?case { ?s a cg:Observation ; cg:concept ?concept ; cg:seenIn ?case }").texts
    said: dict[str, set[str]] = {}
    for statement, concept, case in rows:
        scheme, _, name = concept.partition(":")
        above = graph.features.taxonomies[scheme].ancestors(f"{VOC}{scheme}/{name}")
        if scheme not in used and not {iri.rsplit("/", 1)[-1] for iri in above} & inside:
            said.setdefault(statement, set()).add(case.removeprefix("id:"))
    return [said[statement] for statement in sorted(said) if 2 <= len(said[statement]) <= 5]


def beyond_chance(groups: Sequence[set[str]], names: Sequence[str]) -> dict[frozenset[str], float]:
    """Return how much oftener each pair is named together than their being named at all would give."""
    named = {name: sum(name in group for group in groups) for name in names}
    return {
        frozenset((one, other)): sum({one, other} <= group for group in groups)
        - named[one] * named[other] / len(groups)
        for one, other in combinations(names, 2)
    }


def likeness_of_pairs(table: Table, names: Sequence[str]) -> dict[frozenset[str], float]:
    """Return how alike each pair of cases is: the mean of both ways."""
    scores = {name: {one.case: one.score for one in Comparison(table, name, same_centre=True)} for name in names}
    return {frozenset((a, b)): (scores[a][b] + scores[b][a]) / 2 for a, b in combinations(names, 2)}


def correlation(one: Mapping[frozenset[str], float], other: Mapping[frozenset[str], float]) -> float:
    """Return the rank correlation (Spearman) between two figures of the pairs."""
    pairs = sorted(one, key=sorted)
    return float(spearmanr([one[pair] for pair in pairs], [other[pair] for pair in pairs]).statistic)


def chance(
    likeness: Mapping[frozenset[str], float], together: Mapping[frozenset[str], float], names: Sequence[str]
) -> float:
    """Return how often as strong a correlation comes out when the names of the cases are shuffled (2,000 times)."""
    random, real, count = np.random.default_rng(3), correlation(likeness, together), 0
    for _ in range(2000):
        other = dict(zip(names, (str(name) for name in random.permutation(names)), strict=True))
        mixed = {frozenset(other[name] for name in pair): number for pair, number in together.items()}
        count += correlation(likeness, mixed) >= real
    return count / 2000


def thickness(table: Table, names: Sequence[str]) -> float:
    """Return the rank correlation between how much is said of a case and how alike others find it on average."""
    said = [sum(len(values) for values in everything(table, name).values()) for name in names]
    likeness: dict[str, list[float]] = {name: [] for name in names}
    for name in names:
        for one in Comparison(table, name, same_centre=True):
            if one.case in likeness:
                likeness[one.case].append(one.score)
    return float(spearmanr(said, [mean(likeness[name]) for name in names]).statistic)


def report(graph: Graph) -> str:
    """Return the figures as Markdown."""
    table = graph.features
    rankers = {
        "`craftgraph compare`": by_comparison,
        "Jaccard on kinds of party": by_partners,
        "alphabetical": by_alphabet,
    }
    lines = [
        "| looked for with a third of its own facts | comes first | mean rank of 11 |",
        "|---|---|---|",
    ]
    for name, rank in rankers.items():
        first, place = found_again(table, rank)
        lines.append(f"| {name} | {first:.0%} | {place:.1f} |")
    tau, first, three = stability(table)
    lines += [
        "",
        f"Every weight changed by a factor from ½ to 2: rank correlation (Kendall) {tau:.2f}; the first case stays "
        f"first in {first:.0%} of the draws; {three:.0%} of the first three stay among them.",
        "",
    ]
    names = [case for case in cases(table) if case.endswith("-2019")]
    groups = named_together(graph)
    together = beyond_chance(groups, names)
    alike = likeness_of_pairs(table, names)
    plain = {frozenset((a, b)): jaccard(kinds(table, a), kinds(table, b)) for a, b in combinations(names, 2)}
    lines += ["| named together by the authors | rank correlation | as strong by chance |", "|---|---|---|"]
    for name, likeness in (("`craftgraph compare`", alike), ("Jaccard on kinds of party", plain)):
        found = correlation(likeness, together)
        lines.append(f"| {name} | {found:.2f} | {chance(likeness, together, names):.0%} |")
    lines += [
        "",
        f"({len(groups)} passages name two to five of the ten cases of 2019 together; {len(alike)} pairs.)",
        "",
        f"Rank correlation between how much is said of a case and how alike the others find it: "
        f"{thickness(table, names):.2f}.",
        "",
    ]
    seen = [(case, other.case) for case in cases(table) for other in [_same_centre(table, case)] if other is not None]
    for case, other in seen:
        place = [one.case for one in Comparison(table, case, same_centre=True)].index(other) + 1
        lines.append(f"- `{case} --same-centre`: the other description of its centre comes at place {place} of 10.")
    lines += ["", "| case | nearest | then | then |", "|---|---|---|---|"]
    for case in cases(table):
        nearest = [f"{one.case} ({one.score:.2f})" for one in Comparison(table, case).ranking[:3]]
        lines.append("| " + " | ".join([case, *nearest]) + " |")
    lines += ["", "| invented profile | nearest | then | then | last |", "|---|---|---|---|---|"]
    for profile in graph.profiles:
        ranking = Comparison(table, profile).ranking
        nearest = [f"{one.case} ({one.score:.2f})" for one in (*ranking[:3], ranking[-1])]
        lines.append("| " + " | ".join([f"[{profile}](profiles/{profile}.yaml)", *nearest]) + " |")
    return "\n".join(lines)


def _same_centre(table: Table, case: str) -> Ranked | None:
    left_out = set(Comparison(table, case).left_out)
    return next((one for one in Comparison(table, case, same_centre=True) if one.case in left_out), None)


def main() -> None:
    """Measure everything and put the figures into the page."""
    figures = report(load([PAGE.parent / "profiles"]))
    sys.stdout.write(figures + "\n")
    if PAGE.is_file():
        begin, end = "<!-- figures -->", "<!-- end of figures -->"
        text = PAGE.read_text("utf-8")
        PAGE.write_text(
            re.sub(f"{begin}.*{end}", lambda _: f"{begin}\n{figures}\n{end}", text, flags=re.DOTALL), "utf-8"
        )


if __name__ == "__main__":
    main()
