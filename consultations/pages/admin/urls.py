"""Every address of the administration: ours before Wagtail's, and all guarded."""

from django.urls import include, path
from wagtail.admin import urls as wagtail_urls
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from consultations.pages.admin import (
    account,
    approval,
    creating,
    members,
    reports,
)
from consultations.pages.admin.guard import guarded

own_patterns = (
    [
        path("approval/<int:page_id>/", approval.review, name="review"),
        path(
            "approval/<int:page_id>/preview/<str:mode>/",
            approval.preview,
            name="preview",
        ),
        path(
            "page-of-draft/<str:public_id>/",
            creating.make_page_of_draft,
            name="page_of_draft",
        ),
        path("members/", members.list_members, name="members"),
        path("members/<int:membership_id>/take/", members.take_role, name="take_role"),
    ],
    "pages_admin",
)
before_wagtails = [
    path(
        "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/"
        "<int:parent_page_id>/",
        creating.CreatePageView.as_view(),
    ),
    path("account/", account.OwnAccountView.as_view()),
    path("reports/site-history/", reports.HistoryView.as_view()),
    path(
        "reports/site-history/results/", reports.HistoryView.as_view(results_only=True)
    ),
    path("reports/workflow/", reports.ApprovalsView.as_view()),
    path("reports/workflow/results/", reports.ApprovalsView.as_view(results_only=True)),
    path("", include(own_patterns)),
]

urlpatterns = [
    path("login/", account.sign_in),
    *decorate_urlpatterns(
        [
            *decorate_urlpatterns(before_wagtails, require_admin_access),
            *wagtail_urls.urlpatterns,
        ],
        guarded,
    ),
]
