"""Deciding on suggested wording: its words go into the text, or a reason why not."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from comments.queries import permalink
from drafts.forms import AnswerForm
from drafts.models import Draft, Suggestion
from drafts.permissions import can_decide_on_suggestions
from drafts.queries import (
    answers_to,
    latest_published,
    outline_of,
    read_suggestions,
    suggestions_of_comments,
    unpublished_version,
)
from drafts.services import decide_on_suggestion
from drafts.states import TAKING, ResponseKind
from drafts.views.frames import draft_url, frame
from drafts.views.inputs import desk_url, draft_to_answer
from foundation.accounts.queries import signed_in
from foundation.core.errors import DomainError
from foundation.core.redline import redline
from foundation.core.translated import RTL_LANGUAGES


def decide_view(request: HttpRequest, public_id: str, comment: str) -> HttpResponse:
    """Accept, accept in part or refuse words that a resident suggested.

    Raises:
        Http404: the person does not also write the text.

    """
    draft = draft_to_answer(request.user, public_id)
    if not can_decide_on_suggestions(request.user, draft):
        raise Http404
    related = Suggestion.objects.select_related("section__draft", "comment__author")
    suggestion = get_object_or_404(
        related,
        section__draft=draft,
        comment__public_id=comment,
        comment__withdrawn_at=None,
    )
    form = AnswerForm(request.POST or None)
    if request.method != "POST":
        return _page(request, suggestion, form)
    form.is_valid()
    said = form.cleaned_data
    try:
        decide_on_suggestion(
            suggestion=suggestion,
            kind=said.get("answer", ""),
            reason_ar=said.get("reason_ar", ""),
            reason_en=said.get("reason_en", ""),
            words=said.get("words", ""),
            was=said.get("was"),
            submission_key=said.get("submission_key", ""),
            actor=signed_in(request),
            now=timezone.now(),
        )
    except DomainError as refusal:
        return _page(request, suggestion, form, refusal=refusal)
    _say_what_was_done(request, said.get("answer", ""))
    return redirect(desk_url(draft))


def _say_what_was_done(request: HttpRequest, kind: str) -> None:
    sentence = _("The suggestion is answered. Its author and supporters are told.")
    if kind in TAKING:
        sentence = _(
            "The words stand in the working version. "
            "The author and the supporters of the suggestion are told."
        )
    messages.success(request, sentence)


def _page(
    request: HttpRequest,
    suggestion: Suggestion,
    form: AnswerForm,
    *,
    refusal: DomainError | None = None,
) -> HttpResponse:
    draft = suggestion.section.draft
    named = suggestions_of_comments([suggestion.comment_id])
    reading = read_suggestions(named)[0]
    says = _says_now(draft, suggestion)
    typed = form.data
    context = {
        **frame(
            _("Decide on suggested wording"),
            (draft_url(draft), str(draft.title)),
            (desk_url(draft), _("What people said")),
        ),
        "draft": draft,
        "reading": reading,
        "url": permalink(suggestion.comment),
        "says": says,
        "is_gone": says is None,
        "runs_now": redline(says, suggestion.text)
        if says is not None and says != reading.base
        else [],
        "direction": "rtl" if suggestion.language in RTL_LANGUAGES else "ltr",
        "words": typed.get("words", suggestion.text),
        "form": form,
        "kinds": ResponseKind.choices,
        "answers": list(answers_to(suggestion.comment)),
        "submission_key": typed.get("submission_key") or secrets.token_urlsafe(16),
        "refusal": refusal,
        "cancel_url": desk_url(draft),
    }
    status = refusal.status if refusal else 200
    return render(request, "drafts_admin/decide.html", context, status=status)


def _says_now(draft: Draft, suggestion: Suggestion) -> str | None:
    """Read what the section says where the words would go; None where it is gone."""
    version = unpublished_version(draft) or latest_published(draft)
    outline = outline_of(version) if version else []
    for part in outline:
        if part.key == suggestion.section.public_id:
            return part.says(suggestion.language).text
    return None
