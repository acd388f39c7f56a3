"""The pages about ideas, over HTTP."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from comments.models import Comment
from consultations.ideas.models import Idea, Move, Support
from consultations.ideas.services import move_idea, set_idea_policy, support_idea
from foundation.accounts.models import Person
from foundation.organisations.models import Authority, Role
from tests.factories.accounts import PersonFactory
from tests.factories.ideas import IdeaCallFactory, IdeaFactory, picture, supporters_of
from tests.factories.organisations import DistrictFactory, member_of

pytestmark = pytest.mark.django_db
LIST = "/ar/ideas/"
NEW = "/ar/ideas/new/"


def page_of(idea: Idea, act: str = "idea") -> str:
    return reverse(f"ideas:{act}", args=[idea.public_id])


def words(response: Any) -> str:
    return str(response.content.decode())


def proposal(authority: Authority, to: str = "", **more: object) -> dict[str, object]:
    return {
        "authority": to or authority.slug,
        "title": "ظل للأطفال",
        "text": "أقترح أشجارًا على الطريق.",
        "place": "شارع الزيتون",
        "submission_key": "k1",
        **more,
    }


class TestList:
    def test_shows_what_residents_propose(self, client: Client, idea: Idea) -> None:
        page = words(client.get(LIST))
        assert idea.title in page
        assert page_of(idea) in page

    def test_says_what_will_be_here_when_it_is_empty(self, client: Client) -> None:
        page = client.get(LIST)
        assert page.status_code == 200
        assert reverse("ideas:propose") in words(page)

    def test_is_narrowed_by_each_filter(
        self, client: Client, authority: Authority, officer: Person
    ) -> None:
        district = DistrictFactory(authority=authority, slug="jasmine")
        call = IdeaCallFactory(authority=authority)
        wanted = IdeaFactory(
            authority=authority,
            title="الأولى",
            district=district,
            topics=["تشجير"],
            call=call,
        )
        IdeaFactory(title="الثانية")
        topic = wanted.topics.get()
        move_idea(
            idea=wanted,
            to_state="under_review",
            reason="ندرسها",
            mover=officer,
            now=timezone.now(),
        )
        for query in (
            {"authority": authority.slug},
            {"district": "jasmine", "authority": authority.slug},
            {"state": "under_review"},
            {"topic": topic.slug},
            {"call": call.public_id},
        ):
            page = words(client.get(LIST, query))
            assert "الأولى" in page, query
            assert "الثانية" not in page, query
        assert "الأولى" not in words(client.get(LIST, {"state": "implemented"}))

    def test_is_ordered_by_supports_talk_and_debt(
        self, client: Client, authority: Authority, now: datetime
    ) -> None:
        older = IdeaFactory(authority=authority, title="رصيف الميناء", now=now)
        IdeaFactory(title="سوق الخضار", now=now + timedelta(days=1))
        set_idea_policy(authority=authority, threshold=1, answer_days=9, now=now)
        supporters_of(older, 1)
        Comment.objects.create(
            thread=older.thread, text="x", language="ar", direction="rtl", posted_at=now
        )
        older.thread.comment_count = 1
        older.thread.save()
        for order in ("supported", "discussed", "due"):
            page = words(client.get(LIST, {"order": order}))
            newer_at = page.find("سوق الخضار")
            assert page.index("رصيف الميناء") < (
                newer_at if newer_at > 0 else len(page)
            )
        assert "سوق الخضار" not in words(client.get(LIST, {"order": "due"}))
        newest = words(client.get(LIST, {"order": "no such"}))
        assert newest.index("سوق الخضار") < newest.index("رصيف الميناء")

    def test_goes_on_by_keyset_to_the_last_idea(
        self, client: Client, authority: Authority
    ) -> None:
        author = PersonFactory(verified=True)
        made = [IdeaFactory(authority=authority, author=author) for _ in range(23)]
        first = client.get(LIST)
        rest = client.get(LIST, {"cursor": first.context["next_cursor"]})
        shown = [card.idea for page in (first, rest) for card in page.context["cards"]]
        assert shown == made[::-1]
        assert client.get(LIST, {"cursor": "made up"}).status_code == 422

    @pytest.mark.parametrize("count", [1, 20])
    def test_asks_the_same_few_questions_for_any_number(
        self,
        resident_client: Client,
        authority: Authority,
        count: int,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        author = PersonFactory(verified=True)
        for _ in range(count):
            IdeaFactory(authority=authority, author=author, topics=["تشجير"])
        with django_assert_max_num_queries(8):
            resident_client.get(LIST, {"authority": authority.slug})


class TestDebts:
    def test_are_shown_until_they_are_paid(
        self, client: Client, idea: Idea, officer: Person, now: datetime
    ) -> None:
        set_idea_policy(authority=idea.authority, threshold=1, answer_days=9, now=now)
        support_idea(idea=idea, person=PersonFactory(), now=now)
        assert idea.title in words(client.get(reverse("ideas:debts")))
        move_idea(
            idea=idea, to_state="under_review", reason="نعم", mover=officer, now=now
        )
        assert idea.title not in words(client.get(reverse("ideas:debts")))

    def test_cost_few_questions(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(4):
            client.get(reverse("ideas:debts"))


class TestProposing:
    def test_publishes_and_shows_the_idea(
        self, resident_client: Client, authority: Authority
    ) -> None:
        district = DistrictFactory(authority=authority)
        sent = proposal(
            authority,
            district=f"{authority.slug}/{district.slug}",
            latitude="24.7",
            longitude="46.6",
            photo=picture(),
            photo_description="الطريق",
        )
        answer = resident_client.post(NEW, sent)
        idea = Idea.objects.get()
        assert answer.status_code == 302
        assert answer["Location"] == page_of(idea)
        assert (idea.district, idea.language) == (district, "ar")
        page = words(resident_client.get(page_of(idea)))
        assert idea.photo is not None
        for shown in ("ظل للأطفال", idea.photo.file.url, "شارع الزيتون"):
            assert shown in page

    def test_twice_makes_one_idea(
        self, resident_client: Client, authority: Authority
    ) -> None:
        for _ in range(2):
            answer = resident_client.post(NEW, proposal(authority))
            assert answer.status_code == 302
        assert Idea.objects.count() == 1

    def test_with_a_used_key_and_other_words_is_refused(
        self, resident_client: Client, authority: Authority
    ) -> None:
        resident_client.post(NEW, proposal(authority))
        answer = resident_client.post(NEW, proposal(authority, text="نص آخر"))
        assert answer.status_code == 409
        assert "نص آخر" in words(answer)

    @pytest.mark.parametrize(
        ("wrong", "status"),
        [
            ({"title": ""}, 422),
            ({"text": " "}, 422),
            ({"title": "x" * 201}, 422),
            ({"to": "nowhere"}, 422),
            ({"district": "other/one"}, 422),
            ({"latitude": "24.7"}, 422),
            ({"latitude": "nan", "longitude": "0"}, 422),
            ({"topics": ["made up"]}, 422),
            ({"text": "a\x00b"}, 422),
        ],
    )
    def test_keeps_what_was_typed_when_refused(
        self,
        resident_client: Client,
        authority: Authority,
        wrong: dict[str, object],
        status: int,
    ) -> None:
        answer = resident_client.post(NEW, proposal(authority, **wrong))
        assert answer.status_code == status
        assert "شارع الزيتون" in words(answer)
        assert not Idea.objects.exists()

    def test_with_a_broken_photo_is_refused(
        self, resident_client: Client, authority: Authority
    ) -> None:
        broken = picture()
        broken.file.seek(0)
        broken.file.truncate(20)
        answer = resident_client.post(NEW, proposal(authority, photo=broken))
        assert answer.status_code == 422
        assert "شارع الزيتون" in words(answer)
        assert not Idea.objects.exists()

    def test_of_ten_megabytes_is_refused_without_a_fault(
        self, resident_client: Client, authority: Authority
    ) -> None:
        sent = proposal(authority, text="x" * 10 * 1024 * 1024)
        assert 400 <= resident_client.post(NEW, sent).status_code < 500
        almost = proposal(authority, text="x" * 1024 * 1024)
        assert resident_client.post(NEW, almost).status_code == 422
        assert not Idea.objects.exists()

    def test_with_a_photo_of_eleven_megabytes_is_refused(
        self, resident_client: Client, authority: Authority
    ) -> None:
        huge = picture()
        huge.file.seek(0, 2)
        huge.file.write(b"\x00" * 11 * 1024 * 1024)
        huge.size = huge.file.tell()
        huge.file.seek(0)
        answer = resident_client.post(NEW, proposal(authority, photo=huge))
        assert answer.status_code == 422
        assert "شارع الزيتون" in words(answer)

    def test_in_a_closed_call_is_refused(
        self, resident_client: Client, authority: Authority
    ) -> None:
        call = IdeaCallFactory(authority=authority, closed=True)
        answer = resident_client.post(NEW, proposal(authority, call=call.public_id))
        assert answer.status_code == 409
        assert "شارع الزيتون" in words(answer)

    def test_in_a_call_that_is_not_there_is_not_found(
        self, resident_client: Client, authority: Authority
    ) -> None:
        answer = resident_client.post(NEW, proposal(authority, call="nosuchcall"))
        assert answer.status_code == 404

    def test_checks_for_similar_ideas_without_a_script(
        self, client: Client, idea: Idea
    ) -> None:
        sent = proposal(idea.authority, title="ممرات مظللة للمدارس", check="1")
        page = words(client.post(NEW, sent))
        assert idea.title in page
        assert "شارع الزيتون" in page
        assert Idea.objects.count() == 1

    def test_of_a_stranger_survives_signing_in(
        self, client: Client, authority: Authority
    ) -> None:
        answer = client.post(NEW, proposal(authority))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))
        client.force_login(PersonFactory(verified=True))
        page = words(client.get(NEW))
        assert "شارع الزيتون" in page
        assert "أقترح أشجارًا على الطريق." in page
        client.post(NEW, proposal(authority))
        assert "شارع الزيتون" not in words(client.get(NEW))

    def test_shows_the_form_at_a_constant_cost(
        self,
        client: Client,
        authority: Authority,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for _ in range(5):
            DistrictFactory(authority=authority)
        with django_assert_max_num_queries(5):
            client.get(NEW)


class TestSimilar:
    def test_answers_with_a_piece_of_a_page(self, client: Client, idea: Idea) -> None:
        found = client.get(reverse("ideas:similar"), {"title": "الممرّات المظلّلة"})
        assert idea.title in words(found)
        assert "<html" not in words(found)

    def test_says_nothing_of_what_is_different(
        self, client: Client, idea: Idea
    ) -> None:
        found = client.get(reverse("ideas:similar"), {"title": "حافلة ليلية"})
        assert idea.title not in words(found)

    def test_is_cheap(
        self,
        client: Client,
        idea: Idea,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        with django_assert_max_num_queries(3):
            client.get(reverse("ideas:similar"), {"title": idea.title})


class TestIdea:
    def test_is_shown_in_both_languages(self, client: Client, idea: Idea) -> None:
        for language in ("ar", "en"):
            with translation.override(language):
                page = client.get(page_of(idea))
            assert page.status_code == 200
            assert f'lang="{language}"' in words(page)
            assert idea.title in words(page)

    def test_that_is_not_there_is_not_found(self, client: Client) -> None:
        assert client.get("/ar/ideas/nosuchidea/").status_code == 404
        assert client.post("/ar/ideas/nosuchidea/support/").status_code == 404

    def test_never_shows_an_address_for_a_name(
        self, client: Client, authority: Authority
    ) -> None:
        author = PersonFactory(display_name="", verified=True)
        idea = IdeaFactory(authority=authority, author=author)
        assert author.email not in words(client.get(page_of(idea)))

    @pytest.mark.parametrize("size", [1, 8])
    def test_costs_the_same_whatever_has_happened(
        self,
        officer_client: Client,
        officer: Person,
        authority: Authority,
        size: int,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        idea = IdeaFactory(authority=authority, topics=["تشجير"])
        for number in range(size):
            merged = IdeaFactory(authority=authority, author=idea.author)
            for act, sent in (
                ("answer", {"answer-text": f"جواب {number}"}),
                (
                    "merge",
                    {
                        "merge-target": page_of(idea),
                        "merge-reason": "واحدة",
                        "confirmed": "1",
                    },
                ),
            ):
                about = idea if act == "answer" else merged
                done = officer_client.post(page_of(about, act), sent)
                assert done.status_code == 302
        with django_assert_max_num_queries(26):
            officer_client.get(page_of(idea))


class TestSupporting:
    def test_is_given_and_taken_back_with_one_button(
        self, resident_client: Client, idea: Idea
    ) -> None:
        url = page_of(idea, "support")
        for _ in range(2):
            answer = resident_client.post(url, {"value": "support"})
            assert answer.status_code == 302
        assert Support.objects.count() == 1
        assert 'aria-pressed="true"' in words(resident_client.get(page_of(idea)))
        resident_client.post(url, {"value": "none"})
        assert not Support.objects.exists()

    def test_leads_strangers_to_the_door(self, client: Client, idea: Idea) -> None:
        answer = client.post(page_of(idea, "support"), {"value": "support"})
        assert answer["Location"].startswith(reverse("account_login"))
        assert page_of(idea) in answer["Location"]

    def test_of_a_closed_idea_says_why_not(
        self, resident_client: Client, idea: Idea, officer: Person, now: datetime
    ) -> None:
        move_idea(idea=idea, to_state="declined", reason="لا", mover=officer, now=now)
        answer = resident_client.post(page_of(idea, "support"), {"value": "support"})
        assert answer.status_code == 409
        assert idea.title in words(answer)

    def test_by_get_only_shows_the_idea(
        self, resident_client: Client, idea: Idea
    ) -> None:
        assert resident_client.get(page_of(idea, "support")).status_code == 302
        assert not Support.objects.exists()


class TestDesk:
    def sent(self, **more: str) -> dict[str, str]:
        return {
            "move-to_state": "under_review",
            "move-reason": "ندرسها مع إدارة الحدائق",
            "move-expected_state": "submitted",
            "move-submission_key": "k",
            **more,
        }

    def test_is_laid_out_for_officers_of_the_authority_alone(
        self, officer_client: Client, client: Client, idea: Idea
    ) -> None:
        assert 'id="desk"' in words(officer_client.get(page_of(idea)))
        assert 'id="desk"' not in words(client.get(page_of(idea)))
        other = IdeaFactory()
        assert 'id="desk"' not in words(officer_client.get(page_of(other)))

    def test_asks_once_and_then_moves(
        self,
        officer_client: Client,
        idea: Idea,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        with django_assert_max_num_queries(8):
            asked = officer_client.post(page_of(idea, "move"), self.sent())
        assert asked.status_code == 200
        assert "ندرسها مع إدارة الحدائق" in words(asked)
        assert not Move.objects.exists()
        sent = self.sent(confirmed="1")
        for _ in range(2):
            done = officer_client.post(page_of(idea, "move"), sent)
            assert done.status_code == 302
        assert Move.objects.count() == 1
        assert "ندرسها مع إدارة الحدائق" in words(officer_client.get(page_of(idea)))

    def test_keeps_the_reason_when_the_page_was_stale(
        self, officer_client: Client, officer: Person, idea: Idea, now: datetime
    ) -> None:
        move_idea(
            idea=idea, to_state="under_review", reason="أ", mover=officer, now=now
        )
        sent = self.sent(
            confirmed="1", **{"move-to_state": "declined", "move-reason": "لا ميزانية"}
        )
        answer = officer_client.post(page_of(idea, "move"), sent)
        assert answer.status_code == 409
        assert "لا ميزانية" in words(answer)

    def test_refuses_a_missing_reason_and_an_impossible_step(
        self, officer_client: Client, idea: Idea
    ) -> None:
        for wrong, status in (
            ({"move-reason": ""}, 422),
            ({"move-to_state": "no such state"}, 422),
            ({"move-to_state": "implemented"}, 409),
        ):
            answer = officer_client.post(page_of(idea, "move"), self.sent(**wrong))
            assert answer.status_code == status
        assert not Move.objects.exists()

    @pytest.mark.parametrize("act", ["move", "merge", "answer", "evidence"])
    def test_is_closed_to_everybody_else(
        self, resident_client: Client, client: Client, idea: Idea, act: str
    ) -> None:
        assert resident_client.post(page_of(idea, act), self.sent()).status_code == 403
        stranger = Client()
        stranger.force_login(member_of(IdeaFactory().authority, Role.OFFICER))
        assert stranger.post(page_of(idea, act), self.sent()).status_code == 403
        anonymous = Client().post(page_of(idea, act), self.sent())
        assert anonymous["Location"].startswith(reverse("account_login"))

    def test_merges_after_asking(self, officer_client: Client, idea: Idea) -> None:
        target = IdeaFactory(authority=idea.authority)
        sent = {
            "merge-target": f"http://testserver{page_of(target)}?x=1#support",
            "merge-reason": "الفكرتان واحدة",
        }
        asked = officer_client.post(page_of(idea, "merge"), sent)
        assert target.title in words(asked)
        done = officer_client.post(page_of(idea, "merge"), {**sent, "confirmed": "1"})
        assert done["Location"] == page_of(target)
        assert page_of(target) in words(officer_client.get(page_of(idea)))

    def test_says_that_the_other_idea_is_no_fit(
        self, officer_client: Client, idea: Idea
    ) -> None:
        for address in ("nosuchidea", page_of(IdeaFactory()), page_of(idea)):
            sent = {
                "merge-target": address,
                "merge-reason": "واحدة",
                "confirmed": "1",
            }
            answer = officer_client.post(page_of(idea, "merge"), sent)
            assert answer.status_code == 409
            assert "واحدة" in words(answer)

    def test_takes_answers_and_evidence(
        self, officer_client: Client, officer: Person, idea: Idea, now: datetime
    ) -> None:
        for state in ("under_review", "under_development"):
            move_idea(idea=idea, to_state=state, reason="أ", mover=officer, now=now)
        officer_client.post(page_of(idea, "answer"), {"answer-text": "سنبدأ في يناير"})
        done = officer_client.post(
            page_of(idea, "evidence"),
            {
                "evidence-text": "اكتمل المعبر",
                "evidence-delivered_on": "2026-01-02",
                "evidence-cost": "182500.50",
                "evidence-photo": picture(),
            },
        )
        assert done.status_code == 302
        page = words(officer_client.get(page_of(idea)))
        for shown in ("سنبدأ في يناير", "اكتمل المعبر", "١٨٢٬٥٠٠٫٥"):
            assert shown in page

    def test_refuses_evidence_of_the_future_and_keeps_it(
        self, officer_client: Client, officer: Person, idea: Idea, now: datetime
    ) -> None:
        for state in ("under_review", "under_development"):
            move_idea(idea=idea, to_state=state, reason="أ", mover=officer, now=now)
        sent = {"evidence-text": "اكتمل", "evidence-delivered_on": "2999-01-02"}
        answer = officer_client.post(page_of(idea, "evidence"), sent)
        assert answer.status_code == 422
        assert "2999-01-02" in words(answer)


class TestEditing:
    @pytest.fixture
    def author_client(self, idea: Idea) -> Client:
        client = Client()
        client.force_login(idea.author)
        return client

    def test_changes_the_words_and_shows_the_earlier_ones(
        self, author_client: Client, idea: Idea
    ) -> None:
        sent = {"title": "عنوان جديد", "text": "نص جديد", "seen_edits": "0"}
        assert author_client.post(page_of(idea, "edit"), sent).status_code == 302
        page = words(author_client.get(page_of(idea)))
        assert "عنوان جديد" in page
        assert idea.title in page

    def test_from_a_second_tab_is_refused_with_the_words_kept(
        self, author_client: Client, idea: Idea
    ) -> None:
        sent = {"title": "عنوان", "text": "نص جديد", "seen_edits": "0"}
        author_client.post(page_of(idea, "edit"), sent)
        answer = author_client.post(page_of(idea, "edit"), {**sent, "text": "نص ثان"})
        assert answer.status_code == 409
        assert "نص ثان" in words(answer)

    def test_costs_few_questions(
        self,
        author_client: Client,
        idea: Idea,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        with django_assert_max_num_queries(6):
            author_client.get(page_of(idea, "edit"))

    def test_is_for_the_author(self, resident_client: Client, idea: Idea) -> None:
        assert resident_client.get(page_of(idea, "edit")).status_code == 403
        sent = {"title": "عنوان", "text": "نص", "seen_edits": "0"}
        assert resident_client.post(page_of(idea, "edit"), sent).status_code == 403


def test_hostile_words_come_back_as_typed_and_run_nowhere(
    resident_client: Client, authority: Authority
) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:a)"
    resident_client.post(NEW, proposal(authority, title=hostile, text=hostile))
    idea = Idea.objects.get()
    assert (idea.title, idea.text) == (hostile, hostile)
    for url in (page_of(idea), LIST):
        page = words(resident_client.get(url))
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page
