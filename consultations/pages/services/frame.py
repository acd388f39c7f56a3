"""The frame of the site: home, workflow, and each authority's part of the tree."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from consultations.pages.models import ApprovalTask, AuthorityPage, HomePage
from foundation.core.translated import LANGUAGES
from foundation.organisations.models import Authority, Role

SITE_NAME = "صوت"
HOME_SLUG = "sawt-home"
WORKFLOW = "اعتماد شخص ثانٍ"
PAGE_RIGHTS = {
    Role.EDITOR: ("add_page", "change_page"),
    Role.APPROVER: ("add_page", "change_page", "lock_page", "unlock_page"),
}
COLLECTION_RIGHTS = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
)


@transaction.atomic
def ensure_site() -> HomePage:
    """Make what the public site stands on, where it is missing; else change nothing."""
    Locale.objects.get_or_create(language_code="ar")
    home = HomePage.objects.first() or _make_home()
    if not Site.objects.filter(root_page=home).exists():
        Site.objects.all().delete()
        Site.objects.create(
            hostname="localhost",
            site_name=SITE_NAME,
            root_page=home,
            is_default_site=True,
        )
    _ensure_workflow(home)
    return home


@transaction.atomic
def ensure_authority_page(*, authority: Authority) -> AuthorityPage:
    """Make an authority's part of the tree and the rights of its roles."""
    found = AuthorityPage.objects.filter(authority=authority).first()
    page: AuthorityPage = found or _make_authority_page(authority)
    for role in Role:
        _give_rights(authority, role, page)
    return page


def _make_home() -> HomePage:
    root = Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", slug="root")
    )
    # Wagtail's own migration leaves a page that welcomes developers.
    Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()
    root.refresh_from_db()
    home: HomePage = root.add_child(
        instance=HomePage(heading_ar="صوت", heading_en="Sawt", slug=HOME_SLUG)
    )
    return home


def _ensure_workflow(home: HomePage) -> None:
    task = ApprovalTask.objects.first() or ApprovalTask.objects.create(name=WORKFLOW)
    if WorkflowPage.objects.filter(page=home).exists():
        return
    Workflow.objects.update(active=False)
    workflow = Workflow.objects.create(name=WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(page=home, workflow=workflow)


def _make_authority_page(authority: Authority) -> AuthorityPage:
    page: AuthorityPage = ensure_site().add_child(
        instance=AuthorityPage(
            authority=authority,
            slug=authority.slug,
            **{f"heading_{c}": getattr(authority, f"name_{c}") for c in LANGUAGES},
        )
    )
    return page


def _give_rights(authority: Authority, role: Role, page: AuthorityPage) -> None:
    group = authority.role_groups.get(role=role).group
    group.permissions.add(_permission("wagtailadmin", "access_admin"))
    for codename in PAGE_RIGHTS.get(role, ()):
        GroupPagePermission.objects.get_or_create(
            group=group, page=page, permission=_permission("wagtailcore", codename)
        )
    if role in PAGE_RIGHTS and authority.collection is not None:
        _open_collection(group, authority.collection)


def _open_collection(group: Group, collection: Collection) -> None:
    for app, codename in COLLECTION_RIGHTS:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=_permission(app, codename)
        )


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
