"""What stands before every view of the administration.

Wagtail's permissions close most doors between authorities; this closes the rest: what
is closed to all, what only superusers open, and every page that a request names. It
also speaks the person's language, keeps the authority's clock, and lets each request
that writes be one transaction, so that a refusal leaves nothing half-done.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.users.models import UserProfile

from consultations.pages.models import authority_id_of
from foundation.accounts.models import Person
from foundation.core.errors import NotAllowedError
from foundation.organisations.models import Authority
from foundation.organisations.queries import authorities_of

View = Callable[..., HttpResponse]
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PAGE_IDS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
PAGE_QUERIES = ("parent_page_id", "child_of", "descendant_of", "ancestor_of", "parent")
MEDIA_RIGHTS = ("add", "change", "choose", "delete")
COMPARISON = re.compile(r"pages/(\d+)/revisions/compare/")
SESSION_PING = re.compile(r"editing-sessions/ping/\w+/\w+/(\d+)/")

# Rights come from memberships alone, people are deactivated and not deleted, what is
# published is public, and nothing is an alias of another page.
CLOSED_TO_ALL = re.compile(
    r"groups/|users/(delete|copy)/|bulk/\w+/person/(delete|assign_role)/|failwhale/"
    r"|(pages|collections)/\d+/(privacy|convert_alias)/|bulk/wagtailcore/page/publish/"
    # Its `publish` writes a revision before it asks for the right to publish.
    r"|api/main/\w+/\d+/action/"
)
CLOSED_TO_MEMBERS = re.compile(
    r"(workflows|settings|sites|users|redirects|forms|snippets|collections|members)/"
    r"|reports/page-types-usage/|pages/usage/|bulk/\w+/person/"
    r"|api/main/(images|documents)/"
)
# Doors at which `id` names pages, pictures or documents.
PAGES_BY_ID = re.compile(r"bulk/wagtailcore/page/|choose-page/chosen-multiple/")
MEDIA = (
    (
        image_policy,
        {"image_id"},
        re.compile(r"images/chooser/chosen/(\d+)/"),
        re.compile(r"bulk/media/sawtimage/|images/chooser/chosen-multiple/"),
    ),
    (
        document_policy,
        {"document_id", "doc_id"},
        re.compile(r"documents/chooser/chosen/(\d+)/"),
        re.compile(r"bulk/media/sawtdocument/|documents/chooser/chosen-multiple/"),
    ),
)


def guarded(view: View) -> View:
    """Put the guard before a view."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = request.user
        if not isinstance(person, Person):
            return view(request, *args, **kwargs)
        if not person.has_perm("wagtailadmin.access_admin"):
            # Wagtail would send them to sign in, and the sign-in back, without end.
            raise NotAllowedError
        _refuse_closed_doors(request, person)
        page_ids = _page_ids(request, kwargs)
        _refuse_foreign_pages(person, page_ids)
        _refuse_foreign_media(request, person, kwargs)
        with _at_home(person, page_ids), _transaction_for(request):
            return view(request, *args, **kwargs)

    return wrapper


def person_of(request: HttpRequest) -> Person:
    """Return who makes a request that passed Wagtail's own check.

    Raises:
        Http404: nobody is signed in.

    """
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def _door(request: HttpRequest) -> str:
    return request.path.removeprefix(reverse("wagtailadmin_home"))


def _refuse_closed_doors(request: HttpRequest, person: Person) -> None:
    """Close what nobody, or only a superuser, has business with.

    Raises:
        Http404: the door is closed to this person.

    """
    door = _door(request)
    if CLOSED_TO_ALL.match(door):
        raise Http404
    if not person.is_superuser and CLOSED_TO_MEMBERS.match(door):
        raise Http404


def _page_ids(request: HttpRequest, kwargs: dict[str, Any]) -> list[int]:
    """List the pages that a request names, in its path or beside it."""
    named = [kwargs[name] for name in PAGE_IDS if name in kwargs]
    for pattern in (COMPARISON, SESSION_PING):
        found = pattern.match(_door(request))
        named += [found.group(1)] if found else []
    for name in PAGE_QUERIES:
        named += _sent(request, name)
    if PAGES_BY_ID.match(_door(request)):
        named += _sent(request, "id")
    return _numbers(named)


def _sent(request: HttpRequest, name: str) -> list[str]:
    return [*request.GET.getlist(name), *request.POST.getlist(name)]


def _numbers(values: Iterable[Any]) -> list[int]:
    return [int(value) for value in values if str(value).isdecimal()]


def _refuse_foreign_pages(person: Person, page_ids: list[int]) -> None:
    """Hide pages outside the person's part of the tree and the way to it.

    Raises:
        Http404: a named page is another authority's, or there is none.

    """
    if person.is_superuser or not page_ids:
        return
    explorable = page_permission_policy.explorable_instances(person)
    wanted = set(page_ids)
    if explorable.filter(pk__in=wanted).count() != len(wanted):
        raise Http404


def _refuse_foreign_media(
    request: HttpRequest, person: Person, kwargs: dict[str, Any]
) -> None:
    """Hide pictures and documents outside the person's collections.

    Raises:
        Http404: a named one is another authority's, or there is none.

    """
    if person.is_superuser:
        return
    door = _door(request)
    for policy, names, chosen, by_id in MEDIA:
        named = [kwargs[name] for name in names if name in kwargs]
        found = chosen.match(door)
        named += [found.group(1)] if found else []
        named += _sent(request, "id") if by_id.match(door) else []
        wanted = set(_numbers(named))
        mine = policy.instances_user_has_any_permission_for(person, MEDIA_RIGHTS)
        if wanted and mine.filter(pk__in=wanted).count() != len(wanted):
            raise Http404


@contextmanager
def _at_home(person: Person, page_ids: list[int]) -> Iterator[None]:
    """Speak the person's language and keep the clock of the authority at hand."""
    authority = _authority_at_hand(person, page_ids)
    profile = getattr(person, "wagtail_userprofile", None) or UserProfile(user=person)
    if authority is not None:
        # Wagtail renders every moment in the zone of the profile; it is not saved.
        profile.current_time_zone = authority.time_zone
    person.wagtail_userprofile = profile  # type: ignore[attr-defined]
    with translation.override(person.language), timezone.override(None):
        yield


def _authority_at_hand(person: Person, page_ids: list[int]) -> Authority | None:
    page = Page.objects.filter(pk__in=page_ids).order_by("-depth").first()
    authority_id = authority_id_of(page) if page is not None else None
    if authority_id is not None:
        return Authority.objects.get(pk=authority_id)
    return authorities_of(person).order_by("pk").first()


@contextmanager
def _transaction_for(request: HttpRequest) -> Iterator[None]:
    if request.method in SAFE_METHODS:
        yield
        return
    with transaction.atomic():
        yield
