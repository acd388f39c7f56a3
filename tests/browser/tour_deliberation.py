"""The pages of deliberation: versions, passages, suggestions, answers, moderation."""

from collections.abc import Iterator

from django.db.models import F
from django.urls import reverse

from comments.models import Act, Appeal, Comment, ModerationAct, WaitingComment
from drafts.models import Draft, Passage, Response, Section, Version
from tests.browser.tour_stops import OFFICER, RESIDENT, Stop, one

MODERATOR = "moderator@example.org"


def deliberation(open_section: Section) -> Iterator[Stop]:
    """List the pages; `open_section` is one that is discussed now."""
    draft = one(Draft.objects.filter(versions__number=2, versions__state="published"))
    yield from _versions(draft)
    yield from _answers(draft)
    yield from _words(open_section)
    yield from _threads()
    yield from _moderation()


def _versions(draft: Draft) -> Iterator[Stop]:
    changes = reverse("texts:changes", args=[draft.public_id, 1, 2])
    for query in ("", "?view=sides", "?show=all"):
        yield Stop(f"{changes}{query}")
    yield Stop(reverse("texts:version", args=[draft.public_id, 1]))
    yield Stop(reverse("texts:version", args=[draft.public_id, 2]), who=RESIDENT)
    yield Stop(reverse("texts:tray", args=[draft.public_id]))
    merged = one(
        Section.objects.filter(draft=draft, successors__change="merged").exclude(
            successors__new=F("pk")
        )
    )
    yield Stop(reverse("texts:section", args=[draft.public_id, merged.public_id]))


def _answers(draft: Draft) -> Iterator[Stop]:
    matrix = reverse("texts:matrix", args=[draft.public_id])
    for query in ("", "?kind=accepted", "?kind=rejected"):
        yield Stop(f"{matrix}{query}")
    yield Stop(reverse("texts:outcome", args=[draft.public_id]))
    response = one(Response.objects.filter(draft=draft))
    yield Stop(reverse("texts:response", args=[draft.public_id, response.public_id]))


def _words(section: Section) -> Iterator[Stop]:
    named = [section.draft.public_id, section.public_id]
    yield Stop(reverse("texts:sentences", args=named))
    suggest = reverse("texts:suggest", args=named)
    yield Stop(suggest)
    yield Stop(suggest, who=RESIDENT)
    suggested = one(Section.objects.filter(suggestions__taken_into=None))
    named = [suggested.draft.public_id, suggested.public_id]
    yield Stop(reverse("texts:suggestions", args=named))
    version = one(Version.objects.filter(state="published", number=1))
    passage = one(Passage.objects.filter(section__draft=version.draft))
    yield Stop(
        reverse("texts:passage", args=[version.draft.public_id, passage.public_id])
    )


def _threads() -> Iterator[Stop]:
    told = one(Comment.objects.filter(folded_count__gt=0))
    thread = reverse("comments:thread", args=[told.thread.public_id])
    for order in ("discussed", "official"):
        yield Stop(f"{thread}?order={order}")
    yield Stop(reverse("comments:alike", args=[told.public_id]))
    report = reverse("comments:report", args=[told.public_id])
    yield Stop(report)
    yield Stop(report, who=RESIDENT)
    hidden = one(Comment.objects.exclude(hidden_at=None))
    yield Stop(reverse("comments:comment", args=[hidden.public_id]))


def _moderation() -> Iterator[Stop]:
    yield Stop(reverse("moderation:ledger"))
    yield Stop(f"{reverse('moderation:ledger')}?rule=insult")
    for name in ("queue", "appeals", "words"):
        yield Stop(reverse(f"moderation:{name}"), who=MODERATOR)
    waiting = one(
        WaitingComment.objects.filter(
            comment__thread__authority__memberships__person__email=MODERATOR
        )
    ).comment
    yield Stop(reverse("moderation:comment", args=[waiting.public_id]), who=MODERATOR)
    thread = reverse("moderation:thread", args=[waiting.thread.public_id])
    yield Stop(thread, who=MODERATOR)
    appeal = one(Appeal.objects.all())
    act = one(ModerationAct.objects.filter(act=Act.HIDE, appeal=None))
    yield Stop(
        reverse("moderation:decision", args=[appeal.act.public_id]),
        who=appeal.author.email,
    )
    author = act.comment.author if act.comment else None
    if author is not None:
        decision = reverse("moderation:decision", args=[act.public_id])
        yield Stop(decision, who=author.email)
    yield Stop(reverse("moderation:queue"), who=OFFICER, status=404)
