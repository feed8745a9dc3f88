"""What is wrong with case files, and where: the ways in which people slip, each with what they are told."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from shacl import Shapes

from craftgraph.graph import check as checking
from craftgraph.graph import corpus
from craftgraph.graph.check import check, shape_findings
from craftgraph.graph.errors import CheckError, Finding
from craftgraph.graph.load import load
from craftgraph.graph.messages import in_language
from craftgraph.graph.model import folder, load_model
from craftgraph.graph.outline import outlined

PARTY = "parties:\n- {party: shop, involvement: partner, at: one}\n"
FIGURE = "figures:\n- {{measure: area, value: {}, unit: square-metres, at: one}}\n"
AUDIENCE = "audiences:\n- {{id: a, label: {{nl: a, en: a}}, groups: pupils, primary: {}, at: one}}\n"
TIE = "ties:\n- {{tie: cooperates, from: shop, to: depot, since: {}, at: one}}\n"
BODY = "bodies:\n- {id: core, name: {nl: a, en: a}, at: one}\n"

# The lists (from line 7 on), then the place, a part of the problem and a part of the remedy.
SLIPS: dict[str, tuple[str, int, int, str, str]] = {
    "unknown list": ("partys: []\n", 7, 1, "`partys` is not a list or field", "did you mean `parties`?"),
    "unknown list like nothing": ("zzz: 1\n", 7, 1, "`zzz` is not a list or field", "docs/encoding.md"),
    "unknown field": (PARTY.replace("at:", "named: x, at:"), 8, 39, "`named` is not a field of `parties`", "named_as"),
    "field of another list": (
        PARTY.replace("at:", "amount: 3, at:"),
        8,
        39,
        "`amount` is not a field of `parties`",
        "",
    ),
    "JSON-LD keyword": ("'@context': x\n", 7, 1, "`@context` is not a list or field", ""),
    "merge key": (PARTY.replace("party: shop", "party: shop, <<: {}"), 8, 17, "`<<` is not a field", ""),
    "unknown party": (PARTY.replace("shop", "shp"), 8, 11, "nothing is known as 'shp'", "did you mean 'shop'?"),
    "unknown concept": (PARTY.replace("partner", "partnr"), 8, 30, "nothing is known as 'partnr'", "'partner'?"),
    "concept of another list": (PARTY.replace("partner", "current"), 8, 30, "known as 'current'", "involvement.ttl"),
    "unknown section": (PARTY.replace("one", "onne"), 8, 43, "nothing is known as 'onne'", "did you mean 'one'?"),
    "text for a list": ("parties: shop\n", 7, 10, "`parties` is not a list", "begins with `- `"),
    "mapping for a list": ("parties: {party: shop}\n", 7, 10, "`parties` is not a list", "begins with `- `"),
    "null for a list": ("parties:\n", 7, 9, "`parties` is empty", "take it away"),
    "word for an item": ("parties:\n- shop\n", 8, 3, "an item of `parties` is not a mapping", "- {field: value"),
    "list for a text": ("what: [a, b]\n", 7, 7, "a list stands where a text should", "{nl: …, en: …}"),
    "list for one language": ("what: {nl: [a], en: b}\n", 7, 12, "a list or mapping stands where a text", ""),
    "mapping for a value": (PARTY.replace("shop", "{a: b}"), 8, 11, "a mapping or list stands where one value", ""),
    "list in a list": (PARTY.replace("shop", "[[shop]]"), 8, 12, "a mapping or list stands where one value", ""),
    "word for a number": (FIGURE.format("many"), 8, 26, "`value` is not of the right type: many", "a plain number"),
    "comma in a number": (FIGURE.format("'3,5'"), 8, 26, "`value` is not of the right type: 3,5", "a plain number"),
    "power of ten": (FIGURE.format("1e3"), 8, 26, "`value` is not of the right type: 1e3", "a plain number"),
    "yes for true": (AUDIENCE.format("yes"), 8, 59, "`primary` is not of the right type: yes", "true or false"),
    "month 13": (TIE.format("2019-13"), 8, 51, "`since` is not written as it should be: 2019-13", "2019-10-09"),
    "day that is none": (TIE.format("2019-02-31"), 8, 51, "'2019-02-31' is not a day of the calendar", "the month"),
    "leap day of a plain year": (TIE.format("2019, until: 2100-02-29"), 8, 64, "'2100-02-29' is not a day", "the day"),
    "party like nothing": (PARTY.replace("shop", "shop-of-another-town"), 8, 11, "known as", "register it in"),
    "party like a site": (PARTY.replace("shop", "yards"), 8, 11, "nothing is known as 'yards'", "register it in an"),
    "site like a party": (
        PARTY + "premises:\n- {party: shop, site: shops, at: one}\n",
        10,
        23,
        "nothing is known as 'shops'",
        "register it in an organisations.yaml of your own, under `sites`",
    ),
    "body like a body": (
        BODY + "seats:\n- {body: cor, holder: shop, at: one}\n",
        10,
        10,
        "nothing is known as 'cor'",
        "did you mean 'core'? If not, give an item of `bodies` this `id:`",
    ),
    "audience like nothing": (
        "placements:\n- {audience: pupils, from: shop, to: depot, placement: referral, at: one}\n",
        8,
        14,
        "nothing is known as 'pupils'",
        "give an item of `audiences` this `id:`",
    ),
    "season": (TIE.format("spring"), 8, 51, "`since` is not written as it should be: spring", "2019-10-09"),
    "space in a reference": (PARTY.replace("shop", "the shop"), 8, 11, "'the shop' is not an identifier", "lower-case"),
    "path in a reference": (PARTY.replace("shop", "../shop"), 8, 11, "'../shop' is not an identifier", "lower-case"),
    "capital in a reference": (PARTY.replace("shop", "Shop"), 8, 11, "'Shop' is not an identifier", "lower-case"),
    "empty reference": (PARTY.replace("shop", "''"), 8, 11, "'' is not an identifier", "lower-case"),
    "null for a key": (PARTY.replace("shop", ""), 8, 11, "`party`: the value is empty", "take the field away"),
    "null for a value": (PARTY.replace("partner", "~"), 8, 30, "`involvement`: the value is empty", "unknown is"),
    "null for a text": ("what: {nl: , en: x}\n", 7, 12, "`what`: the text is empty", "fill it in"),
    "null for a header field": ("what:\n", 7, 6, "`what`: the text is empty", "fill it in"),
    "blank text": ('what: {nl: "  ", en: x}\n', 7, 12, "`what`: the text is empty", "fill it in"),
    "text without languages": ("what: {}\n", 7, 7, "`what`: the text is empty", "fill it in"),
    "empty list of values": (PARTY.replace("one", "[]"), 8, 43, "`at`: the list is empty", "fill it in"),
    "not a language": ("what: {nl: x, dutch: y}\n", 7, 15, "'dutch' is not a language", "`nl` and `en`"),
    "missing field": (PARTY.replace("involvement: partner, ", ""), 8, 3, "`involvement` is missing", "fill it in"),
    "missing section": (PARTY.replace(", at: one", ""), 8, 3, "`at` is missing", "fill it in"),
    "several concepts": (PARTY.replace("partner", "[partner, context]"), 8, 30, "more than one value", "keep one"),
    "several parties": (PARTY.replace("shop", "[shop, depot]"), 8, 11, "`party` holds more than one", "two statements"),
    "something of another kind": (PARTY.replace("shop", "centre"), 8, 11, "points at 'centre'", "name something of"),
    "another kind in a list": (BODY.replace("at:", "convener: [shop, yard], at:"), 8, 53, "points at 'yard'", "kind"),
    "twice one item": (PARTY + PARTY.split("\n", 1)[1], 9, 3, "the same identifier 'parties_shop'", "add an `id:`"),
    "twice one id": (
        BODY + BODY.split("\n", 1)[1],
        9,
        3,
        "same identifier 'core' as the one on line 8",
        "another `id:`",
    ),
    "id of the registry": (BODY.replace("core", "shop"), 8, 3, "'shop' is already the identifier", "another `id:`"),
    "space in an id": (BODY.replace("core", "the core"), 8, 8, "'the core' is not an identifier", "lower-case"),
    "path in an id": (BODY.replace("core", "../../x"), 8, 8, "'../../x' is not an identifier", "lower-case"),
    "capital in an id": (BODY.replace("core", "Core"), 8, 8, "'Core' is not an identifier", "lower-case"),
    "list for an id": (BODY.replace("core", "[core]"), 8, 8, "a list or mapping is not an identifier", "lower-case"),
    "no id": (BODY.replace("id: core, ", ""), 8, 3, "this item of `bodies` has no identifier", "add an `id:`"),
    "end before start": (TIE.format("2020, until: 2019"), 8, 3, "ends before it starts", "`since` and `until`"),
    "tie of one": (TIE.format("2020").replace("to: depot", "goods: wood"), 8, 3, "ties fewer than two", "`among`"),
    "tie to itself": (TIE.format("2020").replace("depot", "shop"), 8, 3, "ties a party to itself", "two parties"),
    "figure without a number": (FIGURE.format(5).replace("value: 5, ", ""), 8, 3, "holds no number", "`value`"),
    "least above most": (FIGURE.format(5).replace("value: 5", "min: 5, max: 4"), 8, 3, "`min` above its", "round"),
    "no key": (PARTY.replace("party: shop, ", ""), 8, 3, "this item of `parties` has no identifier", "fill in `party`"),
}
HEADERS: dict[str, tuple[str, str, int, int, str]] = {
    "no id": ("id: own-2024\n", "", 1, 1, "the file has no `id`"),
    "path as id": ("own-2024", "../x", 1, 5, "'../x' is not an identifier"),
    "capital in the id": ("own-2024", "Own", 1, 5, "'Own' is not an identifier"),
    "no centre": ("centre: centre\n", "", 2, 1, "`as_of` belongs to a case, and this file has no `centre`"),
    "null centre": ("centre: centre", "centre:", 2, 8, "`centre`: the value is empty"),
    "unknown centre": ("centre: centre", "centre: center", 2, 9, "nothing is known as 'center'"),
    "no date": ("as_of: 2024-05\n", "", 1, 1, "`as_of` is missing"),
    "no source": ("source: report\n", "", 1, 1, "`source` is missing"),
    "two sources": ("source: report", "source: [report, report/one]", 5, 9, "`source` holds more than one value"),
    "defaults that are a list": ("{status: current, basis: stated}", "[a]", 6, 11, "`defaults` is not a mapping"),
    "unknown default": ("status: current", "statuz: current", 6, 12, "`statuz` is not a field"),
    "unknown value of a default": ("current", "curent", 6, 20, "`status`: nothing is known as 'curent'"),
    "null default": ("current", "", 6, 20, "`status`: the value is empty"),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, little_registry: str, header: str) -> dict[str, list[Finding]]:
    """Every slip as a case of its own, checked together: the findings of each."""
    folder = tmp_path_factory.mktemp("slips")
    (folder / "registry.yaml").write_text(little_registry, "utf-8")
    for number, (lists, *_) in enumerate(SLIPS.values()):
        (folder / f"{number}.yaml").write_text(header.replace("own-2024", f"slip-{number}") + lists, "utf-8")
    found = check([folder], only=True)
    assert {Path(finding.path).parent for finding in found} == {folder}
    return {
        name: [finding for finding in found if Path(finding.path).stem == str(number)]
        for number, name in enumerate(SLIPS)
    }


@pytest.mark.parametrize(("name", "slip"), SLIPS.items(), ids=SLIPS)
def test_a_slip_is_told_where_it_stands(
    name: str, slip: tuple[str, int, int, str, str], told: dict[str, list[Finding]]
) -> None:
    """Each slip is one finding, at its line and column, that says what is wrong and how to mend it."""
    _, line, column, problem, remedy = slip
    (found,) = told[name]
    assert (found.line, found.column) == (line, column)
    assert problem in found.problem
    assert remedy in found.remedy


def test_every_slip_is_told_in_dutch_too(told: dict[str, list[Finding]]) -> None:
    """What is wrong and how to mend it have Dutch words for each slip, at the same place."""
    for name, (found,) in told.items():
        dutch = in_language(found, "nl")
        assert (dutch.path, dutch.line, dutch.column) == (found.path, found.line, found.column)
        assert dutch.problem != found.problem, name
        assert dutch.remedy != found.remedy, name


@pytest.mark.parametrize(("old", "new", "line", "column", "problem"), HEADERS.values(), ids=HEADERS)
def test_a_slip_in_the_header_is_told_where_it_stands(
    old: str, new: str, line: int, column: int, problem: str, case_files: Callable[..., list[Path]]
) -> None:
    """Each slip in the header of a case is told at its line and column."""
    paths = case_files(PARTY)
    text = paths[1].read_text()
    assert old in text
    paths[1].write_text(text.replace(old, new, 1))
    told = [finding for finding in check(paths, only=True) if problem in finding.problem]
    assert [(finding.line, finding.column) for finding in told] == [(line, column)]


def test_nothing_with_a_slip_is_taken_for_sound(case_files: Callable[..., list[Path]]) -> None:
    """A case with any slip, beside files that were read before, is no graph: it is read with all others."""
    listed, _ = corpus.inputs(case_files(PARTY), only=True)
    text = listed[1].path.read_text()
    assert outlined(listed) is not None
    headers = [text.replace(old, new, 1) for old, new, *_ in HEADERS.values()]
    for slip in [*headers, *(text.replace(PARTY, lists) for lists, *_ in SLIPS.values())]:
        listed[1].path.write_text(slip)
        assert outlined(listed) is None, slip


@pytest.mark.parametrize(
    "lists",
    [
        PARTY,
        "parties: []\n",
        TIE.format("2019"),
        TIE.format("2019-10"),
        TIE.format("2019-10-09"),
        TIE.format("2020-02-29"),
        FIGURE.format("3.5"),
        AUDIENCE.format("true"),
        BODY + "seats:\n- {body: core, holder: shop, at: [one, two]}\n",
        BODY + "seats:\n- {body: own-2024/core, holder: core, at: one}\n",
        PARTY + "milestones:\n- {id: m, event: opening, led_to: parties_shop, at: one}\n",
        "ties:\n- {tie: cooperates, from: unknown, to: public, at: one}\n",
    ],
)
def test_what_is_right_gives_no_finding(lists: str, case_files: Callable[..., list[Path]]) -> None:
    """Dates of three precisions, numbers, references of every sort, and nobody in particular are all taken."""
    paths = case_files(lists)
    assert check(paths, only=True) == []
    assert outlined(corpus.inputs(paths, only=True)[0]) is not None


def test_files_that_are_no_yaml_are_findings(problems: Callable[..., list[Finding]]) -> None:
    """A file that cannot be read as YAML is a finding beside those of the other files."""
    (found,) = problems(b"id: x\nparties: [\n")
    assert "not YAML" in found.problem


def test_a_missing_path_is_a_finding(tmp_path: Path) -> None:
    """A path that does not exist is told by its name."""
    (found,) = check([tmp_path / "none.yaml"], only=True)
    assert found.path == str(tmp_path / "none.yaml")


def test_findings_come_in_the_order_of_the_files(case_files: Callable[..., list[Path]]) -> None:
    """Findings are sorted by path and place, each told once."""
    paths = case_files(PARTY.replace("shop", "shp").replace("one", "onne") + "zzz: 1\n")
    found = check([*reversed(paths), paths[1]], only=True)
    assert [(finding.line, finding.column) for finding in found] == [(8, 11), (8, 42), (9, 1)]


def test_a_wrong_case_is_not_loaded(case_files: Callable[..., list[Path]]) -> None:
    """Loading refuses what check finds wrong, with the same findings."""
    paths = case_files(PARTY.replace("involvement: partner, ", ""))
    with pytest.raises(CheckError) as caught:
        load(paths, only=True)
    assert list(caught.value.findings) == check(paths, only=True)
    assert "`involvement` is missing" in str(caught.value)


FAULTY = (
    "parties:\n- {party: shop, at: one}\n- {party: yard, involvement: [partner, context], at: one}\n"
    + FIGURE.format("many")
    + AUDIENCE.format("yes")
    + TIE.format("spring")
    + "aims:\n- {id: a-1, theme: finance}\n"
)


def test_both_shacl_engines_find_the_same(case_files: Callable[..., list[Path]]) -> None:
    """The compiled engine and pySHACL agree, focus by focus, path by path and rule by rule, on a faulty case."""
    listed, _ = corpus.inputs(case_files(FAULTY), only=True)
    read = corpus.read(listed, load_model())
    data = checking.triples(read)
    shapes = (folder() / "shapes.ttl").read_text("utf-8")
    ours, theirs = (
        {(result["focus"], result["path"], result["component"]) for result in results}
        for results in (
            checking.validate_compiled(data, shapes, Shapes),
            checking.validate_with_pyshacl(data, shapes),
        )
    )
    assert ours == theirs
    assert {component for _, _, component in ours} >= {
        "MinCountConstraintComponent",
        "MaxCountConstraintComponent",
        "ClassConstraintComponent",
        "DatatypeConstraintComponent",
        "PatternConstraintComponent",
    }


def test_pyshacl_steps_in_for_the_compiled_engine(
    case_files: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the compiled engine cannot be had, pySHACL finds the same at the same places."""

    def told() -> set[tuple[int, int, str]]:
        return {(found.line, found.column, found.remedy) for found in shape_findings(read)}

    listed, _ = corpus.inputs(case_files(FAULTY), only=True)
    read = corpus.read(listed, load_model())
    expected = told()
    monkeypatch.setitem(sys.modules, "shacl", None)
    assert told() == expected
    assert len(expected) >= 7


@pytest.mark.parametrize("text", ["{en: x}", "{nl: x}", "x"])
def test_a_text_in_one_language_is_enough(text: str, case_files: Callable[..., list[Path]]) -> None:
    """A case of one's own may be written in one language only; pages then mark the language of the text."""
    assert check(case_files(PARTY.replace("at:", f"what: {text}, at:")), only=True) == []


@pytest.mark.parametrize(
    "fact",
    [
        "activities:\n- {id: a, activity: repair, by: shop, with: depot, at: one}\n",
        "activities:\n- {id: a, activity: repair, by: depot, with: shop, at: one}\n",
        "flows:\n- {material: wood, from: shop, to: depot, at: one}\n",
        AUDIENCE.format("true") + "placements:\n- {audience: a, from: shop, to: depot, placement: referral, at: one}\n",
        "guidance:\n- {by: shop, guidance: coaching, host: depot, at: one}\n",
    ],
)
def test_a_tie_that_says_what_a_statement_of_the_same_section_says_is_a_finding(
    fact: str, case_files: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both engines find it, whoever does and whoever joins in; a fact in another section, or on another, is none."""
    twice = TIE.format("2020") + fact
    listed, _ = corpus.inputs(case_files(twice), only=True)
    read = corpus.read(listed, load_model())
    for _ in range(2):
        (found,) = shape_findings(read)
        assert (found.line, found.column) == (8, 3)
        assert "of the same section says already" in found.problem
        monkeypatch.setitem(sys.modules, "shacl", None)
    for other in (fact.replace("at: one", "at: two"), fact.replace("depot", "care")):
        assert check(case_files(TIE.format("2020") + other), only=True) == []
