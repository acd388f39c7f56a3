"""People in the administration: who they are, not what they may do."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, BulkActionsCheckboxColumn, Column
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserColumn, UserViewSet

from foundation.accounts.models import Person

# Passwords are set by their owners; roles are given under memberships.
PERSON_FIELDS = ["email", "display_name", "language", "level"]


class PersonCreationForm(UserCreationForm):
    """Make a person, who then sets a password by the code that is sent by e-mail."""

    first_name = None
    last_name = None
    password_enabled = False

    class Meta(UserCreationForm.Meta):
        model = Person
        fields = [*PERSON_FIELDS, "is_superuser"]
        widgets: dict[str, Any] = {}

    def save(self, commit: bool = True) -> Person:  # noqa: FBT001, FBT002
        """Keep the person without a password that anyone knows."""
        person: Person = super().save(commit=False)
        person.set_unusable_password()
        return _keep(person, commit=commit)


class PersonEditForm(UserEditForm):
    """Change who a person is, or lock them out."""

    first_name = None
    last_name = None
    password_enabled = False

    class Meta(UserEditForm.Meta):
        model = Person
        fields = [*PERSON_FIELDS, "is_active", "is_superuser"]
        widgets: dict[str, Any] = {}

    def save(self, commit: bool = True) -> Person:  # noqa: FBT001, FBT002
        """Keep the person; who becomes a superuser may open the administration."""
        return _keep(super().save(commit=False), commit=commit)


class PersonIndexView(IndexView):
    """The list of people, by name and e-mail."""

    page_title = _("People")
    add_item_label = _("Add a person")

    @property
    def columns(self) -> list[Any]:
        """Show what a person is called and what they are here."""
        title_column = self._get_title_column_class(UserColumn)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            title_column(
                "name",
                accessor="display_name",
                label=_("Name"),
                sort_key="display_name",
                get_url=self.get_edit_url,
                classname="name",
            ),
            Column("email", label=_("E-mail"), sort_key="email"),
            Column("level", accessor="get_level_display", label=_("Level")),
            BooleanColumn("is_superuser", label=_("Administrator")),
            BooleanColumn("is_active", label=_("Active"), sort_key="is_active"),
        ]


class PersonViewSet(UserViewSet):
    """Wagtail's administration of people, with our own forms."""

    index_view_class = PersonIndexView
    copy_view_enabled = False
    ordering = "display_name"

    def get_form_class(self, for_update: bool = False) -> type[Any]:  # noqa: FBT001, FBT002
        """Give the form that knows a Person."""
        return PersonEditForm if for_update else PersonCreationForm


def _keep(person: Person, *, commit: bool) -> Person:
    is_member = bool(person.pk) and person.memberships.exists()
    person.is_staff = person.is_superuser or is_member
    if commit:
        person.save()
    return person
