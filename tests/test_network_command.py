"""`craftgraph network`: the parties of a case with their measures, in each format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import Result

Run = Callable[..., Result]
CASE = """\
parties:
- {party: shop, involvement: partner, at: one}
- {party: depot, involvement: partner, at: one}
- {party: town, involvement: partner, at: one}
- {party: school, involvement: context, at: one}
ties:
- {tie: contracts, from: shop, to: depot, at: one, what: {nl: "Een contract", en: "A contract"}}
"""


@pytest.fixture
def own(chosen: Callable[[str], list[str | Path]]) -> list[str | Path]:
    """The options that choose the little registry and a case, and nothing shipped."""
    return chosen(CASE)


def test_network_ranks_the_parties(run: Run, own: list[str | Path]) -> None:
    """The network of a case is a table of parties with their measures; who is tied to nobody is named apart."""
    done = run("network", "own-2024", "--projection", "stated", *own)
    assert done.exit_code == 0
    assert all(name in done.stdout for name in ("Shop", "Depot", "Municipality of Town"))
    assert "School" not in done.output
    assert done.stderr.startswith("Tied to nobody in this projection: Municipality of Town.\n")
    assert "cannot say who is central" in done.stderr
    assert "School" in run("network", "own-2024", "--context", *own).output


def test_network_in_other_formats(run: Run, own: list[str | Path]) -> None:
    """CSV, JSON and Turtle hold the same parties."""
    rows = list(csv.DictReader(io.StringIO(run("network", "own-2024", "--format", "csv", *own).stdout)))
    listed = json.loads(run("network", "own-2024", "--format", "json", *own).stdout)
    turtle = run("network", "own-2024", "--format", "ttl", *own).stdout
    parties = {"shop", "depot", "town"}
    assert {row["party"] for row in rows} == {one["actor"] for one in listed} == parties
    about = {
        quad.object.value
        for quad in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value.endswith("#ofActor") and isinstance(quad.object, ox.NamedNode)
    }
    assert {iri.rsplit("/", 1)[-1] for iri in about} == parties


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["own-2023"], "There is no case 'own-2023'; did you mean 'own-2024'?"),
        (["own-2024", "--projection", "fll"], "There is no projection 'fll'; did you mean 'full'?"),
    ],
)
def test_network_names_what_is_unknown(run: Run, words: list[str], message: str, own: list[str | Path]) -> None:
    """An unknown case or projection gives exit code 1 and what comes near."""
    done = run("network", *words, *own)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", message + "\n")
