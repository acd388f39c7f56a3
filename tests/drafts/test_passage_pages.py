"""The pages on which passages are chosen, commented on, read and placed."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment
from comments.queries.attachments import attachments_of
from consultations.pages.models import DraftDecisionPage
from drafts import services
from drafts.comparing.quoting import TextQuote
from drafts.models import Passage, PassagePlace, Section
from drafts.queries import words_of_section
from drafts.services import Chosen, Said
from drafts.states import AnchorState
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.responses import make_talk, officer_of, sections_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def moment() -> datetime:
    return timezone.now()


@pytest.fixture
def page(home_page: Any, moment: datetime) -> DraftDecisionPage:
    return make_talk(moment)


@pytest.fixture
def section(page: DraftDecisionPage) -> Section:
    return sections_of(page)[1]


def text_of(section: Section) -> str:
    words = words_of_section(section, "ar")
    assert words is not None
    return words.text


def path(name: str, section: Section, **query: Any) -> str:
    address = reverse(
        f"texts:{name}", args=[section.draft.public_id, section.public_id]
    )
    return f"{address}?{urlencode(query)}" if query else address


def of_passage(name: str, passage: Passage) -> str:
    names = [passage.section.draft.public_id, passage.public_id]
    return reverse(f"texts:{name}", args=names)


def body(answer: Any) -> str:
    return str(answer.content.decode())


def say_on(section: Section, moment: datetime, text: str = "رأيي هنا") -> Comment:
    chosen = Chosen("ar", quote=TextQuote(text_of(section)))
    said = Said(PersonFactory(verified=True), text)
    link = services.comment_on_passage(
        section=section, chosen=chosen, said=said, now=moment
    )
    return link.comment


def test_a_section_is_read_sentence_by_sentence(
    client: Client, section: Section, moment: datetime, django_assert_num_queries: Any
) -> None:
    say_on(section, moment)
    answer = client.get(path("sentences", section, language="ar"))
    assert answer.status_code == 200
    start, end = 0, len(text_of(section))
    query = urlencode({"language": "ar", "version": 1, "start": start, "end": end})
    assert path("quote", section) + "?" + query.replace("&", "&amp;") in body(answer)
    say_on(section, moment)
    with django_assert_num_queries(12):
        client.get(path("sentences", section, language="ar"))


def test_a_sentence_is_commented_on_without_a_script(
    resident_client: Client, section: Section
) -> None:
    address = path("quote", section, language="ar", start=0, end=6)
    offered = resident_client.get(address)
    assert text_of(section)[:6] in body(offered)
    typed = {"text": "هذه الكلمة غامضة", "stance": "question", "submission_key": "k"}
    sent = resident_client.post(address, typed)
    comment = Comment.objects.get()
    assert reverse("comments:comment", args=[comment.public_id]) in sent.url
    assert (comment.thread, comment.stance) == (section.thread, "question")
    assert Passage.objects.get().exact == text_of(section)[:6]
    again = resident_client.post(address, typed)
    assert again.url == sent.url
    assert Comment.objects.count() == 1


def test_words_that_were_selected_are_found(
    resident_client: Client, section: Section
) -> None:
    words = text_of(section)[:6]
    address = path("quote", section, language="ar", exact=words)
    resident_client.post(address, {"text": "رأي", "submission_key": "k"})
    assert Passage.objects.get().start == 0


@pytest.mark.parametrize(
    "query",
    [
        {"exact": "كلام ليس هنا"},
        {"start": 4, "end": 2},
        {"start": 0, "end": 9000},
        {"start": "x", "end": "y"},
        {},
    ],
)
def test_an_address_that_names_no_words_is_refused(
    resident_client: Client, section: Section, query: dict[str, Any]
) -> None:
    answer = resident_client.get(path("quote", section, language="ar", **query))
    assert answer.status_code == 422
    assert not Passage.objects.exists()


def test_an_empty_comment_comes_back_with_its_reason(
    resident_client: Client, section: Section
) -> None:
    address = path("quote", section, language="ar", start=0, end=6)
    answer = resident_client.post(address, {"text": " ", "stance": "for"})
    assert answer.status_code == 422
    assert 'role="alert"' in body(answer)
    assert not Passage.objects.exists()


def test_what_a_stranger_typed_waits_until_they_signed_in(
    client: Client, section: Section
) -> None:
    address = path("quote", section, language="ar", start=0, end=6)
    away = client.post(address, {"text": "كتبته قبل الدخول"})
    assert away.status_code == 302
    assert not Comment.objects.exists()
    client.force_login(PersonFactory(verified=True))
    assert "كتبته قبل الدخول" in body(client.get(address))


def test_a_card_shows_the_words_that_it_stands_on(
    section: Section, moment: datetime
) -> None:
    comment = say_on(section, moment)
    html = attachments_of([comment.pk])[comment.pk]
    assert text_of(section) in html
    assert of_passage("passage", Passage.objects.get()) in html


def test_a_passage_has_a_page_with_what_was_said_on_it(
    client: Client, section: Section, moment: datetime
) -> None:
    say_on(section, moment, "رأي أول")
    say_on(section, moment, "رأي ثان")
    answer = client.get(of_passage("passage", Passage.objects.get()))
    assert answer.status_code == 200
    assert "رأي أول" in body(answer)
    assert "رأي ثان" in body(answer)


def test_the_tray_shows_what_has_no_place(
    client: Client, section: Section, moment: datetime
) -> None:
    tray = reverse("texts:tray", args=[section.draft.public_id])
    say_on(section, moment)
    assert text_of(section) not in body(client.get(tray))
    PassagePlace.objects.update(
        state=AnchorState.LOST, section=None, start=None, end=None
    )
    assert text_of(section) in body(client.get(tray))
    page = body(client.get(of_passage("passage", Passage.objects.get())))
    assert text_of(section) in page


def test_an_editor_places_what_was_lost(
    page: DraftDecisionPage, section: Section, moment: datetime
) -> None:
    say_on(section, moment)
    PassagePlace.objects.update(
        state=AnchorState.LOST, section=None, start=None, end=None
    )
    address = of_passage("place", Passage.objects.get())
    desk = Client()
    desk.force_login(officer_of(page, Role.EDITOR))
    assert desk.get(address).status_code == 200
    chosen = {"section": section.public_id}
    span = f"0-{len(text_of(section))}"
    assert span in body(desk.get(address, chosen))
    refused = desk.post(address, {**chosen, "place": "0-9999"})
    assert refused.status_code == 302
    assert PassagePlace.objects.get().state == AnchorState.LOST
    desk.post(address, {**chosen, "place": span})
    place = PassagePlace.objects.get()
    assert (place.state, place.section) == (AnchorState.EXACT, section)
    assert place.placed_by is not None


def test_residents_place_nothing(
    resident_client: Client, section: Section, moment: datetime
) -> None:
    say_on(section, moment)
    address = of_passage("place", Passage.objects.get())
    assert resident_client.get(address).status_code == 404
    assert resident_client.post(address).status_code == 404


def test_the_drafts_page_marks_passages_and_offers_sentences(
    client: Client, page: DraftDecisionPage, section: Section, moment: datetime
) -> None:
    say_on(section, moment)
    answer = body(client.get(page.url))
    assert "passage__mark--1" in answer
    assert path("sentences", section) in answer
