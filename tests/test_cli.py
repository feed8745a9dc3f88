"""The command line as a whole: help, slips, and files that nobody can read."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from craftgraph import __version__
from craftgraph.cli import main

Run = Callable[..., Result]
COMMANDS = sorted(main.commands)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_has_help(run: Run, command: str) -> None:
    """Each command says what it is for, under `--help` and `-h`, and says something about every option."""
    words = [command] if command else []
    shown = run(*words, "--help")
    assert shown.exit_code == 0
    assert shown.output == run(*words, "-h").output
    assert shown.output.startswith(f"Usage: main {command}".rstrip())
    one = main.commands[command] if command else main
    assert one.help
    described = [option for option in one.params if isinstance(option, click.Option) and option.help]
    assert all(option.opts[0] in shown.output for option in described)


def test_the_version_is_told(run: Run) -> None:
    """`--version` tells the version of the package."""
    assert run("--version").output == f"craftgraph, version {__version__}\n"


def test_the_module_can_be_run() -> None:
    """`python -m craftgraph.cli` is the command line too, under its own name."""
    done = subprocess.run(
        [sys.executable, "-m", "craftgraph.cli", "--help"], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.startswith("Usage: craftgraph")
    assert done.stderr == ""


def test_help_loads_nothing_heavy() -> None:
    """No `--help` imports a library that takes long to start."""
    code = """
        import sys
        from craftgraph.cli import main
        for words in [[], *([name] for name in main.commands)]:
            main.main([*words, "--help"], standalone_mode=False)
        heavy = {"rdflib", "networkx", "pyoxigraph", "yaml", "pyvis", "numpy", "scipy", "jinja2", "rich"}
        print("LOADED", *sorted(heavy & set(sys.modules)))
    """
    lines = [line.removeprefix(" " * 8) for line in code.splitlines()]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "LOADED"


@pytest.mark.parametrize("words", [["chek"], ["check", "--formt", "json"], ["query", "--format", "docx", "x"]])
def test_a_slip_in_the_words_is_a_usage_error(run: Run, words: list[str]) -> None:
    """An unknown command, option or choice gives exit code 2 and a hint, on stderr."""
    done = run(*words)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "Usage:" in done.stderr


BAD_FILES = {
    "no YAML": b"id: x\nparties: [\n",
    "nested": b"a: " + b"[" * 100_000,
    "bomb": b"a: &a [x, x]\nb: [*a, *a]\n",
    "large": b"a: " + b"x" * 10_000_000,
    "UTF-16": "id: x\n".encode("utf-16"),
    "Latin-1": "id: x\nwhat: caf\u00e9\n".encode("latin-1"),
    "NUL": b"id: x\0\n",
    "empty": b"",
    "list": b"- a\n",
    "path as id": b"id: ../x\n",
}


@pytest.mark.parametrize("data", BAD_FILES.values(), ids=BAD_FILES)
@pytest.mark.parametrize("words", [["check", "--only"], ["query", "ASK {}", "--only", "--cases"]])
def test_no_file_makes_a_traceback(run: Run, words: list[str], data: bytes, write: Callable[..., Path]) -> None:
    """Whatever a file holds, the answer is a finding with its place and exit code 1."""
    path = write(data)
    done = run(*words, path)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert done.output.startswith(f"{path}:")
    assert "1 finding" in done.stderr


def test_paths_that_cannot_be_read_are_findings(run: Run, tmp_path: Path) -> None:
    """A missing path, an empty folder and a folder named as a file are told, never a traceback."""
    (tmp_path / "own" / "x.yaml").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    for path, problem in (("none", "no such file"), ("empty", "no .yaml file"), ("own", "x.yaml:1:1: the file cannot")):
        for words in (["check", "--only"], ["query", "ASK {}", "--only", "--cases"]):
            done = run(*words, tmp_path / path)
            assert done.exit_code == 1
            assert isinstance(done.exception, SystemExit)
            assert problem in done.output


def test_only_needs_cases(run: Run) -> None:
    """Leaving the shipped cases out without giving others is a usage error."""
    done = run("query", "ASK {}", "--only")
    assert done.exit_code == 2
    assert "say with --cases" in done.stderr


def test_only_needs_files_to_check(run: Run) -> None:
    """`check --only` without a path is refused, as there is nothing left to check."""
    done = run("check", "--only")
    assert done.exit_code == 2
    assert "say which files to check" in done.output


def test_wrong_cases_make_nothing(run: Run, chosen: Callable[[str], list[str | Path]]) -> None:
    """A command that needs the graph prints the findings on stderr and stops."""
    done = run("network", "own-2024", *chosen("partys: []\n"))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == "1 finding; nothing was made."
    assert "did you mean `parties`?" in done.stderr
