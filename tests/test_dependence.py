"""How dependent a case is: the three kinds, the rule, how firm it is, and what would help."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from itertools import combinations, pairwise

import networkx as nx
import pyoxigraph as ox
import pytest
from click.testing import Result

from craftgraph.graph.change import followed
from craftgraph.graph.dependence import as_data, assess, assess_all
from craftgraph.graph.formal import SIGNS, Sign, formal_level, signs
from craftgraph.graph.governance import governance
from craftgraph.graph.impact import cut_offs
from craftgraph.graph.labels import Labels
from craftgraph.graph.level import Level, rule, worst_level
from craftgraph.graph.mitigation import advise
from craftgraph.graph.model import folder, load_model, turtle_files
from craftgraph.graph.namespaces import ID, VOC
from craftgraph.graph.projection import project, projections, simple
from craftgraph.graph.results import dependence_quads
from craftgraph.graph.store import Graph
from craftgraph.graph.trials import part
from craftgraph.graph.whatif import Situation, tied, whatif

STAR = """\
parties:
- {party: shop, involvement: partner, at: one}
- {party: depot, involvement: partner, at: one}
- {party: care, involvement: partner, at: one}
- {party: school, involvement: partner, at: one}
- {party: academy, involvement: partner, at: one}
- {party: town, involvement: partner, at: one}
- {party: workshop, involvement: partner, at: one}
- {party: shared-yard, involvement: partner, at: one}
- {party: stray, involvement: partner, at: one}
ties:
- {tie: cooperates, from: shop, to: depot, at: one}
- {tie: cooperates, from: shop, to: care, at: one}
- {tie: cooperates, from: shop, to: school, at: one}
- {tie: cooperates, from: shop, to: academy, at: one}
- {tie: cooperates, from: shop, to: town, at: one}
- {tie: cooperates, from: shop, to: stray, at: one}
- {tie: cooperates, from: depot, to: shared-yard, at: one}
- {tie: cooperates, from: depot, to: workshop, at: one}
"""
POST = """\
posts:
- {id: leader, name: Leader, duties: coordination, employers: shop, at: one}
"""


def _signs(graph: Graph) -> dict[str, bool | None]:
    return {sign.name: sign.answer for sign in signs(Situation(graph, "own-2024"), rule())}


def test_the_concepts_of_the_rule_are_in_the_vocabularies() -> None:
    """Every duty, role, appointment, kind of money and kind of organisation that the rule names is a concept."""
    known = {
        quad.subject.value
        for _, turtle in turtle_files()
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode)
    }
    chosen = rule()
    wanted = {f"{VOC}duty/{name}" for step in chosen.coordinating for name in step["duties"]}
    wanted |= {f"{VOC}role/{name}" for step in chosen.coordinating for name in step["roles"]}
    wanted |= {f"{VOC}role/{name}" for name in chosen.not_done}
    wanted |= {f"{VOC}appointment/{name}" for name in chosen.insecure}
    wanted |= {f"{VOC}funding/{name}" for name in chosen.temporary | chosen.lasting}
    wanted |= {f"{VOC}organisation-kind/{name}" for name in chosen.general_kinds}
    assert wanted <= known
    assert chosen.network in projections()
    assert (folder() / "dependence.json").is_file()
    assert load_model()


def test_a_star_is_highly_dependent_on_its_hub(little: Callable[..., Graph]) -> None:
    """Without the hub, and the workshop that is its own, seven are left: two hold together, five are cut off."""
    found = assess(little(STAR), "own-2024").by_name["structural"]
    assert found.level is Level.HIGH
    assert found.actors == ("shop",)
    assert found.share == pytest.approx(5 / 7)
    assert found.evidence


def test_a_thin_network_says_nothing(little: Callable[..., Graph]) -> None:
    """With two tied parties, or none, or a single party, nothing is said of cohesion, and why is told."""
    one = "parties:\n- {party: shop, involvement: partner, at: one}\n"
    two = one + "ties:\n- {tie: advises, from: shop, to: care, at: one}\n"
    for lists in (two, one, ""):
        found = assess(little(lists), "own-2024")
        assert found.by_name["structural"].level is Level.CANNOT_SAY
        assert found.by_name["structural"].why_not == "few-tied"
        assert found.level is Level.CANNOT_SAY


def test_a_network_of_which_most_are_untied_says_nothing(little: Callable[..., Graph]) -> None:
    """Nine tied parties among more that are not tied are too thin a picture."""
    more = "".join(f"- {{id: p{n}, name: P{n}, duties: teaching-practice, at: one}}\n" for n in range(12))
    found = assess(little(STAR + "bodies:\n" + more.replace(", duties: teaching-practice", "")), "own-2024")
    assert found.by_name["structural"].why_not == "mostly-untied"


def test_low_is_not_said_while_something_cannot_be_said() -> None:
    """The worst of the kinds counts, and a kind that cannot be said counts for nothing but caution."""
    assert worst_level([Level.LOW, Level.HIGH, Level.RAISED]) is Level.HIGH
    assert worst_level([Level.CANNOT_SAY]) is Level.CANNOT_SAY


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ({"one-coordinator": True, "coordination-on-ending-money": True}, Level.HIGH),
        ({"one-coordinator": True}, Level.RAISED),
        ({"money-mostly-ending": True}, Level.RAISED),
        ({"one-coordinator": False, "money-mostly-ending": False}, Level.LOW),
        ({"one-coordinator": False}, Level.CANNOT_SAY),
        ({}, Level.CANNOT_SAY),
    ],
)
def test_the_signs_make_the_formal_level(answers: dict[str, bool], level: Level) -> None:
    """One coordinator on money that ends is high; any sign is raised; low needs more than one and lasting money."""
    assert formal_level([Sign(name, answers.get(name)) for name in SIGNS]) is level


def test_silence_is_not_a_no(little: Callable[..., Graph]) -> None:
    """A post without a word on deputies, hours or money gives no answer to those; unknown deputies neither."""
    assert _signs(little(STAR + POST)) == {
        "one-coordinator": True,
        "no-deputy": None,
        "insecure-post": None,
        "coordination-on-ending-money": None,
        "money-mostly-ending": None,
    }
    assert _signs(little(POST.replace("employers", "deputies: unknown, employers")))["no-deputy"] is None
    assert _signs(little(POST.replace("employers", "deputies: care, employers")))["no-deputy"] is False


def test_who_employs_the_coordinator_is_not_a_second_one(little: Callable[..., Graph]) -> None:
    """The employer of the post, named as coordinator too, does not make two; another party does, and so does a body."""
    same = POST + "roles:\n- {holder: shop, role: coordinator, at: one}\n"
    assert _signs(little(same))["one-coordinator"] is True
    assert _signs(little(same.replace("holder: shop", "holder: care")))["one-coordinator"] is False
    body = "bodies:\n- {id: core, name: Core, at: one}\nseats:\n- {body: core, holder: shop, at: one}\n"
    body += "- {body: core, holder: care, at: one}\nroles:\n- {holder: core, role: coordinator, at: one}\n"
    assert _signs(little(body))["one-coordinator"] is False


def test_who_pulls_counts_only_where_nobody_coordinates(little: Callable[..., Graph]) -> None:
    """A driver is the coordinator of a case that names none, and is not counted in one that does."""
    pulls = "roles:\n- {holder: care, role: driver, at: one}\n"
    (alone, *_) = signs(Situation(little(pulls), "own-2024"), rule())
    (beside, *_) = signs(Situation(little(POST + pulls), "own-2024"), rule())
    assert alone.actors == ("care",)
    assert beside.actors == ("own-2024/leader",)


def test_money_that_ends_is_told_from_money_that_lasts(little: Callable[..., Graph]) -> None:
    """A prize ends by its kind, own income lasts, a date ends anything, and a subsidy without a word is unknown."""
    money = (
        POST.replace("at: one", "paid_by: sum, at: one")
        + "funding:\n- {id: sum, name: Sum, funder: town, %s at: one}\n"
    )
    answers = {
        "kind_of_money: prize,": True,
        "kind_of_money: sales,": False,
        "until: 2025,": True,
        "kind_of_money: subsidy,": None,
        "kind_of_money: prize, temporary: no,": False,
    }
    for text, answer in answers.items():
        found = _signs(little(money % text))
        assert found["coordination-on-ending-money"] is answer, text
        assert found["money-mostly-ending"] is answer, text


def test_part_of_the_whole_network_is_the_projection(graph: Graph) -> None:
    """Choosing from the network by all rules gives the same ties as projecting by fewer, for every case."""
    for case in graph.cases:
        whole = project(graph, case, "full", planned=True)
        for name in projections():
            for planned in (False, True):
                chosen = simple(part(whole, name, planned=planned))
                real = simple(project(graph, case, name, planned=planned))
                assert set(map(frozenset, chosen.edges)) == set(map(frozenset, real.edges)), (case, name, planned)
                tied = {node for node in real if real.degree(node)}
                assert tied == {node for node in chosen if chosen.degree(node)}


def test_every_case_has_a_verdict_that_its_parts_explain(graph: Graph) -> None:
    """The level is the worst of the three; what rests on a share names on whom; every number is a share."""
    ranked = assess_all(graph)
    assert [one for one, _ in graph.assessments] == ranked
    assert {one.case for one in ranked} == set(graph.cases)
    ranks = [one.level.rank for one in ranked if one.case not in followed(graph).values()]
    assert ranks == sorted(ranks, reverse=True)
    for one in ranked:
        said = worst_level(dimension.level for dimension in one.dimensions)
        assert one.level in (said, Level.CANNOT_SAY)
        for dimension in one.dimensions:
            assert (dimension.level is Level.CANNOT_SAY) == bool(dimension.why_not)
            low, high = dimension.range
            assert low.rank <= dimension.level.rank <= high.rank or dimension.level is Level.CANNOT_SAY
            if dimension.level.rank > 0:
                assert dimension.actors
                assert dimension.evidence
        for impact in one.impacts:
            assert 0 <= impact.cut_share <= 1
            assert 0 <= impact.orphaned_share <= 1


def test_an_assessment_shows_itself_as_a_table(graph: Graph, little: Callable[..., Graph]) -> None:
    """At the prompt and in notebooks: the verdict, and for each dimension its level, range, share and on whom."""
    found = graph.risk("zwolle-2019")
    lines = repr(found).splitlines()
    assert lines[0] == f"Dependence of zwolle-2019: {found.level.value}"
    for line, one in zip(lines[3:6], found.dimensions, strict=True):
        assert line.split()[:4] == [one.name, one.level.value, *(level.value for level in one.range)]
        assert one.actors[0] in line
    assert found._repr_html_().count("<tr>") == 4
    thin = little("parties:\n- {party: shop, involvement: partner, at: one}\n").risk("own-2024")
    assert "few-tied" in repr(thin)


def test_the_same_case_gives_the_same_verdict(graph: Graph) -> None:
    """Drawing ties at random begins at the same place every time."""
    assert assess(graph, "oss-2019") == assess(graph, "oss-2019")


def test_zwolle_hangs_on_its_project_leader_and_the_prize(graph: Graph) -> None:
    """Chapter 12: one project leader, part-time, paid from the prize; the report itself calls that a dependence."""
    found = assess(graph, "zwolle-2019")
    formal = found.by_name["formal"]
    assert formal.level is Level.HIGH
    assert set(formal.actors) == {"zwolle-2019/project-leader", "zwolle-2019/vang-prize-money"}
    assert len(found.stated) == 2


def test_a_new_tie_is_the_best_of_all_sensible_ones(graph: Graph) -> None:
    """In the Hoeksche Waard no single tie between two parties of the case lowers the worst loss further."""
    case = "hoeksche-waard-2019"
    (first, *_) = advise(graph, case).ties
    situation, network = Situation(graph, case), simple(project(graph, case, rule().network))

    def worst(extra: list[tuple[str, str]]) -> float:
        more = nx.Graph(network)
        more.add_edges_from(extra)
        return max(share for _, share in cut_offs(situation, more).values())

    assert first.before == pytest.approx(worst([]))
    assert first.after == pytest.approx(worst([(tie.one, tie.other) for tie in first.ties]))
    known = {"Organisation", "Unit"}
    parties = [node for node, data in network.nodes(data=True) if data["kind"] in known and network.degree(node)]
    assert first.after == pytest.approx(min(worst([pair]) for pair in combinations(parties, 2)))


def test_advice_names_an_example_from_another_case(graph: Graph) -> None:
    """A tie or a stand-in is backed by a meeting in the case, or by a statement of another case."""
    for case in graph.cases:
        found = advise(graph, case)
        for ties in found.ties:
            assert ties.after < ties.before
            for tie in ties.ties:
                assert tie.meet or (tie.example is not None and tie.example.case != case)
        for stand_in in found.stand_ins:
            assert stand_in.after < stand_in.before
            for _, takes in stand_in.takes:
                assert all(example.case != case and example.statement.startswith(ID) for _, example in takes)


def test_few_partners_speak_for_shared_governance(little: Callable[..., Graph]) -> None:
    """Up to eight partners fit shared governance; more speak for a lead or an organisation of its own."""
    few = "parties:\n- {party: shop, involvement: partner, at: one}\n"
    assert governance(Situation(little(few), "own-2024")).fitting == ("shared-governance",)
    assert "lead-organisation" in governance(Situation(little(STAR), "own-2024")).fitting


def test_the_results_can_be_asked_for(little: Callable[..., Graph]) -> None:
    """The level, its parts and the share of each actor are in a graph of their own, and as plain data."""
    graph = little(STAR)
    found = assess(graph, "own-2024")
    graph.store.extend(dependence_quads(found))
    rows = graph.query("""
        SELECT ?level ?actor ?value { GRAPH ?g { ?g a cg:DependenceAssessment ; cg:inCase id:own-2024 .
          ?part cg:ofAssessment ?g ; cg:dimension dimension:structural ; cg:level ?level .
          ?part cg:ofActor ?actor ; cg:value ?value } }
    """).texts
    assert rows == [("level:high", "id:shop", "0.714286")]
    assert as_data(found)["dimensions"][0]["level"] == "high"


def test_a_case_without_any_tie_or_party_is_answered(little: Callable[..., Graph]) -> None:
    """An empty case has an assessment, advice and data, each saying that there is nothing to say."""
    graph = little("")
    found = assess(graph, "own-2024")
    assert found.impacts == ()
    assert advise(graph, "own-2024").ties == ()
    assert as_data(found)["level"] == "cannot-say"


@pytest.mark.parametrize("case", ["tilburg-2019", "goeree-overflakkee-2019", "maastricht-2019"])
def test_the_two_that_cut_off_most_together_are_exact(graph: Graph, case: str) -> None:
    """No pair of which neither falls with the other cuts off a larger share; `craftgraph whatif` counts the same."""
    network = tied(simple(project(graph, case, rule().network)))
    falling = Situation(graph, case).falling

    def cut(*actors: str) -> tuple[int, int]:
        found = whatif(graph, case, [actor.removeprefix(f"{case}/") for actor in actors])
        gone = {*found.removed, *found.dragged}
        return len(found.cut_off), sum(node not in gone for node in network)

    apart = [
        pair for pair in combinations(network, 2) if pair[0] not in falling[pair[1]] and pair[1] not in falling[pair[0]]
    ]
    shares = [number / left for number, left in (cut(*pair) for pair in apart) if left]
    alone = max(number / left for number, left in map(cut, network) if left)
    together = advise(graph, case).together
    if together is None:
        assert max(shares) <= alone
    else:
        assert cut(*together.actors) == (together.cut_off, together.left)
        assert max(shares) > alone
        assert together.cut_off / together.left == pytest.approx(max(shares))


def test_what_hardly_gains_is_no_advice(graph: Graph) -> None:
    """Every tie and stand-in lowers the worst loss by five points or more, and a second adds as much to the first."""
    for case in graph.cases:
        found = advise(graph, case)
        for kind in (found.ties, found.stand_ins):
            steps = [one.before for one in kind[:1]] + [one.after for one in kind]
            assert all(round(one - other, 9) >= rule().gain for one, other in pairwise(steps)), case


def test_a_person_and_their_post_are_one_line(graph: Graph) -> None:
    """Who holds a post is not listed beside it when both losses are the same; a person is called after the post."""
    shown = {one.actor for one in assess(graph, "zwolle-2019").impacts}
    assert "zwolle-2019/project-leader" in shown
    assert not {actor for actor in shown if "person" in actor}
    for language, name in (("nl", "Centrale projectleider (persoon)"), ("en", "Central project leader (person)")):
        assert Labels(graph.store, language).of(f"{ID}zwolle-2019/person-coordinator") == name
    rows = graph.question("who-weighs-most", case="zwolle-2019").texts
    assert not [row for row in rows if "person-" in row[0]]


def test_an_earlier_case_comes_right_after_the_latest(run: Callable[..., Result], graph: Graph) -> None:
    """WaardeRing has one place in the ranking, that of 2022, with 2019 beneath it, in a table too."""
    ranked = [one.case for one in assess_all(graph)]
    assert ranked.index("zwolle-2019") == ranked.index("waarderegio-2022") + 1
    answer = run("risk", "--format", "csv")
    rows = {row["case"]: row["followed_by"] for row in csv.DictReader(io.StringIO(answer.stdout))}
    assert list(rows) == ranked
    assert {case: later for case, later in rows.items() if later} == {"zwolle-2019": "waarderegio-2022"}


def test_saved_questions_read_the_verdict(graph: Graph) -> None:
    """Chapter 12 for Zwolle (one leader, paid from the prize) and chapter 8 for Leeuwarden (all turns on Estafette)."""
    ranked = {(row[0], row[1], row[3], row[4]) for row in graph.question("dependence-ranked").texts}
    assert ("WaardeRing Zwolle, autumn 2019", "high", "coordination and money", "high") in ranked
    assert ("WaardeRing Zwolle, autumn 2019", "high", "cohesion", "low") in ranked
    assert ("Omrin Estafette Leeuwarden, autumn 2019", "high", "cohesion", "high") in ranked
    heaviest = graph.question("who-weighs-most", case="leeuwarden-2019").texts[0]
    assert heaviest[0] == "id:stichting-omrin-estafette"


@pytest.mark.parametrize("form", ["csv", "json", "ttl", "text"])
@pytest.mark.parametrize("case", [[], ["oss-2019"]])
def test_the_command_line_prints_every_form(run: Callable[..., Result], form: str, case: list[str]) -> None:
    """`craftgraph risk` prints one case or all, as text, table, JSON and Turtle."""
    answer = run("risk", *case, "--format", form)
    assert answer.exit_code == 0, answer.output
    assert "oss-2019" in answer.output or "Oss" in answer.output
    if form == "json":
        assert len(json.loads(answer.stdout)) == (1 if case else 11)
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.stdout)))
        assert {"actor", "cut_share"} <= rows[0].keys() if case else {"case", "formal_level"} <= rows[0].keys()


def test_an_unknown_case_is_told(run: Callable[..., Result]) -> None:
    """A misspelt case is answered with the nearest."""
    answer = run("risk", "os-2019")
    assert answer.exit_code == 1
    assert "did you mean 'oss-2019'" in answer.output
