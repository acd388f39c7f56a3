"""The command that makes a draft decision from a file."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from consultations.pages.models import DraftDecisionPage
from drafts.services import seal_version
from tests.factories.organisations import AuthorityFactory

pytestmark = pytest.mark.django_db
LAW = """نظام الحدائق

المادة الأولى: تعريفات
الحديقة مكان عام.

المادة الثانية: الدخول
الدخول مجاني.
"""


@pytest.fixture
def law(tmp_path: Path) -> Path:
    path = tmp_path / "law.txt"
    path.write_text(LAW, encoding="utf-8")
    return path


def run(*args: Any) -> dict[str, Any]:
    out = StringIO()
    call_command("import_draft", *map(str, args), stdout=out)
    return json.loads(out.getvalue())


def test_a_published_import_is_open_for_comments(law: Path) -> None:
    authority = AuthorityFactory()
    result = run(law, "--authority", authority.slug, "--publish")
    page = DraftDecisionPage.objects.get()
    assert result == {
        "id": page.draft.public_id,
        "slug": page.slug,
        "url": result["url"],
        "version": 1,
        "sections": 2,
    }
    assert page.live
    assert page.draft.thread.is_open(now=timezone.now())
    assert all(
        s.thread.is_open(now=timezone.now())
        for s in page.draft.sections.select_related("thread")
    )


def test_an_import_that_is_not_published_stays_with_the_authority(law: Path) -> None:
    run(law, "--authority", AuthorityFactory().slug, "--title", "عنوان آخر")
    page = DraftDecisionPage.objects.get()
    assert not page.live
    assert page.heading_ar == "عنوان آخر"


def test_the_same_title_again_is_a_new_version_of_that_draft(
    law: Path, tmp_path: Path
) -> None:
    slug = AuthorityFactory().slug
    first = run(law, "--authority", slug, "--publish")
    newer = tmp_path / "newer.txt"
    newer.write_text(
        LAW.replace("مجاني", "مجاني للأطفال")
        + "\nالمادة الثالثة: الإغلاق\nتغلق ليلا.\n",
        encoding="utf-8",
    )
    second = run(newer, "--authority", slug, "--publish")
    assert (second["version"], second["sections"]) == (2, 3)
    assert (second["id"], second["url"]) == (first["id"], first["url"])
    page = DraftDecisionPage.objects.get()
    assert page.version.number == 2
    changes = page.version.successions.values_list("change", flat=True)
    assert sorted(changes) == ["added", "changed", "unchanged"]
    assert all(
        section.thread.is_open(now=timezone.now())
        for section in page.draft.sections.select_related("thread")
    )


def test_the_very_same_text_again_changes_nothing(law: Path) -> None:
    slug = AuthorityFactory().slug
    first = run(law, "--authority", slug, "--publish")
    assert run(law, "--authority", slug, "--publish") == first


def test_a_version_that_is_not_published_leaves_the_page_as_it_is(
    law: Path, tmp_path: Path
) -> None:
    slug = AuthorityFactory().slug
    run(law, "--authority", slug, "--publish")
    newer = tmp_path / "newer.txt"
    newer.write_text(LAW.replace("مجاني", "مجاني للأطفال"), encoding="utf-8")
    assert run(newer, "--authority", slug)["version"] == 2
    page = DraftDecisionPage.objects.get()
    assert page.live
    assert page.version.number == 1


def test_a_draft_that_was_not_open_is_opened_by_publishing(law: Path) -> None:
    slug = AuthorityFactory().slug
    run(law, "--authority", slug)
    run(law, "--authority", slug, "--publish")
    page = DraftDecisionPage.objects.get()
    assert page.live
    assert page.draft.thread.is_open(now=timezone.now())


def test_a_text_that_waits_for_approval_is_not_written_over(law: Path) -> None:
    slug = AuthorityFactory().slug
    run(law, "--authority", slug)
    page = DraftDecisionPage.objects.get()
    seal_version(version=page.draft.versions.get(), now=timezone.now())
    with pytest.raises(CommandError):
        run(law, "--authority", slug, "--publish")


def test_another_authority_may_use_the_same_title(law: Path) -> None:
    run(law, "--authority", AuthorityFactory().slug)
    run(law, "--authority", AuthorityFactory().slug)
    assert DraftDecisionPage.objects.count() == 2


def test_an_unknown_authority_is_refused(law: Path) -> None:
    with pytest.raises(CommandError):
        run(law, "--authority", "nobody")


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"no zip at all")
    with pytest.raises(CommandError):
        run(broken, "--authority", AuthorityFactory().slug)
    assert not DraftDecisionPage.objects.exists()


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    with pytest.raises(CommandError):
        run(empty, "--authority", AuthorityFactory().slug)
    assert not DraftDecisionPage.objects.exists()
