"""Reading a YAML file into a tree with places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from craftgraph.graph.document import MAX_BYTES, MAX_DEPTH, Mapping, Scalar, Sequence, parse, read


def scalar(text: str) -> Scalar:
    """Return the scalar under the key `a` of a text."""
    root, found = parse(text.encode(), "x.yaml")
    assert not found
    assert root is not None
    node = root.get("a")
    assert isinstance(node, Scalar)
    return node


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "True", "2019-10-09", "0o17", "1_000", "3.50", "=", "<<"])
def test_values_stay_as_they_are_written(word: str) -> None:
    """A plain value is text: no word turns into a truth value, no date into a date, no number into another."""
    assert scalar(f"a: {word}\n").text == word


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_null(written: str) -> None:
    """The five ways in which YAML 1.2 core writes nothing are null."""
    assert scalar(f"a: {written}\n").is_null


@pytest.mark.parametrize("written", ['""', "'~'", '"null"', "nil", "none"])
def test_words_between_quotes_are_not_null(written: str) -> None:
    """What stands between quotes is text, even when it reads as null without them."""
    assert not scalar(f"a: {written}\n").is_null


def test_every_node_knows_its_place() -> None:
    """Lists, mappings, keys and values know their line and column, counted from 1."""
    root, _ = parse(b"id: x\nlist:\n- {a: b,\n   c: [d, e]}\n", "x.yaml")
    assert root is not None
    (key, listed) = root.entries[1]
    assert (key.line, key.column) == (2, 1)
    assert isinstance(listed, Sequence)
    item = listed.items[0]
    assert isinstance(item, Mapping)
    assert (item.line, item.column) == (3, 3)
    values = item.get("c")
    assert isinstance(values, Sequence)
    assert [(node.line, node.column) for node in values.items] == [(4, 8), (4, 11)]


def test_get_knows_nothing_of_absent_keys() -> None:
    """A key that a mapping does not have gives None."""
    root, _ = parse(b"a: b\n", "x.yaml")
    assert root is not None
    assert root.get("c") is None


def test_a_byte_order_mark_is_taken() -> None:
    """A UTF-8 file that begins with a byte order mark, as Windows writes it, is read as if it were not there."""
    root, found = parse(b"\xef\xbb\xbfid: x\r\n", "x.yaml")
    assert not found
    assert root is not None
    assert root.entries[0][0].text == "id"


REFUSED = {
    "unclosed bracket": (b"a: [1, 2\n", 2, 1, "not YAML", "close every bracket"),
    "unclosed brace": (b"- {a: b\n- {c: d}\n", 2, 3, "not YAML", "close every bracket"),
    "unclosed quote": (b'a: b\nc: "d\ne: f\n', 2, 4, "not YAML", "the quotes"),
    "tab": (b"a:\n\t- b\n", 2, 1, "not YAML", "never with tabs"),
    "colon in a text": (b"a: b: c\n", 1, 5, "not YAML", "between quotes"),
    "wrong indentation": (b"a:\n  b: c\n d: e\n", 3, 2, "not YAML", "the indentation"),
    "anchor": (b"a: &x [b]\n", 1, 4, "anchor &x", "write the value out"),
    "alias": (b"a: *x\n", 1, 4, "alias *x", "write the value out"),
    "alias bomb": (b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", 1, 4, "anchor &a", "write the value out"),
    "tag": (b"a: !!python/object:os.system b\n", 1, 4, "tag", "leave it out"),
    "two documents": (b"a: b\n---\na: c\n", 2, 1, "second document", "one document a file"),
    "twice the same key": (b"a: b\nc: d\na: e\n", 3, 1, "`a` stands here twice (first on line 1)", "keep one"),
    "twice in an item": (b"l:\n- {a: b, a: c}\n", 2, 10, "`a` stands here twice", "keep one"),
    "mapping as key": (b"? {a: b}\n: c\n", 1, 3, "name cannot be", "use a word"),
    "list as key": (b"? [a]\n: c\n", 1, 3, "name cannot be", "use a word"),
    "nested lists": (b"a: " + b"[" * 100_000, 1, 4 + MAX_DEPTH - 1, "levels deep", "nest less"),
    "nested mappings": (b"{a: " * 100_000, 1, 4 * MAX_DEPTH + 1, "levels deep", "nest less"),
    "UTF-16": ("a: b\n".encode("utf-16"), 1, 1, "not in UTF-8", "encoding UTF-8"),
    "UTF-16 without a mark": ("a: b\n".encode("utf-16-le"), 1, 2, "YAML does not allow", "take it out"),
    "Latin-1": ("a: b\nc: caf\u00e9\n".encode("latin-1"), 2, 7, "not in UTF-8", "encoding UTF-8"),
    "control character": (b"a: b\nc: d\x07e\n", 2, 5, "YAML does not allow", "take it out"),
    "NUL": (b"a: b\nc: \0\n", 2, 4, "YAML does not allow", "take it out"),
    "escaped NUL": (b'a: b\nc: "d\\0e"\n', 2, 4, "control character", "take it out"),
    "half a character": (b'a: "\\ud800"\n', 1, 7, "not YAML", "the quotes"),
    "empty": (b"", 1, 1, "empty", "write a case in it"),
    "only a comment": (b"\n# later\n", 1, 1, "empty", "write a case in it"),
    "null": (b"~\n", 1, 1, "empty", "write a case in it"),
    "list": (b"# l\n- a\n", 2, 1, "not a mapping", "begin with `id:`"),
    "word": (b"hello\n", 1, 1, "not a mapping", "begin with `id:`"),
}


@pytest.mark.parametrize(("data", "line", "column", "problem", "remedy"), REFUSED.values(), ids=REFUSED)
def test_what_no_case_file_needs_is_refused(data: bytes, line: int, column: int, problem: str, remedy: str) -> None:
    """Each kind of broken or needless YAML is one finding, at its place, that says how to mend it."""
    _, (found,) = parse(data, "x.yaml")
    assert (found.path, found.line, found.column) == ("x.yaml", line, column)
    assert problem in found.problem
    assert remedy in found.remedy


def test_twice_the_same_key_keeps_the_first() -> None:
    """After a key that stands twice the rest of the file is still read, so that one run shows all that is wrong."""
    root, found = parse(b"a: b\na: c\nd: e\nd: f\n", "x.yaml")
    assert root is not None
    assert [(key.text, node.text) for key, node in root.entries if isinstance(node, Scalar)] == [("a", "b"), ("d", "e")]
    assert len(found) == 2


def test_the_deepest_level_allowed_is_read() -> None:
    """A tree exactly as deep as the limit is no finding."""
    depth = MAX_DEPTH - 1
    _, found = parse(b"a: " + b"[" * depth + b"b" + b"]" * depth + b"\n", "x.yaml")
    assert not found


def test_a_large_file_is_not_read(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of 10 MB is refused by its size alone."""
    path = write(b"a: " + b"x" * 10_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    root, (found,) = read(path)
    assert root is None
    assert "10.0 MB" in found.problem
    assert f"({MAX_BYTES // 1_000_000} MB)" in found.problem


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    """A file that is not there is a finding under the name it was asked by."""
    root, (found,) = read(tmp_path / "none.yaml", "cases/none.yaml")
    assert root is None
    assert str(found).startswith("cases/none.yaml:1:1: the file cannot be read (No such file")


def test_a_folder_in_place_of_a_file_is_a_finding(tmp_path: Path) -> None:
    """A folder whose name ends in .yaml is not a file."""
    _, (found,) = read(tmp_path)
    assert "cannot be read" in found.problem


def test_a_file_without_rights_is_a_finding(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read is a finding, not a traceback."""

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = write("id: x\n")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    _, (found,) = read(path)
    assert "Permission denied" in found.problem
    assert "rights" in found.remedy


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_found_wrong(data: bytes) -> None:
    """No bytes whatever make the reader raise: there is a tree, or a finding."""
    root, found = parse(data, "x.yaml")
    assert root is not None or found


@given(st.text(alphabet="ab:-,[]{}&*!|>'\"#%@`?~ \t\n\r\\0\u0085\u2028\ufeff", max_size=60))
def test_any_signs_are_read_or_found_wrong(text: str) -> None:
    """No order of YAML's own signs makes the reader raise, and a finding's place is inside the file or at its end."""
    root, found = parse(text.encode(), "x.yaml")
    assert root is not None or found
    for finding in found:
        assert 1 <= finding.line <= len(text) + 1
        assert 1 <= finding.column <= len(text) + 1
