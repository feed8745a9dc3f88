"""An interview in the terminal: one question at a time, kept after every answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import fill

from craftgraph.exports.place import write
from craftgraph.exports.texts import Texts
from craftgraph.graph.errors import CraftgraphError
from craftgraph.graph.interview import Interview, Option, Question, Vocabulary, choices, number, questions

Ask = Callable[[str], str]
Tell = Callable[[str], None]
_STOP = ("q", "stop")
_WITH_MEANING = 8  # lists up to this length show what each choice means


def open_interview(path: Path, name: str, language: str) -> Interview:
    """Return the interview that a file holds, or a new one.

    :raises CraftgraphError: when the file is no profile, or cannot be read.
    """
    if not path.exists():
        return Interview.begin(name, language)
    try:
        return Interview(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise CraftgraphError(f"{path} cannot be read ({error}); name another file with --out.") from None


def hold(
    interview: Interview, path: Path, language: str, ask: Ask, tell: Tell, vocabulary: Vocabulary | None = None
) -> bool:
    """Ask what is not answered yet, and write the file after every answer; return whether all was asked.

    What was left open before is asked again when nothing else is.

    :param ask: shows a question and returns what is typed; raises EOFError or KeyboardInterrupt to stop.
    :param vocabulary: what may be chosen; by default the shipped concepts and registry.
    """
    texts, vocabulary = Texts(language), vocabulary or Vocabulary()
    waiting = interview.waiting() or interview.waiting(again=True)
    tell(texts("profile.how"))
    write(path, interview.text)
    for question in waiting:
        tell("")
        tell(_asked(question, language))
        options = vocabulary.options(question, language) if question.kind in ("one", "many") else []
        for line in _shown(options, texts, question.kind):
            tell(line)
        try:
            found = _answer(question, options, texts, ask, tell)
        except (EOFError, KeyboardInterrupt):
            return False
        if found is None:
            return False
        interview = interview.answer(question, found, vocabulary) if found else interview.leave_open(question)
        write(path, interview.text)
    return True


def _asked(question: Question, language: str) -> str:
    place = [one.id for one in questions()].index(question.id) + 1
    hint = f" {question.hints[language]}" if question.hints else ""
    return fill(f"{place}/{len(questions())}  {question.texts[language]}{hint}", 100, subsequent_indent="      ")


def _shown(options: list[Option], texts: Texts, kind: str) -> list[str]:
    if not options:
        return []
    with_meaning = len(options) <= _WITH_MEANING
    lines = [
        fill(f"{at:>4}. {one.label}" + (f": {one.meaning}" if with_meaning else ""), 100, subsequent_indent="      ")
        for at, one in enumerate(options, 1)
    ]
    return [*lines, texts(f"profile.choose_{kind}")]


def _answer(question: Question, options: list[Option], texts: Texts, ask: Ask, tell: Tell) -> list[str] | None:
    """Return what was answered: nothing for not known yet, None for stop."""
    while True:
        typed = ask(texts("profile.prompt")).strip()
        if typed.lower() in _STOP:
            return None
        if not typed:
            return []
        if question.kind == "text":
            return [typed]
        if question.kind == "number":
            value = number(typed)
            if value is not None:
                return [value]
            tell(texts("profile.no_number"))
            continue
        chosen = choices(typed, options, question.kind == "many")
        if chosen is not None:
            return chosen
        tell(texts(f"profile.no_choice_{question.kind}", n=len(options)))
