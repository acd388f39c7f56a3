"""Wagtail's reports, offering only colleagues among the people to filter by."""

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports.audit_logging import (
    LogEntriesView,
    SiteHistoryReportFilterSet,
)
from wagtail.admin.views.reports.workflows import (
    WorkflowReportFilterSet,
    WorkflowView,
    get_requested_by_queryset,
)

from consultations.pages.admin.guard import person_of
from foundation.accounts.models import Person
from foundation.organisations.models import Membership
from foundation.organisations.queries import authorities_of


def colleagues_of(person: Person) -> QuerySet[Person]:
    """List the people who work for an authority that the person works for."""
    if person.is_superuser:
        return Person.objects.all()
    theirs = Membership.objects.filter(authority__in=authorities_of(person))
    return Person.objects.filter(pk__in=theirs.values("person_id"))


def submitters(request: HttpRequest) -> QuerySet[Person]:
    """List the colleagues who have submitted something."""
    found: QuerySet[Person] = get_requested_by_queryset(request)
    person = person_of(request)
    return found.filter(pk__in=colleagues_of(person).values("pk"))


class HistoryFilterSet(SiteHistoryReportFilterSet):
    """Filters of the site's history."""

    def get_users_queryset(self) -> Any:
        """Offer colleagues only."""
        return colleagues_of(self.request.user).order_by("email")


class HistoryView(LogEntriesView):
    """What was done to the pages that the person may explore."""

    filterset_class = HistoryFilterSet


class ApprovalsFilterSet(WorkflowReportFilterSet):
    """Filters of the report on approvals."""

    requested_by = django_filters.ModelChoiceFilter(
        field_name="requested_by", queryset=submitters, label=_("Submitted by")
    )

    class Meta(WorkflowReportFilterSet.Meta):
        pass


class ApprovalsView(WorkflowView):
    """What was submitted for approval."""

    filterset_class = ApprovalsFilterSet
