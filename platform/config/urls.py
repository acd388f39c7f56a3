"""All addresses of Sawt."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.documents import urls as document_urls

from comments.urls import moderation_urlpatterns
from config import views
from consultations.ideas.views.sitemaps import IdeaSitemap
from consultations.pages.views.sitemaps import ListSitemap, PageSitemap

SITEMAPS = {"pages": PageSitemap, "lists": ListSitemap, "ideas": IdeaSitemap}

urlpatterns = [
    path("admin/", include("consultations.pages.admin.urls")),
    path("documents/", include(document_urls)),
    path("api/v1/", include("outlets.api.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("media/<path:path>", views.serve_file),
    path("healthz", views.show_health),
    path("robots.txt", views.show_robots),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS}),
    path(
        "sitemap-<section>.xml",
        sitemaps.sitemap,
        {"sitemaps": SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
]

urlpatterns += i18n_patterns(
    path("accounts/", include("allauth.urls")),
    path("follow/", include("foundation.audiences.urls")),
    path("me/inbox/", include("outlets.notifications.urls")),
    path("me/", include("foundation.organisations.urls")),
    path("votes/", include("voting.urls")),
    path("comments/", include("comments.urls")),
    path("moderation/", include((moderation_urlpatterns, "moderation"))),
    path("texts/", include("drafts.public_urls")),
    path("search/", include("search.urls")),
    path("ideas/", include("consultations.ideas.urls")),
    path("", include("consultations.pages.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)

handler400 = "frontend.faults.bad_request"
handler403 = "frontend.faults.permission_denied"
handler404 = "frontend.faults.page_not_found"
handler500 = "frontend.faults.server_error"
