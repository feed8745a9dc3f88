"""The form in the browser: it gives the same ranking as the command line on the profile of the same answers."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from craftgraph.exports.advice import Advice
from craftgraph.exports.dossier import dossier
from craftgraph.exports.likeness import LazySheets, Likeness
from craftgraph.graph.answers import Answers
from craftgraph.graph.interview import Interview, Question, Vocabulary, number, questions
from craftgraph.graph.labels import Labels
from craftgraph.graph.load import load
from craftgraph.graph.namespaces import VOC

ASKED = [question for question in questions() if question.is_compared]
FILLED = (
    "municipalities=gemeente-zwolle&inhabitants=68000&phase=plan&initiative=initiative-reuse-shop,initiative-municipality"
    "&municipal-part=municipality-at-a-distance&physical-form=one-site&target-groups=mbo-students,status-holders"
    "&activation-steps=day-activities,learning-work&money=subsidy"
)
_WEIGHTS = """() => Object.fromEntries(performance.getEntries()
  .filter((one) => one.decodedBodySize).map((one) => [one.name, one.decodedBodySize]))"""
_RANK = """async ([answers, preset]) => {
  const data = craftgraph.unpacked(document.getElementById('data').textContent);
  const found = craftgraph.compare(data, answers, data.weights[preset]);
  const lessons = await craftgraph.lessons(found.ranking);
  const told = (one) => [data.cases[one.row].id, one.text ?? null];
  const named = (one) => [one.label, one.near, one.all, one.instances.map(told)];
  const missing = (name) => craftgraph.missing(data, lessons, answers, found.ranking, name);
  const there = (name) => craftgraph.findings(data, lessons, answers, found.ranking, name);
  const asked = (one) => (one.part === 'missing' ? missing : there)(one.name);
  const parts = lessons.answers.map((one) => [one.name, asked(one).map(named)]);
  const near = craftgraph.candidates(lessons, answers, missing('parties'));
  return {
    features: found.features,
    ranking: found.ranking.map((one) => [one.case, one.score, one.low, one.high, one.known]),
    remarks: found.features.length ? craftgraph.words(data, '', false).remarks(found, preset).lines : [],
    degrees: found.features.length ? found.ranking.map(craftgraph.words(data, '', false).degree) : [],
    learnt: Object.fromEntries(parts.filter(([, found]) => found.length)),
    candidates: near.map((one) => [one.name, one.kinds, one.centres, one.km]),
  };
}"""


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """The Dutch form."""
    return open_page("compare/form.html")


def some_answers(seed: int, vocabulary: Vocabulary) -> dict[str, Any]:
    """Answer some of the questions at random, as the form would."""
    chosen = random.Random(seed)
    found: dict[str, Any] = {}
    for question in ASKED:
        if chosen.random() < 0.35:
            continue
        if question.kind == "number":
            found[question.id] = chosen.choice([900, 45000, 68000, 250000])
        else:
            names = [option.name for option in vocabulary.options(question, "nl")]
            count = 1 if question.kind == "one" else chosen.randint(1, min(4, len(names)))
            found[question.id] = chosen.sample(names, count)
    return found


def profile(name: str, answers: dict[str, Any], vocabulary: Vocabulary) -> str:
    """Return the profile that the interview makes of the same answers."""
    interview = Interview.begin(name, "nl")
    for question in ASKED:
        if question.id in answers:
            given = answers[question.id]
            interview = interview.answer(question, given if isinstance(given, list) else [str(given)], vocabulary)
    return interview.text


def learnt(advice: Advice) -> dict[str, Any]:
    """Return what the command line tells of the nearest: what is missing, what was hard and what helped, by name."""
    found = {name: there for name, _, there in advice.missing_by_name()}
    found |= {"challenges": advice.part("challenges"), "success-factors": advice.part("helped")}
    told = {"challenges", "success-factors"}
    return {
        name: [
            [
                one.name,
                one.near,
                one.all,
                [
                    [at.case, at.statement.text if at.statement else ""] if name in told else [at.case, None]
                    for at in one.instances
                ],
            ]
            for one in there
        ]
        for name, there in found.items()
        if there
    }


@pytest.mark.browser
def test_the_form_ranks_as_the_command_line_does(page: Page, tmp_path: Path) -> None:
    """For random answers and every preset: the same order and scores, the same lessons, and who works nearby."""
    vocabulary = Vocabulary()
    given = {f"plan-{seed}": some_answers(seed, vocabulary) for seed in range(25)}
    for name, answers in given.items():
        (tmp_path / f"{name}.yaml").write_text(profile(name, answers, vocabulary))
    graph = load([tmp_path])
    labels = Labels(graph.store, "nl")
    sheets = LazySheets(labels, graph)
    near = 0
    for at, (name, answers) in enumerate(given.items()):
        preset = ("all", "guidance", "place", "begin")[at % 4]
        found, told = graph.compare(name, preset), page.evaluate(_RANK, [answers, preset])
        assert tuple(told["features"]) == found.features
        if not found.features:
            continue
        assert [one[0] for one in told["ranking"]] == [one.case for one in found]
        for row, one in zip(told["ranking"], found, strict=True):
            assert row[1:] == pytest.approx([one.score, one.low, one.high, one.known], abs=1e-7)
        likeness = Likeness(found, labels, sheets)
        assert told["remarks"] == list(likeness.remarks(preset, is_page=True))
        assert told["degrees"] == [likeness.degree(one) for one in found]
        answered = Answers(graph, found)
        assert told["learnt"] == learnt(Advice(likeness, answered))
        candidates = answered.candidates(answered.wanted_kinds())
        near += sum(one.distance is not None for one in candidates)
        assert [one[:3] for one in told["candidates"]] == [
            [labels.of(one.party), [kind.removeprefix(VOC) for kind in one.kinds], one.centres] for one in candidates
        ]
        assert [one[3] for one in told["candidates"]] == [
            one.distance if one.distance is None else pytest.approx(one.distance, abs=1e-5) for one in candidates
        ]
    assert near


_SCROLLING = """(all) => all.filter((one) => one.scrollHeight > one.clientHeight + 4
  && ['auto', 'scroll'].includes(getComputedStyle(one).overflowY)).length"""
_PARTS = """(node) => Array.from(node.querySelectorAll('h1, h2, h3, dt, dd, li, th, td, p.text, p.lede'),
  (one) => `${one.tagName} ${one.textContent.replace(/\\s+/g, '')}`)"""


@pytest.mark.browser
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_dossier_of_the_form_is_that_of_the_command_line(
    new_page: Callable[..., Page], open_page: Callable[..., Page], tmp_path: Path, language: str
) -> None:
    """The button makes what `compare --dossier` makes of the same answers: the same headings, lists and tables."""
    vocabulary = Vocabulary()
    answers: dict[str, Any] = {
        "municipalities": ["gemeente-amersfoort"],
        "inhabitants": 68000,
        "initiative": ["initiative-reuse-shop"],
        "municipal-part": ["municipality-at-a-distance"],
        "physical-form": ["one-site"],
        "parties": ["reuse-shop", "vocational-college"],
        "target-groups": ["mbo-students", "day-activity-participants", "status-holders"],
        "activation-steps": ["day-activities", "learning-work"],
        "money": ["subsidy"],
    }
    interview = Interview(profile("our-plan", answers, vocabulary))
    by_id = {question.id: question for question in questions()}
    interview = interview.answer(by_id["name"], ["Ons plan, Zuid"], vocabulary)
    for question in questions():
        if question.id not in {*answers, "name"}:
            interview = interview.leave_open(question)
    (tmp_path / "our-plan.yaml").write_text(interview.text)
    graph = load([tmp_path])
    printed = new_page()
    printed.set_content(dossier(graph, graph.compare("our-plan"), language))
    expected = printed.locator(".dossier").evaluate(_PARTS)
    given = "&".join(
        f"{name}={','.join(map(str, [value]) if value == 68000 else value)}" for name, value in answers.items()
    )
    folder = "" if language == "nl" else "en/"
    page = open_page(f"{folder}compare/form.html#{given}&name=Ons%20plan%2C%20Zuid")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.locator("#make-dossier").click()
    page.locator("#dossier h1").wait_for()
    assert page.locator("#dossier-pages").evaluate(_PARTS) == expected
    assert page.evaluate("window.printed")
    assert page.locator("#form-page").is_hidden()
    page.locator("#leave-dossier").click()
    assert page.locator("#form-page").is_visible()


@pytest.mark.browser
def test_each_near_centre_tells_what_was_hard_and_what_helped(page: Page, built_site: Path) -> None:
    """Every centre that is explained has both, with headings that lead to statements, and leads to its two pages."""
    page.get_by_label("initiatief van de kringloop").check()
    page.locator("#learnt section").first.wait_for()
    for one in page.locator("#results details").all():
        assert one.locator("h4").all_text_contents() == ["Wat daar lastig was", "Wat daar hielp"]
        for link in one.locator("[data-told] .at a").all():
            path, _, anchor = str(link.get_attribute("href")).partition("#")
            text = (built_site / "compare" / unquote(path)).resolve().read_text("utf-8")
            assert f'id="{unquote(anchor)}"' in text
        leads = [str(link.get_attribute("href")) for link in one.locator("p.act-on a").all()]
        assert [path.rsplit("/", 1)[0] for path in leads] == ["..", "../compare"]
    assert {"Wat daar lastig was", "Wat daar hielp"} <= set(page.locator("#learnt h2").all_text_contents())


@pytest.mark.browser
def test_the_outcome_has_no_scroll_of_its_own(page: Page) -> None:
    """On a wide screen the page scrolls, and nothing inside it."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_label("initiatief van de kringloop").check()
    page.locator("#learnt section").first.wait_for()
    assert page.locator("main *").evaluate_all(_SCROLLING) == 0


@pytest.mark.browser
def test_an_address_restores_the_answers(page: Page, built_site: Path) -> None:
    """What is ticked stands in the address; opening that shows the same, in the other language too."""
    assert page.locator("#results").is_hidden()
    page.get_by_label("initiatief van inwoners").check()
    page.get_by_role("radio", name="één locatie").check()
    page.get_by_role("textbox", name="inwoners").fill("68.000")
    assert page.locator("#results table").first.locator("tbody tr").count() == 11
    shown = page.locator("#compare-status").inner_text()
    address = page.evaluate("location.hash")
    assert address == "#inhabitants=68000&initiative=initiative-citizens&physical-form=one-site"
    page.goto("about:blank")
    page.goto((built_site / "compare" / "form.html").as_uri() + address)
    expect(page.locator("#compare-status")).to_have_text(shown)
    assert page.get_by_role("radio", name="één locatie").is_checked()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("radio", name="one site")).to_be_checked()
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator("#compare-status")).to_contain_text("not filled in")


@pytest.mark.browser
def test_a_town_brings_who_works_nearby(page: Page) -> None:
    """With a municipality ticked the organisations near it come first, each with how far and with its page."""
    page.get_by_label("initiatief van de kringloop").check()
    assert "km" not in page.locator("#results").inner_text()
    page.get_by_label("Dalfsen").check()
    assert "municipalities=gemeente-dalfsen" in page.evaluate("location.hash")
    first = page.locator("#learnt ul.missing").last.locator("li").first
    assert "in dezelfde gemeente" in first.inner_text() or "km" in first.inner_text()
    assert (first.locator("a").get_attribute("href") or "").startswith("../parties/")
    page.get_by_role("button", name="Alles wissen").click()
    page.get_by_label("Dalfsen").check()
    expect(page.locator("#compare-status")).to_contain_text("nog niets ingevuld om op te vergelijken")


@pytest.mark.browser
def test_who_takes_part_there_is_not_said_to_be_missing_before_the_parties_are_known(page: Page) -> None:
    """Without an answer on parties nothing is called missing, and one's own municipality never is."""
    page.get_by_label("Zwolle", exact=True).check()
    page.get_by_role("radio", name="één locatie").check()
    first = page.locator("#learnt section").first
    expect(first.locator("h2")).to_have_text("Wie daar meedoet")
    names = page.locator("#learnt section ul.missing > li > b")
    assert not {"gemeente", "Gemeente Zwolle"} & set(names.all_inner_texts())
    page.locator("input[name=parties][value=municipality]").check()
    expect(first.locator("h2")).to_have_text("Wie daar meedoet en bij u nog niet")
    assert "Gemeente Zwolle" not in names.all_inner_texts()
    assert "Gemeente" in page.locator("#learnt section").last.inner_text()


@pytest.mark.browser
@pytest.mark.parametrize(("folder", "said"), [("", "geen heel getal boven 0"), ("en/", "not a whole number above 0")])
def test_what_is_no_number_is_told_at_its_field(
    open_page: Callable[..., Page], axe: Callable[..., list[str]], folder: str, said: str
) -> None:
    """What is no whole number is told when one leaves the field, in words that belong to it, and taken back at once."""
    page = open_page(folder + "compare/form.html#initiative=initiative-reuse-shop")
    field = page.locator("input[name=inhabitants]")
    for typed in ("abc", "-3", "68,5", "0"):
        field.fill(typed)
        field.blur()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(said))
        assert "inhabitants" not in page.evaluate("location.hash")
        field.press("Enter")
        expect(field).to_be_focused()
        if typed == "abc":
            assert axe(page, dark=True) == []
        field.fill("68")
        assert field.get_attribute("aria-invalid") is None
    for typed in ("68.000", "68 000", "68000", "68,000"):
        field.fill(typed)
        field.blur()
        assert "inhabitants=68000&" in page.evaluate("location.hash")
        assert page.locator("#e-inhabitants").inner_text() == ""


@pytest.mark.browser
def test_a_number_reads_as_in_the_interview(page: Page) -> None:
    """The form and the interview take the same texts for a number, and for the same one."""
    texts = ["68000", "68.000", " 68 000 ", "68\u00a0000", "1.250.000", "1.250,000", "68,5", "68.5", "6.80", "12.3456"]
    texts += ["-3", "0", "000", "abc", "1e5", "", "68'000", "٣", "9" * 10, "9" * 11, "1.000.000.000.000"]
    for text in texts:
        found = page.evaluate("text => craftgraph.number(text)", text)
        assert (found and str(found)) == number(text), text


@pytest.mark.browser
def test_paper_holds_what_was_answered(open_page: Callable[..., Page]) -> None:
    """Printed, the page tells each question that was answered with its answer, and the ranking; not the form."""
    page = open_page(f"compare/form.html#{FILLED}&name=Ons%20plan")
    given = page.locator("#given")
    assert given.is_hidden()
    page.emulate_media(media="print")
    assert page.locator("#compare-form").is_hidden()
    said = dict(zip(given.locator("dt").all_inner_texts(), given.locator("dd").all_inner_texts(), strict=True))
    assert said["In welke gemeente of gemeenten?"] == "Zwolle"
    assert said["Hoeveel inwoners heeft uw gemeente of gebied ongeveer?"] == "68.000"
    assert said["Hoe heet uw plan of centrum?"] == "Ons plan"
    assert said["Wie begon of begint?"] == "initiatief van de gemeente, initiatief van de kringloop"
    assert len(said) == len(FILLED.split("&")) + 2
    assert page.locator("#results table").first.is_visible()
    page.emulate_media(media="screen")
    page.locator("#plan-name").fill("Plan Zuid")
    page.emulate_media(media="print")
    assert "Plan Zuid" in given.inner_text()


@pytest.mark.browser
def test_the_form_fits_a_phone(page: Page) -> None:
    """At 360 pixels nothing sticks out, with results too."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.get_by_label("initiatief van de kringloop").check()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("#results details[open] .reasons").count() == 1


@pytest.mark.browser
def test_a_hostile_address_does_nothing(page: Page, built_site: Path) -> None:
    """Unknown questions, choices and presets in the address are left alone, and so are broken marks."""
    for asked in ("#phase=<script>,x&__proto__=a&preset=zzz&inhabitants=-5", "#phase=%E0%A4%A&x=%"):
        page.goto("about:blank")
        page.goto((built_site / "compare" / "form.html").as_uri() + asked)
        expect(page.locator("#compare-status")).to_contain_text("nog niets ingevuld")
        page.get_by_label("initiatief van de kringloop").check()
        expect(page.locator("#compare-status")).not_to_contain_text("nog niets ingevuld")


@pytest.mark.browser
@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_form_is_light(new_page: Callable[..., Page], server: str, until: Callable[..., None], folder: str) -> None:
    """A link that carries a filled form loads less than 300 kB in all; a centre is loaded when it comes near."""
    page = new_page()
    page.goto(f"{server}{folder}compare/form.html#{FILLED}")
    page.locator("#learnt section").first.wait_for()
    weights = page.evaluate(_WEIGHTS)
    assert sum("/lessons/" in url for url in weights) == 5
    assert 100_000 < sum(weights.values()) < 290_000
    page.get_by_role("button", name="Clear all" if folder else "Alles wissen").click()
    page.locator("input[name=initiative]").first.check()
    until(page, "Object.keys(window.craftgraphLessons.of).length > 5")


def test_every_question_with_an_answer_to_compare_is_asked(built_site: Path) -> None:
    """Each question that gives a feature a value stands in the form, with all its choices."""
    text = (built_site / "en" / "compare" / "form.html").read_text("utf-8")
    vocabulary = Vocabulary()
    assert {question.id for question in ASKED} == {question.id for question in questions()} - {"name"}
    for question in ASKED:
        assert f'name="{question.id}"' in text
        for option in _options(question, vocabulary):
            assert f'value="{option}"' in text


def _options(question: Question, vocabulary: Vocabulary) -> list[str]:
    choice = question.kind in ("one", "many")
    return [option.name for option in vocabulary.options(question, "en")] if choice else []


@pytest.mark.browser
def test_the_answers_are_kept_as_the_profile_that_the_interview_makes(page: Page) -> None:
    """The file of the form is, letter for letter, the profile of the same answers that the command line writes."""
    vocabulary = Vocabulary()
    for seed in range(25):
        answers = some_answers(seed, vocabulary)
        given = {
            key: ",".join(map(str, value)) if isinstance(value, list) else str(value) for key, value in answers.items()
        }
        written = page.evaluate(
            "given => craftgraph.profile(JSON.parse(document.getElementById('profile-data').textContent), given)", given
        )
        assert written == profile("mijn-plan", answers, vocabulary)


@pytest.mark.browser
def test_a_profile_is_saved_and_compares_as_the_form_did(page: Page, tmp_path: Path) -> None:
    """What is ticked becomes a file that is right, and with which the command line finds the same order."""
    page.get_by_label("initiatief van de kringloop").check()
    page.get_by_role("textbox", name="inwoners").fill("68.000")
    page.get_by_role("radio", name="één locatie").check()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Bewaar als bestand").click()
    expect(page.locator("#profile-said")).to_contain_text("downloads")
    path = tmp_path / saved.value.suggested_filename
    saved.value.save_as(path)
    assert path.name == "mijn-plan.yaml"
    graph = load([path])
    shown = page.locator("#results table").first.locator("tbody th > a").all_inner_texts()
    labels = Labels(graph.store, "nl")
    assert shown == [labels.of(graph.case_iri(one.case)) for one in graph.compare("mijn-plan")]


@pytest.mark.browser
def test_the_link_to_the_answers_is_copied_or_shown(page: Page) -> None:
    """The link that carries the answers goes to the clipboard; where that is forbidden it is shown to be copied."""
    page.get_by_label("initiatief van de kringloop").check()
    page.evaluate("() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }")
    page.get_by_role("button", name="Kopieer de link").click()
    expect(page.locator("#profile-said")).to_contain_text("gekopieerd")
    assert page.evaluate("window.copied") == page.url
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')); }")
    page.get_by_role("button", name="Kopieer de link").click()
    expect(page.get_by_label("De link naar uw antwoorden")).to_have_value(page.url)
