"""From an article written otherwise to the text that it changed, without a script."""

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment
from consultations.pages.models import DraftDecisionPage, HomePage
from consultations.pages.services import publish_now
from drafts.models import Suggestion
from foundation.accounts.models import Person
from foundation.core.tasks_now import run_ready_tasks
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.organisations import AuthorityFactory
from tests.factories.pages import make_draft_page
from tests.factories.responses import officer_of, sections_of
from tests.journeys.visitor import Visitor

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("home_page"),
]

BETTER = "الدخول مجاني للمقيمين والزوار."


@pytest.fixture
def draft(home_page: HomePage) -> DraftDecisionPage:
    return make_draft_page(AuthorityFactory(slug="harbour"))


def test_an_article_is_written_otherwise_supported_taken_and_published(
    draft: DraftDecisionPage,
) -> None:
    reem, neighbour = PersonFactory(verified=True), PersonFactory(verified=True)
    comment = suggest(draft, reem)
    listed = reverse(
        "texts:suggestions",
        args=[draft.draft.public_id, sections_of(draft)[1].public_id],
    )
    Visitor(neighbour).open(listed).send(f"{comment.public_id}/react", value="agree")

    desk = Visitor(officer_of(draft, Role.EDITOR))
    desk.open(reverse("drafts:desks")).follow_link(str(draft.draft.title))
    desk.follow_link("البتّ في صيغتها")
    desk.send("/words/", answer="accepted", reason_ar="صيغة أوضح")
    assert desk.reads("أُجيب عن ١ من ١")

    run_ready_tasks()
    for person in (reem, neighbour):
        inbox = Visitor(person).open("/ar/me/inbox/")
        inbox.follow_link("قُبلت")
        assert inbox.reads("صيغة أوضح")
        assert inbox.reads("ليشمل الزوار")
    publish_now(page=draft, actor=None, now=timezone.now())
    read_the_outcome(draft, reem)


def suggest(draft: DraftDecisionPage, reem: Person) -> Comment:
    section = sections_of(draft)[1]
    writing = Visitor(reem).open(f"{draft.url}?section={section.public_id}")
    writing.follow_link("اقترح صيغة أخرى")
    writing.send("/suggest/", text=BETTER, reason="ليشمل الزوار", act="preview")
    assert writing.reads("هذا ما تغيّره")
    writing.send("/suggest/", act="send")
    comment = Suggestion.objects.get().comment
    assert writing.path.endswith(f"/comments/{comment.public_id}/#{anchor(comment)}")
    return comment


def read_the_outcome(draft: DraftDecisionPage, reem: Person) -> None:
    reader = Visitor().open(draft.url)
    assert reader.reads(BETTER)
    reader.follow_link("ما الذي تغيّر، وبفضل من")
    assert reader.reads(reem.display_name)
    reader.follow_link("كل مشاركة مع ردها وسببه")
    assert reader.reads("صيغة أوضح")


def test_a_desk_answers_several_and_takes_a_slip_back(draft: DraftDecisionPage) -> None:
    thread = draft.draft.thread
    for words in ("متى يبدأ التطبيق؟", "هل يُعفى الأطفال؟"):
        visitor = Visitor(PersonFactory(verified=True)).open(draft.url)
        visitor.send(f"{thread.public_id}/post", text=words, stance="question")
    chosen = list(Comment.objects.values_list("public_id", flat=True))

    desk = Visitor(officer_of(draft))
    desk.open(reverse("drafts:inputs", args=[draft.draft.public_id]))
    refused = desk.send("/inputs/", chosen=chosen, answer="already-so", status=422)
    assert refused.reads("اكتب السبب")
    desk.send("/inputs/", chosen=chosen, answer="already-so", reason_ar="في المادة ٢")
    assert desk.reads("أُجيب عن ٢ من ٢")
    desk.send("/take-back/")
    assert desk.reads("أُجيب عن ٠ من ٢")
    assert desk.reads("هل يُعفى الأطفال؟")


def anchor(comment: Comment) -> str:
    return f"comment-{comment.public_id}"
