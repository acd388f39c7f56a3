"""One authority's people cannot see or touch another's content: every admin route.

The routes are walked, not listed, so that a new one is asked too.
"""

import itertools
import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from PIL import Image
from wagtail.models import TaskState, WorkflowState

from comments.models import Comment
from consultations.pages import services
from consultations.pages.models import AuthorityPage
from drafts.models import Draft, Response, Section, Suggestion, Version
from drafts.services import answer_inputs
from foundation.accounts.models import Person
from foundation.media.models import SawtDocument, SawtImage
from foundation.organisations.models import Membership, Role
from tests.factories.accounts import PersonFactory
from tests.factories.comments import CommentFactory
from tests.factories.organisations import AuthorityFactory, member_of
from tests.factories.pages import make_draft_page, make_project_page, make_update_page

pytestmark = pytest.mark.django_db

MARKER = "zqxmarker"
HOOK = "zqxhook"  # what is searched for; answers repeat it
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
MODELS = [
    ("wagtailcore", "page"),
    ("media", "sawtimage"),
    ("media", "sawtdocument"),
    ("accounts", "person"),
]
ACTIONS = [
    "delete",
    "move",
    "publish",
    "unpublish",
    "add_tags",
    "add_to_collection",
    "assign_role",
    "set_active_state",
]
# What a request may write about the person who makes it.
VOLATILE = {
    "django_session",
    "usersessions_usersession",
    "wagtailusers_userprofile",
    "wagtailadmin_editingsession",
    "django_content_type",
}


class Foreign:
    """An authority's content that nobody else may find, with all its keys."""

    def __init__(self) -> None:
        self.authority = AuthorityFactory(name_ar=f"جهة {MARKER}", name_en=MARKER)
        self.editor = member_of(self.authority, Role.EDITOR)
        self.approver = member_of(self.authority, Role.APPROVER)
        Person.objects.filter(pk=self.editor.pk).update(display_name=MARKER)
        self.pages = list(self._make_pages())
        self.pages = [type(p).objects.get(pk=p.pk) for p in self.pages]
        self.input, self.response = self._make_input()
        self.image = self._make_image()
        self.document = self._make_document()

    def _make_pages(self) -> Iterator[Any]:
        words = {"heading_ar": f"{HOOK} {MARKER}", "lead_ar": MARKER}
        waiting = make_draft_page(
            self.authority, live=False, actor=self.editor, **words
        )
        services.submit_page(page=waiting, actor=self.editor)
        yield waiting
        live = make_project_page(self.authority, **words)
        yield live
        yield make_update_page(live, live=False, **words)
        later = make_project_page(self.authority, live=False, slug="later", **words)
        later.go_live_at = timezone.now() + timedelta(days=1)
        later.save_revision(user=self.editor)
        services.submit_page(page=later, actor=self.editor)
        services.approve_page(
            page=type(later).objects.get(pk=later.pk), actor=self.approver
        )
        yield later
        yield AuthorityPage.objects.get(authority=self.authority)

    def _make_input(self) -> tuple[Comment, Response]:
        """Words that a resident suggested, and an answer that can be taken back."""
        draft = Draft.objects.filter(authority=self.authority).earliest("pk")
        section = Section.objects.filter(draft=draft).earliest("pk")
        comment = CommentFactory(thread=section.thread, text=MARKER)
        Suggestion.objects.create(
            comment=comment,
            section=section,
            version=Version.objects.filter(draft=draft).earliest("pk"),
            language="ar",
            text=MARKER,
        )
        response = answer_inputs(
            draft=draft,
            kind="rejected",
            reason_ar=MARKER,
            comments=[comment],
            actor=self.editor,
            now=timezone.now(),
        )
        return comment, response

    def _make_image(self) -> SawtImage:
        buffer = ContentFile(b"", name=f"{MARKER}.png")
        Image.new("RGB", (40, 40)).save(buffer, "PNG")
        buffer.seek(0)
        return SawtImage.objects.create(
            title=f"{HOOK} {MARKER}",
            file=ImageFile(buffer, name=f"{MARKER}.png"),
            collection=self.authority.collection,
            uploaded_by_user=self.editor,
        )

    def _make_document(self) -> SawtDocument:
        return SawtDocument.objects.create(
            title=f"{HOOK} {MARKER}",
            file=ContentFile(b"x", name=f"{MARKER}.txt"),
            collection=self.authority.collection,
        )

    def page_ids(self) -> list[int]:
        return [page.pk for page in self.pages]

    def candidates(self, name: str) -> list[Any]:
        """What an argument of this name may hold."""
        known: dict[str, Any] = {
            "image_id": [self.image.pk],
            "document_id": [self.document.pk],
            "doc_id": [self.document.pk],
            "collection_id": [self.authority.collection_id],
            "revision_id": [p.latest_revision_id for p in self.pages[:2]],
            "task_state_id": TaskState.objects.filter(status="in_progress").values_list(
                "pk", flat=True
            ),
            "workflow_state_id": WorkflowState.objects.values_list("pk", flat=True)[:1],
            "task_id": TaskState.objects.values_list("task_id", flat=True)[:1],
            "membership_id": Membership.objects.values_list("pk", flat=True)[:2],
            "action_name": ["approve", "publish"],
            "action": ACTIONS,
            "mode": ["ar"],
            "session_id": [1],
            "uploaded_file_id": [1],
            "filter_spec": ["width-20"],
            "language": ["ar"],
            "public_id": self._public_ids(),
            "draft": self._public_ids(),
            "section": [s.public_id for s in Section.objects.all()],
            "version": [v.public_id for v in Version.objects.all()],
            "comment": [self.input.public_id],
            "response": [self.response.public_id],
        }
        if name in known:
            return list(known[name])
        if "public" in name or name.endswith("_name") or "import" in name:
            return self._public_ids()
        if name == "pk":
            return [*self.page_ids()[:2], self.image.pk, *self._others()]
        return self.page_ids()[:3] if name == "page_id" else self.page_ids()[1:2]

    def _public_ids(self) -> list[str]:
        return [draft.public_id for draft in Draft.objects.all()]

    def _others(self) -> list[int]:
        collection = self.authority.collection_id
        return [collection, self.editor.pk, self.authority.pk]


@pytest.fixture
def foreign(home_page: Any) -> Foreign:
    return Foreign()


@pytest.fixture
def stranger(foreign: Foreign) -> Client:
    """Another authority's person with every role."""
    return signed_in(member_of(AuthorityFactory(), *Role))


def signed_in(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def routes() -> list[str]:
    """Every address pattern below /admin/."""
    top = next(p for p in get_resolver().url_patterns if str(p.pattern) == "admin/")
    return sorted(set(_walk([top], "/")))


def _walk(patterns: list[Any], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern).replace("^", "").replace("$", "")
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and ".*" not in path:
            yield path


def addresses(route: str, foreign: Foreign) -> Iterator[str]:
    """The route filled with every key of the foreign authority."""
    if "revisions/compare" in route:
        pk = foreign.page_ids()[0]
        yield f"/admin/pages/{pk}/revisions/compare/earliest...latest/"
        return
    if "<str:app_label>/<str:model_name>/<str:action>" in route:
        for (app, model), action in itertools.product(MODELS, ACTIONS):
            yield f"/admin/bulk/{app}/{model}/{action}/"
        return
    route = re.sub(r"<\w+:(content_type_app_name|app_label|app_name)>", "pages", route)
    route = re.sub(r"<\w+:(content_type_model_name|model_name)>", "projectpage", route)
    names = ARGUMENT.findall(route)
    for values in itertools.product(*(foreign.candidates(name) for name in names)):
        address = route
        for value in values:
            address = ARGUMENT.sub(str(value), address, count=1)
        yield address


def questions(foreign: Foreign) -> dict[str, Any]:
    """What a curious person sends along."""
    ids = [*foreign.page_ids(), foreign.image.pk, foreign.document.pk]
    return {
        "q": HOOK,
        "id": ids,
        "object_type": "wagtailcore.page",
        "page_type": "wagtailcore.page",
        "collection_id": foreign.authority.collection_id,
    }


def payload(foreign: Foreign) -> dict[str, Any]:
    """What a hostile person sends."""
    page = foreign.pages[1]
    return {
        "id": [*foreign.page_ids(), foreign.image.pk, foreign.document.pk],
        "title": "hacked",
        "heading_ar": "hacked",
        "name": "hacked",
        "slug": "hacked",
        "comment": "hacked",
        "decision": "approve",
        "action-publish": "1",
        "action-unpublish": "1",
        "action-submit": "1",
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
        "new_title": "hacked",
        "new_slug": "hacked",
        "new_parent_page": foreign.pages[-1].pk,
        "chooser": foreign.pages[-1].pk,
        "confirm": "1",
        "include_descendants": "on",
        "move_applicable": "on",
        "tags": "hacked",
        "collection": foreign.authority.collection_id,
        "email": foreign.editor.email,
        "authority": foreign.authority.pk,
        "role": "editor",
        "locked": "on",
        "restriction_type": "login",
        "answer": "accepted",
        "reason_ar": "hacked",
        "words": "hacked",
        "every": "1",
        "chosen": foreign.input.public_id,
        "url": "https://example.org/",
        "external-link-chooser-url": "https://example.org/",
        "instance": page.pk,
    }


def snapshot() -> dict[str, Any]:
    """Every row of every table, but what a request says of its own sender."""
    rows: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if table not in VOLATILE and not model._meta.proxy:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
                rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows


def found_in(client: Client, foreign: Foreign) -> list[str]:
    """Addresses whose answer holds the marker."""
    found = []
    for route in routes():
        for path in addresses(route, foreign):
            for extra in (questions(foreign), {}):
                answer = client.get(path, extra)
                if answer.status_code >= 500 or holds_marker(answer):
                    query = "with" if extra else "without"
                    found.append(f"{answer.status_code} {path} {query} query")
    return found


def holds_marker(answer: Any) -> bool:
    if answer.streaming:
        content = b"".join(answer.streaming_content).decode(errors="replace")
    else:
        content = answer.content.decode(errors="replace")
    return MARKER in content


def test_the_authoritys_own_editor_finds_it(foreign: Foreign) -> None:
    own = signed_in(foreign.editor)
    page = foreign.pages[1]
    for path in (
        f"/admin/pages/{page.pk}/edit/",
        f"/admin/pages/{page.get_parent().pk}/",
        f"/admin/pages/{page.pk}/history/",
        f"/admin/images/{foreign.image.pk}/",
        f"/admin/documents/edit/{foreign.document.pk}/",
        "/admin/reports/site-history/",
    ):
        answer = own.get(path)
        assert answer.status_code == 200, path
        assert holds_marker(answer), path


def test_a_stranger_finds_nothing_at_any_route(
    foreign: Foreign, stranger: Client
) -> None:
    found = found_in(stranger, foreign)
    assert not found, "\n".join(found)


def test_a_stranger_changes_nothing_at_any_route(
    foreign: Foreign, stranger: Client
) -> None:
    stranger.get("/admin/")
    before = snapshot()
    found = []
    with ExitStack() as watching:
        writes = Writes()
        watching.enter_context(connection.execute_wrapper(writes))
        for route in routes():
            if route.startswith("/admin/logout"):
                continue
            for path in addresses(route, foreign):
                writes.path = path
                answer = stranger.post(path, payload(foreign))
                if answer.status_code >= 500 or holds_marker(answer):
                    found.append(f"{answer.status_code} {path}")
    after = snapshot()
    assert not found, "\n".join(found)
    changed = {table for table in before if before[table] != after[table]}
    assert not changed, {w for w in writes.seen if any(t in w for t in changed)}


class Writes:
    """Remembers which address wrote to which table, for whoever mends a failure."""

    def __init__(self) -> None:
        self.path = ""
        self.seen: set[str] = set()

    def __call__(
        self, execute: Any, sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.seen.add(f"{self.path}: {sql[:80]}")
        return execute(sql, params, many, context)


def test_nobody_opens_the_doors_that_are_closed_to_all(foreign: Foreign) -> None:
    admin = signed_in(PersonFactory(superuser=True))
    page = foreign.pages[1]
    for path in (
        "/admin/groups/",
        f"/admin/pages/{page.pk}/privacy/",
        f"/admin/users/delete/{foreign.editor.pk}/",
        f"/admin/api/main/pages/{page.pk}/action/publish/",
        f"/admin/api/main/pages/{page.pk}/action/delete/",
        "/admin/failwhale/",
    ):
        assert admin.get(path, follow=True).status_code == 404, path


def test_members_open_no_settings(foreign: Foreign) -> None:
    own = signed_in(foreign.approver)
    for door in (
        "users",
        "sites",
        "workflows/list",
        "redirects",
        "members",
        "snippets",
    ):
        assert own.get(f"/admin/{door}/", follow=True).status_code == 404, door
