"""Acts on one section that need a page of their own: split, leave out, add."""

from dataclasses import replace
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from drafts.documents import (
    Correction,
    Part,
    add_below,
    drop,
    if_unchanged,
    place_of,
    split_part,
)
from drafts.forms import PartForm, SplitLineForm
from drafts.states import SectionKind
from drafts.views.desks import Desk, desk_of_draft, desk_of_import
from drafts.views.frames import frame
from drafts.views.showing import OutlineAddresses
from foundation.accounts.queries import signed_in
from foundation.core.errors import DomainError

NEW_KEY = "new"


def split_in_import(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Split a section of a proposed split."""
    return _split(request, desk_of_import(request.user, public_id), key)


def split_in_draft(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Split a section of a draft."""
    return _split(request, desk_of_draft(request.user, public_id), key)


def drop_from_import(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Leave a section out of a proposed split."""
    return _drop(request, desk_of_import(request.user, public_id), key)


def drop_from_draft(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Leave a section out of a draft."""
    return _drop(request, desk_of_draft(request.user, public_id), key)


def add_to_import(request: HttpRequest, public_id: str, key: str = "") -> HttpResponse:
    """Add a section to a proposed split."""
    return _add(request, desk_of_import(request.user, public_id), key)


def add_to_draft(request: HttpRequest, public_id: str, key: str = "") -> HttpResponse:
    """Add a section to a draft."""
    return _add(request, desk_of_draft(request.user, public_id), key)


def _split(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    part = _part(desk, key)
    form = SplitLineForm(request.POST or None, part=part)
    if not form.is_bound or not form.is_valid():
        return _page(request, desk, "split", form=form)
    split = partial(split_part, key=key, lines=form.lines())
    done = _do(request, desk, _unless_changed(request, key, split), key=key)
    if isinstance(done, HttpResponse):
        return done
    form = SplitLineForm(part=_part(desk, key))
    return _page(request, desk, "split", refusal=done, form=form)


def _drop(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    if request.method != "POST":
        return _page(request, desk, "drop", part=_part(desk, key))
    outline = desk.outline()
    above = outline[max(0, place_of(outline, key) - 1)].key
    correct = _unless_changed(request, key, partial(drop, key=key))
    done = _do(request, desk, correct, key=above)
    if isinstance(done, HttpResponse):
        return done
    return _page(request, desk, "drop", refusal=done, part=_part(desk, key))


def _part(desk: Desk, key: str) -> Part:
    outline = desk.outline()
    return outline[place_of(outline, key)]


def _unless_changed(request: HttpRequest, key: str, correct: Correction) -> Correction:
    was = request.POST.get("was", "")
    return partial(if_unchanged, key=key, was=was, correct=correct)


def _add(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    above = _part(desk, key) if key else None
    level = above.level if above else 1
    blank = Part(kind=SectionKind.ARTICLE, level=level, key=NEW_KEY)
    form = PartForm(request.POST or None, part=blank, languages=desk.languages)
    if not form.is_bound or not form.is_valid():
        return _page(request, desk, "add", form=form, above=above)
    new = replace(form.typed(), key="")
    done = _do(request, desk, partial(add_below, key=key, new=new), key=key)
    if isinstance(done, HttpResponse):
        return done
    return _page(request, desk, "add", refusal=done, form=form, above=above)


def _do(
    request: HttpRequest, desk: Desk, correct: Correction, *, key: str
) -> HttpResponse | DomainError:
    """Carry the correction out and go back, or return the refusal to be shown."""
    try:
        after = desk.correct(
            correct=correct, actor=signed_in(request), now=timezone.now()
        )
    except DomainError as refusal:
        return refusal
    messages.success(request, _("Your corrections are saved."))
    return redirect(OutlineAddresses(desk, after).of(key))


def _page(
    request: HttpRequest,
    desk: Desk,
    step: str,
    *,
    refusal: DomainError | None = None,
    **context: object,
) -> HttpResponse:
    titles = {
        "split": _("Split a section"),
        "drop": _("Leave a section out"),
        "add": _("Add a section"),
    }
    context |= frame(titles[step], (desk.url, desk.heading))
    context |= {"desk": desk, "refusal": refusal}
    form = context.get("form")
    is_faulty = isinstance(form, PartForm | SplitLineForm) and bool(form.errors)
    status = refusal.status if refusal else 422 if is_faulty else 200
    return render(request, f"drafts_admin/{step}.html", context, status=status)
