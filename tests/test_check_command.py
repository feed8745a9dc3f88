"""`craftgraph check`: what it says of files that are right and of files that are not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]
RIGHT = """\
parties:
- {party: shop, involvement: partner, at: one}
- {party: depot, involvement: partner, at: one}
ties:
- {tie: contracts, from: shop, to: depot, at: one, what: {nl: Een contract, en: A contract}}
"""
REGISTER = (
    "register it in an organisations.yaml of your own, under `organisations`, `units`, `collectives`, `unnamed` or "
    "`programmes`, as `- {id: shp, name: …, at: …}`"
)


def test_check_is_content_with_what_is_right(run: Run, case_files: Callable[..., list[Path]]) -> None:
    """Nothing wrong gives exit code 0, and says so on stderr only."""
    done = run("check", "--only", *case_files(RIGHT))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "Nothing wrong found in 2 files.\n")


def test_check_says_that_it_looked_at_the_shipped_cases(run: Run) -> None:
    """Without a path the message tells that the shipped cases were checked, and how many files they are."""
    shipped = len(list((Path(__file__).parent.parent / "cases").glob("*.yaml")))
    done = run("check")
    assert (done.exit_code, done.stderr) == (0, f"Nothing wrong found in the shipped descriptions ({shipped} files).\n")


def test_check_prints_each_finding_at_its_place(run: Run, case_files: Callable[..., list[Path]]) -> None:
    """Findings go to stdout, one a line with path, line and column, and give exit code 1."""
    paths = case_files("parties:\n- {party: shp, involvement: partner, at: onne}\n")
    done = run("check", "--only", *paths)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"{paths[1]}:8:11: `party`: nothing is known as 'shp'; did you mean 'shop'? If not, {REGISTER}",
        f"{paths[1]}:8:42: `at`: nothing is known as 'onne'; did you mean 'one'?",
    ]
    assert done.stderr == "2 findings in 2 files.\n"


def test_check_speaks_dutch(run: Run, case_files: Callable[..., list[Path]]) -> None:
    """With --lang nl the findings, as text and as JSON, and their number are in Dutch."""
    paths = case_files("parties:\n- {party: shp, involvement: partner, at: onne}\n")
    done = run("check", "--only", "--lang", "nl", *paths)
    assert done.stdout.splitlines()[1] == f"{paths[1]}:8:42: `at`: 'onne' is niet bekend; bedoelt u 'one'?"
    assert done.stderr == "2 bevindingen in 2 bestanden.\n"
    listed = json.loads(run("check", "--only", "--lang", "nl", "--format", "json", *paths).stdout)
    assert listed[1]["remedy"] == "bedoelt u 'one'?"
    assert run("check", "--only", "--lang", "nl", *case_files(RIGHT)).stderr == "Niets mis gevonden in 2 bestanden.\n"


def test_check_gives_findings_as_json(run: Run, case_files: Callable[..., list[Path]]) -> None:
    """`--format json` gives a list for other tools, empty when nothing is wrong."""
    paths = case_files("parties:\n- {party: shp, involvement: partner, at: one}\n")
    done = run("check", "--only", "--format", "json", *paths)
    assert done.exit_code == 1
    assert json.loads(done.stdout) == [
        {
            "path": str(paths[1]),
            "line": 8,
            "column": 11,
            "problem": "`party`: nothing is known as 'shp'",
            "remedy": f"did you mean 'shop'? If not, {REGISTER}",
        }
    ]
    right = run("check", "--only", "--format", "json", *case_files(RIGHT))
    assert (right.exit_code, json.loads(right.stdout)) == (0, [])
