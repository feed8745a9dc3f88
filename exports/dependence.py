"""The dependence of a case in words, for the terminal and for the pages, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill

from craftgraph.exports.sheet import Sheet, Statement
from craftgraph.exports.texts import Texts
from craftgraph.graph.dependence import DIMENSIONS, Assessment, Dimension
from craftgraph.graph.formal import Sign
from craftgraph.graph.governance import Governance
from craftgraph.graph.level import Level
from craftgraph.graph.mitigation import Mitigation, NewTies, StandIns
from craftgraph.graph.namespaces import ID, VOC
from craftgraph.graph.precedent import Example
from craftgraph.graph.trials import Trial
from craftgraph.graph.whatif import Function


def percent(share: float) -> str:
    """Write a share as a whole percentage.

    >>> percent(0.805)
    '80\\xa0%'
    """
    return f"{share:.0%}".replace("%", "\xa0%")


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
        return self.texts("risk.range", low=self.level(low), high=self.level(high))

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
            actor=self.names(dimension.actors),
            share=percent(dimension.share),
            n=number,
            total=found.functions,
        )

    def brief(self, dimension: Dimension) -> str:
        """Return a level with its share and on whom it hangs, where that can be said."""
        level = self.level(dimension.level)
        if not dimension.share or dimension.level is Level.CANNOT_SAY:
            return level
        return f"{level} ({percent(dimension.share)}: {self.names(dimension.actors)})"

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
        labels = [self._term(value) for value in values if value]
        key = "function.Flow.plain" if kind == "Flow" and len(labels) == 1 else f"function.{kind}"
        return self.texts(key).format(*labels)

    def _term(self, value: str) -> str:
        statement = self.sheet.statements.get(value)
        if statement and not self.sheet.labels.has(value):
            return statement.text
        return self.sheet.labels.of(value if ":" in value else f"{VOC}target-group/{value}")

    def ties(self, found: NewTies) -> str:
        """Return what new ties would do, with why they are sensible."""
        listed = []
        for tie in found.ties:
            why = self.example(tie.example) if tie.example else self.texts("risk.helps.meet")
            named = self.texts("risk.helps.tie", one=self.name(tie.one), other=self.name(tie.other))
            listed.append(f"{named} ({why})")
        told = self.texts(
            "risk.helps.ties",
            ties=self.texts("risk.and").join(listed),
            before=percent(found.before),
            after=percent(found.after),
        )
        return told if found.is_exact else f"{told} {self.texts('risk.helps.greedy')}"

    def example(self, example: Example) -> str:
        """Return in which other case it is so."""
        return self.texts(
            "risk.helps.example", case=self.sheet.labels.of(ID + example.case), parties=self.names(example.parties)
        )

    def stand_ins(self, found: StandIns) -> Iterator[str]:
        """Yield what stand-ins would do, and what each could take over."""
        yield self.texts(
            "risk.helps.stand-in",
            parties=self.texts("risk.and").join(self.name(party) for party, _ in found.takes),
            before=percent(found.before),
            after=percent(found.after),
        )
        for party, takes in found.takes:
            work = "; ".join(f"{self.function(function)} ({self.example(example)})" for function, example in takes)
            yield self.texts("risk.helps.could", party=self.name(party), work=work)

    def help(self, found: Assessment, mitigation: Mitigation) -> list[str]:
        """Return what would lower the dependence."""
        told = [self.ties(one) for one in mitigation.ties]
        told += list(dict.fromkeys(sentence for one in mitigation.stand_ins for sentence in self.stand_ins(one)))
        formal = found.by_name["formal"]
        if formal.level.rank > 0 and mitigation.shared:
            told.append(self.texts("risk.helps.formal", cases=self.names(mitigation.shared)))
        return told or [self.texts("risk.helps.none" if found.level.rank > 0 else "risk.helps.not-needed")]

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

    def together(self, pair: tuple[str, ...], before: float, after: float) -> str:
        """Return which actors together fragment the network most, with Borgatti's F before and after."""
        return self.texts("risk.together", pair=self.names(pair), before=percent(before), after=percent(after))

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
            yield from (item(_sentence(sheet.statements[iri])) for iri in dimension.evidence)
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
        yield item(words.together(*advice.together))
    yield from ("", texts("risk.helps"), *map(item, words.help(found, advice)))
    yield from ("", texts("risk.governance"), *map(item, words.governance(advice.governance)))
    yield from ("", texts("risk.stated"))
    for iri in found.stated:
        yield item(_sentence(sheet.statements[iri]))
    if not found.stated:
        yield item(texts("risk.stated.none"))
    yield from ("", texts("risk.complete"), fill(words.completeness(found), width))


def _sentence(statement: Statement) -> str:
    places = "; ".join(place.heading or place.document for place in statement.places)
    return f"{statement.text} — {places}"


def risk_rows(words_of: dict[str, Words], found: Sequence[Assessment]) -> tuple[list[str], list[list[str]]]:
    """Return the cases ranked: column names and rows of texts."""
    texts = next(iter(words_of.values())).texts if words_of else Texts("en")
    columns = [texts("risk.columns.case"), texts("risk.columns.level")]
    columns += [texts(f"dimension.{name}") for name in ("structural", "functional", "formal")]
    rows = []
    for one in found:
        words = words_of[one.case]
        cells = [words.brief(dimension) for dimension in one.dimensions]
        rows.append([words.sheet.name, words.overall(one), *cells, words.range(one)])
    return [*columns, texts("risk.columns.range")], rows


def assessment_table(words_of: dict[str, Words], found: Sequence[Assessment]) -> tuple[list[str], list[list[str]]]:
    """Return the cases ranked for other tools: shares as numbers, actors as identifiers."""
    columns = ["case", "name", "level", "at_least"]
    columns += [f"{name}_{what}" for name in DIMENSIONS for what in ("level", "lowest", "highest", "share", "actors")]
    rows = []
    for one in found:
        row = [one.case, words_of[one.case].sheet.name, one.level.value, str(one.is_least).lower()]
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
