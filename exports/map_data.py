"""What the script of a map draws, as data: parties, lines and texts, and how little of it a page has to carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from craftgraph.exports.network_map import NetworkMap, Party
from craftgraph.exports.sheet import Sheet
from craftgraph.exports.texts import Texts

_NODE = ("id", "label", "x", "y", "size", "group")
_LOOK = ("shape", "color")  # the same for all of a group
# In the order of a row: what most parties and lines have nothing of stands last. Words are written by their number.
_PARTY = ("id", "label", "x", "y", "group", "kinds", "involvement", "size", "aliases", "planned", "name", "link")
_PARTY_WORDS = ("group", "kinds", "involvement", "size")
_LINE = ("from", "to", "layer", "rules", "directed", "optional", "statuses", "planned", "width", "since", "until")
_LINE_WORDS = ("layer", "rules", "statuses", "width", "topic")


def map_data(sheet: Sheet, drawn: NetworkMap) -> dict[str, Any]:
    """Return what the map's script draws of a case."""
    return drawing_data(drawn, Texts(sheet.language), sheet.name)


def drawing_data(drawn: NetworkMap, texts: Texts, name: str) -> dict[str, Any]:
    """Return what the map's script draws: parties and lines. What is said of them is read when it is asked for.

    :param name: what the map is of, for the line under a picture of it.
    """
    from craftgraph import __version__

    rules = sorted({rule for one in drawn.connections for rule in one.rules})
    labels = {node["id"]: node["label"].replace("\n", " ") for node in drawn.nodes}
    made_by = {one.id: tuple(rules.index(rule) for rule in one.rules) for one in drawn.connections}
    return {
        "nodes": [{key: node[key] for key in _NODE} for node in drawn.nodes],
        "looks": {node["group"]: {key: node[key] for key in _LOOK} for node in drawn.nodes},
        "parties": {party.id: _about(party, labels[party.id]) for party in drawn.parties},
        "edges": [
            {key: edge[key] for key in _LINE if key in edge}
            | {"rules": made_by[edge["id"]], "directed": edge["arrows"] == "to"}
            for edge in drawn.edges
        ],
        "rules": rules,
        "credit": texts("map.credit", name=name, version=__version__),
        "texts": texts.starting("js."),
    }


def written(data: dict[str, Any]) -> dict[str, Any]:
    """Return what the map's script draws as it is written into a page: parties and lines as rows (see :func:`table`).

    The ends of a line are the numbers of its parties, counted from 0. A line is called `c` with its own number,
    counted from 1.
    """
    number = {node["id"]: place for place, node in enumerate(data["nodes"])}
    lines = [edge | {"from": number[edge["from"]], "to": number[edge["to"]]} for edge in data["edges"]]
    parties = [node | data["parties"][node["id"]] for node in data["nodes"]]
    rest = {key: value for key, value in data.items() if key not in ("nodes", "edges")}
    return rest | {
        "parties": table(parties, _PARTY, _PARTY_WORDS),
        "lines": table(lines, (*_LINE, "topic", "of"), _LINE_WORDS),
    }


def table(items: Iterable[dict[str, Any]], fields: Sequence[str], worded: Iterable[str]) -> dict[str, Any]:
    """Return dictionaries as rows: `fields` names the columns, `words` holds the values of some, `rows` the rest.

    Of a column in `words` a row has the number of the value, the most frequent being 0. What is empty or false is 0,
    true is 1, and zeros at the end of a row are not written.

    >>> table([{"a": "x", "b": "y"}, {"a": "z", "b": "y", "c": True}], ("a", "b", "c"), ("b",))
    {'fields': ('a', 'b', 'c'), 'words': {'b': ['y']}, 'rows': [['x'], ['z', 0, 1]]}
    """
    found = list(items)
    words = {name: [value for value, _ in Counter(one.get(name, "") for one in found).most_common()] for name in worded}
    numbers = {name: {value: number for number, value in enumerate(values)} for name, values in words.items()}
    rows = []
    for one in found:
        row = [_cell(one.get(name, ""), numbers.get(name)) for name in fields]
        while row and row[-1] == 0:
            row.pop()
        rows.append(row)
    return {"fields": fields, "words": words, "rows": rows}


def _cell(value: Any, numbers: dict[Any, int] | None) -> Any:
    if numbers is not None:
        return numbers[value]
    return 0 if not value else 1 if value is True else value


def unpacked(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a :func:`table` by field, as `assets/map/data.js` reads them; what is not written is 0.

    >>> unpacked(table([{"a": "x", "b": "y"}, {"a": "z", "b": "y", "c": True}], ("a", "b", "c"), ("b",)))
    [{'a': 'x', 'b': 'y', 'c': 0}, {'a': 'z', 'b': 'y', 'c': 1}]
    """
    words = found["words"]
    padded = ([*row, *[0] * (len(found["fields"]) - len(row))] for row in found["rows"])
    return [
        {name: words[name][cell] if name in words else cell for name, cell in zip(found["fields"], row, strict=True)}
        for row in padded
    ]


def _about(party: Party, label: str) -> dict[str, Any]:
    """Return what the script says of a party, without its name where the label on the map says it."""
    return {
        "name": "" if party.name == label else party.name,
        "aliases": party.aliases,
        "kinds": party.kinds,
        "involvement": party.involvement,
        "planned": party.planned,
    }
