"""What the form needs to write its answers down as a profile, the file that the command line takes.

The script (`assets/profile.js`) puts the lines together as :class:`craftgraph.graph.interview.Interview` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from craftgraph.graph.interview import Interview, Option, Question, Vocabulary

NAMES = {"nl": "mijn-plan", "en": "my-plan"}
_ALL = "$$"  # stands for all that is chosen


def profile_data(
    asked: Iterable[Question], options: Mapping[str, Sequence[Option]], vocabulary: Vocabulary, language: str
) -> dict[str, Any]:
    """Return the file without answers, and what each answer adds to it.

    `fields` holds the questions that become a line of the head, with the kind of their answer. `whole` holds those
    whose choices become one line, as the list that it stands in and its text with `$$` for all choices; `lines` the
    others: for each choice the lists, each with the line that it adds. `ensured` holds lines that go before them.
    """
    found: dict[str, Any] = {"name": NAMES[language], "head": Interview.begin(NAMES[language], language).text}
    found |= {"fields": {}, "whole": {}, "lines": {}, "ensured": {}}
    for question in asked:
        if not question.listing:
            found["fields"][question.id] = {"field": question.field, "kind": question.kind}
        elif _ALL in question.item.values():
            found["whole"][question.id] = next(iter(question.lines([_ALL], vocabulary)))
        else:
            names = [option.name for option in options[question.id]]
            found["lines"][question.id] = {name: list(question.lines([name], vocabulary)) for name in names}
            found["ensured"] |= {f"{question.id}/{name}": list(question.ensured(name)) for name in names}
    found["ensured"] = {key: lines for key, lines in found["ensured"].items() if lines}
    return found
