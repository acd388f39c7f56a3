"""Other words for a section: suggested, shown as changes, decided by editors."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from comments.models import Comment
from comments.services import react
from consultations.pages.models import DraftDecisionPage
from consultations.pages.services import publish_now
from drafts import services
from drafts.errors import (
    EditConflictError,
    SectionGoneError,
    UnchangedWordingError,
    UnexplainedWordingError,
    VersionSealedError,
    WordingMovedOnError,
    WordsMovedOnError,
    WordsTakenError,
)
from drafts.models import Section, Suggestion
from drafts.queries import (
    latest_published,
    outline_of,
    read_suggestions,
    standing_answers,
    suggestions_of,
    unpublished_version,
    words_of_section,
)
from drafts.services import Wording, open_working_version, seal_version
from foundation.accounts.models import Person
from foundation.core.errors import KeyReusedError, NotAllowedError
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.responses import make_talk, officer_of, sections_of

pytestmark = pytest.mark.django_db

STANDS = "الدخول مجاني."
BETTER = "الدخول مجاني للمقيمين والزوار."


@pytest.fixture
def page(home_page: Any, now: datetime) -> DraftDecisionPage:
    return make_talk(now)


@pytest.fixture
def section(page: DraftDecisionPage) -> Section:
    return sections_of(page)[1]


@pytest.fixture
def editor(page: DraftDecisionPage) -> Person:
    return officer_of(page, Role.EDITOR)


def suggest(section: Section, now: datetime, **more: Any) -> Suggestion:
    text = more.pop("text", BETTER)
    wording = Wording(more.pop("version", None), more.pop("language", "ar"), text)
    return services.suggest_wording(
        section=section,
        wording=wording,
        **{
            "reason": "ليشمل الزوار",
            "author": more.pop("author", None) or PersonFactory(verified=True),
            "now": now,
            **more,
        },
    )


def decide(suggestion: Suggestion, editor: Person, now: datetime, **more: Any) -> Any:
    said = {"kind": "accepted", "reason_ar": "صيغة أوضح", **more}
    return services.decide_on_suggestion(
        suggestion=suggestion, actor=editor, now=now, **said
    )


def says(section: Section, version: Any, language: str = "ar") -> str:
    parts = {part.key: part for part in outline_of(version)}
    return parts[section.public_id].says(language).text


def test_a_suggestion_is_a_comment_with_words_upon_a_version(
    page: DraftDecisionPage, section: Section, now: datetime
) -> None:
    suggestion = suggest(section, now)
    assert suggestion.comment.thread == section.thread
    assert suggestion.comment.text == "ليشمل الزوار"
    assert suggestion.version == latest_published(page.draft)
    assert Comment.objects.get(pk=suggestion.comment_id).stays_unfolded


def test_what_it_changes_is_told_word_by_word(
    section: Section, now: datetime, django_assert_num_queries: Any
) -> None:
    for n in range(5):
        suggest(section, now, text=f"{BETTER} {n}")
    with django_assert_num_queries(3):
        readings = read_suggestions(suggestions_of(section).order_by("pk"))
    runs = [(run.kind, run.text) for run in readings[0].runs]
    assert "".join(text for kind, text in runs if kind != "ins") == STANDS
    assert any(kind == "ins" and "للمقيمين" in text for kind, text in runs)


def test_the_words_as_they_stand_are_refused(section: Section, now: datetime) -> None:
    for text in (STANDS, f"  {STANDS}\r\n", STANDS.replace(" ", "\n")):
        with pytest.raises(UnchangedWordingError):
            suggest(section, now, text=text)
    assert not Comment.objects.exists()
    suggest(section, now)


def test_a_suggestion_says_why(section: Section, now: datetime) -> None:
    with pytest.raises(UnexplainedWordingError):
        suggest(section, now, reason="  ")
    suggest(section, now)


def test_a_section_without_words_in_a_language_is_not_worded_otherwise_in_it(
    section: Section, now: datetime
) -> None:
    with pytest.raises(SectionGoneError):
        suggest(section, now, language="en")
    suggest(section, now)


def test_the_same_key_gives_the_first_suggestion_again(
    section: Section, now: datetime
) -> None:
    reem = PersonFactory(verified=True)
    first = suggest(section, now, author=reem, submission_key="k")
    assert suggest(section, now, author=reem, submission_key="k") == first
    with pytest.raises(KeyReusedError):
        suggest(section, now, author=reem, submission_key="k", text="غير ذلك")


def republish(
    page: DraftDecisionPage, section: Section, text: str, now: datetime
) -> None:
    """Publish a second version in which the section says something else."""
    working = open_working_version(draft=page.draft, actor=None, now=now)
    outline = [
        replace(part, words={"ar": part.says("ar")._replace(text=text)})
        if part.key == section.public_id
        else part
        for part in outline_of(working)
    ]
    services.store_outline(version=working, outline=outline, actor=None, now=now)
    publish_now(page=page, actor=None, now=now)


def test_words_upon_an_older_version_move_along_when_the_section_stays(
    page: DraftDecisionPage, section: Section, now: datetime
) -> None:
    first = latest_published(page.draft)
    republish(page, sections_of(page)[0], "الحديقة مكان عام مفتوح.", now)
    suggestion = suggest(section, now, version=first)
    assert suggestion.version == latest_published(page.draft) != first


def test_words_upon_a_section_that_changed_are_told_so(
    page: DraftDecisionPage, section: Section, now: datetime
) -> None:
    first = latest_published(page.draft)
    republish(page, section, "الدخول برسم رمزي.", now)
    with pytest.raises(WordingMovedOnError):
        suggest(section, now, version=first)
    suggest(section, now, version=latest_published(page.draft))


def test_accepted_words_flow_into_the_working_version(
    page: DraftDecisionPage, section: Section, editor: Person, now: datetime
) -> None:
    suggestion = suggest(section, now)
    assert unpublished_version(page.draft) is None
    response = decide(suggestion, editor, now)
    working = unpublished_version(page.draft)
    assert says(section, working) == BETTER
    suggestion.refresh_from_db()
    assert suggestion.taken_into == working
    assert standing_answers([suggestion.comment_id])[
        suggestion.comment_id
    ].response == (response)
    published = words_of_section(section, "ar")
    assert published is not None
    assert published.text == STANDS


def test_accepting_in_part_takes_the_editors_words(
    page: DraftDecisionPage, section: Section, editor: Person, now: datetime
) -> None:
    suggestion = suggest(section, now)
    words = "الدخول مجاني للجميع."
    decide(suggestion, editor, now, kind="accepted-in-part", words=words)
    assert says(section, unpublished_version(page.draft)) == words


def test_rejecting_changes_no_words(
    page: DraftDecisionPage, section: Section, editor: Person, now: datetime
) -> None:
    suggestion = suggest(section, now)
    decide(suggestion, editor, now, kind="rejected")
    assert unpublished_version(page.draft) is None
    assert suggestion.comment_id in standing_answers([suggestion.comment_id])


def test_who_only_answers_takes_no_words(
    page: DraftDecisionPage, section: Section, editor: Person, now: datetime
) -> None:
    suggestion = suggest(section, now)
    for stranger in (
        officer_of(page, Role.OFFICER),
        officer_of(page, Role.APPROVER),
        officer_of(make_talk(now, slug="other"), *Role),
    ):
        with pytest.raises(NotAllowedError):
            decide(suggestion, stranger, now)
    assert unpublished_version(page.draft) is None
    decide(suggestion, editor, now)


def test_words_are_taken_once(section: Section, editor: Person, now: datetime) -> None:
    suggestion = suggest(section, now)
    first = decide(suggestion, editor, now, submission_key="k")
    assert decide(suggestion, editor, now, submission_key="k") == first
    with pytest.raises(WordsTakenError):
        decide(suggestion, editor, now)
    with pytest.raises(WordsTakenError):
        decide(suggestion, editor, now, kind="rejected")


def test_nothing_is_written_over_words_that_the_editor_has_not_seen(
    page: DraftDecisionPage, section: Section, editor: Person, now: datetime
) -> None:
    decide(suggest(section, now), editor, now)
    other = suggest(section, now, text="الدخول برسم رمزي.")
    with pytest.raises(EditConflictError):
        decide(other, editor, now, was=STANDS)
    decide(other, editor, now, was=BETTER)
    assert says(section, unpublished_version(page.draft)) == "الدخول برسم رمزي."


def test_a_text_that_waits_for_approval_takes_no_words(
    page: DraftDecisionPage, section: Section, editor: Person, now: datetime
) -> None:
    suggestion = suggest(section, now)
    working = open_working_version(draft=page.draft, actor=None, now=now)
    seal_version(version=working, now=now)
    with pytest.raises(VersionSealedError):
        decide(suggestion, editor, now)
    assert not standing_answers([suggestion.comment_id])


def test_a_decision_taken_back_puts_the_words_back(
    page: DraftDecisionPage, section: Section, editor: Person, now: datetime
) -> None:
    suggestion = suggest(section, now)
    response = decide(suggestion, editor, now)
    services.take_back(response=response, actor=editor, now=now)
    assert says(section, unpublished_version(page.draft)) == STANDS
    assert not standing_answers([suggestion.comment_id])
    decide(suggestion, editor, now)


def test_words_that_were_published_are_not_put_back(
    page: DraftDecisionPage, section: Section, editor: Person, now: datetime
) -> None:
    response = decide(suggest(section, now), editor, now)
    publish_now(page=page, actor=None, now=now)
    with pytest.raises(WordsMovedOnError):
        services.take_back(
            response=response, actor=editor, now=now + timedelta(minutes=1)
        )
    published = words_of_section(section, "ar")
    assert published is not None
    assert published.text == BETTER
    response.refresh_from_db()
    assert response.taken_back_at is None


def test_support_is_agreement_with_the_comment(section: Section, now: datetime) -> None:
    first, second = (suggest(section, now, text=f"{BETTER} {n}") for n in range(2))
    react(
        comment=second.comment,
        person=PersonFactory(verified=True),
        value="agree",
        now=now,
    )
    ordered = suggestions_of(section).order_by("-comment__agree_count", "-pk")
    assert list(ordered) == [second, first]
