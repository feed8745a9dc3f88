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
from craftgraph.graph.messages import Message, Place, finding

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
    def __init__(self, place: Place, key: str, **values: object) -> None:
        self.place, self.key, self.values = place, key, values


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
            sizes = {"size": f"{size / 1e6:.1f}", "most": f"{MAX_BYTES / 1e6:.0f}"}
            return None, [finding(name, Place(), "too-large", **sizes)]
        data = path.read_bytes()
    except OSError as error:
        return None, [finding(name, Place(), "file-unreadable", reason=error.strerror)]
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
        return None, [finding(name, Place(line, column), "not-utf8")]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "end of stream" in str(error.problem):  # a quote that is never closed: where it opens says more
            mark = error.context_mark or mark
        place = Place(mark.line + 1, mark.column + 1) if mark else Place()
        reason, remedy = error.problem or error.context, _yaml_remedy(error, text, place)
        found.append(finding(name, place, "not-yaml", remedy, reason=reason))
        return None, found
    except yaml.YAMLError as error:  # a character that YAML does not allow: it has a position, not a mark
        position = getattr(error, "position", 0) or 0
        before = text[:position]
        place = Place(before.count("\n") + 1, position - before.rfind("\n"))
        found.append(finding(name, place, "no-yaml-character"))
        return None, found
    except _RefusedError as refused:
        found.append(finding(name, refused.place, refused.key, **refused.values))
        return None, found
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return None, [*found, finding(name, Place(), "file-empty")]
    if not isinstance(node, Mapping):
        return None, [*found, finding(name, node, "file-no-mapping")]
    return node, found


def _yaml_remedy(error: yaml.MarkedYAMLError, text: str, place: Place) -> Message:
    problem = str(error.problem)
    if "\t" in "".join(text.splitlines()[place.line - 1 : place.line])[: place.column]:
        return Message("not-yaml.tabs")
    if "mapping values are not allowed" in problem or "expected ',' or" in problem:
        return Message("not-yaml.quotes")
    return Message("not-yaml.do")


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place()


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
            node: Node | None = None
            if isinstance(event, yaml.ScalarEvent):
                node = self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                place = self._refuse_marked(event)
                if len(stack) >= MAX_DEPTH:
                    raise _RefusedError(place, "too-deep", most=MAX_DEPTH)
                stack.append((event, []))
            elif isinstance(event, yaml.CollectionEndEvent):
                start, children = stack.pop()
                node = self._close(start, children)
            elif isinstance(event, yaml.AliasEvent):
                raise _RefusedError(_place(event), "alias", name=event.anchor)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError(_place(event), "second-document")
            if node is not None:
                if stack:
                    stack[-1][1].append(node)
                else:
                    root = node
        return root

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        place = self._refuse_marked(event)
        if _CONTROL.search(event.value):
            raise _RefusedError(place, "control-character")
        return Scalar(event.value, not event.style, place.line, place.column)

    def _refuse_marked(self, event: yaml.NodeEvent) -> Place:
        """Return where a node stands; refuse one with an anchor or a tag."""
        place = _place(event)
        if event.anchor:
            raise _RefusedError(place, "anchor", name=event.anchor)
        if event.tag:  # type: ignore[attr-defined]
            raise _RefusedError(place, "tag", name=event.tag)  # type: ignore[attr-defined]
        return place

    def _events(self, text: str) -> Iterator[yaml.Event]:
        return iter(yaml.parse(text, Loader=_LOADER))

    def _close(self, start: yaml.Event, children: list[Node]) -> Node:
        line, column = _place(start)
        if isinstance(start, yaml.SequenceStartEvent):
            return Sequence(tuple(children), line, column)
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise _RefusedError(Place(key.line, key.column), "name-no-word")
            if key.text in entries:
                first = entries[key.text][0].line
                self.found.append(finding(self.name, key, "name-twice", name=key.text, line=first))
                continue
            entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), line, column)
