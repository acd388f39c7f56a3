import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from comments.services import post_comment
from consultations.pages.models import ConsultationPage
from consultations.pages.queries.addresses import address_of
from consultations.pages.queries.sections import caption_of
from consultations.pages.services import PhasePlan, publish_now
from tests.factories.accounts import PersonFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.organisations import AuthorityFactory, DistrictFactory
from tests.factories.pages import (
    make_draft_page,
    make_idea_call_page,
    make_project_page,
    make_update_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home_page")]

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[39.0, 24.0], [39.1, 24.0], [39.1, 24.1], [39.0, 24.0]]],
}


def shown(path: str, client: Client | None = None, status: int = 200) -> str:
    response = (client or Client()).get(path)
    assert response.status_code == status, path
    return response.content.decode()


def queries_of(path: str) -> int:
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def ended_phases() -> list[PhasePlan]:
    now = timezone.now()
    return [
        PhasePlan("comment", now - timedelta(days=30), now - timedelta(days=10)),
        PhasePlan("decision", now - timedelta(days=10), now - timedelta(days=2)),
    ]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "path", ["", "consultations/", "projects/", "decisions/", "ideas/", "search/"]
)
def test_empty_pages_say_what_will_be_here(path: str, language: str) -> None:
    page = shown(f"/{language}/{path}")
    assert 'class="blank' in page
    assert page.count("<h1") == 1


def test_the_home_page_shows_what_is_open_and_a_live_passage() -> None:
    page = make_draft_page()
    section = page.version.placements.first().section
    author = PersonFactory(verified=True)
    for stance, text in [("for", "رصيف للجميع."), ("against", "لن يبقى مكان.")]:
        post_comment(
            thread=section.thread,
            author=author,
            text=text,
            stance=stance,
            now=timezone.now(),
        )
    home = shown("/ar/")
    assert str(page.heading) in home
    assert "رصيف للجميع." in home
    assert "لن يبقى مكان." in home
    assert f"?section={section.public_id}#" in home


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"مشروع لائحة الحدائق العامة", "ممشى المرفأ", "أفكار لحدائقنا"}),
        ("kind=draft", {"مشروع لائحة الحدائق العامة"}),
        ("kind=project", {"ممشى المرفأ"}),
        ("kind=call", {"أفكار لحدائقنا"}),
        ("status=decided", set()),
        ("status=nonsense", set()),
        ("authority=nowhere", set()),
        ("topic=%22%27%3B--", set()),
    ],
)
def test_lists_are_narrowed_by_their_address(query: str, titles: set[str]) -> None:
    authority = AuthorityFactory()
    for make in (make_draft_page, make_project_page, make_idea_call_page):
        make(authority)
    page = shown(f"/ar/consultations/?{query}")
    found = {title for title in ("ممشى المرفأ", "أفكار لحدائقنا") if title in page}
    if "مشروع لائحة الحدائق العامة" in page:
        found.add("مشروع لائحة الحدائق العامة")
    assert found == titles


def test_a_nul_in_an_address_breaks_nothing() -> None:
    for path in ("/ar/%00/", "/api/v1/ideas/%00"):
        shown(path, status=400)
    for path in (
        "/ar/ideas/?topic=%00",
        "/ar/search/?q=a%00b",
        "/api/v1/ideas?call=%00",
    ):
        shown(path)


def test_an_unknown_kind_is_not_found() -> None:
    shown("/ar/consultations/?kind=nonsense", status=404)


def test_a_list_goes_on_by_cursor_and_refuses_a_made_up_one() -> None:
    authority = AuthorityFactory()
    for number in range(22):
        make_project_page(authority, heading_ar=f"مشروع رقم {number}")
    first = Client().get("/ar/projects/")
    cursor = first.context["page_of_cards"].next_cursor
    second = Client().get("/ar/projects/", {"cursor": cursor})
    seen = [
        card.page.pk
        for response in (first, second)
        for card in response.context["page_of_cards"].items
    ]
    assert len(seen) == len(set(seen)) == 22
    shown("/ar/projects/?cursor=made-up", status=422)


def test_a_draft_is_read_article_by_article() -> None:
    page = make_draft_page()
    text = shown(address_of(page))
    for words in ("الحديقة مكان عام.", "الدخول مجاني.", "هل توافق على المشروع؟"):
        assert words in text
    assert 'class="timeline' in text
    assert 'class="contents' in text


def test_an_article_opens_with_its_own_discussion() -> None:
    page = make_draft_page()
    first, second = (row.section for row in page.version.placements.all())
    author = PersonFactory(verified=True)
    for section, words in [(first, "على الأولى"), (second, "على الثانية")]:
        post_comment(
            thread=section.thread, author=author, text=words, now=timezone.now()
        )
    opened = shown(f"{address_of(page)}?section={first.public_id}")
    assert "على الأولى" in opened
    assert "على الثانية" not in opened
    assert shown(f"{address_of(page)}?section=nothing")


def test_what_falls_back_to_the_other_language_says_so() -> None:
    page = make_draft_page()
    with translation.override("en"):
        address = address_of(page)
    text = shown(address)
    assert 'lang="en" dir="ltr"' in text
    assert "Draft by-law on public parks" in text
    assert "الحديقة مكان عام." in text
    assert "language-note" in text


@pytest.mark.parametrize("make", [make_draft_page, make_project_page])
def test_what_is_not_live_is_not_found(make: Any) -> None:
    page = make(live=False)
    shown(address_of(page), status=404)
    assert str(page.heading) not in shown("/ar/consultations/")


def test_an_ended_consultation_owes_a_decision_until_it_is_published() -> None:
    page = make_project_page(phases=ended_phases())
    assert 'class="debt' in shown("/ar/decisions/")
    page.outcome_kind = "adopted"
    page.outcome_ar = "<p>أُقرّ المشروع بعد تعديل المسار.</p>"
    page.outcome_decided_on = timezone.now().date()
    page.save_revision()
    publish_now(page=page, actor=None, now=timezone.now())
    assert "أُقرّ المشروع بعد تعديل المسار." in shown(address_of(page))
    decided = shown("/ar/decisions/")
    assert 'class="debt' not in decided
    assert str(page.heading) in decided


def test_a_project_shows_its_facts_place_and_news() -> None:
    authority = AuthorityFactory()
    district = DistrictFactory(authority=authority, outline=SQUARE)
    page = make_project_page(
        authority,
        cost="1250000.00",
        status="under_way",
        district=district,
        latitude=24.05,
        longitude=39.05,
        place_ar="كورنيش المرفأ",
    )
    make_update_page(page)
    text = shown(address_of(page))
    for words in ("١٬٢٥٠٬٠٠٠", "كورنيش المرفأ", "التصميم", "٦٠٪"):
        assert words in text
    outlines = json.loads(shown(f"/ar/districts/{authority.slug}.json"))
    assert outlines["features"][0]["geometry"] == SQUARE


def test_an_idea_call_shows_its_ideas() -> None:
    page = make_idea_call_page()
    idea = IdeaFactory(authority=page.authority, call=page.call, title="ظل للمدرسة")
    text = shown(address_of(page))
    assert idea.title in text
    assert f"?call={page.call.public_id}" in text


def test_the_way_from_idea_to_decision_is_browsable_both_ways() -> None:
    authority = AuthorityFactory()
    idea = IdeaFactory(authority=authority, title="ظل للمدرسة")
    project = make_project_page(authority)
    project.ideas.add(idea)
    project.save()
    draft = make_draft_page(authority)
    draft.projects.add(project)
    draft.ideas.add(idea)
    draft.save()
    from_idea = shown(f"/ar/ideas/{idea.public_id}/")
    assert address_of(project) in from_idea
    assert address_of(draft) in from_idea
    from_draft = shown(address_of(draft))
    assert address_of(project) in from_draft
    assert f"/ar/ideas/{idea.public_id}/" in from_draft
    assert address_of(draft) in shown(address_of(project))


def test_following_needs_a_person_and_can_be_undone(resident_client: Client) -> None:
    page = make_project_page()
    path = f"/ar/follow/{page.audience.public_id}/"
    here = address_of(page)
    assert "/accounts/login/" in Client().post(path, {"value": "follow"}).url
    for value, count in [("follow", 1), ("follow", 1), ("unfollow", 0)]:
        response = resident_client.post(path, {"value": value, "next": here})
        assert response.url == here
        page.audience.refresh_from_db()
        assert page.audience.follower_count == count


def test_pages_take_as_many_queries_for_more_content() -> None:
    authority = AuthorityFactory()
    draft = make_draft_page(authority)
    project = make_project_page(authority)
    call = make_idea_call_page(authority)
    paths = [
        "/ar/",
        "/ar/consultations/",
        "/ar/projects/",
        "/ar/decisions/",
        *[address_of(page) for page in (draft, project, call)],
        f"/ar/{authority.slug}/",
    ]
    before = {path: queries_of(path) for path in paths}
    author = PersonFactory(verified=True)
    for _ in range(3):
        make_draft_page(authority)
        make_project_page(authority)
        make_project_page(authority, phases=ended_phases())
        make_idea_call_page(authority)
        IdeaFactory(authority=authority, call=call.call)
        make_update_page(project)
        for thread in (draft.draft.thread, project.thread):
            post_comment(
                thread=thread, author=author, text="رأي آخر", now=timezone.now()
            )
    after = {path: queries_of(path) for path in paths}
    grown = {
        path: (before[path], after[path])
        for path in paths
        if after[path] > before[path] + 3  # passages, suggestions, answers on cards
    }
    assert grown == {}
    assert ConsultationPage.objects.live().count() == 15
    assert max(after.values()) <= 32


@pytest.mark.parametrize(
    ("heading", "caption"),
    [
        ("المادة الرابعة: (تعريفات)", "تعريفات"),
        ("المادة الثالثة (الإشراف) :", "الإشراف"),
        ("Article 5: Pedestrian zone", "Pedestrian zone"),
        ("المادة 4 - النطاق", "النطاق"),
        ("المادة الثانية", "المادة الثانية"),
        ("المادة (٢٥)", "المادة (٢٥)"),
        ("Article 1326-1", "Article 1326-1"),
        ("", ""),
    ],
)
def test_the_contents_name_an_article_by_its_caption(
    heading: str, caption: str
) -> None:
    assert caption_of(heading) == caption
