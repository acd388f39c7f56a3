"""Giving and taking roles; for superusers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.pages.admin.guard import person_of
from consultations.pages.forms import MembershipForm
from foundation.organisations.models import Authority, Membership, Role
from foundation.organisations.services import grant_role, revoke_role

PAGE_SIZE = 50


def list_members(request: HttpRequest) -> HttpResponse:
    """Show who has which role where; give a role when the form is sent."""
    _superusers_only(request)
    form = MembershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _give(request, form)
    rows = Membership.objects.select_related("authority", "person").order_by(
        "authority_id", "role", "pk"
    )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "members": page, "authorities": Authority.objects.all()}
    return render(request, "pages_admin/members.html", context)


@require_POST
def take_role(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Take one role from one person."""
    _superusers_only(request)
    membership = get_object_or_404(Membership, pk=membership_id)
    revoke_role(
        authority=membership.authority,
        person=membership.person,
        role=Role(membership.role),
        actor=person_of(request),
        now=timezone.now(),
    )
    messages.success(request, _("The role was taken away."))
    return redirect("pages_admin:members")


def _give(request: HttpRequest, form: MembershipForm) -> HttpResponse:
    grant_role(
        authority=form.cleaned_data["authority"],
        person=form.cleaned_data["email"],
        role=form.cleaned_data["role"],
        actor=person_of(request),
        now=timezone.now(),
    )
    messages.success(request, _("The role was given."))
    return redirect("pages_admin:members")


def _superusers_only(request: HttpRequest) -> None:
    """Hide the page from everyone else.

    Raises:
        Http404: the person is no superuser.

    """
    if not person_of(request).is_superuser:
        raise Http404
