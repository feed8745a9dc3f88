"""`craftgraph compare`, with shipped cases and with a profile of one's own plans."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_compare_says_which_cases_are_like_one_and_why(run: Run) -> None:
    """The ranking comes first, then the reasons with headings of the source, in the language that is asked for."""
    done = run("compare", "zwolle-2019", "--lang", "en", "--top", "1")
    assert done.exit_code == 0
    assert "Left out, as another description of the same centre: Waarde" in done.stdout
    assert "Link between reuse shop and recycling centre" in done.stdout
    assert done.stdout.count("Why ") == 1
    assert "Waarom" in run("compare", "zwolle-2019").stdout


def test_compare_in_other_formats(run: Run) -> None:
    """CSV has a row a case and feature, JSON the same with the weights; both add up to the score."""
    words = ("compare", "oss-2019", "--feature", "money", "--feature", "phase", "--weight", "phase=3")
    rows = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))
    document = json.loads(run(*words, "--format", "json").stdout)
    assert document["weights"] == {"money": 1.0, "phase": 3.0}
    first = document["cases"][0]
    mine = [row for row in rows if row["case"] == first["case"]]
    assert [row["feature"] for row in mine] == ["money", "phase"]
    assert sum(float(row["points"]) for row in mine) == pytest.approx(first["score"], abs=1e-5)


def test_compare_puts_cases_side_by_side(run: Run) -> None:
    """With more cases than one there is a column a case, in every format."""
    words = ("compare", "oss-2019", "arnhem-2019")
    table = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))
    document = json.loads(run(*words, "--format", "json").stdout)
    assert [row["feature"] for row in table] == list(document)
    assert document["phase"] == {"oss-2019": ["running"], "arnhem-2019": ["starting-up"]}
    assert "Spijkerkwartier" in run(*words).stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere-2019"], "There is no case or profile 'nowhere-2019'"),
        (["oss-2019", "zwole-2019"], "did you mean 'zwolle-2019'"),
        (["oss-2019", "--weight", "money=-1"], "The weight of 'money' is -1"),
        (["oss-2019", "--weight", "mony=1"], "did you mean 'money'"),
        (["oss-2019", "--feature", "colour"], "There is no feature 'colour'"),
        (["oss-2019", "--preset", "beginning"], "There is no preset 'beginning'"),
        (["oss-2019", "--feature", "money", "--weight", "money=0"], "Every weight is 0"),
    ],
)
def test_compare_refuses_in_words(run: Run, words: list[str], told: str) -> None:
    """Unknown names and weights that make no sense are told, with how to go on."""
    done = run("compare", *words)
    assert done.exit_code == 1
    assert told in done.stderr


def test_profile_asks_and_compare_uses_the_answers(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few answers and a stop make a file; the comparison says what the file leaves open, and what is learnt."""
    monkeypatch.chdir(tmp_path)
    done = run("profile", "our-plan", "--lang", "en", input="Our plan\n\n2\n2\nq\n")
    assert done.exit_code == 0
    assert "Kept in our-plan.yaml" in done.stdout
    assert run("check", "our-plan.yaml").exit_code == 0
    told = run("compare", "our-plan.yaml", "--lang", "en", "--top", "1").stdout
    assert told.startswith("Our plan beside the other centres")
    assert "This profile says nothing yet on" in told
    assert "What the 5 most similar centres had" in told
    document = json.loads(run("compare", "our-plan.yaml", "--format", "json", "--nearest", "2").stdout)
    assert document["profile"] == "our-plan"
    assert len(document["learnt_from"]) == 2


def test_compare_with_a_profile_that_says_nothing(run: Run, write: Callable[..., Path]) -> None:
    """An empty profile is said to be so, and all cases are listed, without a score."""
    path = write("kind: profile\nid: our-plan\n", "our-plan.yaml")
    done = run("compare", path, "--lang", "en")
    assert done.exit_code == 0
    assert "The profile says nothing yet to compare on." in done.stdout
    assert done.stdout.count(" – ") >= 11
    assert "Why" not in done.stdout
    assert run("compare", path, "--format", "csv").stdout.count("\n") == 12


def test_compare_says_that_a_profile_contradicts_itself(run: Run, write: Callable[..., Path]) -> None:
    """Two ways to steer at once are named, and the comparison goes on."""
    body = "judgements:\n- {characteristic: shared-governance}\n- {characteristic: lead-organisation}\n"
    head = "kind: profile\nid: our-plan\ndefaults: {status: planned, basis: stated}\n"
    told = run("compare", write(head + body, "our-plan.yaml"), "--lang", "en").stdout
    assert "on ‘Who steers’ there are several at once: lead organisation, shared governance" in " ".join(told.split())


def test_compare_shows_what_is_wrong_in_a_profile(run: Run, write: Callable[..., Path]) -> None:
    """An unknown concept is a finding with its place, and nothing is compared."""
    path = write("kind: profile\nid: our-plan\njudgements:\n- {characteristic: plann}\n", "our-plan.yaml")
    done = run("compare", path)
    assert done.exit_code == 1
    assert f"{path}:4:20: `characteristic`: nothing is known as 'plann'; did you mean 'plan'?" in done.stderr
