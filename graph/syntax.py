"""Where and why a query is not SPARQL, in words for people; `exports/assets/sparql-errors.js` says the same on a page.

Oxigraph tells where it stops as far as its longest keyword beyond that place, and what it would have read instead in
the terms of its grammar. So the usual slips are looked for in the text of the query itself, and for the others Oxigraph
is asked again about the query set out wide (:func:`wide`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from craftgraph.graph.errors import nearest
from craftgraph.graph.messages import Message

_TOKEN = re.compile(
    r"""
    (?P<text> "{3}(?:[^\\]|\\[^\r\n])*?"{3} | '{3}(?:[^\\]|\\[^\r\n])*?'{3} )
    | (?P<quote> "{3} | '{3} )
    | (?P<string> "(?:[^"\\\r\n]|\\[^\r\n])*" | '(?:[^'\\\r\n]|\\[^\r\n])*' )
    | (?P<stray> ["'] )
    | (?P<iri> <[^<>\ \t\r\n]*> )
    | (?P<comment> \#[^\r\n]* )
    | (?P<variable> [?$]\w+ )
    | (?P<tag> @[A-Za-z-]+ | _:[\w.-]* )
    | (?P<name> (?P<prefix> (?:[^\W\d_](?:[\w.-]*[\w-])?)? ) :
        (?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-]|\.+(?=[\w:%\\-]))* )
    | (?P<word> [A-Za-z]\w* )
    | (?P<sign> <<\( | \)>> | \{\| | \|\} | [{}()\[\];,] )
    | (?P<space> [ \t\r\n]+ )
    | (?P<other> [\s\S] )
    """,
    re.VERBOSE,
)
_PAIRS = {"}": "{", ")": "(", "]": "["}
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_KEYWORDS = (
    *("BIND", "DISTINCT", "FILTER", "GRAPH", "GROUP", "HAVING", "LIMIT"),
    *("MINUS", "OFFSET", "OPTIONAL", "ORDER", "UNION", "VALUES", "WHERE"),
)
_SCHEMES = ("http", "https", "urn")
_ROOM = 40  # more letters than the longest keyword of SPARQL has
_STOP = re.compile(r"error at 1:(\d+): expected (?:one of )?(.*)", re.DOTALL)
_PROSE = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+")  # what a whole query breaks, told in words and not as what is expected


class Slip(NamedTuple):
    """What is wrong with a query, and where: `at` counts its characters from 0."""

    at: int
    reason: Message

    def place(self, sparql: str) -> tuple[int, int]:
        """Return the line and the column in a query, from 1."""
        return sparql.count("\n", 0, self.at) + 1, self.at - sparql.rfind("\n", 0, self.at)


class Token(NamedTuple):
    """A word, name, sign … of a query; `depth` is the number of brackets around it."""

    kind: str
    text: str
    at: int
    depth: int
    prefix: str

    def says(self, *words: str) -> bool:
        """Whether this is one of the keywords, in whatever case, or one of the signs."""
        return self.kind in ("word", "sign", "other") and self.text.upper() in words


def asks_elsewhere(sparql: str) -> Slip | None:
    """Find where a query would ask another computer; also where the word is glued to others, as Oxigraph reads it."""
    if "service" not in sparql.lower():
        return None
    words = ((token, token.prefix if token.kind == "name" else token.text) for token in _tokens(sparql))
    found = (one for one, word in words if one.kind in ("word", "name") and "service" in word.lower())
    return next((Slip(token.at, Message("query.service")) for token in found), None)


def slip(sparql: str, prefixes: Mapping[str, str], said: str) -> Slip:
    """Say what is wrong with a query that cannot be parsed.

    :param prefixes: what the query may use without declaring it.
    :param said: what Oxigraph says of :func:`wide` of the query.
    """
    tokens = list(_tokens(sparql))
    found = _beginning(tokens) or _unclosed(tokens) or _undeclared(tokens, prefixes)
    for head, tail in _selects(tokens):
        found = found or _nameless(head) or _ungrouped(head, tail)
    return found or _stopped(_cells(sparql), said)


def wide(sparql: str) -> str:
    """Return a query on one line with room behind every part, so that no keyword looked for reaches the next one."""
    return " " * _ROOM + "".join(text + " " * _ROOM for _, text in _cells(sparql))


def _cells(sparql: str) -> list[tuple[int, str]]:
    """Return the parts of a query between which room may be made, each with where it begins."""
    cells: list[tuple[int, str]] = []
    is_open = False
    for token in _TOKEN.finditer(sparql):
        kind, text = str(token.lastgroup), re.sub(r"[\r\n]", " ", token[0])
        is_alone = kind in ("variable", "sign")
        if kind in ("space", "comment"):
            is_open = False
            continue
        if is_open and (text == "(" or not is_alone):  # Oxigraph reads `COALESCE(`, not `COALESCE (`
            cells[-1] = (cells[-1][0], cells[-1][1] + text)
        else:
            cells.append((token.start(), text))
        is_open = not is_alone
    return cells


def _tokens(sparql: str) -> Iterator[Token]:
    depth = 0
    for found in _TOKEN.finditer(sparql):
        kind, text = str(found.lastgroup), found[0]
        if kind in ("space", "comment"):
            continue
        depth -= text in _PAIRS
        yield Token(kind, text, found.start(), depth, found["prefix"] or "")
        depth += text in _PAIRS.values()


def _beginning(tokens: Sequence[Token]) -> Slip | None:
    """Find a query that is empty, or that has something else where SELECT and the like belong."""
    if not tokens:
        return Slip(0, Message("query.empty"))
    rest = tokens
    while [one.kind for one in rest[1:3]] == ["name", "iri"] and rest[0].says("PREFIX"):
        rest = rest[3:]
    if not rest:
        return Slip(tokens[-1].at + len(tokens[-1].text), Message("query.begin"))
    return None if rest[0].says(*_FORMS, "PREFIX", "BASE", "VERSION") else Slip(rest[0].at, Message("query.begin"))


def _unclosed(tokens: Sequence[Token]) -> Slip | None:
    """Find a quote, an address or a bracket that has no partner."""
    waiting: list[Token] = []
    for token in tokens:
        if token.kind in ("quote", "stray"):
            return Slip(token.at, Message("query.quote", sign=token.text))
        if token.text in _PAIRS.values():
            waiting.append(token)
        elif token.text in _PAIRS:
            opening = _PAIRS[token.text]
            if not any(one.text == opening for one in waiting):
                return Slip(token.at, Message("query.closes-nothing", sign=token.text, other=opening))
            if waiting[-1].text != opening:
                break
            waiting.pop()
    for sign, name in pairwise(tokens):
        if sign.text == "<" and name.prefix in _SCHEMES and name.at == sign.at + 1:
            return Slip(sign.at, Message("query.never-closed", sign="<"))
    return Slip(waiting[-1].at, Message("query.never-closed", sign=waiting[-1].text)) if waiting else None


def _undeclared(tokens: Sequence[Token], prefixes: Mapping[str, str]) -> Slip | None:
    """Find the first prefix that nobody declared."""
    declared = {name.prefix for word, name in pairwise(tokens) if word.says("PREFIX") and name.kind == "name"}
    for name in tokens:
        if name.kind == "name" and name.prefix not in declared and name.prefix not in prefixes:
            near = nearest(name.prefix, prefixes)
            hint = Message("query.hint", name=f"{near}:") if near else ""
            return Slip(name.at, Message("query.prefix", name=f"{name.prefix}:", hint=hint))
    return None


def _selects(tokens: Sequence[Token]) -> Iterator[tuple[list[Token], list[Token]]]:
    """Yield what each SELECT of a query asks for, and what stands behind its braces (GROUP BY, ORDER BY …)."""
    for index, select in enumerate(tokens):
        if select.says("SELECT"):
            level = select.depth
            head = _until(tokens[index + 1 :], level, "{", "}", "WHERE", "FROM")
            braces = _until(tokens[index + 1 + len(head) :], level, "}")
            rest = tokens[index + 2 + len(head) + len(braces) :]
            yield head, _until(rest, level)


def _until(tokens: Sequence[Token], level: int, *words: str) -> list[Token]:
    """Return what comes before one of the words at a depth, or before the bracket around it is closed."""
    return list(takewhile(lambda one: one.depth > level or (one.depth == level and not one.says(*words)), tokens))


def _nameless(head: Sequence[Token]) -> Slip | None:
    """Find what a SELECT computes without giving it a name."""
    level = min((token.depth for token in head), default=0)
    for index, token in enumerate(head):
        if token.depth != level or not token.says("("):
            continue
        before = head[index - 1] if index else None
        if before and before.kind in ("word", "name", "iri") and not before.says("DISTINCT", "REDUCED"):
            return Slip(before.at, Message("query.nameless"))
        if not any(one.says("AS") and one.depth == level + 1 for one in _inside(head, index)):
            return Slip(token.at, Message("query.nameless"))
    return None


def _ungrouped(head: Sequence[Token], tail: Sequence[Token]) -> Slip | None:
    """Find what a SELECT that groups or counts asks for beside its groups: it has more than one value for each."""
    level = min((token.depth for token in head), default=0)
    groups = _until(tail[len(_until(tail, level, "GROUP")) :], level, "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
    if len(groups) < 3 and not any(token.says(*_AGGREGATES) for token in [*head, *tail]):
        return None
    known = {one.text[1:] for one in groups if one.kind == "variable" and one.depth == level}
    known |= {one.text[1:] for one in [*_named(groups), *_named(head)]}
    counted: set[Token] = set()
    for index, token in enumerate(head):
        if token.depth == level and token.says("*"):
            return Slip(token.at, Message("query.star"))
        if token.says(*_AGGREGATES):
            counted.update(_inside(head, index + 1))
        if token.kind == "variable" and token not in counted and token.text[1:] not in known:
            return Slip(token.at, Message("query.ungrouped", name=token.text))
    return None


def _named(tokens: Sequence[Token]) -> list[Token]:
    """Return the variables to which something is given with AS."""
    return [name for word, name in pairwise(tokens) if word.says("AS") and name.kind == "variable"]


def _inside(tokens: Sequence[Token], index: int) -> list[Token]:
    """Return what stands within the bracket at an index."""
    return list(takewhile(lambda token: token.depth > tokens[index].depth, tokens[index + 1 :]))


def _stopped(cells: Sequence[tuple[int, str]], said: str) -> Slip:
    """Say how far a query can be read, from where Oxigraph stops in it as it is set out wide."""
    place = _STOP.match(said)
    begin = _ROOM
    for at, text in cells if place else ():
        begin += len(text) + _ROOM
        if place and int(place[1]) <= begin:
            near = nearest(text.upper(), _KEYWORDS)
            hint = Message("query.hint", name=near) if near and near != text.upper() else ""
            return Slip(at, Message("query.stops", name=text if len(text) <= _ROOM else f"{text[:_ROOM]}…", hint=hint))
    at, last = cells[-1]
    if place and (last.isalpha() or not _PROSE.search(place[2])):
        return Slip(at + len(last), Message("query.unfinished"))
    return Slip(cells[0][0], Message("query.whole"))
