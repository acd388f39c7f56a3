"""Every kind of public page of the demo city, in every state that it shows.

Whoever adds a page adds its address here; `tests/browser/test_pages.py` then asks of it
what is asked of all. A stop without an address (there is no such state in the city now)
is a fault, so that nothing leaves the tour unseen.
"""

from collections.abc import Iterator
from io import StringIO

from django.core.management import call_command
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from comments.models import Comment
from comments.services import edit_comment, post_comment, withdraw_comment
from consultations.ideas.models import Idea
from consultations.ideas.states import IdeaState
from consultations.pages.models import (
    AuthorityPage,
    ConsultationPage,
    DraftDecisionPage,
    IdeaCallPage,
    NewsPage,
    ProjectPage,
    StandardPage,
    UpdatePage,
)
from consultations.pages.queries.addresses import address_of
from drafts.models import Placement, Version
from foundation.accounts.models import Person
from foundation.organisations.models import Authority
from outlets.notifications.models import Message
from outlets.notifications.services.mailing import stop_token
from tests.browser.tour_deliberation import deliberation
from tests.browser.tour_stops import OFFICER, RESIDENT, Stop, one
from voting.models import Ballot
from voting.services import cast_vote

EDITED = "رأي آخر"
CLOSED_STATES = {IdeaState.DECLINED, IdeaState.MERGED, IdeaState.IMPLEMENTED}


def load_city() -> None:
    """Load the demo, and let a few things happen that it leaves to its visitors."""
    call_command("load_demo", force=True, stdout=StringIO(), stderr=StringIO())
    now, resident = timezone.now(), Person.objects.get(email=RESIDENT)
    officer = Person.objects.get(email=OFFICER)
    thread = _open_section().section.thread
    said = post_comment(thread=thread, author=resident, text="رأي", now=now)
    edit_comment(comment=said, person=resident, text=EDITED, now=now)
    gone = post_comment(thread=thread, author=resident, text="نص", now=now)
    post_comment(thread=thread, author=officer, parent=gone, text="رد", now=now)
    withdraw_comment(comment=gone, person=resident, now=now)
    ballot = one(_open_ballots().order_by("-hides_tally_until_close"))
    cast_vote(ballot=ballot, voter=resident, choice="approve", now=now)


def session_of(email: str) -> str:
    """Sign somebody in, and return the key of the session."""
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return str(client.session.session_key)


def stops(language: str) -> list[Stop]:
    """List the tour in one language."""
    with translation.override(language):
        return [
            *_frame(),
            *_consultations(),
            *_ideas(),
            *_conversations(),
            *deliberation(_open_section().section),
            *_ballots(),
            *_searches(),
            *_people(),
            *_faults(),
        ]


def _frame() -> Iterator[Stop]:
    yield Stop(_home())
    yield Stop(_home(), who=RESIDENT)
    for kind in (AuthorityPage, NewsPage, UpdatePage, StandardPage):
        yield Stop(address_of(one(kind.objects.live())))
    yield from map(Stop, _standing_pages())


def _consultations() -> Iterator[Stop]:
    matters = reverse("pages:consultations")
    for query in (
        "",
        "?kind=draft",
        "?kind=project",
        "?kind=call",
        "?status=open",
        "?status=decided",
        f"?authority={one(Authority.objects.all()).slug}",
        "?authority=nowhere",
    ):
        yield Stop(f"{matters}{query}")
    for name, query in (("projects", "?project_status=planned"), ("decisions", "")):
        yield Stop(reverse(f"pages:{name}"))
        yield Stop(f"{reverse(f'pages:{name}')}{query or '?authority=nowhere'}")
    for page in ConsultationPage.objects.live().specific():
        yield Stop(address_of(page))
    for kind in (DraftDecisionPage, ProjectPage, IdeaCallPage):
        yield Stop(address_of(one(kind.objects.live())), who=RESIDENT)
    placement = _open_section()
    draft = address_of(_page_of(placement.version))
    opened = f"{draft}?section={placement.section.public_id}"
    yield Stop(opened)
    yield Stop(opened, who=RESIDENT)
    yield Stop(opened, who=OFFICER)
    yield Stop(f"{draft}?version=1")


def _ideas() -> Iterator[Stop]:
    ideas, propose = reverse("ideas:list"), reverse("ideas:propose")
    states = [f"?state={state}" for state in ("submitted", "implemented", "declined")]
    for query in ("", *states, "?order=due", "?authority=nowhere"):
        yield Stop(f"{ideas}{query}")
    yield Stop(reverse("ideas:debts"))
    yield Stop(propose)
    yield Stop(propose, who=RESIDENT)
    yield Stop(propose, who=RESIDENT, form=propose, status=422)
    call = one(IdeaCallPage.objects.live()).call
    yield Stop(f"{propose}?call={call.public_id}", who=RESIDENT)
    for state in IdeaState:
        yield Stop(one(Idea.objects.filter(state=state)).get_absolute_url())
    owed = Idea.objects.exclude(answer_due_at=None).exclude(state__in=CLOSED_STATES)
    yield Stop(one(owed).get_absolute_url(), who=RESIDENT)
    served = Idea.objects.filter(authority__memberships__person__email=OFFICER)
    for state in (IdeaState.SUBMITTED, IdeaState.UNDER_DEVELOPMENT):
        at_desk = one(served.filter(state=state))
        yield Stop(at_desk.get_absolute_url(), who=OFFICER)
        yield Stop(at_desk.get_absolute_url(), OFFICER, 422, form="/move/")


def _conversations() -> Iterator[Stop]:
    thread = _open_section().section.thread
    address = reverse("comments:thread", args=[thread.public_id])
    write = reverse("comments:post", args=[thread.public_id])
    yield Stop(address)
    yield Stop(f"{address}?order=best", who=RESIDENT)
    edited = one(Comment.objects.filter(edited_at__isnull=False))
    gone = one(thread.comments.filter(withdrawn_at__isnull=False))
    deep = one(Comment.objects.filter(withdrawn_at=None).order_by("-depth"))
    for comment in (edited, gone, deep):
        yield Stop(reverse("comments:comment", args=[comment.public_id]))
    yield Stop(reverse("comments:history", args=[edited.public_id]))
    own = [thread.comments.get(text=EDITED).public_id]
    yield Stop(write)
    yield Stop(write, who=RESIDENT)
    yield Stop(address, RESIDENT, 422, form=write)
    yield Stop(f"{write}?parent={own[0]}", who=RESIDENT)
    yield Stop(reverse("comments:edit", args=own), who=RESIDENT)
    yield Stop(reverse("comments:withdraw", args=own), who=RESIDENT)


def _ballots() -> Iterator[Stop]:
    now, is_open = timezone.now(), _open_ballots()
    voted = is_open.filter(votes__voter__email=RESIDENT)
    hidden, shown = (is_open.filter(hides_tally_until_close=h) for h in (True, False))
    for ballot in map(one, (hidden, shown)):
        yield Stop(_ballot(ballot))
        yield Stop(_ballot(ballot), who=RESIDENT)
    yield Stop(_ballot(one(voted)), who=RESIDENT)
    unvoted = one(is_open.exclude(votes__voter__email=RESIDENT))
    yield Stop(_ballot(unvoted), RESIDENT, 422, form="/vote/")
    yield Stop(_ballot(one(Ballot.objects.filter(closes_at__lt=now))))
    yield Stop(_ballot(one(Ballot.objects.filter(opens_at__gt=now))), who=RESIDENT)


def _searches() -> Iterator[Stop]:
    search = reverse("search:results")
    for query in ("", "?q=مدرسة", "?q=tree&order=date", "?q=زقنبوت"):
        yield Stop(f"{search}{query}")
    yield Stop(f"{search}?q=حديقة&kind=idea", who=RESIDENT)


def _people() -> Iterator[Stop]:
    for name in ("login", "signup", "reset_password", "request_login_code"):
        address = reverse(f"account_{name}")
        yield Stop(address)
        yield Stop(address, form=address)
    for name in (
        "organisations:profile",
        "notifications:inbox",
        "notifications:mail",
        "account_email",
        "account_change_password",
        "account_logout",
        "mfa_index",
    ):
        yield Stop(reverse(name), who=RESIDENT)
    yield Stop(reverse("notifications:inbox"), who=OFFICER)
    told = one(Message.objects.all())
    yield Stop(reverse("notifications:stop", args=[stop_token(told)]))


def _faults() -> Iterator[Stop]:
    yield Stop(f"{_home()}there-is-nothing-here/", status=404)
    foreign = one(Idea.objects.exclude(author__email=RESIDENT))
    edit = reverse("ideas:edit", args=[foreign.public_id])
    yield Stop(edit, who=RESIDENT, status=403)
    yield Stop(f"{reverse('ideas:list')}?cursor=made-up", status=422)


def _home() -> str:
    return f"/{translation.get_language()}/"


def _open_ballots() -> QuerySet[Ballot]:
    now = timezone.now()
    return Ballot.objects.filter(opens_at__lte=now, closes_at__gt=now)


def _ballot(ballot: Ballot) -> str:
    return reverse("voting:ballot", args=[ballot.public_id])


def _standing_pages() -> list[str]:
    rest = StandardPage.objects.live().order_by("path")[1:]
    return [address_of(page) for page in rest]


def _open_section() -> Placement:
    """Find the section of an open draft that is discussed most."""
    now = timezone.now()
    pages = DraftDecisionPage.objects.live().filter(
        participation_closes_at__gt=now, first_opens_at__lte=now
    )
    placements = Placement.objects.filter(
        version__draft__page__in=pages, version__published_at__isnull=False
    )
    order = placements.select_related("section__thread", "version__draft")
    return one(order.order_by("-section__thread__comment_count", "-version__number"))


def _page_of(version: Version) -> DraftDecisionPage:
    return DraftDecisionPage.objects.get(draft=version.draft)
