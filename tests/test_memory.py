"""What is remembered: compiled templates and results, never stale, and made again when they are damaged."""

from __future__ import annotations

import os
from pathlib import Path

import jinja2
import pytest

import craftgraph
from craftgraph.exports.pages import environment
from craftgraph.exports.texts import LANGUAGES
from craftgraph.graph import memory
from craftgraph.graph.memory import remembered, remembered_value


def test_a_template_is_compiled_once_for_all_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another language, or another run, takes what was compiled before; where nothing can be kept it is compiled."""
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path))
    made: list[str | None] = []
    whole = jinja2.Environment.compile

    def counted(self: jinja2.Environment, source: str, name: str | None = None, filename: str | None = None) -> object:
        made.append(name)
        return whole(self, source, name, filename)

    monkeypatch.setattr(jinja2.Environment, "compile", counted)
    templates = [environment(language).get_template("accessibility.html") for language in LANGUAGES]
    assert made == ["accessibility.html"]
    assert [template.globals["lang"] for template in templates] == list(LANGUAGES)
    monkeypatch.setenv("CRAFTGRAPH_CACHE", "/proc/nowhere")
    assert environment("nl").get_template("accessibility.html").globals["lang"] == "nl"
    assert made == ["accessibility.html", "accessibility.html"]


def test_another_version_forgets_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """The version stands on every page, so that what another one made is not taken for its own."""
    before = memory.program_digest()
    monkeypatch.setattr(craftgraph, "__version__", "99")
    memory.program_digest.cache_clear()
    assert memory.program_digest() != before
    memory.program_digest.cache_clear()


def test_what_was_cut_off_counts_as_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kept result that is damaged is made again; another input is another result."""
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path))
    made: list[str] = []

    def make(text: str) -> str:
        made.append(text)
        return text

    assert remembered("kind", ["a"], lambda: make("one")) == remembered("kind", ["a"], lambda: make("never")) == "one"
    next((tmp_path / "kind").iterdir()).write_text("on")
    assert remembered("kind", ["a"], lambda: make("two")) == "two"
    assert remembered("kind", ["a", ""], lambda: make("three")) == "three"
    assert made == ["one", "two", "three"]
    monkeypatch.setenv("CRAFTGRAPH_CACHE", "/proc/nowhere")
    assert remembered("kind", ["a"], lambda: make("four")) == "four"


def test_a_value_is_remembered_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value comes back equal; one of which a byte changed is made again."""
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path))
    value = [("a", frozenset("b"))]
    none: list[tuple[str, frozenset[str]]] = []
    assert remembered_value("kind", ["a"], lambda: value) == value
    assert remembered_value("kind", ["a"], lambda: none) == value
    (path,) = (tmp_path / "kind").iterdir()
    path.write_bytes(path.read_bytes().replace(b"a", b"z", 1))
    assert remembered_value("kind", ["a"], lambda: none) == none


def test_what_is_still_of_use_is_not_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When there is too much, what was used longest ago goes, whenever it was worked out."""
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path))
    monkeypatch.setattr(memory, "_KEPT", 2)
    for text in ("old", "older"):
        remembered("kind", [text], lambda: "first")
    for path in (tmp_path / "kind").iterdir():
        os.utime(path, (0, 0))
    assert remembered("kind", ["old"], lambda: "second") == "first"
    remembered("kind", ["new"], lambda: "first")
    assert remembered("kind", ["old"], lambda: "second") == "first"
    assert remembered("kind", ["older"], lambda: "second") == "second"
