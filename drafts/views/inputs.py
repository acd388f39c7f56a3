"""The desk at which an authority answers what residents put in."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from comments.models import Comment, Stance
from comments.queries import permalink
from drafts.errors import NothingToAnswerError
from drafts.forms import AnswerForm
from drafts.models import Draft, Response, Suggestion
from drafts.permissions import can_answer_inputs, can_edit_draft
from drafts.queries import (
    InputFilters,
    answerable_in,
    answers_to,
    find_inputs,
    last_answer_of,
    places_of_threads,
    progress_of,
    section_parts,
    standing_answers,
    with_folded,
)
from drafts.queries.addresses import matrix_url
from drafts.queries.inputs import (
    FIRST_ORDER,
    ORDERS,
    drafts_to_answer,
    progress_of_many,
)
from drafts.queries.naming import caption_of, section_name
from drafts.queries.suggestions import author_of
from drafts.services import answer_inputs, take_back, undo_since
from drafts.states import ResponseKind
from drafts.views.frames import draft_url, frame
from foundation.accounts.queries import signed_in
from foundation.core.errors import DomainError
from foundation.core.keyset import page_of
from foundation.core.translated import Wording
from frontend.numerals import number

PAGE = 50
STATES = ("unanswered", "answered", "all")
_KEPT = ("section", "state", "stance", "kind", "suggestions", "group", "words", "order")


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which inputs the address of the desk asks for, and in what order."""

    filters: InputFilters
    state: str
    order: str


def draft_to_answer(person: object, public_id: str) -> Draft:
    """Find a draft whose inputs the person may answer.

    Raises:
        Http404: there is none, or it is another authority's.

    """
    drafts = Draft.objects.select_related("authority", "thread")
    draft = get_object_or_404(drafts, public_id=public_id)
    if not can_answer_inputs(person, draft):
        raise Http404
    return draft


def desks_view(request: HttpRequest) -> HttpResponse:
    """List the drafts whose inputs the person answers, with how far it has come."""
    page = page_of(
        drafts_to_answer(signed_in(request)),
        order=["-pk"],
        cursor=request.GET.get("cursor"),
        limit=PAGE,
    )
    progress = progress_of_many(page.items)
    context = {
        **frame(_("What people said")),
        "rows": [
            {"draft": draft, "progress": progress[draft.pk], "url": desk_url(draft)}
            for draft in page.items
        ],
        "next_cursor": page.next_cursor,
    }
    return render(request, "drafts_admin/desks.html", context)


def inputs_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """List the inputs of a draft; answer those that are chosen, at once."""
    draft = draft_to_answer(request.user, public_id)
    if request.method != "POST":
        return _desk(request, draft, AnswerForm())
    form = AnswerForm(request.POST)
    form.is_valid()
    try:
        response = _answer(request, draft, form, _chosen(form, draft, _asked(request)))
    except DomainError as refusal:
        return _desk(request, draft, form, refusal=refusal)
    _say_what_was_done(request, response)
    return redirect(_address(request, draft))


def input_view(request: HttpRequest, public_id: str, comment: str) -> HttpResponse:
    """Answer one input, seen with all the answers it got; suggestions are decided."""
    draft = draft_to_answer(request.user, public_id)
    related = ("author", "thread", "suggestion")
    found = get_object_or_404(
        answerable_in(draft).select_related(*related), public_id=comment
    )
    suggestion = getattr(found, "suggestion", None)
    if suggestion is not None and can_edit_draft(request.user, draft):
        return redirect("drafts:decide", draft.public_id, found.public_id)
    form = AnswerForm(request.POST or None)
    refusal: DomainError | None = None
    if request.method == "POST":
        form.is_valid()
        try:
            response = _answer(request, draft, form, _alone(form, draft, found))
        except DomainError as error:
            refusal = error
        else:
            _say_what_was_done(request, response)
            return redirect(permalink(found))
    context = {
        **frame(_("Answer an input"), *_above(draft)),
        "draft": draft,
        "form": form,
        "item": _item(found, {}, _sections(draft)),
        "kinds": ResponseKind.choices,
        "answers": list(answers_to(found)),
        "submission_key": _key(form),
        "refusal": refusal,
        "cancel_url": permalink(found),
    }
    status = refusal.status if refusal else 200
    return render(request, "drafts_admin/input.html", context, status=status)


@require_POST
def take_back_view(request: HttpRequest, public_id: str, response: str) -> HttpResponse:
    """Take back an answer that was given by mistake."""
    draft = draft_to_answer(request.user, public_id)
    given = get_object_or_404(
        Response.objects.select_related("draft"), draft=draft, public_id=response
    )
    try:
        take_back(response=given, actor=signed_in(request), now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The answer is taken back."))
    return redirect(reverse("drafts:inputs", args=[draft.public_id]))


def desk_url(draft: Draft) -> str:
    """Give the address of the desk of a draft."""
    return reverse("drafts:inputs", args=[draft.public_id])


def _asked(request: HttpRequest) -> _Asked:
    said = request.GET
    state = said.get("state", "")
    state = state if state in STATES else STATES[0]
    if said.get("group") or said.get("kind"):
        state = "all"
    order = said.get("order", "")
    stance = said.get("stance", "")
    filters = InputFilters(
        section=said.get("section", ""),
        state="" if state == "all" else state,
        stance=stance if stance in Stance.values else "",
        kind=said.get("kind", ""),
        suggestions=bool(said.get("suggestions")),
        group=said.get("group", ""),
        words=" ".join(said.get("words", "").split()),
    )
    return _Asked(filters, state, order if order in ORDERS else FIRST_ORDER)


def _chosen(form: AnswerForm, draft: Draft, asked: _Asked) -> "QuerySet[Comment]":
    """Find what was chosen: by marks, or all that matched when the page was shown.

    Raises:
        NothingToAnswerError: nothing was.

    """
    said = form.cleaned_data
    if said.get("every"):
        chosen = find_inputs(draft, _until(asked.filters, said.get("until", "")))
    elif said.get("chosen"):
        chosen = answerable_in(draft).filter(public_id__in=said["chosen"])
    else:
        raise NothingToAnswerError
    return with_folded(draft, chosen) if said.get("with_folded") else chosen


def _until(filters: InputFilters, until: str) -> InputFilters:
    """Leave out what came after the page was shown: nobody has read it."""
    moment: datetime | None = parse_datetime(until) if until else None
    return replace(filters, until=moment or timezone.now())


def _alone(form: AnswerForm, draft: Draft, found: Comment) -> "QuerySet[Comment]":
    chosen = Comment.objects.filter(pk=found.pk)
    if form.cleaned_data.get("with_folded") and found.folded_count:
        return with_folded(draft, chosen)
    return chosen


def _answer(  # noqa: PLR0917  (who, on what, what, to which)
    request: HttpRequest,
    draft: Draft,
    form: AnswerForm,
    chosen: "QuerySet[Comment]",
) -> Response:
    said = form.cleaned_data
    return answer_inputs(
        draft=draft,
        kind=said.get("answer", ""),
        comments=chosen,
        reason_ar=said.get("reason_ar", ""),
        reason_en=said.get("reason_en", ""),
        submission_key=said.get("submission_key", ""),
        actor=signed_in(request),
        now=timezone.now(),
    )


def _say_what_was_done(request: HttpRequest, response: Response) -> None:
    count = response.inputs.count()
    sentence = ngettext(
        "%(count)s input is answered. Its author and supporters are told.",
        "%(count)s inputs are answered. Their authors and supporters are told.",
        count,
    )
    messages.success(request, sentence % {"count": number(count)})


def _desk(
    request: HttpRequest,
    draft: Draft,
    form: AnswerForm,
    *,
    refusal: DomainError | None = None,
) -> HttpResponse:
    now, asked = timezone.now(), _asked(request)
    found = find_inputs(draft, asked.filters)
    page = page_of(
        found.select_related("author"),
        order=ORDERS[asked.order],
        cursor=request.GET.get("cursor"),
        limit=PAGE,
    )
    last = last_answer_of(request.user, draft, since=undo_since(now))
    context = {
        **frame(_("What people said"), (draft_url(draft), str(draft.title))),
        "draft": draft,
        "asked": asked,
        "form": form,
        "refusal": refusal,
        "progress": progress_of(draft),
        "count": found.count(),
        "items": _items(draft, page.items),
        "next_url": _address(request, draft, cursor=page.next_cursor or ""),
        "has_more": page.next_cursor is not None,
        "start_url": _address(request, draft) if request.GET.get("cursor") else "",
        "action": _address(request, draft, cursor=request.GET.get("cursor", "")),
        "last": last,
        "last_count": last.inputs.count() if last else 0,
        "submission_key": _key(form),
        "until": form.data.get("until") or now.isoformat(),
        "chosen": set(request.POST.getlist("chosen")),
        "matrix_url": matrix_url(draft),
        **_choices(draft),
    }
    status = refusal.status if refusal else 200
    return render(request, "drafts_admin/inputs.html", context, status=status)


def _choices(draft: Draft) -> dict[str, Any]:
    """List what the filters offer."""
    return {
        "sections": [
            (part.public_id, _full(part.kind, part.number, part.heading))
            for part in section_parts(draft)
        ],
        "stances": Stance.choices,
        "kinds": ResponseKind.choices,
        "states": [
            ("unanswered", _("without an answer")),
            ("answered", _("answered")),
            ("all", _("all")),
        ],
        "orders": [
            ("supported", _("most supported first")),
            ("newest", _("newest first")),
            ("oldest", _("oldest first")),
        ],
    }


def _full(kind: str, count: str, heading: Wording) -> str:
    name, caption = section_name(kind, count), caption_of(heading)
    return f"{name}: {caption}" if caption else name


def _items(draft: Draft, comments: list[Comment]) -> list[dict[str, Any]]:
    """Lay inputs out with their places, answers and suggestions (5 queries)."""
    keys = [comment.pk for comment in comments]
    answers = {pk: row.response for pk, row in standing_answers(keys).items()}
    places = places_of_threads({comment.thread_id for comment in comments})
    names = {
        pk: _full(place.kind, place.number, place.heading) if place.kind else ""
        for pk, place in places.items()
    }
    names[draft.thread_id] = section_name("", "")
    worded = set(
        Suggestion.objects.filter(comment__in=keys).values_list("comment_id", flat=True)
    )
    items = [_item(comment, answers, names) for comment in comments]
    for item in items:
        item["is_suggestion"] = item["comment"].pk in worded
    return items


def _item(
    comment: Comment, answers: dict[int, Response], names: dict[int, str]
) -> dict[str, Any]:
    return {
        "comment": comment,
        "author": author_of(comment),
        "section": names.get(comment.thread_id, ""),
        "answer": answers.get(comment.pk),
        "url": permalink(comment),
    }


def _sections(draft: Draft) -> dict[int, str]:
    return {
        part.thread_id: _full(part.kind, part.number, part.heading)
        for part in section_parts(draft)
    }


def _above(draft: Draft) -> list[tuple[str, str]]:
    return [
        (draft_url(draft), str(draft.title)),
        (desk_url(draft), _("What people said")),
    ]


def _key(form: AnswerForm) -> str:
    return form.data.get("submission_key") or secrets.token_urlsafe(16)


def _address(request: HttpRequest, draft: Draft, **changes: str) -> str:
    kept = {name: request.GET.get(name, "") for name in _KEPT}
    asked = {name: value for name, value in {**kept, **changes}.items() if value}
    return f"{desk_url(draft)}?{urlencode(asked)}" if asked else desk_url(draft)
