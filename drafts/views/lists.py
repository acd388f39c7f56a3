"""The drafts that a person may write."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from drafts.queries import authorities_to_edit_for, drafts_of, open_attempts_of
from foundation.accounts.queries import signed_in
from foundation.core.keyset import page_of

PAGE = 50


def list_drafts(request: HttpRequest) -> HttpResponse:
    """Show drafts and unfinished imports, the last touched first."""
    person = signed_in(request)
    page = page_of(
        drafts_of(person),
        order=["-changed_at", "-pk"],
        cursor=request.GET.get("cursor"),
        limit=PAGE,
    )
    context = {
        "breadcrumbs_items": [{"url": "", "label": _("Draft texts")}],
        "header_title": _("Draft texts"),
        "header_icon": "doc-full",
        "drafts": page.items,
        "next_cursor": page.next_cursor,
        "attempts": list(open_attempts_of(person)),
        "may_import": authorities_to_edit_for(person).exists(),
    }
    return render(request, "drafts_admin/list.html", context)
