"""The page of results: what it shows, and that nothing typed can break it."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from consultations.pages.models import HomePage
from foundation.organisations.models import Authority
from search.models import Kind, Status
from tests.factories.organisations import AuthorityFactory, DistrictFactory
from tests.factories.search import document, indexed

pytestmark = pytest.mark.django_db

# Facet counts, authorities, districts, topics, keys of the hits, the hits; PostgreSQL
# also asks how large the index is and how rare the words are.
QUERIES = {"sqlite": 7, "postgresql": 9}


@pytest.fixture
def site(home_page: HomePage, client: Client) -> Client:
    return client


@pytest.fixture
def authority() -> Authority:
    return AuthorityFactory(slug="harbour", name_ar="بلدية المرفأ", name_en="Harbour")


def page(client: Client, site_language: str = "ar", **query: Any) -> str:
    response = client.get(f"/{site_language}/search/", query)
    assert response.status_code == 200
    return response.content.decode()


def test_hits_are_shown_with_the_words_marked(site: Client) -> None:
    indexed(document("a", "رسوم الدخول إلى الحدائق", title="لائحة الحدائق العامة"))
    html = page(site, q="حديقة")
    assert "<mark>الحدائق</mark>" in html
    assert 'href="/ar/a/"' in html
    assert 'href="/en/a/"' in page(site, "en", q="حديقة")


def test_markup_in_what_people_wrote_is_never_run(site: Client) -> None:
    indexed(document("a", "<img src=x onerror=alert(1)> رصيف", title="<b>رصيف</b>"))
    html = page(site, q='رصيف "><script>alert(1)</script>')
    assert "<img src=x" not in html
    assert "<script>alert" not in html


def test_a_page_costs_the_same_whatever_it_shows(
    site: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for size in (1, 30):
        authority = AuthorityFactory()
        for number in range(size):
            indexed(
                document(
                    f"{size}-{number}",
                    "رصيف",
                    authority_id=authority.pk,
                    topics=("roads",),
                    district_id=DistrictFactory(authority=authority).pk,
                )
            )
        site.get("/ar/search/")
        with django_assert_num_queries(QUERIES[connection.vendor]):
            page(site, q="رصيف")


def test_facets_narrow_and_their_counts_stay_right(
    site: Client, authority: Authority
) -> None:
    indexed(
        document("a", "رصيف", kind=Kind.IDEA, authority_id=authority.pk),
        document("b", "رصيف", kind=Kind.PROJECT, authority_id=authority.pk),
        document("c", "رصيف", kind=Kind.PROJECT, status=Status.DECIDED),
    )
    facets = (
        site.get(
            "/ar/search/", {"q": "رصيف", "kind": "project", "authority": "harbour"}
        )
        .context["found"]
        .facets
    )
    counts = {
        (facet.name, option.value): option.count
        for facet in facets
        for option in facet.options
    }
    assert counts[("kind", "project")] == 1
    assert counts[("kind", "idea")] == 1
    assert counts[("authority", "harbour")] == 1
    assert ("status", "decided") not in counts


def test_a_chosen_value_can_be_taken_away_again(site: Client) -> None:
    indexed(document("a", "رصيف", kind=Kind.IDEA))
    html = page(site, q="رصيف", kind="project")
    assert "/ar/a/" not in html
    assert "filters__chosen" in html


def test_the_pages_lead_through_all_hits_once(site: Client) -> None:
    indexed(*(document(f"d{n:02}", "رصيف") for n in range(45)))
    seen: list[str] = []
    query: dict[str, Any] = {"q": "رصيف"}
    while True:
        found = site.get("/ar/search/", query).context["found"]
        seen += [hit.id for hit in found.hits]
        if not found.next_cursor:
            break
        query["cursor"] = found.next_cursor
    assert len(seen) == len(set(seen)) == 45


def test_the_next_page_is_a_link(site: Client) -> None:
    indexed(*(document(f"d{n:02}", "رصيف") for n in range(25)))
    html = page(site, q="رصيف")
    [link] = [
        part.split('"')[0]
        for part in html.split('href="')[1:]
        if "cursor=" in part.split('"')[0]
    ]
    query = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
    assert query["q"] == ["رصيف"]


def test_a_foreign_cursor_is_refused_with_a_sentence(site: Client) -> None:
    response = site.get("/ar/search/", {"q": "رصيف", "cursor": "made-up"})
    assert response.status_code in {400, 422}


def test_some_of_the_words_are_enough_when_nothing_has_all(site: Client) -> None:
    indexed(document("a", "أرصفة الشوارع"))
    found = site.get("/ar/search/", {"q": 'رصيف "مقهى جديد"'}).context["found"]
    assert [hit.id for hit in found.hits] == ["a"]
    assert found.is_loosened


def test_nothing_found_says_what_to_do(site: Client) -> None:
    indexed(document("a", "رصيف"))
    assert "blank__title" in page(site, q="زرافة")


def test_an_empty_query_lists_the_newest(site: Client) -> None:
    old = timezone.now() - timedelta(days=9)
    indexed(document("old", published_at=old), document("new"))
    found = site.get("/ar/search/").context["found"]
    assert [hit.id for hit in found.hits] == ["new", "old"]


def test_the_query_can_be_asked_for_as_typed(site: Client) -> None:
    indexed(document("a", "أرصفة المقاهي"))
    context = site.get("/ar/search/", {"q": "ارصفة المقاهي"}).context
    assert context["literal"] == '"ارصفة المقاهي"'
    exact = site.get("/ar/search/", {"q": context["literal"]}).context
    assert [hit.id for hit in exact["found"].hits] == ["a"]
    assert exact["literal"] == ""


def test_a_fallback_title_says_its_language(site: Client) -> None:
    indexed(document("a", "pavement", title="Pavements", language="en"))
    assert 'lang="en">' in page(site, q="pavement")


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\x00"},
        {"q": "x" * 5000},
        {"q": "رصيف", "kind": "x", "order": "x", "status": "x"},
        {"authority": "no\x00body", "topic": "'\x00", "district": "؟", "language": "%"},
        {"q": ['"', "-"], "kind": ["idea", "idea"]},
    ],
)
def test_no_address_breaks_the_page(site: Client, query: dict[str, Any]) -> None:
    indexed(document("a", "رصيف"))
    assert page(site, **query)
