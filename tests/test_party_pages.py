"""The pages of the parties."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import networkx as nx
import pytest

from craftgraph.exports import party_pages
from craftgraph.exports.case_site import pages_of
from craftgraph.exports.elsewhere import elsewhere
from craftgraph.exports.network_map import places
from craftgraph.exports.pages import Site
from craftgraph.exports.party_pages import Parties, told
from craftgraph.graph.labels import Labels
from craftgraph.graph.projection import project
from craftgraph.graph.store import Graph


def _site(graph: Graph, language: str = "nl") -> Site:
    labels = Labels(graph.store, language)
    networks: dict[str, nx.MultiDiGraph[str]] = {case: project(graph, case, planned=True) for case in graph.cases}
    placed = {case: places(network, labels) for case, network in networks.items()}
    return Site(graph, labels, networks, placed, [party_pages])


def _pages(site: Site) -> dict[str, str]:
    alone = (page for case in site.graph.cases for page in pages_of(site, case, elsewhere(site, case)))
    return {**dict(party_pages.pages(site)), **dict(alone)}


@pytest.fixture(scope="module")
def site(graph: Graph) -> Site:
    """The pages of the parties of all shipped cases, in Dutch."""
    return _site(graph)


@pytest.fixture(scope="module")
def written(site: Site) -> dict[str, str]:
    """Every page of a party by its place."""
    return _pages(site)


def _words(page: str) -> str:
    page = page.split("<main", 1)[1].split("</main>", 1)[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def test_what_is_said_to_be_made_is_made(site: Site, written: dict[str, str]) -> None:
    """The site makes exactly the pages that others may link to."""
    assert set(written) == set(site.paths)
    assert all(site.has(f"parties/{party.id}.html") for case in site.graph.cases for party in site.map(case).parties
               if "/" not in party.id)  # fmt: skip


def test_an_organisation_of_several_centres_is_one_page(site: Site, written: dict[str, str]) -> None:
    """ROVA and the probation service work in several centres: one page tells of all of them."""
    for party in ("rova", "reclassering-nederland"):
        page = site.made(Parties).page(party)
        assert len(page.parts) > 1
        for part in page.parts:
            assert site.names[part.case] in _words(written[f"parties/{party}.html"])


def test_a_party_is_tied_to_whom_the_map_ties_it(site: Site) -> None:
    """Whom a page names beside a party is whom the map joins it with, in each case."""
    for case in site.graph.cases:
        drawn = site.map(case)
        for party in drawn.parties:
            if "/" in party.id:
                continue
            (part,) = (one for one in site.made(Parties).page(party.id).parts if one.case == case)
            ends = {end for one in drawn.connections if party.id in (one.source, one.target)
                    for end in (one.source, one.target)} - {party.id}  # fmt: skip
            assert {one.id for one in part.neighbours} == ends, (case, party.id)


def test_every_statement_about_a_party_is_on_its_page(site: Site, written: dict[str, str]) -> None:
    """A statement that names a party stands on its page with a link to where the source says it."""
    sheet = site.sheet("zwolle-2019")
    words = _words(written["parties/rova.html"])
    said = [one for one in sheet.statements.values() if "rova" in one.mentions and one.listing != "parties"]
    assert len(said) > 10
    for one in said:
        assert re.sub(r"\s+", " ", told(sheet, one)) in words
        assert f"../{site.statement_link('zwolle-2019', one.anchor)}" in written["parties/rova.html"]


def test_a_role_is_that_of_its_holder(little: Callable[..., Graph]) -> None:
    """A role towards someone is told of its holder, not of the other; the source's silence is told as such."""
    graph = little(
        "parties:\n- {party: shop, involvement: partner, at: one}\n- {party: depot, involvement: partner, at: one}\n"
        "roles:\n- {holder: shop, role: seller, towards: depot, at: one}\n"
    )
    parties = _site(graph, "en").made(Parties)
    assert [word for word, _ in parties.page("shop").parts[0].roles] == ["seller"]
    assert parties.page("depot").parts[0].roles == ()
    assert parties.page("depot").parts[0].count == 1
    pages = _pages(_site(graph, "en"))
    assert "Roles the source does not say" in _words(pages["parties/depot.html"])


def test_pages_of_parties_are_small(written: dict[str, str]) -> None:
    """No page of a party weighs more than 80 kB, most far less; the overview stays under 200 kB."""
    sizes = {path: len(text.encode()) for path, text in written.items()}
    assert sizes.pop(party_pages.INDEX) < 200_000
    assert max(sizes.values()) < 80_000
    assert sorted(sizes.values())[len(sizes) // 2] < 15_000


def test_nobody_has_no_page(written: dict[str, str]) -> None:
    """Who is not named, and the public at large, are no parties."""
    assert not {"parties/unknown.html", "parties/public.html"} & set(written)


def test_a_statement_without_words_is_a_sentence(written: dict[str, str]) -> None:
    """A role or a seat that the case file gives no words for is told in words, not by its fields."""
    words = _words(written["parties/rova.html"])
    assert "ROVA als inzamelaar" in words
    assert "Deelname van ROVA aan Kernteam" in words
    assert "vervuld door: ROVA · rol: inzamelaar lopend" not in words
