"""The drafts administration inside Wagtail's."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from drafts.queries import authorities_to_edit_for
from foundation.accounts.models import Person


class DraftsMenuItem(MenuItem):
    """The way to the drafts, for people who write some."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person writes for an authority."""
        person = request.user
        return isinstance(person, Person) and authorities_to_edit_for(person).exists()


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern | URLResolver]:
    """Put our addresses below the administration's own, behind its door."""
    return [path("drafts/", include("drafts.urls"))]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> DraftsMenuItem:
    """Offer the drafts in the side menu."""
    return DraftsMenuItem(
        _("Draft texts"), reverse("drafts:list"), icon_name="doc-full", order=150
    )
