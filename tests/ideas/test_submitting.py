"""Proposing an idea, and editing it."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comments.models import Thread
from consultations.ideas.errors import (
    CallClosedError,
    CallOfAnotherAuthorityError,
    DistrictOfAnotherAuthorityError,
    IdeaNotEditableError,
    LevelTooLowError,
    NoSuchPlaceError,
    StaleIdeaError,
    TooManyIdeasError,
    TooManyTopicsError,
)
from consultations.ideas.events import IdeaSubmitted
from consultations.ideas.models import Idea
from consultations.ideas.services import (
    edit_idea,
    move_idea,
    set_idea_policy,
    submit_idea,
)
from foundation.accounts.models import Level, Person
from foundation.audiences.models import Audience
from foundation.audiences.queries import is_following
from foundation.audit.models import AuditEntry
from foundation.core import events
from foundation.core.errors import InvalidInputError, KeyReusedError, NotAllowedError
from foundation.core.homes import home_of
from foundation.media.errors import UnreadablePhotoError
from foundation.organisations.models import Authority
from tests.factories.accounts import PersonFactory
from tests.factories.ideas import IdeaCallFactory, IdeaFactory, picture
from tests.factories.organisations import DistrictFactory

pytestmark = pytest.mark.django_db


def propose(authority: Authority, now: datetime, **more: object) -> Idea:
    return submit_idea(
        **{
            "author": PersonFactory(),
            "authority": authority,
            "title": "ظل للأطفال",
            "text": "أقترح **أشجارًا**.",
            "now": now,
            **more,
        }
    )


def test_an_idea_is_kept_as_typed_with_its_language_and_safe_html(
    authority: Authority, now: datetime
) -> None:
    idea = propose(authority, now, text="  أقترح **أشجارًا**.\r\n<script>x</script> ")
    assert idea.text == "أقترح **أشجارًا**.\n<script>x</script>"
    assert "<strong>أشجارًا</strong>" in idea.html
    assert "<script>" not in idea.html
    assert (idea.language, idea.direction) == ("ar", "rtl")


def test_an_english_idea_runs_from_left_to_right(
    authority: Authority, now: datetime
) -> None:
    idea = propose(authority, now, title="Shade", text="Trees, please.", language="en")
    assert (idea.language, idea.direction) == ("en", "ltr")


def test_an_idea_has_a_thread_and_an_audience_that_its_author_is_in(
    authority: Authority, now: datetime
) -> None:
    idea = propose(authority, now)
    assert idea.thread.authority == authority
    assert is_following(idea.author, idea.audience)
    for owned in (idea.thread, idea.audience):
        home = home_of(owned)
        assert home is not None
        assert (home.title, home.kind) == (idea.title, "idea")
        assert idea.public_id in home.url


def test_a_new_idea_is_announced_and_written_down(
    authority: Authority, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    monkeypatch.setitem(events._within, IdeaSubmitted, [heard.append])
    idea = propose(authority, now)
    assert heard == [IdeaSubmitted(idea_id=idea.pk)]
    entry = AuditEntry.objects.get(action="idea.submitted")
    assert entry.target == f"idea:{idea.public_id}"
    assert idea.author is not None
    assert entry.actor == idea.author.public_id


def test_the_same_key_gives_the_first_idea_again(
    authority: Authority, now: datetime
) -> None:
    author = PersonFactory()
    first = propose(authority, now, author=author, submission_key="k")
    again = propose(authority, now, author=author, submission_key="k")
    assert again == first
    assert Idea.objects.count() == Thread.objects.count() == 1


def test_a_key_with_other_words_is_refused(authority: Authority, now: datetime) -> None:
    author = PersonFactory()
    propose(authority, now, author=author, submission_key="k")
    with pytest.raises(KeyReusedError):
        propose(authority, now, author=author, submission_key="k", text="غيره")


def test_any_key_of_a_program_is_taken(authority: Authority, now: datetime) -> None:
    author = PersonFactory()
    key = "مفتاح " * 40
    first = propose(authority, now, author=author, submission_key=key)
    assert propose(authority, now, author=author, submission_key=key) == first


def test_an_idea_carries_its_place_topics_and_photo(
    authority: Authority, now: datetime
) -> None:
    district = DistrictFactory(authority=authority)
    idea = propose(
        authority,
        now,
        district=district,
        place="شارع الزيتون",
        latitude=24.5,
        longitude=46.5,
        topics=["تشجير", "مدارس"],
        photo=picture(),
        photo_description="الطريق ظهرًا",
    )
    idea.refresh_from_db()
    assert (idea.district, idea.place) == (district, "شارع الزيتون")
    assert (idea.latitude, idea.longitude) == (24.5, 46.5)
    assert sorted(idea.topics.names()) == ["تشجير", "مدارس"]
    assert idea.photo is not None
    assert idea.photo.description == "الطريق ظهرًا"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("title", {"title": "  "}),
        ("text", {"text": ""}),
        ("title", {"title": "x" * 201}),
        ("text", {"text": "a\x00b"}),
        ("latitude", {"latitude": 91.0, "longitude": 0.0}),
        ("latitude", {"latitude": float("nan"), "longitude": 0.0}),
        ("latitude", {"latitude": 24.0}),
        ("topics", {"topics": ["a", "b", "c", "d"]}),
        ("photo", {"photo": SimpleUploadedFile("x.png", b"no picture")}),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_saved(
    authority: Authority, now: datetime, field: str, wrong: dict[str, object]
) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        propose(authority, now, **wrong)
    assert refusal.value.field == field
    assert not Idea.objects.exists()
    assert not Thread.objects.exists()
    assert not Audience.objects.exists()


def test_a_broken_photo_says_what_is_taken(authority: Authority, now: datetime) -> None:
    with pytest.raises(UnreadablePhotoError):
        propose(authority, now, photo=SimpleUploadedFile("x.png", b"GIF89a"))


def test_too_many_topics_and_places_out_of_the_world_have_their_own_names(
    authority: Authority, now: datetime
) -> None:
    with pytest.raises(TooManyTopicsError):
        propose(authority, now, topics=list("abcd"))
    with pytest.raises(NoSuchPlaceError):
        propose(authority, now, latitude=0.0, longitude=181.0)


def test_an_open_call_takes_ideas_and_a_closed_one_refuses_them(
    authority: Authority,
) -> None:
    call = IdeaCallFactory(authority=authority)
    now = call.closes_at - timedelta(seconds=1)
    assert propose(authority, now, call=call).call == call
    with pytest.raises(CallClosedError):
        propose(authority, call.closes_at, call=call)
    with pytest.raises(CallClosedError):
        propose(authority, call.opens_at - timedelta(seconds=1), call=call)


def test_call_and_district_belong_to_the_authority(
    authority: Authority,
) -> None:
    call = IdeaCallFactory()
    with pytest.raises(CallOfAnotherAuthorityError):
        propose(authority, call.opens_at, call=call)
    with pytest.raises(DistrictOfAnotherAuthorityError):
        propose(authority, call.opens_at, district=DistrictFactory())


def test_the_authority_says_how_surely_it_must_know_people(
    authority: Authority, now: datetime
) -> None:
    with pytest.raises(LevelTooLowError):
        propose(authority, now, author=PersonFactory(registered=True))
    set_idea_policy(
        authority=authority,
        threshold=5,
        answer_days=3,
        least_level=Level.VERIFIED,
        now=now,
    )
    authority.refresh_from_db()
    with pytest.raises(LevelTooLowError):
        propose(authority, now)
    assert propose(authority, now, author=PersonFactory(verified=True)).pk


class TestNewAccounts:
    def author(self, now: datetime, **traits: object) -> Person:
        return PersonFactory(joined_at=now - timedelta(days=1), **traits)

    def test_propose_five_ideas_a_day(
        self, authority: Authority, now: datetime, settings: object
    ) -> None:
        author = self.author(now)
        for _ in range(5):
            propose(authority, now, author=author)
        with pytest.raises(TooManyIdeasError):
            propose(authority, now, author=author)
        assert propose(authority, now + timedelta(days=1), author=author).pk

    def test_are_not_held_back_when_limits_are_off(
        self, authority: Authority, now: datetime, settings: object
    ) -> None:
        settings.SAWT_RATE_LIMITS = False  # type: ignore[attr-defined]
        author = self.author(now)
        for _ in range(6):
            propose(authority, now, author=author)
        assert Idea.objects.count() == 6

    def test_of_verified_residents_are_not_held_back(
        self, authority: Authority, now: datetime
    ) -> None:
        author = self.author(now, verified=True)
        for _ in range(6):
            propose(authority, now, author=author)
        assert Idea.objects.count() == 6


class TestEditing:
    def test_keeps_the_earlier_words_public(self, idea: Idea, now: datetime) -> None:
        assert idea.author is not None
        before = idea.title
        edited = edit_idea(
            idea=idea,
            editor=idea.author,
            title="Shade",
            text="Trees, please.",
            expected_edits=0,
            now=now,
        )
        assert (edited.title, edited.edit_count) == ("Shade", 1)
        assert edited.direction == "ltr"
        assert idea.earlier_wordings.get().title == before
        assert idea.words.filter(word="tree").exists()

    def test_of_the_same_words_changes_nothing(self, idea: Idea, now: datetime) -> None:
        assert idea.author is not None
        same = edit_idea(
            idea=idea, editor=idea.author, title=idea.title, text=idea.text, now=now
        )
        assert same.edit_count == 0

    def test_from_a_stale_form_is_refused(self, idea: Idea, now: datetime) -> None:
        assert idea.author is not None
        words = {"idea": idea, "editor": idea.author, "text": "نص آخر", "now": now}
        edit_idea(title="عنوان", expected_edits=0, **words)
        with pytest.raises(StaleIdeaError):
            edit_idea(title="عنوان ثان", expected_edits=0, **words)

    def test_of_someone_elses_idea_is_refused(self, idea: Idea, now: datetime) -> None:
        with pytest.raises(NotAllowedError):
            edit_idea(idea=idea, editor=PersonFactory(), title="a", text="b", now=now)

    def test_ends_when_the_review_begins(
        self, idea: Idea, officer: Person, now: datetime
    ) -> None:
        move_idea(
            idea=idea, to_state="under_review", reason="ندرسها", mover=officer, now=now
        )
        assert idea.author is not None
        with pytest.raises(IdeaNotEditableError):
            edit_idea(idea=idea, editor=idea.author, title="a", text="b", now=now)


def test_the_factory_makes_what_visitors_see(idea: Idea) -> None:
    assert IdeaFactory(authority=idea.authority).pk != idea.pk
