"""What the READMEs promise, done as they say it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from craftgraph.exports.terminal import headings
from craftgraph.graph.questions import ask
from craftgraph.graph.store import Graph

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.nl.md")
_BLOCK = re.compile(r"```(sh|python)\n(.*?)```", re.DOTALL)
_SET_UP = ("python3 -m venv", "tests/run")


def _blocks(language: str) -> list[str]:
    return [
        text for name in READMES for kind, text in _BLOCK.findall((ROOT / name).read_text("utf-8")) if kind == language
    ]


def _commands() -> list[str]:
    lines = [line for block in _blocks("sh") for line in block.splitlines()]
    return sorted({line.removeprefix(".venv/bin/") for line in lines if line and not line.startswith(_SET_UP)})


@pytest.mark.parametrize("line", _commands())
def test_every_command_gives_an_answer(line: str, tmp_path: Path) -> None:
    """A command line of a README runs in an empty folder and prints or makes something."""
    words = [sys.executable, "-m", "craftgraph.cli", *shlex.split(line)[1:]]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() or done.stderr.strip()


@pytest.mark.usefixtures("few_pages")
def test_the_notebook_lines_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python lines run as they stand, and what they give shows itself as a table."""
    monkeypatch.chdir(tmp_path)
    (text,) = _blocks("python")
    for line in [line for line in text.splitlines() if line.startswith(("graph.q", "graph.m"))]:
        text = text.replace(line, f"assert '<table>' in {line}._repr_html_()")
    assert text.count("_repr_html_") > 1
    exec(compile(text, "README", "exec"), {})
    assert (tmp_path / "site" / "index.html").is_file()


@pytest.mark.parametrize(("language", "head"), [("nl", "Betaald tot"), ("en", "Paid until")])
def test_the_cell_that_stays_empty_is_empty(language: str, head: str, graph: Graph) -> None:
    """In the first answer the cell of which the READMEs say that it stays empty is empty, under that heading."""
    answer = ask(graph, "coordination", {"case": "zwolle-2019"}, language)
    assert f"*{head}*" in (ROOT / ("README.nl.md" if language == "nl" else "README.md")).read_text("utf-8")
    at = headings(answer.variables, language, "coordination").index(head)
    assert [row[at] for row in answer.texts] == [""]


@pytest.mark.skipif(not os.environ.get("CRAFTGRAPH_NEEDS_BROWSER"), reason="installs everything anew; done in CI")
def test_the_first_line_does_all_the_set_up(tmp_path: Path) -> None:
    """In a copy of the repository the README's first line ends with a site that opens."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_symlink():
            target.symlink_to((ROOT / name).readlink())
        else:
            target.write_bytes((ROOT / name).read_bytes())
    line = next(line for block in _blocks("sh") for line in block.splitlines() if line.startswith(_SET_UP[0]))
    done = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("Open site/index.html in a browser.")
    assert (tmp_path / "site" / "index.html").is_file()


@pytest.mark.parametrize("name", READMES)
def test_every_file_that_a_readme_names_is_there(name: str) -> None:
    """Links and pictures of a README lead to files of the repository."""
    for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text("utf-8")):
        assert (ROOT / target).exists(), target
