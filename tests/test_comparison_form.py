"""The form in the browser: it gives the same ranking as the command line on the profile of the same answers."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from craftgraph.graph.answers import Answers
from craftgraph.graph.interview import Interview, Question, Vocabulary, questions
from craftgraph.graph.labels import Labels
from craftgraph.graph.store import load

ASKED = [question for question in questions() if question.is_compared]
_RANK = """([answers, preset]) => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const found = craftgraph.compare(data, answers, data.presets[preset]);
  const missing = craftgraph.missingParties(data, answers, found.ranking, 5);
  return {
    features: found.features,
    ranking: found.ranking.map((one) => [one.case, one.score, one.low, one.high, one.known]),
    missing: missing.map((one) => [one.kind, one.near, one.all]),
    candidates: craftgraph.candidates(data, answers, missing).map((one) => [one.name, one.kinds, one.centres, one.km]),
  };
}"""


@pytest.fixture
def page(chromium: Browser, built_site: Path) -> Page:
    """The Dutch form, opened from disk; what goes wrong in it fails the test."""
    opened = chromium.new_page()
    opened.on("pageerror", lambda error: pytest.fail(str(error)))
    opened.goto((built_site / "compare" / "form.html").as_uri())
    return opened


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


@pytest.mark.browser
def test_the_form_ranks_as_the_command_line_does(page: Page, tmp_path: Path) -> None:
    """For random answers and every preset: the same features, order, scores, missing parties and who works nearby."""
    vocabulary = Vocabulary()
    given = {f"plan-{seed}": some_answers(seed, vocabulary) for seed in range(25)}
    for name, answers in given.items():
        (tmp_path / f"{name}.yaml").write_text(profile(name, answers, vocabulary))
    graph = load([tmp_path])
    labels = Labels(graph.store, "nl")
    near = 0
    for number, (name, answers) in enumerate(given.items()):
        preset = ("all", "guidance", "place", "begin")[number % 4]
        found, told = graph.compare(name, preset), page.evaluate(_RANK, [answers, preset])
        assert tuple(told["features"]) == found.features
        if not found.features:
            continue
        assert [one[0] for one in told["ranking"]] == [one.case for one in found]
        for row, one in zip(told["ranking"], found, strict=True):
            assert row[1:] == pytest.approx([one.score, one.low, one.high, one.known], abs=1e-7)
        missing = {answer.name: there for answer, there in Answers(graph, found).missing()}
        kinds = [(labels.of(one.value), one.near, one.all) for one in missing.get("parties", [])]
        assert [tuple(one) for one in told["missing"]] == kinds
        answered = Answers(graph, found)
        candidates = answered.candidates(answered.wanted_kinds())
        near += sum(one.distance is not None for one in candidates)
        assert [one[:3] for one in told["candidates"]] == [
            [labels.of(one.party), list(one.kinds), one.centres] for one in candidates
        ]
        assert [one[3] for one in told["candidates"]] == [
            one.distance if one.distance is None else pytest.approx(one.distance, abs=1e-5) for one in candidates
        ]
    assert near


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
    first = page.locator("#results ul.missing").last.locator("li").first
    assert "in dezelfde gemeente" in first.inner_text() or "km" in first.inner_text()
    assert (first.locator("a").get_attribute("href") or "").startswith("../parties/")
    page.get_by_role("button", name="Alles wissen").click()
    page.get_by_label("Dalfsen").check()
    expect(page.locator("#compare-status")).to_contain_text("nog niets ingevuld om op te vergelijken")


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


def test_the_form_is_light(built_site: Path) -> None:
    """The page with its data weighs less than 300 kB."""
    assert (built_site / "compare" / "form.html").stat().st_size < 300_000


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
    shown = page.locator("#results table").first.locator("tbody th").all_inner_texts()
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
