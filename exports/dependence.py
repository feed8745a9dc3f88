"""The dependence of a case in words, for the terminal and for the pages, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill

from craftgraph.exports.pieces import Piece, Sentence, join, plain
from craftgraph.exports.pieces import fill as fill_in
from craftgraph.exports.removal import source
from craftgraph.exports.saying import made, saying
from craftgraph.exports.sheet import Sheet, Statement
from craftgraph.exports.texts import Texts
from craftgraph.graph.dependence import DIMENSIONS, Assessment, Dimension
from craftgraph.graph.formal import Sign
from craftgraph.graph.governance import Governance
from craftgraph.graph.impact import Pair
from craftgraph.graph.level import Level, rule
from craftgraph.graph.mitigation import Mitigation, NewTies, StandIns, Tie
from craftgraph.graph.namespaces import ID, VOC
from craftgraph.graph.precedent import Example
from craftgraph.graph.trials import Trial
from craftgraph.graph.whatif import Function


def percent(share: float) -> str:
    """Write a share as a whole percentage.

    >>> percent(0.805)
    '80%'
    """
    return f"{share:.0%}"


class Words:
    """What there is to say of the dependence of a case, each sentence on its own."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.texts = Texts(sheet.language)

    def name(self, actor: str) -> str:
        """Return what an actor is called."""
        return self.sheet.labels.of(ID + actor)

    def names(self, actors: Iterable[str]) -> str:
        """Return what several actors are called."""
        return "; ".join(sorted(map(self.name, actors), key=str.casefold))

    def either(self, actors: Iterable[str]) -> str:
        """Return what actors are called of whom the loss of any one does the same."""
        return self.texts("risk.or").join(sorted(map(self.name, actors), key=str.casefold))

    def level(self, level: Level, is_least: bool = False) -> str:
        """Return a level in words, `at least` where it may be worse."""
        word = self.texts(f"level.{level.value}")
        worse = is_least and level in (Level.LOW, Level.RAISED)
        return self.texts("level.least", level=word) if worse else word

    def overall(self, found: Assessment) -> str:
        """Return the level of a case in words."""
        return self.level(found.level, found.is_least)

    def range(self, found: Assessment | Dimension) -> str:
        """Return a sentence on how the level changes with other choices."""
        low, high = found.range
        if low is high:
            return self.texts("risk.firm")
        between = [level for level in Level if low.rank <= level.rank <= high.rank]
        return self.texts("risk.range", levels=self.texts("risk.or").join(map(self.level, between)))

    def sentence(self, found: Assessment, dimension: Dimension) -> str:
        """Return what a dimension comes down to."""
        if dimension.why_not:
            return self.texts(
                f"dependence.why.{dimension.why_not}",
                tied=found.tied,
                untied=found.untied,
                all=found.tied + found.untied,
                functions=found.functions,
            )
        if dimension.share is None:
            there = [
                self.texts(f"sign.{one.name}.yes", about=self.names(one.actors))
                for one in dimension.signs
                if one.answer
            ]
            return " ".join(there) or self.texts("dependence.formal.none")
        if not dimension.actors:
            return self.texts(f"dependence.{dimension.name}.none")
        number = max(
            (len(one.orphaned) for one in found.impacts if one.actor in dimension.actors),
            default=0,
        )
        return self.texts(
            f"dependence.{dimension.name}",
            actor=self.either(dimension.actors),
            share=percent(dimension.share),
            n=number,
            total=found.functions,
        )

    def brief(self, dimension: Dimension) -> str:
        """Return a level with its share and on whom it hangs, where that can be said."""
        level = self.level(dimension.level)
        if not dimension.share or dimension.level is Level.CANNOT_SAY:
            return level
        return f"{level} ({percent(dimension.share)}: {self.either(dimension.actors)})"

    def sign(self, sign: Sign) -> tuple[str, str, str]:
        """Return the question of a sign, its answer, and whom it is about."""
        answer = {True: "yes", False: "no", None: "unknown"}[sign.answer]
        about = self.names(sign.actors) if sign.answer else ""
        return self.texts(f"sign.{sign.name}"), self.texts(f"sign.{answer}"), about

    def trial(self, trial: Trial) -> tuple[str, str, str]:
        """Return what was done otherwise, the levels that came out, and the shares."""
        low, high = self.level(trial.lowest_level), self.level(trial.highest_level)
        levels = low if low == high else self.texts("risk.between", low=low, high=high)
        if trial.lowest is None or trial.highest is None:
            return self.texts(f"trial.{trial.name}"), levels, ""
        shares = [percent(trial.lowest), percent(trial.highest)]
        share = shares[0] if shares[0] == shares[1] else self.texts("risk.between", low=shares[0], high=shares[1])
        return self.texts(f"trial.{trial.name}"), levels, share

    def function(self, function: Function) -> str:
        """Return what is done, in words."""
        kind, *values = function
        statement = self.sheet.statements.get(values[0])
        if statement and not self.sheet.labels.has(values[0]):
            return made(self.sheet, statement)
        labels = [self._term(value) for value in values if value]
        key = "function.Flow.plain" if kind == "Flow" and len(labels) == 1 else f"function.{kind}"
        return self.texts(key).format(*labels)

    def _term(self, value: str) -> str:
        label = self.sheet.labels.of(value if ":" in value else f"{VOC}target-group/{value}")
        statement = self.sheet.statements.get(value)
        return self.sheet.labels.inside(label) if statement and statement.listing == "audiences" else label

    def ties(self, found: NewTies) -> Sentence:
        """Return what new ties would do, with why they are sensible."""
        told = self._filled(
            "risk.helps.ties",
            ties=join(map(self._tie, found.ties), self.texts("risk.and")),
            before=percent(found.before),
            after=percent(found.after),
        )
        return told if found.is_exact else join([told, [Piece(self.texts("risk.helps.greedy"))]], " ")

    def _tie(self, tie: Tie) -> Sentence:
        why: Sequence[Piece]
        if tie.example:
            why = self.example(tie.example)
        else:
            why = [Piece(self.texts("risk.helps.meet"), self.sheet.case, next(iter(tie.meet), ""))]
        return self._filled("risk.helps.tie", one=self.name(tie.one), other=self.name(tie.other), why=why)

    def example(self, example: Example) -> Sentence:
        """Return in which other case it is so; it leads to the statement that says it."""
        case = Piece(self.sheet.labels.of(ID + example.case), example.case, example.statement)
        return self._filled("risk.helps.example", case=[case], parties=self.names(example.parties))

    def stand_ins(self, found: StandIns) -> Iterator[Sentence]:
        """Yield what stand-ins would do, and what each could take over."""
        yield self._filled(
            "risk.helps.stand-in",
            parties=self.texts("risk.and").join(self.name(party) for party, _ in found.takes),
            before=percent(found.before),
            after=percent(found.after),
        )
        for party, takes in found.takes:
            work = [
                self._filled("risk.helps.work", work=self.function(function), example=self.example(example))
                for function, example in takes
            ]
            yield self._filled("risk.helps.could", party=self.name(party), work=join(work, "; "))

    def _filled(self, key: str, **values: str | Sequence[Piece]) -> Sentence:
        return fill_in(self.texts(key), **values)

    def help(self, found: Assessment, mitigation: Mitigation) -> list[tuple[str, Sentence]]:
        """Return what would lower the dependence: for each kind that is raised or high its name, and a sentence."""
        told: dict[str, list[Sentence]] = {
            "structural": [self.ties(one) for one in mitigation.ties],
            "functional": list(dict.fromkeys(one for each in mitigation.stand_ins for one in self.stand_ins(each))),
            "formal": [self._formal_help(mitigation)],
        }
        return [
            (self.texts(f"dimension.{one.name}"), sentence)
            for one in found.dimensions
            if one.level.rank > 0
            for sentence in told[one.name] or [(Piece(self.texts(f"risk.helps.{one.name}.none")),)]
        ]

    def _formal_help(self, mitigation: Mitigation) -> Sentence:
        advice = [Piece(self.texts("risk.helps.formal"))]
        if not mitigation.shared:
            return tuple(advice)
        cases = [[Piece(self.sheet.labels.of(ID + case), case)] for case in mitigation.shared]
        shared = self._filled("risk.helps.shared", cases=join(cases, self.texts("risk.and")))
        return join([advice, shared], " ")

    def paper(self, found: Assessment) -> str:
        """Return that ties and stand-ins are a sum on paper, or that nothing needs help; otherwise an empty text."""
        if found.level.rank <= 0:
            return self.texts("risk.helps.not-needed")
        is_summed = any(one.share is not None and one.level.rank > 0 for one in found.dimensions)
        return self.texts("risk.helps.paper", gain=round(100 * rule().gain)) if is_summed else ""

    def governance(self, found: Governance) -> list[str]:
        """Return how a case is governed, and what its size speaks for."""
        stated = (
            self.texts("risk.governance.stated", modes=self._modes(found.stated))
            if found.stated
            else self.texts("risk.governance.unsaid")
        )
        fits = self.texts("risk.governance.fits", n=found.partners, modes=self._modes(found.fitting))
        return [stated, fits]

    def _modes(self, modes: Iterable[str]) -> str:
        return self.sheet.labels.join(f"{VOC}characteristic/{mode}" for mode in modes)

    def together(self, pair: Pair) -> str:
        """Return which two actors cut off most when they go at once, and how many."""
        names = self.texts("risk.and").join(sorted(map(self.name, pair.actors), key=str.casefold))
        return self.texts("risk.together", pair=names, n=pair.cut_off, left=pair.left)

    def completeness(self, found: Assessment) -> str:
        """Return how complete the description is."""
        return self.texts("risk.complete.text", tied=found.tied, untied=found.untied, **dict(found.complete))


def risk_lines(
    words: Words, found: Assessment, advice: Mitigation, *, evidence: bool = False, width: int = 100
) -> Iterator[str]:
    """Yield the dependence of a case as lines of text.

    :param evidence: print the statements that it rests on, too.
    """

    def item(text: str) -> str:
        return fill(text, width, initial_indent="  - ", subsequent_indent="    ")

    texts, sheet = words.texts, words.sheet
    yield texts("risk.title", name=sheet.name, level=words.overall(found))
    yield fill(words.range(found) + (f" {texts('risk.least')}" if found.is_least else ""), width)
    for dimension in found.dimensions:
        yield ""
        title = texts(f"dimension.{dimension.name}")
        yield f"{title}: {words.level(dimension.level)} — {texts(f'dimension.{dimension.name}.asks')}"
        if told := words.sentence(found, dimension):
            yield fill(told, width, initial_indent="  ", subsequent_indent="  ")
        for question, answer, about in map(words.sign, dimension.signs):
            yield item(f"{question} {answer}" + (f" ({about})" if about else ""))
        if dimension.evidence:
            yield "  " + texts("risk.rests", n=len(dimension.evidence))
        if evidence:
            yield from (item(_sentence(sheet, sheet.statements[iri])) for iri in dimension.evidence)
        for trial, levels, share in map(words.trial, dimension.trials):
            key = "risk.trial.share" if share else "risk.trial"
            yield item(texts(key, trial=trial, level=levels, share=share))
    yield from ("", texts("risk.impact"))
    for one in found.impacts[:5]:
        values = {"cut": percent(one.cut_share), "work": percent(one.orphaned_share)}
        yield item(texts("risk.impact.line", actor=words.name(one.actor), **values))
    if not found.impacts:
        yield item(texts("risk.impact.none"))
    if advice.together:
        yield item(words.together(advice.together))
    paper = words.paper(found)
    yield from ("", texts("risk.helps"), *([fill(paper, width)] if paper else []))
    for name, sentence in words.help(found, advice):
        yield item(f"{name}. {plain(sentence)}")
    yield from ("", texts("risk.governance"), *map(item, words.governance(advice.governance)))
    yield from ("", texts("risk.stated"))
    for iri in found.stated:
        yield item(_sentence(sheet, sheet.statements[iri]))
    if not found.stated:
        yield item(texts("risk.stated.none"))
    yield from ("", texts("risk.complete"), fill(words.completeness(found), width))


def _sentence(sheet: Sheet, statement: Statement) -> str:
    return f"{saying(sheet, statement)} — {source(statement)}"


def risk_rows(words_of: dict[str, Words], found: Sequence[Assessment]) -> tuple[list[str], list[list[str]]]:
    """Return the cases ranked: column names and rows of texts; an earlier case of a centre beneath the latest."""
    texts = next(iter(words_of.values())).texts if words_of else Texts("en")
    columns = [texts("risk.columns.case"), texts("risk.columns.level")]
    columns += [texts(f"dimension.{name}") for name in ("structural", "functional", "formal")]
    rows = []
    for one in found:
        words = words_of[one.case]
        cells = [words.brief(dimension) for dimension in one.dimensions]
        name = texts("risk.earlier", name=words.sheet.name) if words.sheet.later else words.sheet.name
        rows.append([name, words.overall(one), *cells, words.range(one)])
    return [*columns, texts("risk.columns.range")], rows


def assessment_table(words_of: dict[str, Words], found: Sequence[Assessment]) -> tuple[list[str], list[list[str]]]:
    """Return the cases ranked for other tools: shares as numbers, actors as identifiers.

    `followed_by` is a later case of the same centre; only the latest have a rank of their own.
    """
    columns = ["case", "name", "followed_by", "level", "at_least"]
    columns += [f"{name}_{what}" for name in DIMENSIONS for what in ("level", "lowest", "highest", "share", "actors")]
    rows = []
    for one in found:
        sheet = words_of[one.case].sheet
        row = [one.case, sheet.name, " ".join(sheet.later), one.level.value, str(one.is_least).lower()]
        for dimension in one.dimensions:
            low, high = dimension.range
            share = "" if dimension.share is None else f"{dimension.share:.6f}"
            row += [dimension.level.value, low.value, high.value, share, " ".join(dimension.actors)]
        rows.append(row)
    return columns, rows


def impact_table(words: Words, found: Assessment) -> tuple[list[str], list[list[str]]]:
    """Return what the loss of each actor does, for other tools."""
    columns = ["actor", "name", "cut_off", "cut_share", "orphaned", "orphaned_share"]
    return columns, [
        [one.actor, words.name(one.actor), *map(str, numbers)]
        for one in found.impacts
        for numbers in [(one.cut_off, one.cut_share, len(one.orphaned), one.orphaned_share)]
    ]
