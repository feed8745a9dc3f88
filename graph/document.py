"""A YAML file as a tree in which every node knows its line and column.

Read as YAML 1.2 core would: `yes` and `on` are words, a date is text. What a case file never needs (anchors,
aliases, tags, several documents, deep nesting) is refused, and so are keys that stand twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from craftgraph.graph.errors import Finding

MAX_BYTES = 2_000_000
MAX_DEPTH = 12
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it stands in the file; `plain` when it is written without quotes."""

    text: str
    plain: bool
    line: int
    column: int

    @property
    def is_null(self) -> bool:
        """Whether YAML reads the value as nothing at all."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their nodes, in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        """Return the node under `key`, or None."""
        return next((node for name, node in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping


class _RefusedError(Exception):
    def __init__(self, line: int, column: int, problem: str, remedy: str) -> None:
        self.place = (line, column, problem, remedy)


def read(path: Path, shown: str | None = None) -> tuple[Mapping | None, list[Finding]]:
    """Read a YAML file into a tree.

    :param path: the file.
    :param shown: how findings name the file; by default `path` itself.
    :returns: the top mapping (None when the file cannot be read as one) and what was found wrong.
    """
    name = shown or str(path)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            problem = f"the file is {size / 1e6:.1f} MB, more than a case file can be ({MAX_BYTES / 1e6:.0f} MB)"
            return None, [Finding(name, 1, 1, problem, "split it into a file a case")]
        data = path.read_bytes()
    except OSError as error:
        return None, [Finding(name, 1, 1, f"the file cannot be read ({error.strerror})", "look at its name and rights")]
    return parse(data, name)


def parse(data: bytes, name: str) -> tuple[Mapping | None, list[Finding]]:
    """Read the bytes of a YAML document into a tree; see :func:`read`."""
    found: list[Finding] = []
    try:
        text = data.decode("utf-8-sig")
        node = _Builder(name, found).document(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        return None, [Finding(name, line, column, "the file is not in UTF-8", "save it again with the encoding UTF-8")]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "end of stream" in str(error.problem):  # a quote that is never closed: where it opens says more
            mark = error.context_mark or mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem, remedy = f"this is not YAML: {error.problem or error.context}", _yaml_remedy(error, text, line, column)
        found.append(Finding(name, line, column, problem, remedy))
        return None, found
    except yaml.YAMLError as error:  # a character that YAML does not allow: it has a position, not a mark
        position = getattr(error, "position", 0) or 0
        before = text[:position]
        line, column = before.count("\n") + 1, position - before.rfind("\n")
        found.append(Finding(name, line, column, "a character stands here that YAML does not allow", "take it out"))
        return None, found
    except _RefusedError as refused:
        found.append(Finding(name, *refused.place))
        return None, found
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return None, [*found, Finding(name, 1, 1, "the file is empty", "write a case in it, or take it away")]
    if not isinstance(node, Mapping):
        problem = "the file is not a mapping of names to values"
        return None, [*found, Finding(name, node.line, node.column, problem, "begin with `id:`")]
    return node, found


def _yaml_remedy(error: yaml.MarkedYAMLError, text: str, line: int, column: int) -> str:
    problem = str(error.problem)
    if "\t" in "".join(text.splitlines()[line - 1 : line])[:column]:
        return "indent with spaces, never with tabs"
    if "mapping values are not allowed" in problem or "expected ',' or" in problem:
        return "put a text that holds ': ' or ', ' between quotes, and close every bracket"
    return "look at the indentation, the quotes and the brackets of this line and the one before"


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Builder:
    """Builds the tree from the parser's events, without recursion, so that no input can exhaust the stack."""

    def __init__(self, name: str, found: list[Finding]) -> None:
        self.name = name
        self.found = found

    def document(self, text: str) -> Node | None:
        stack: list[tuple[yaml.Event, list[Node]]] = []
        root: Node | None = None
        documents = 0
        for event in self._events(text):
            line, column = _place(event)
            node: Node | None = None
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError(
                        line, column, "a second document begins here", "keep one document a file, without `---`"
                    )
            elif isinstance(event, yaml.AliasEvent):
                raise _RefusedError(line, column, f"the alias *{event.anchor} is not taken here", "write the value out")
            elif isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent):
                if event.anchor:
                    raise _RefusedError(line, column, f"the anchor &{event.anchor} is not taken", "write the value out")
                if event.tag:
                    raise _RefusedError(line, column, f"the tag {event.tag} is not taken here", "leave it out")
                if isinstance(event, yaml.ScalarEvent):
                    if _CONTROL.search(event.value):
                        raise _RefusedError(line, column, "a control character is written in this text", "take it out")
                    node = Scalar(event.value, event.style is None or event.style == "", line, column)
                else:
                    if len(stack) >= MAX_DEPTH:
                        raise _RefusedError(
                            line, column, f"more than {MAX_DEPTH} levels deep", "nest less: a list of statements"
                        )
                    stack.append((event, []))
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                start, children = stack.pop()
                node = self._close(start, children)
            if node is not None:
                if stack:
                    stack[-1][1].append(node)
                else:
                    root = node
        return root

    def _events(self, text: str) -> Iterator[yaml.Event]:
        return iter(yaml.parse(text, Loader=_LOADER))

    def _close(self, start: yaml.Event, children: list[Node]) -> Node:
        line, column = _place(start)
        if isinstance(start, yaml.SequenceStartEvent):
            return Sequence(tuple(children), line, column)
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise _RefusedError(key.line, key.column, "a field's name cannot be a list or mapping", "use a word")
            if key.text in entries:
                first = entries[key.text][0].line
                problem = f"`{key.text}` stands here twice (first on line {first})"
                self.found.append(
                    Finding(self.name, key.line, key.column, problem, "keep one, or make the values a list")
                )
                continue
            entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), line, column)
