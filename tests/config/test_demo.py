from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from html import unescape

import pytest
import pytest_django
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from comments.models import Comment, Reaction
from config.demo.loading import load_city
from config.demo.reading import Remark, read_conversations
from config.demo_people import PASSWORD, PEOPLE
from consultations.ideas.models import Evidence, Idea
from consultations.ideas.states import IdeaState
from consultations.pages.models import (
    ConsultationPage,
    DraftDecisionPage,
    IdeaCallPage,
    ProjectPage,
    StandardPage,
    UpdatePage,
)
from drafts.queries import read_version
from foundation.accounts.models import Person
from foundation.organisations.models import Authority, District, Membership, Role
from voting.models import Ballot, Vote

LISTS = ("", "consultations/", "projects/", "decisions/", "ideas/", "search/?q=ظل")


@pytest.fixture(scope="module")
def city(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[datetime]:
    """The city, loaded once for this file and taken back after it."""
    now = timezone.now()
    with django_db_blocker.unblock(), transaction.atomic():
        load_city(now=now, say=lambda line: None)
        yield now
        transaction.set_rollback(True)


pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("city")]


def remarks_in(remarks: list[Remark]) -> Iterator[Remark]:
    for remark in remarks:
        yield remark
        yield from remarks_in(remark.replies)


def all_remarks() -> list[Remark]:
    return [r for thread in read_conversations().values() for r in remarks_in(thread)]


def test_one_ministry_and_three_municipalities_begin_with_municipality_one() -> None:
    kinds = Counter(Authority.objects.values_list("kind", flat=True))
    assert kinds == {"municipality": 3, "ministry": 1}
    first = Authority.objects.first()
    assert first is not None
    assert first.slug == "municipality-one"
    for authority in Authority.objects.filter(kind="municipality"):
        assert 3 <= authority.districts.count() <= 5


def test_districts_are_closed_rings_on_the_coast_of_the_city() -> None:
    for district in District.objects.all():
        (ring,) = district.outline["coordinates"]
        assert ring[0] == ring[-1]
        assert all(38.9 < east < 39.2 and 24.4 < north < 24.6 for east, north in ring)


def test_there_is_a_person_for_every_role() -> None:
    assert Person.objects.filter(email__in=PEOPLE).count() == len(PEOPLE)
    for role in Role:
        holders = Membership.objects.filter(authority__slug="municipality-one")
        first = holders.filter(role=role).order_by("pk")[0]
        assert first.person.email == f"{role}@example.org"
    assert Person.objects.get(email="admin@example.org").is_superuser
    assert Person.objects.filter(memberships=None).count() >= 40


def test_no_password_is_kept_for_anyone(
    client: Client, settings: pytest_django.Settings
) -> None:
    assert not any(person.has_usable_password() for person in Person.objects.all())
    credentials = {"username": "resident@example.org", "password": PASSWORD}
    assert not client.login(**credentials)
    settings.AUTHENTICATION_BACKENDS = ["config.backends.DemoBackend"]
    assert client.login(**credentials)


def test_six_consultations_stand_in_different_phases(city: datetime) -> None:
    assert DraftDecisionPage.objects.live().count() == 2
    assert ProjectPage.objects.live().count() == 3
    assert IdeaCallPage.objects.live().count() == 1
    pages = ConsultationPage.objects.live()
    assert pages.filter(first_opens_at__gt=city).count() == 1
    assert pages.exclude(outcome_kind="").count() == 1
    running = pages.filter(first_opens_at__lte=city, participation_closes_at__gt=city)
    assert running.count() == 3
    owed = pages.filter(decision_due_at__lt=city, outcome_kind="")
    assert owed.count() == 1
    assert UpdatePage.objects.live().count() >= 6


def test_each_draft_has_the_same_articles_in_both_languages() -> None:
    for page in DraftDecisionPage.objects.all():
        assert page.version is not None
        articles = {
            language: [
                section.number
                for section in read_version(page.version, language)
                if section.kind == "article" and not section.is_fallback
            ]
            for language in ("ar", "en")
        }
        assert 12 <= len(articles["ar"]) <= 20
        assert articles["ar"] == articles["en"]


def test_forty_ideas_stand_in_every_state_and_one_answer_is_overdue(
    city: datetime,
) -> None:
    states = Counter(Idea.objects.values_list("state", flat=True))
    assert sum(states.values()) == 40
    assert set(states) == set(IdeaState.values)
    assert min(states.values()) >= 3
    owing = [idea for idea in Idea.objects.all() if idea.owes_answer]
    assert len(owing) >= 3
    assert sum(idea.is_overdue(now=city) for idea in owing) == 1
    implemented = Idea.objects.filter(state=IdeaState.IMPLEMENTED)
    proven = Evidence.objects.values("idea").distinct()
    assert not implemented.exclude(pk__in=proven).exists()


def test_something_waits_for_the_approver() -> None:
    waiting = UpdatePage.objects.get(live=False)
    state = waiting.current_workflow_task_state.specific
    assert state.why_not_decide(Person.objects.get(email="editor@example.org"))
    approver = Person.objects.get(email="approver@example.org")
    assert state.why_not_decide(approver) is None


def test_ideas_lead_to_projects_and_drafts() -> None:
    draft = DraftDecisionPage.objects.get(slug="outdoor-seating")
    assert draft.ideas.exists()
    assert draft.projects.get().ideas.exists()


def test_some_four_hundred_comments_stand_in_deep_threads() -> None:
    comments = Comment.objects.all()
    assert comments.count() >= 400
    assert comments.filter(depth__gte=3).count() >= 20
    assert comments.exclude(authority=None).count() >= 40
    assert comments.exclude(edited_at=None).exists()
    assert comments.exclude(withdrawn_at=None).count() >= 3
    assert {"ar", "en"} <= set(comments.values_list("language", flat=True))
    assert Reaction.objects.filter(value=-1).count() >= 100


def test_nothing_is_said_twice() -> None:
    words = Counter(remark.first_words for remark in all_remarks())
    assert not [text for text, count in words.items() if count > 1 or not text]


def test_a_closed_ballot_shows_its_tally_and_an_open_one_hides_it(
    city: datetime,
) -> None:
    ballots = {bool(b.shows_tally(now=city)): b for b in Ballot.objects.all()}
    assert set(ballots) == {True, False}
    assert any(ballot.closes_at < city for ballot in Ballot.objects.all())
    assert any(ballot.is_open(now=city) for ballot in Ballot.objects.all())
    assert Vote.objects.exclude(reason="").count() >= 10


def test_nothing_happens_in_the_future(city: datetime) -> None:
    assert not Comment.objects.filter(posted_at__gt=city).exists()
    assert not Idea.objects.filter(moved_at__gt=city).exists()
    assert not Page.objects.filter(first_published_at__gt=city).exists()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_public_page_of_the_city_answers(language: str, client: Client) -> None:
    paths = [f"/{language}/{path}" for path in LISTS]
    paths += [f"/{language}/ideas/{idea.public_id}/" for idea in Idea.objects.all()]
    pages = Page.objects.live().filter(depth__gt=2).exclude(url_path="/")
    root = Page.objects.get(depth=2).url_path
    paths += [f"/{language}/{p.url_path.removeprefix(root)}" for p in pages]
    answers = {path: client.get(path).status_code for path in paths}
    assert len(paths) > 65
    assert {path: code for path, code in answers.items() if code != 200} == {}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_standing_pages_are_written_in_both_languages(
    language: str, client: Client
) -> None:
    for page in StandardPage.objects.all():
        answer = client.get(f"/{language}/{page.slug}/")
        text = unescape(answer.content.decode())
        assert str(getattr(page, f"heading_{language}")) in text
        assert str(getattr(page, f"body_{language}")).startswith("<h")


def test_a_second_run_adds_nothing_and_is_quick(
    settings: pytest_django.Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEMO = True
    before = (Person.objects.count(), Comment.objects.count(), Page.objects.count())
    call_command("load_demo")
    after = (Person.objects.count(), Comment.objects.count(), Page.objects.count())
    assert before == after
    assert "nothing was added" in capsys.readouterr().err


def test_other_settings_refuse_the_city(settings: pytest_django.Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="SAWT_DEMO=on"):
        call_command("load_demo")
