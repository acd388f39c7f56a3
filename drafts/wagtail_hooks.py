"""The drafts administration inside Wagtail's."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from drafts.queries import authorities_to_edit_for
from drafts.queries.inputs import drafts_to_answer
from foundation.accounts.models import Person


class DraftsMenuItem(MenuItem):
    """The way to the drafts, for people who write some."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person writes for an authority."""
        person = request.user
        return isinstance(person, Person) and authorities_to_edit_for(person).exists()


class InputsMenuItem(MenuItem):
    """The way to what people said, for those who answer it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person answers for an authority."""
        person = request.user
        return isinstance(person, Person) and drafts_to_answer(person).exists()


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


@hooks.register("register_admin_menu_item")
def register_inputs_item() -> InputsMenuItem:
    """Offer the desks of inputs in the side menu."""
    return InputsMenuItem(
        _("What people said"), reverse("drafts:desks"), icon_name="comment", order=160
    )
