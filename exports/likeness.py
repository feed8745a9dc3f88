"""A comparison as people read it: every reason in words, each with the sources that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill

from craftgraph.exports.sheet import Sheet, Statement, decimal_text
from craftgraph.exports.texts import Texts
from craftgraph.graph.comparison import NEAR, OTHER, SAME, SILENT, UNKNOWN, Comparison, Ranked, Reason, side_by_side
from craftgraph.graph.degrees import degree, degrees
from craftgraph.graph.features import Value, features, presets
from craftgraph.graph.labels import Labels
from craftgraph.graph.namespaces import ID
from craftgraph.graph.projection import PLANNED

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Cited:
    """A value in words, with the statements of the case that say it."""

    text: str
    statements: tuple[Statement, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """The headings under which the source says it, without doubles."""
        return tuple(dict.fromkeys(place.heading or place.document for one in self.statements for place in one.places))


@dataclass(frozen=True, slots=True)
class ShownReason:
    """A reason in words: the same, related (ours and theirs), what they have instead, and what is not named there."""

    feature: str
    name: str
    outcome: str
    outcome_label: str
    share: float
    points: float
    same: tuple[Cited, ...]
    near: tuple[tuple[str, Cited], ...]
    instead: tuple[Cited, ...]
    silent: tuple[str, ...]


class Likeness:
    """A comparison in a language.

    :param sheets: the cases as people read them, made when they are asked for; given where they are there already.
    """

    def __init__(self, comparison: Comparison, labels: Labels, sheets: Mapping[str, Sheet]) -> None:
        self.comparison = comparison
        self.labels = labels
        self.sheets = sheets
        self.texts = Texts(labels.language)
        self._shown_of: dict[str, list[ShownReason]] = {}

    @property
    def language(self) -> str:
        """The language of the words."""
        return self.labels.language

    def name(self, case: str) -> str:
        """Return what a case or profile is called."""
        return self.labels.of(ID + case)

    def feature(self, name: str) -> str:
        """Return what a feature is called."""
        return features()[name].text(self.language)

    def preset(self, name: str) -> str:
        """Return what a preset is called."""
        return presets()[name].texts[self.language]

    def value(self, value: Value, is_marked: bool = True) -> str:
        """Return a value in words; one that is only a plan is marked so, unless it is that of somebody's own plan."""
        if isinstance(value.value, float):
            text = decimal_text(f"{value.value:f}", self.language)
        else:
            text = self.labels.of(value.value)
        return self.texts("compare.planned", value=text) if is_marked and value.status in PLANNED else text

    def cited(self, case: str, value: Value) -> Cited:
        """Return a value of a case in words, with its statements."""
        known = self.sheets[case].statements
        return Cited(self.value(value), tuple(known[iri] for iri in value.statements if iri in known))

    @property
    def _is_case(self) -> bool:
        """Whether a case is compared with the others, not a profile of which all may be a plan."""
        found = self.comparison
        return not bool(found.table.is_profile[found.table.row(found.profile)])

    def reasons(self, case: str) -> list[ShownReason]:
        """Return why a case has its score, what adds most first."""
        if case not in self._shown_of:
            shown = [self._shown(case, reason) for reason in self.comparison.reasons(case)]
            self._shown_of[case] = sorted(shown, key=lambda reason: (reason.outcome == UNKNOWN, -reason.points))
        return self._shown_of[case]

    def _shown(self, case: str, reason: Reason) -> ShownReason:
        matches = reason.matches
        instead = [match.found for match in matches if match.outcome == OTHER and match.found is not None]
        if any(match.outcome == SILENT for match in matches) and not any(m.outcome in (SAME, NEAR) for m in matches):
            instead = list(reason.extra)
        return ShownReason(
            feature=reason.feature,
            name=self.feature(reason.feature),
            outcome=reason.outcome,
            outcome_label=self.texts(f"compare.outcome.{reason.outcome}"),
            share=reason.share,
            points=reason.points,
            same=tuple(self.cited(case, m.found) for m in matches if m.outcome == SAME and m.found is not None),
            near=tuple(
                (self.value(m.wanted, self._is_case), self.cited(case, m.found))
                for m in sorted(matches, key=lambda match: -match.similarity)
                if m.outcome == NEAR and m.found is not None
            ),
            instead=tuple(self.cited(case, value) for value in dict.fromkeys(instead)),
            silent=tuple(self.value(m.wanted, self._is_case) for m in matches if m.outcome == SILENT),
        )

    def short(self, texts: Sequence[str], most: int = _SHOWN) -> str:
        """Return some texts with commas, the rest as a number."""
        rest = [self.texts("compare.more", n=len(texts) - most)] if len(texts) > most else []
        return ", ".join([*texts[:most], *rest])

    def figure(self, number: float) -> str:
        """Return a number from 0 to 1 with two decimals, as readers of the language write it."""
        text = f"{number:.2f}"
        return text.replace(".", ",") if self.language == "nl" else text

    def degree(self, one: Ranked) -> str:
        """Return a word for how alike a case is."""
        return degree(one.score, one.known).texts[self.language]

    @property
    def note(self) -> str:
        """How to read the numbers of a ranking."""
        return note(self.texts)

    def remarks(self, preset: str = "all", is_page: bool = False, tells_silent: bool = True) -> Iterator[str]:
        """Yield what a reader must know before the ranking; on a page no options of the command line are named.

        What the profile says nothing on is left out when `tells_silent` is false: the dossier ends with it.
        """
        found, texts = self.comparison, self.texts
        if not found.features:
            yield texts("compare.empty")
        elif len(found.features) == 1:
            yield texts("compare.on_one", feature=self.feature(found.features[0]))
        else:
            yield texts("compare.on", n=len(found.features), preset=self.preset(preset))
        if found.silent and tells_silent:
            key = "compare.silent_case" if self._is_case else "compare.silent"
            yield texts(key, features=self._features(found.silent))
        if found.unanswered:
            yield texts("compare.unanswered", features=self._features(found.unanswered))
        if found.left_out:
            yield texts(
                "compare.left_out.page" if is_page else "compare.left_out",
                cases=", ".join(self.name(case) for case in found.left_out),
            )
        if found.is_rough:
            yield texts("compare.rough")
        for name, values in found.contradictions:
            said = ", ".join(self.value(value, is_marked=False) for value in values)
            yield texts("compare.contradiction", feature=self.feature(name), values=said)

    def _features(self, names: Iterable[str]) -> str:
        labels = map(self.feature, names)
        return ", ".join(label[:1].lower() + label[1:] for label in labels)


def note(texts: Texts) -> str:
    """Return how to read the numbers of a ranking: from what to what they run, and which word goes with them."""
    parts = []
    for one in degrees():
        start = decimal_text(f"{one.bound:g}", texts.language)
        key = "compare.degree.from" if one.bound else "compare.degree.below"
        parts.append(texts(key, from_=start, word=one.texts[texts.language]))
    return texts("compare.note", degrees=", ".join(parts))


class LazySheets(dict[str, Sheet]):
    """The cases of a graph as people read them, each made when it is first asked for."""

    def __init__(self, labels: Labels, graph: object) -> None:
        super().__init__()
        self._labels, self._graph = labels, graph

    def __missing__(self, case: str) -> Sheet:
        self[case] = Sheet(self._graph, case, self._labels.language, self._labels)  # type: ignore[arg-type]
        return self[case]


def ranking_rows(likeness: Likeness) -> tuple[list[str], list[list[str]]]:
    """Return the ranking as a table for the terminal: its columns and rows."""
    texts = likeness.texts
    columns = ["", *(texts(f"compare.{key}") for key in ("case", "degree", "score", "range", "known"))]
    return columns, [
        [str(number), likeness.name(one.case), *_numbers(likeness, one)]
        for number, one in enumerate(likeness.comparison, 1)
    ]


def _numbers(likeness: Likeness, one: Ranked) -> list[str]:
    if not likeness.comparison.features:
        return ["–", "–", "–", f"{one.known:.0%}"]
    figure = likeness.figure
    return [likeness.degree(one), figure(one.score), f"{figure(one.low)}–{figure(one.high)}", f"{one.known:.0%}"]


def reason_lines(likeness: Likeness, case: str, width: int = 100) -> Iterator[str]:
    """Yield why a case has its score, as lines of text."""
    texts = likeness.texts
    score = next(one.score for one in likeness.comparison if one.case == case)
    yield texts("compare.why", case=likeness.name(case), score=likeness.figure(score))
    for reason in likeness.reasons(case):
        figures = texts("compare.of", part=likeness.figure(reason.points), whole=likeness.figure(reason.share))
        head = f"{reason.name} [{figures}] – {reason.outcome_label}"
        parts = list(_parts(likeness, reason))
        text = f"{head}: {'; '.join(parts)}" if parts else head
        yield fill(text, width, initial_indent="  - ", subsequent_indent="    ")


def _parts(likeness: Likeness, reason: ShownReason) -> Iterator[str]:
    texts, short = likeness.texts, likeness.short
    if reason.outcome == UNKNOWN:
        yield texts("compare.average")
        return
    if reason.same:
        yield texts("compare.same", values=short([_with_places(one) for one in reason.same]))
    for wanted, found in reason.near[:3]:
        yield texts("compare.near", wanted=wanted, found=_with_places(found))
    if reason.instead:
        yield texts("compare.other", found=short([_with_places(one) for one in reason.instead]))
    if reason.silent:
        yield texts("compare.not_named", values=short(reason.silent))


def _with_places(one: Cited) -> str:
    return f"{one.text} ({one.places[0]})" if one.places else one.text


def side_rows(likeness: Likeness, names: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """Return some cases side by side as a table: its columns, and a row a feature."""
    texts = likeness.texts
    columns = [texts("compare.feature"), *(likeness.name(name) for name in names)]
    rows = []
    for feature, values in side_by_side(likeness.comparison.table, names):
        cells = [", ".join(sorted(map(likeness.value, found), key=str.casefold)) for found in values]
        rows.append([likeness.feature(feature), *(cell or texts("compare.nothing") for cell in cells)])
    return columns, rows
