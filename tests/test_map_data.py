"""What a page carries of a map: rows, which the script reads as they were meant, and scripts without comments."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from craftgraph.exports.map_data import table, unpacked
from craftgraph.exports.packing import packed

ASSETS = Path(__file__).parents[1] / "exports" / "assets"
values = st.one_of(st.just(""), st.booleans(), st.integers(-9, 9), st.text("ab", max_size=3))
items = st.lists(st.fixed_dictionaries({"a": values, "b": st.sampled_from(["x", "y", ""]), "c": values}))


@given(items)
def test_rows_say_what_was_written(found: list[dict[str, Any]]) -> None:
    """Whatever stands in a table is read from it again; what is empty or false is 0."""
    rows = unpacked(json.loads(json.dumps(table(found, ("a", "b", "c"), ("b",)))))
    wanted = [{name: value if name == "b" else value or 0 for name, value in one.items()} for one in found]
    assert rows == wanted


@pytest.mark.browser
def test_the_script_reads_rows_as_the_program_does(page: Page, built_site: Path) -> None:
    """Parties and lines in the browser are those of the rows, each by its field."""
    path = built_site / "waarderegio-2022.html"
    data = json.loads(path.read_text("utf-8").split('id="data">', 1)[1].split("</script>", 1)[0])
    page.goto(path.as_uri())
    found = page.evaluate("""() => {
        const { nodes, connections } = craftgraph.map.data(JSON.parse(document.getElementById('data').textContent));
        return [nodes, Array.from(connections.values())]; }""")
    parties, lines = (unpacked(data[name]) for name in ("parties", "lines"))
    for one, node in zip(parties, found[0], strict=True):
        assert all(node[name] == one[name] for name in ("id", "label", "x", "y", "size", "group"))
        assert node["name"] == (one["name"] or one["label"].replace("\n", " "))
    for line, drawn in zip(lines, found[1], strict=True):
        assert (drawn["source"], drawn["target"]) == (parties[line["from"]]["id"], parties[line["to"]]["id"])
        assert drawn["rules"] == [data["rules"][number] for number in line["rules"]]
        assert (drawn["layer"], drawn["statuses"]) == (line["layer"], line["statuses"])


@pytest.mark.parametrize("path", [one for one in ASSETS.rglob("*") if one.suffix in (".js", ".css")], ids=str)
def test_what_is_packed_says_the_same(path: Path) -> None:
    """Of every script and style only whole lines of comment and margins go; no text runs over lines."""
    text = path.read_text("utf-8")
    without = re.sub(r"/\*[\s\S]*?\*/", "", text)
    assert all(line.count("`") % 2 == 0 for line in without.splitlines()), "a text over several lines"
    lines = [line.strip() for line in packed(text).splitlines()]
    assert lines == packed(text).splitlines()
    assert len(packed(text)) < len(text)
    kept = [line.strip() for line in text.splitlines()]
    assert all(line.rstrip() in (one.rstrip() for one in kept) for line in lines)
