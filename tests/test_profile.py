"""Profiles: unfinished cases, written by hand or by an interview."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from craftgraph.exports.dialogue import hold, open_interview
from craftgraph.graph.answers import Answers
from craftgraph.graph.check import check
from craftgraph.graph.errors import CheckError, CraftgraphError, Finding
from craftgraph.graph.interview import Interview, Vocabulary, questions
from craftgraph.graph.labels import Labels
from craftgraph.graph.load import load
from craftgraph.graph.namespaces import ID, VOC
from craftgraph.graph.store import Graph

PROFILE = """\
kind: profile
id: our-plan
name: Ons plan
inhabitants: 60000
defaults: {status: planned, basis: stated, involvement: partner}
judgements:
- {characteristic: plan}
parties:
- {kind: reuse-shop}
- {id: second-shop, kind: reuse-shop, named_as: {nl: de tweede, en: the second}}
- {party: care}
roles:
- {holder: a-reuse-shop, role: initiator}
"""


@pytest.fixture
def plan(write: Callable[..., Path], little_registry: str) -> Graph:
    """The profile above, with the little registry."""
    return load([write(little_registry, "registry.yaml"), write(PROFILE, "our-plan.yaml")], only=True)


def test_a_profile_is_right_without_sources(problems: Callable[..., list[Finding]]) -> None:
    """Neither a source, a centre, a date nor sections are asked of it."""
    assert problems(PROFILE) == []


def test_what_a_profile_says_rests_on_itself(plan: Graph) -> None:
    """Each of its statements is derived from the profile, which is no case, and carries its status."""
    assert plan.cases == ()
    assert plan.profiles == ("our-plan",)
    derived = (
        "ASK { GRAPH id:our-plan { ?s a cg:RoleHolding ; prov:wasDerivedFrom id:our-plan ; cg:status status:planned } }"
    )
    assert plan.query(derived).truth
    without = """SELECT ?s { GRAPH id:our-plan { ?s cg:status ?status
        FILTER NOT EXISTS { ?s prov:wasDerivedFrom id:our-plan } } }"""
    assert plan.query(without).rows == []


def test_a_party_may_be_no_more_than_a_kind(plan: Graph) -> None:
    """It becomes a party without a name, called after its kind until it has one, and others may point at it."""
    labels = Labels(plan.store, "nl")
    assert labels.of(f"{ID}our-plan/a-reuse-shop") == labels.of(f"{VOC}organisation-kind/reuse-shop")
    assert labels.of(f"{ID}our-plan/second-shop") == "de tweede"
    held = "ASK { ?s cg:role role:initiator ; cg:holder <https://w3id.org/craftgraph/id/our-plan/a-reuse-shop> }"
    assert plan.query(held).truth
    kinds = {str(value.value).rsplit("/", 1)[-1] for value in plan.features.columns["partners"].values(0)}
    assert kinds == {"reuse-shop", "care-organisation"}


def test_a_profile_grows_into_a_case(problems: Callable[..., list[Finding]], header: str) -> None:
    """Without its line, and with a source and sections, the same file is a case, parties without a name too."""
    body = (
        PROFILE.split("judgements:\n")[1].replace("}\n", ", at: one}\n").replace("the second}, at", "the second}, at")
    )
    case = header.replace("defaults: {", "defaults: {involvement: partner, ") + "judgements:\n" + body
    assert problems(case) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("kind: profile", "kind: profil"), "`kind` says something else"),
        (("{characteristic: plan}", "{characteristic: plann}"), "did you mean 'plan'"),
        (("{kind: reuse-shop}", "{kind: reuse-shp}"), "did you mean 'reuse-shop'"),
        (("{kind: reuse-shop}", "{kind: reuse-shop}\n- {kind: reuse-shop}"), "has the same identifier"),
        (("{party: care}", "{party: care, kind: care-organisation}"), "describes a party without a name"),
        (("{party: care}", "{involvement: partner}"), "has no identifier"),
        (("inhabitants: 60000", "inhabitants: many"), "not of the right type"),
        (("name: Ons plan", "colour: red"), "`colour` is not a list or field"),
    ],
)
def test_what_is_wrong_in_a_profile_is_told(
    change: tuple[str, str], told: str, problems: Callable[..., list[Finding]]
) -> None:
    """Unknown concepts and fields, doubles and wrong values are findings, as in a case."""
    found = problems(PROFILE.replace(*change, 1))
    assert any(told in str(finding) for finding in found), found


def test_what_belongs_to_a_profile_is_refused_in_a_case(problems: Callable[..., list[Finding]], header: str) -> None:
    """A case has no list of what is not known yet: what it does not say is unknown."""
    (finding,) = problems(header + "not_known_yet: [money]\n")
    assert "belongs to a profile" in finding.problem


def answering(*typed: str) -> Callable[[str], str]:
    """Return a way to ask that gives these answers, and then stops."""
    answers: Iterator[str] = iter(typed)

    def ask(_: str) -> str:
        try:
            return next(answers)
        except StopIteration:
            raise EOFError from None

    return ask


def talk(path: Path, *typed: str, language: str = "nl") -> list[str]:
    """Hold an interview over a file; return what was told."""
    told: list[str] = []
    hold(open_interview(path, path.stem, language), path, language, answering(*typed), told.append)
    return told


def test_an_interview_makes_a_profile_that_is_right(tmp_path: Path) -> None:
    """With the first choice to every question the file says something on each, and nothing is wrong with it."""
    path = tmp_path / "our-plan.yaml"
    typed = [
        {"text": "Ons “plan”: één", "number": "68.000", "one": "1", "many": "1, 2"}[one.kind] for one in questions()
    ]
    typed[[one.id for one in questions()].index("waste-operator-owner")] = "1"
    talk(path, *typed)
    assert check([path]) == []
    graph = load([path])
    assert Labels(graph.store, "nl").of(f"{ID}our-plan") == "Ons “plan”: één"
    interview = open_interview(path, "our-plan", "nl")
    assert interview.waiting(again=True) == []
    stated = {name for name, _ in graph.compare("our-plan").stated()}
    assert {
        "inhabitants",
        "phase",
        "initiative",
        "governance",
        "partners",
        "target-groups",
        "guides",
        "money",
    } <= stated


def test_the_towns_of_a_plan_bring_who_works_nearby(tmp_path: Path) -> None:
    """Municipalities are chosen from the registry by name; with them the comparison finds organisations by distance."""
    question = next(one for one in questions() if one.registry)
    names = [option.name for option in Vocabulary().options(question, "nl")]
    assert len(names) == len(set(names)) > 20
    path = tmp_path / "our-plan.yaml"
    talk(path, "Ons plan", f"{names.index('gemeente-dalfsen') + 1}, {names.index('gemeente-zwolle') + 1}", "q")
    assert "municipalities: [gemeente-dalfsen, gemeente-zwolle]\n" in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8") + "parties:\n- {kind: reuse-shop}\n")
    assert check([path]) == []
    graph = load([path])
    found = Answers(graph, graph.compare("our-plan"))
    assert any(one.distance == 0 for one in found.candidates(found.wanted_kinds()))


def test_a_registry_of_ones_own_brings_its_municipalities(write: Callable[..., Path], little_registry: str) -> None:
    """What may be chosen is what the registry knows that the interview is held with."""
    question = next(one for one in questions() if one.registry)
    graph = load([write(little_registry, "registry.yaml")], only=True)
    assert [option.label for option in Vocabulary(graph).options(question, "nl")] == ["Stad"]


def test_an_interview_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """After three answers and a stop the fourth question comes first; what was left open comes again at the end."""
    path = tmp_path / "our-plan.yaml"
    talk(path, "Ons plan", "1", "", "q")
    interview = open_interview(path, "our-plan", "nl")
    assert interview.left_open == ("inhabitants",)
    assert interview.waiting()[0].id == "phase"
    talk(path, *[""] * (len(questions()) - 3))
    assert [one.id for one in open_interview(path, "our-plan", "nl").waiting()] == []
    told = talk(path, "60000")
    assert any("3/" in line for line in told)
    assert "inhabitants" not in open_interview(path, "our-plan", "nl").left_open
    assert check([path]) == []


def test_an_answer_that_cannot_be_read_is_asked_again(tmp_path: Path) -> None:
    """Words where a number should stand, and numbers of no choice, are told and asked again."""
    path = tmp_path / "our-plan.yaml"
    told = talk(path, "Plan", "", "many", "-3", "68,5", "60000", "99", "1,2", "2", "9", "1", language="en")
    assert sum("not a whole number above 0" in line for line in told) == 3
    assert sum("Type one number from 1 to" in line for line in told) == 2
    assert sum("Type numbers from 1 to" in line for line in told) == 1
    assert "- {characteristic: plan}" in path.read_text("utf-8")


def test_what_was_written_by_hand_stays(tmp_path: Path) -> None:
    """Comments and items of one's own are kept, and an answer in them counts."""
    path = tmp_path / "our-plan.yaml"
    path.write_text(PROFILE.replace("- {party: care}\n", "- {party: gemeente-oss}  # sure\n# not sure of others\n"))
    talk(path, "1", "1")
    text = path.read_text("utf-8")
    assert "# sure" in text
    assert "# not sure of others" in text
    assert text.count("- {characteristic: plan}") == 1
    assert "- {characteristic: initiative-municipality}" in text
    assert check([path]) == []


def test_a_file_that_is_no_profile_is_left_alone(tmp_path: Path) -> None:
    """A case, a broken file and a list written on one line are refused in words, and nothing is lost."""
    path = tmp_path / "our-plan.yaml"
    for text, error in (("id: oss\n", CraftgraphError), ("id: [", CheckError), ("", CheckError)):
        path.write_text(text)
        with pytest.raises(error):
            talk(path, "Plan")
        assert path.read_text() == text
    listed = "kind: profile\nid: our-plan\njudgements: [{characteristic: plan}]\n"
    question = next(one for one in questions() if one.id == "initiative")
    with pytest.raises(CraftgraphError):
        Interview(listed).answer(question, ["bottom-up"], Vocabulary())


@pytest.mark.parametrize("name", ["Our plan", "1plan", "ons/plan", ""])
def test_a_profile_needs_a_name_that_can_be_one(name: str) -> None:
    """Capitals, spaces and slashes are refused, with an example of what will do."""
    with pytest.raises(CraftgraphError, match="as in our-plan"):
        Interview.begin(name, "nl")


def test_every_question_can_be_chosen_from() -> None:
    """Each question has its text in both languages, and every choice has a label; what a concept means is told too."""
    vocabulary = Vocabulary()
    for question in questions():
        assert set(question.texts) == {"nl", "en"}
        if question.kind in ("one", "many"):
            for language in ("nl", "en"):
                options = vocabulary.options(question, language)
                assert options
                assert all(option.label and (option.meaning or question.registry) for option in options), question.id
