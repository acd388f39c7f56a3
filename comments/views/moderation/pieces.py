"""What the pages of moderators share: who may see them, and for which authority."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.queries import moderation
from foundation.accounts.models import Person
from foundation.accounts.queries import signed_in
from foundation.organisations.models import Authority

NONE = "-"
"""Stands in addresses for discussions that belong to no authority."""

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Desk:
    """A moderator at work for one authority."""

    person: Person
    authority: Authority | None
    authorities: list[Authority]

    @property
    def slug(self) -> str:
        """The authority as addresses name it."""
        return self.authority.slug if self.authority else NONE

    def url(self, name: str, **query: str) -> str:
        """Return the address of a page for this authority."""
        asked = {**query, **({"authority": self.slug} if self.has_choice else {})}
        filled = {key: value for key, value in asked.items() if value}
        path = reverse(f"moderation:{name}")
        return f"{path}?{urlencode(filled)}" if filled else path

    @property
    def has_choice(self) -> bool:
        """Whether the person moderates for several authorities."""
        return len(self.authorities) > 1 or self.person.is_superuser

    def choices(self, name: str) -> list[dict[str, Any]]:
        """List the authorities as links to the same page, where there are several."""
        if not self.has_choice:
            return []
        return [
            {
                "label": str(authority.name),
                "url": f"{reverse(f'moderation:{name}')}?authority={authority.slug}",
                "is_current": authority == self.authority,
            }
            for authority in self.authorities
        ]

    def tabs(self, current: str, appeal_count: int | None = None) -> list[Any]:
        """List the pages of moderators."""
        named = {
            "queue": (_("Queue"), None),
            "appeals": (_("Appeals"), appeal_count),
            "words": (_("Word list"), None),
            "ledger": (_("Ledger"), None),
        }
        return [
            {
                "label": label,
                "count": count,
                "url": self.url(name),
                "is_current": name == current,
            }
            for name, (label, count) in named.items()
        ]


def at_the_desk(view: View) -> View:
    """Let moderators in, for the authority that the address names or their first one.

    Strangers sign in first; whoever moderates nowhere, or not there, finds nothing.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, desk_of(request), *args, **kwargs)

    return guarded


def desk_of(request: HttpRequest) -> Desk:
    """Find the desk that a moderator asks for.

    Raises:
        Http404: the person does not moderate there.

    """
    person = signed_in(request)
    authorities = moderation.authorities_moderated_by(person) if person.is_staff else []
    asked = request.GET.get("authority", "")
    if asked == NONE and person.is_superuser:
        return Desk(person, None, authorities)
    found = [a for a in authorities if not asked or a.slug == asked]
    if not found:
        raise Http404
    return Desk(person, found[0], authorities)
