"""What the nearest cases can tell a profile, in words, each with the case and the source that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import fill

from craftgraph.exports.likeness import Likeness
from craftgraph.exports.sheet import Statement
from craftgraph.graph.answers import Answers, Candidate, Finding, Instance
from craftgraph.graph.comparison import Comparison
from craftgraph.graph.namespaces import DEF, ID


@dataclass(frozen=True, slots=True)
class ShownInstance:
    """Where a case had something: who did or gave it, and the statement with its source."""

    case: str
    case_name: str
    who: tuple[str, ...]
    statement: Statement | None

    @property
    def heading(self) -> str:
        """The first heading under which the source says it."""
        places = self.statement.places if self.statement else ()
        return (places[0].heading or places[0].document) if places else ""

    @property
    def label(self) -> str:
        """Who did it and in which case, in one text."""
        return f"{', '.join(self.who)} ({self.case})" if self.who else self.case


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """Something that the nearest cases have: in how many of them and of all, and one instance a statement."""

    name: str
    value: str
    near: int
    all: int
    instances: tuple[ShownInstance, ...]

    @property
    def a_case(self) -> list[ShownInstance]:
        """The first instance of each case."""
        return list({one.case: one for one in reversed(self.instances)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class ShownCandidate:
    """An organisation that works elsewhere already: its kinds, where it takes part, and how near that is, if near."""

    party: str
    name: str
    kinds: str
    centres: int
    nearby: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownDuty:
    """Who is responsible for some target groups, under which legal routes, and the statement that says so."""

    groups: str
    routes: str
    responsible: str
    statement: Statement


class Advice:
    """What can be learnt from a comparison, in a language."""

    def __init__(self, likeness: Likeness, answers: Answers) -> None:
        self.likeness = likeness
        self.answers = answers
        self.texts = likeness.texts

    @property
    def comparison(self) -> Comparison:
        """What it rests on."""
        return self.answers.comparison

    @property
    def near(self) -> tuple[str, ...]:
        """The cases that were looked at."""
        return tuple(one.case for one in self.answers.near)

    @property
    def centres(self) -> int:
        """How many centres there are to learn from."""
        return self.answers.centres

    def missing(self) -> list[tuple[str, list[ShownFinding]]]:
        """Return what they had that the profile lacks, by kind of thing."""
        return [(text, found) for _, text, found in self.missing_by_name()]

    def missing_by_name(self) -> list[tuple[str, str, list[ShownFinding]]]:
        """Return what they had that the profile lacks, after the name (`parties`) and the text of its kind."""
        language = self.likeness.language
        return [
            (answer.name, answer.texts[language], [*map(self._shown, found)])
            for answer, found in self.answers.missing()
        ]

    def part(self, part: str) -> list[ShownFinding]:
        """Return what was hard (`challenges`) or what `helped`, by theme."""
        return [self._shown(one) for one in self.answers.part(part)]

    def help_of(self, one: ShownInstance) -> str:
        """Return what helped against a challenge, where its source says so."""
        details = one.statement.details if one.statement else ()
        return dict(details).get(self.likeness.labels.of(DEF + "helped"), "")

    def candidates(self) -> list[ShownCandidate]:
        """Return organisations of a kind that is wanted, which work nearby or in several centres."""
        found = self.answers.candidates(self.answers.wanted_kinds())
        return [self._candidate(one) for one in found]

    def had(self, name: str) -> list[ShownFinding]:
        """Return what the nearest cases have of a kind of thing, whether the profile has it or not."""
        return [self._shown(one) for one in self.answers.had(name)]

    def responsible(self) -> list[ShownDuty]:
        """Return who is responsible for the target groups that the profile states."""
        by_statement: dict[str, list[Instance]] = {}
        for one in self.answers.responsible():
            by_statement.setdefault(one.statement, []).append(one)
        found = [self.duty(said) for said in by_statement.values()]
        return sorted(found, key=lambda duty: (duty.groups.casefold(), duty.routes.casefold()))

    def duty(self, said: Sequence[Instance]) -> ShownDuty:
        """Return the responsibility that some instances of one statement tell of."""
        labels, first = self.likeness.labels, said[0]
        sheet = next(iter(self.likeness.sheets.values()))  # what a report says reads the same on each
        return ShownDuty(
            groups=labels.join(first.about),
            routes=labels.join({one.value for one in said if "/route/" in one.value}),
            responsible=labels.join(first.who),
            statement=sheet.of_report("responsibilities", first.statement, ID + first.case),
        )

    def _shown(self, found: Finding) -> ShownFinding:
        instances = tuple(self.instance(one) for one in found.instances)
        name = self.likeness.labels.of(found.value)
        return ShownFinding(name, found.value, found.near, found.all, instances)

    def instance(self, one: Instance) -> ShownInstance:
        """Return where a case had something, in words."""
        labels = self.likeness.labels
        who = tuple(labels.of(iri) for iri in one.who if iri.removeprefix(ID) not in ("unknown", "public"))
        statement = self.likeness.sheets[one.case].statements.get(one.statement)
        return ShownInstance(one.case, self.likeness.name(one.case), who, statement)

    def _candidate(self, one: Candidate) -> ShownCandidate:
        labels = self.likeness.labels
        cases = tuple(dict.fromkeys(self.likeness.name(instance.case) for instance in one.instances))
        if one.distance is None:
            nearby = ""
        elif one.distance == 0:
            nearby = self.texts("advice.local")
        else:
            nearby = self.texts("advice.nearby", km=round(one.distance))
        return ShownCandidate(
            one.party.removeprefix(ID), labels.of(one.party), labels.join(one.kinds), one.centres, nearby, cases
        )


def advice_lines(advice: Advice, most: int = 5, width: int = 100) -> Iterator[str]:
    """Yield what can be learnt from the nearest cases, as lines of text."""
    texts, count = advice.texts, len(advice.near)
    yield texts("advice.missing", n=count)
    for name, found in advice.missing():
        yield f"  {name}"
        yield from _finding_lines(advice, found[:most], width)
    for part in ("challenges", "helped"):
        yield ""
        yield texts(f"advice.{part}", n=count)
        yield from _said_lines(advice, advice.part(part)[:most], width)
    yield from _candidate_lines(advice, width)


def _finding_lines(advice: Advice, found: Sequence[ShownFinding], width: int) -> Iterator[str]:
    for one in found:
        there = advice.likeness.short([_told(instance) for instance in one.a_case], 3)
        text = f"{one.name} ({_count(advice, one)}): {there}"
        yield fill(text, width, initial_indent="  - ", subsequent_indent="    ")


def _said_lines(advice: Advice, found: Sequence[ShownFinding], width: int) -> Iterator[str]:
    for one in found:
        yield fill(f"{one.name} ({_count(advice, one)})", width, initial_indent="  - ", subsequent_indent="    ")
        for instance in one.instances[:2]:
            if instance.statement is not None:
                helped = advice.help_of(instance)
                more = f" {advice.texts('advice.what_helped', text=helped)}" if helped else ""
                said = instance.statement.text + more
                text = f"{said} – {instance.case} ({instance.heading})"
                yield fill(text, width, initial_indent="      ", subsequent_indent="      ")


def _candidate_lines(advice: Advice, width: int) -> Iterator[str]:
    found = advice.candidates()
    if found:
        yield ""
        yield advice.texts("advice.candidates")
    for one in found:
        where = "; ".join(filter(None, [one.nearby, ", ".join(one.cases)]))
        yield fill(f"{one.name} ({one.kinds}): {where}", width, initial_indent="  - ", subsequent_indent="    ")


def _told(one: ShownInstance) -> str:
    return f"{one.label}: {one.heading}" if one.heading else one.label


def _count(advice: Advice, one: ShownFinding) -> str:
    return advice.texts("advice.count", near=one.near, n=len(advice.near), all=one.all, total=advice.centres)
