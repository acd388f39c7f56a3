"""What is published is found at once, and what is withdrawn no more."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from comments.services import edit_comment, post_comment, withdraw_comment
from consultations.ideas.models import Idea
from consultations.pages.models import HomePage
from drafts.services import Wording, suggest_wording
from foundation.organisations.models import Authority
from search.models import Entry, Kind
from search.queries import Asked, search
from search.services import rebuild
from tests.factories.accounts import PersonFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.organisations import AuthorityFactory
from tests.factories.pages import make_draft_page, make_project_page, make_update_page

pytestmark = pytest.mark.django_db


def found(text: str) -> set[tuple[str, str]]:
    results = search(Asked(text=text), now=timezone.now(), language="ar")
    return {(hit.kind, hit.id) for hit in results.hits}


@pytest.fixture
def authority(home_page: HomePage) -> Authority:
    return AuthorityFactory()


def test_a_published_draft_is_found_with_its_sections(authority: Authority) -> None:
    page = make_draft_page(authority)
    placements = page.version.placements.select_related("section")
    sections = {p.number: p.section.public_id for p in placements}
    assert ("section", sections["2"]) in found("الدخول مجاني")
    assert ("draft", page.draft.public_id) in found("لائحة الحدائق")


def test_a_section_leads_to_its_place_in_the_draft(authority: Authority) -> None:
    page = make_draft_page(authority)
    results = search(Asked(text="مجاني"), now=timezone.now(), language="en")
    [hit] = [hit for hit in results.hits if hit.kind == Kind.SECTION]
    assert hit.url.startswith("/en/")
    assert hit.url.endswith(f"#section-{hit.id}")
    assert hit.draft == page.draft.public_id
    assert hit.number == "2"


def test_an_unpublished_page_is_not_found(authority: Authority) -> None:
    make_draft_page(authority, live=False)
    assert found("الحديقة") == set()


def test_unpublishing_takes_everything_on_a_page_out(authority: Authority) -> None:
    page = make_draft_page(authority)
    section = page.version.placements.select_related("section__thread").get(number="2")
    post_comment(
        thread=section.section.thread,
        author=PersonFactory(),
        text="التذاكر غالية",
        now=timezone.now(),
    )
    assert found("تذكرة") or found("التذاكر")
    page.unpublish()
    assert found("التذاكر") == set()
    assert found("الدخول") == set()
    page.get_latest_revision().publish()
    assert found("التذاكر") != set()


def test_a_deleted_page_is_not_found(authority: Authority) -> None:
    project = make_project_page(authority)
    update = make_update_page(project, heading_ar="اكتمل الجسر")
    assert found("الجسر") == {("page", update.public_id)}
    update.delete()
    assert found("الجسر") == set()


def test_an_idea_is_found_with_its_words_as_they_are_now(authority: Authority) -> None:
    idea: Idea = IdeaFactory(authority=authority, title="مسار للدراجات")
    assert found("دراجة") == {("idea", idea.public_id)}


def test_a_comment_is_found_until_it_is_withdrawn(authority: Authority) -> None:
    idea, author, now = (
        IdeaFactory(authority=authority),
        PersonFactory(),
        timezone.now(),
    )
    comment = post_comment(
        thread=idea.thread, author=author, text="الإنارة ضعيفة", now=now
    )
    assert found("إنارة") == {("comment", comment.public_id)}
    edit_comment(comment=comment, person=author, text="الأرصفة ضيقة", now=now)
    assert found("إنارة") == set()
    assert found("رصيف") == {("comment", comment.public_id)}
    withdraw_comment(comment=comment, person=author, now=now)
    assert found("رصيف") == set()


def test_a_comment_is_found_by_the_wording_that_it_suggests(
    authority: Authority,
) -> None:
    page = make_draft_page(authority)
    placement = page.version.placements.select_related("section__thread").last()
    suggestion = suggest_wording(
        section=placement.section,
        wording=Wording(None, "ar", "الدخول مجاني للسائحين."),
        reason="ليشمل الجميع",
        author=PersonFactory(verified=True),
        now=timezone.now(),
    )
    assert found("سائحين") == {("comment", suggestion.comment.public_id)}


def test_a_comment_shares_the_standing_of_what_it_is_on(authority: Authority) -> None:
    page = make_project_page(authority)
    post_comment(
        thread=page.thread, author=PersonFactory(), text="ممتاز", now=timezone.now()
    )
    entry = Entry.objects.get(kind=Kind.COMMENT)
    assert entry.authority_id == authority.pk
    assert entry.closes_at == page.participation_closes_at


def test_a_rebuilt_index_is_the_same(authority: Authority) -> None:
    page = make_draft_page(authority)
    project = make_project_page(authority)
    make_update_page(project)
    IdeaFactory(authority=authority)
    for thread in (page.draft.thread, project.thread):
        post_comment(
            thread=thread, author=PersonFactory(), text="رأي", now=timezone.now()
        )
    before = contents()
    Entry.objects.filter(kind=Kind.COMMENT).delete()
    Entry.objects.create(
        kind=Kind.PAGE,
        object_id="gone",
        published_at=timezone.now(),
        indexed_at=timezone.now(),
    )
    told: list[str] = []
    tell: Callable[[str, int], None] = lambda kind, done: told.append(f"{kind} {done}")  # noqa: E731
    count = rebuild(now=timezone.now(), progress=tell)
    assert contents() == before
    assert count == len(before)
    assert "comment 2" in told


def contents() -> set[tuple[object, ...]]:
    rows = Entry.objects.values_list(
        "kind",
        "object_id",
        "parent__object_id",
        "authority_id",
        "topics",
        "languages",
        "closes_at",
        "exact_terms",
    )
    return set(rows)
