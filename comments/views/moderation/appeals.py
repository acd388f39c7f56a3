"""Appeals: asked for by authors, answered by another moderator."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments.forms import AnswerForm, AppealForm
from comments.models import Act, Appeal, ModerationAct
from comments.queries import appeals as questions
from comments.queries import find_comment, moderation, permalink
from comments.queries.rules import owns
from comments.queries.trust import TRUST_NAMES
from comments.services.appealing import decide_appeal, file_appeal
from comments.views.moderation.pieces import Desk, at_the_desk
from foundation.accounts.queries import signed_in
from foundation.core.errors import DomainError


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show an author what a moderator decided and why, and take an appeal.

    Raises:
        Http404: the comment is someone else's.

    """
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    act = questions.find_act(public_id)
    if act is None or act.comment is None or not owns(request.user, act.comment):
        raise Http404
    if request.method == "GET":
        return _decision_page(request, act, AppealForm())
    form = AppealForm(request.POST)
    if not form.is_valid():
        return _decision_page(request, act, form, status=422)
    try:
        file_appeal(
            act=act,
            author=signed_in(request),
            words=form.cleaned_data["words"],
            now=timezone.now(),
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return _decision_page(request, act, form, status=refusal.status)
    messages.success(
        request, _("Your appeal is filed. Another moderator will look again.")
    )
    return redirect(request.get_full_path())


@login_required
@require_safe
def latest(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lead an author to the decision by which their comment is hidden now.

    Raises:
        Http404: it is not hidden, or someone else's.

    """
    found = find_comment(public_id)
    act = questions.standing_hide(found) if found else None
    if found is None or act is None or not owns(request.user, found):
        raise Http404
    return redirect("moderation:decision", act.public_id)


@require_safe
@at_the_desk
def appeals(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the appeals that wait for another moderator."""
    page = moderation.appeals_page(desk.authority, cursor=request.GET.get("cursor"))
    count = moderation.waiting_appeals(desk.authority).count()
    context = {
        "desk": desk,
        "appeals": [_row(appeal, desk) for appeal in page.items],
        "next_cursor": page.next_cursor,
        "is_later": "cursor" in request.GET,
        "tabs": desk.tabs("appeals", count),
        "choices": desk.choices("appeals"),
        "now": timezone.now(),
    }
    return render(request, "comments/moderation/appeals.html", context)


@require_http_methods(["GET", "POST"])
@at_the_desk
def answer_appeal(request: HttpRequest, desk: Desk, public_id: str) -> HttpResponse:
    """Look again at what another moderator decided, and answer the author.

    Raises:
        Http404: it belongs to an authority the person does not moderate for.

    """
    appeal = questions.find_appeal(public_id)
    keys = {authority.pk for authority in desk.authorities}
    if appeal is None or not (
        appeal.act.authority_id in keys or desk.person.is_superuser
    ):
        raise Http404
    desk = replace(desk, authority=appeal.act.authority)
    form = AnswerForm(request.POST or None)
    if request.method == "GET":
        return _answer_page(request, desk, appeal, form=form)
    if not form.is_valid():
        return _answer_page(request, desk, appeal, form=form, status=422)
    try:
        decide_appeal(
            appeal=appeal,
            moderator=desk.person,
            is_upheld=form.cleaned_data["is_upheld"] == "yes",
            answer=form.cleaned_data["answer"],
            now=timezone.now(),
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return _answer_page(request, desk, appeal, form=form, status=refusal.status)
    messages.success(request, _("Your answer is given, and the author is told."))
    return redirect(desk.url("appeals"))


def _decision_page(
    request: HttpRequest, act: ModerationAct, form: AppealForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "act": act,
        "comment": act.comment,
        "is_hide": act.act == Act.HIDE,
        "appeal": questions.appeal_against(act),
        "can_appeal": questions.can_appeal(act, request.user),
        "is_automatic": act.moderator_id is None,
        "url": permalink(act.comment) if act.comment else "",
        "form": form,
    }
    template = "comments/moderation/decision.html"
    return render(request, template, context, status=status)


def _row(appeal: Appeal, desk: Desk) -> dict[str, Any]:
    return {
        "appeal": appeal,
        "comment": appeal.act.comment,
        "is_mine": desk.person.pk in {appeal.first_moderator_id, appeal.author_id},
    }


def _answer_page(
    request: HttpRequest,
    desk: Desk,
    appeal: Appeal,
    *,
    form: AnswerForm,
    status: int = 200,
) -> HttpResponse:
    comment = appeal.act.comment
    if comment is None:
        raise Http404
    now = timezone.now()
    context = {
        "desk": desk,
        "appeal": appeal,
        "item": moderation.read_item(comment=comment, viewer=desk.person, now=now),
        "is_mine": desk.person.pk in {appeal.first_moderator_id, appeal.author_id},
        "form": form,
        "now": now,
        "trust": {str(int(level)): str(name) for level, name in TRUST_NAMES.items()},
        "tabs": desk.tabs("appeals"),
    }
    return render(request, "comments/moderation/answer.html", context, status=status)
