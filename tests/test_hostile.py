"""Hostile words in every field that takes words: they show as text, on every page, and break no page.

The corpus below has an item of every list of the model; into each of them hostile words are put under every field that
takes words. Both are read from the model, so that a new field is put to the test by itself, and a new list asks for an
item here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext

from craftgraph.exports.site import write_site
from craftgraph.graph.load import load
from craftgraph.graph.model import Field, Listing, load_model
from craftgraph.graph.namespaces import PREFIXES

LONG = "lang" * 2500  # 10,000 characters without a space
HURTS = (
    "</script><script>window.hurt=1</script>",
    "<img src=x onerror='window.hurt=1'>",
    '" onmouseover="window.hurt=1" autofocus onfocus=\'window.hurt=1\'',
    "javascript:window.hurt=1",
    "{{7*7}} ${7*7} <%= 7*7 %> {% raw %}",
    "</title></textarea></style><svg onload=window.hurt=1>",
    "-->]]><b> &lt;i&gt; \\u003cscript\\u003e",
    "\u202eright to left \u202c שלום عربي",
    "\U0001f600\U0001f469\u200d\U0001f527 Z̷̡̛͎a\u0301l\u0301g\u0301o",
    "'; DROP GRAPH <x>; -- \" } UNION { ?s ?p ?o",
)
MARK = re.compile(r"hz\d+zh")
LOOK = """() => [window.hurt, document.documentElement.scrollWidth,
                document.querySelectorAll('a[href^="javascript:"], [onmouseover], [onerror], [onload]').length]"""
# Fields of words whose words are no reader's: one must name a list, the other joins the legs of a flow.
_NAMES_A_LIST = {"list"}

REGISTRY = """
id: hostile
documents: [{id: report, title: x}]
sections: [{id: report/one, document: report, heading: x, form: text}]
organisations:
- {id: town, name: x, kind: municipality, at: report}
- {id: shop, name: x, kind: reuse-shop, municipality: town, at: report}
- {id: depot, name: x, kind: waste-operator, at: report}
- {id: care, name: x, kind: care-organisation, at: report}
- {id: school, name: x, kind: secondary-school, at: report}
units: [{id: workshop, name: x, unit_of: shop, at: report}]
collectives: [{id: schools, name: x, members: [school, care], complete: "yes", at: report}]
unnamed: [{id: unknown, name: x, at: report}, {id: public, name: x, at: report}, {id: someone, name: x, at: report}]
programmes: [{id: programme, name: x, run_by: town, at: report}]
sites: [{id: yard, name: x, place: storage, municipality: town, lat: 52.5, long: 6.1, precision: street, at: report}]
centres: [{id: centre, name: x, municipalities: town, at: report}]
"""
CASE = """
centre: centre
name: x
source: report
defaults: {status: current, basis: stated, at: one}
persons: [{id: somebody, person_name: x}]
judgements: [{characteristic: running, by: town}]
parties:
- {party: shop, involvement: partner}
- {party: depot, involvement: partner}
- {party: care, involvement: associate}
- {party: schools, involvement: partner}
- {party: town, involvement: partner}
- {party: someone, involvement: context}
roles: [{holder: shop, role: coordinator}]
stakes: [{owner: town, owned: depot, stake: shareholder}]
posts: [{id: leader, name: x, duties: coordination, employers: shop, paid_by: money}]
bodies: [{id: table, name: x, convener: shop}]
seats: [{body: table, holder: shop}, {body: table, holder: depot}]
activities: [{id: sorting, activity: sorting, by: shop, with: depot, site: yard, audience: people, goods: textiles}]
premises: [{party: shop, site: yard}]
flows: [{material: textiles, from: depot, by: shop, does: sorting, to: care, product: bags}]
audiences: [{id: people, label: x, groups: asylum-seekers, primary: true}]
placements: [{audience: people, from: town, to: shop, placement: referral}]
workplaces: [{workplace: day-activity-place, audience: people, host: shop, value: 10}]
guidance: [{by: care, guidance: care-guidance, audience: people, host: shop}]
developments: [{gain: work-rhythm, audience: people, host: shop}]
funding: [{id: money, name: x, funder: [town, programme], kind_of_money: project-subsidy, pays: leader}]
ties: [{tie: advises, from: school, to: town}, {tie: cooperates, from: depot, to: town}]
figures: [{measure: number-of-visitors, whom: shop, value: 100, unit: people}]
milestones: [{id: opening, event: opening, who: shop, when: 2019}]
aims: [{id: aim, theme: cooperation, whose: shop}]
absences: [{id: none, absence: permission, who: shop}]
challenges: [{id: hard, theme: cooperation, whose: shop}]
success_factors: [{id: good, theme: cooperation, whose: shop}]
lessons: [{id: lesson, theme: cooperation, whose: shop}]
dependences: [{id: hangs, dependent: shop, upon: town}]
disagreements: [{id: differ, between: [sorting, opening]}]
completeness: [{list: parties, complete: "yes"}]
"""
OUTCOME = "outcomes: [{of: hostile-2019/aim, result: realised}]"
OF_A_REPORT = """
id: hostile-report
defaults: {status: current, basis: stated, at: report/one}
observations: [{concept: activity/sorting, cases: [hostile-2019, hostile-2024]}]
successions: [{predecessor: wajong, successor: participation-act}]
responsibilities: [{routes: participation-act, responsible: municipality}]
"""


def _takes_words(field: Field) -> bool:
    words = field.kind == "literal" and field.datatype == PREFIXES["xsd"] + "string"
    return (field.kind == "text" or words) and field.name not in _NAMES_A_LIST


def _fields(listing: Listing) -> list[Field]:
    model = load_model()
    return [field for field in model.fields.values() if field.name in listing.fields and _takes_words(field)]


class _Hostile:
    """Fills items with hostile words, each different; the first time that a field is met, with the long word too."""

    def __init__(self) -> None:
        self.filled: set[tuple[str, str]] = set()
        self.marks: dict[str, tuple[str, str]] = {}

    def words(self, listing: str, field: str, language: str) -> str:
        number = len(self.marks)
        mark = f"hz{number}zh"
        self.marks[mark] = (listing, field)
        is_new = field not in {name for _, name in self.filled}
        hurt = HURTS[number % len(HURTS)] + HURTS[0] * (number % 2)
        return f"{hurt} {mark}{LONG if is_new and language == 'nl' else ''}"

    def fill(self, document: dict[str, Any]) -> dict[str, Any]:
        model = load_model()
        if "centre" in document:
            self._put(document, model.case)
        for name, items in document.items():
            if name in model.lists:
                for item in items:
                    self._put(item, model.lists[name])
        return document

    def _put(self, item: dict[str, Any], listing: Listing) -> None:
        for field in _fields(listing):
            texts = {language: self.words(listing.name, field.name, language) for language in ("nl", "en")}
            item[field.name] = texts if field.kind == "text" else texts["nl"]
            self.filled.add((listing.name, field.name))


@pytest.fixture(scope="module")
def hostile() -> _Hostile:
    """What was filled with hostile words, once the corpus is written."""
    return _Hostile()


@pytest.fixture(scope="module")
def files(hostile: _Hostile, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The corpus: a registry, two descriptions of one centre, and a report on both."""
    folder = tmp_path_factory.mktemp("hostile")
    one = yaml.safe_load(CASE) | {"id": "hostile-2019", "as_of": "2019"}
    other = yaml.safe_load(CASE + OUTCOME) | {"id": "hostile-2024", "as_of": "2024", "follows": "hostile-2019"}
    found = []
    for document in (yaml.safe_load(REGISTRY), one, other, yaml.safe_load(OF_A_REPORT)):
        found.append(folder / f"{document['id']}.yaml")
        found[-1].write_text(yaml.safe_dump(hostile.fill(document), allow_unicode=True), "utf-8")
    return found


def test_every_field_that_takes_words_is_put_to_the_test(hostile: _Hostile, files: list[Path]) -> None:
    """The corpus has an item of every list of the model, and hostile words in every field of it that takes words."""
    model = load_model()
    wanted = {
        (listing.name, field.name) for listing in (*model.lists.values(), model.case) for field in _fields(listing)
    }
    assert files
    assert len(wanted) > 80
    assert hostile.filled == wanted


@pytest.fixture(scope="module")
def site(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site of the corpus, nothing shipped beside it."""
    out = tmp_path_factory.mktemp("built") / "site"
    write_site(load(files, only=True), out)
    return out


def test_hostile_words_reach_the_pages(hostile: _Hostile, site: Path) -> None:
    """Of every list a reader meets the words on some page; names of persons on none."""
    pages = " ".join(path.read_text("utf-8") for path in site.rglob("*.html"))
    seen = {hostile.marks[mark] for mark in set(MARK.findall(pages))}
    assert not any(listing == "persons" for listing, _ in seen)
    missing = {listing for listing, _ in hostile.filled} - {listing for listing, _ in seen}
    assert missing == {"persons"}


@pytest.mark.browser
def test_hostile_words_do_no_harm_on_any_page_that_has_them(
    chromium: Browser, watch: Callable[[BrowserContext], list[str]], site: Path
) -> None:
    """On a narrow phone no page runs them, asks another host, complains or becomes wider than the screen.

    Pages that have no more of them than the names of the cases in the menu are one: the statement on accessibility.
    """
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    told = watch(page.context)
    wrong: dict[str, list[object]] = {}
    marks = {path: len(MARK.findall(path.read_text("utf-8"))) for path in sorted(site.rglob("*.html"))}
    in_menu = marks[site / "accessibility.html"]
    pages = [path for path, count in marks.items() if count > in_menu or path.name == "accessibility.html"]
    for path in pages:
        told.clear()
        page.goto(path.as_uri())
        hurt, wide, written = page.evaluate(LOOK)
        if hurt is not None or wide > 360 or written or told:
            wrong[str(path.relative_to(site))] = [hurt, wide, written, *told]
    page.close()
    assert min(marks.values()) == in_menu == 2
    assert len(pages) > 150
    assert wrong == {}
