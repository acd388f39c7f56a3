"""Files of published versions, as everyone downloads them."""

import threading
from dataclasses import replace
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone, translation

from consultations.pages.models import DraftDecisionPage
from consultations.pages.queries.addresses import address_of
from drafts.exports import files, storing
from drafts.exports.errors import FilesBusyError
from drafts.exports.pdf import writing
from drafts.models import SectionText, Version
from drafts.queries import read_version
from drafts.queries.files import download_links
from drafts.tasks import make_file
from foundation.core.translated import Wording
from tests.drafts.exports.making import faults_of, read_again
from tests.factories.pages import make_draft_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> Version:
    """A published version on a page that everyone may see."""
    page = make_draft_page()
    return Version.objects.select_related("draft").get(draft=page.draft)


def address(version: Version, ending: str, language: str = "ar") -> str:
    draft = version.draft.public_id
    return f"/{language}/texts/{draft}/versions/{version.number}/text.{ending}"


def test_akoma_ntoso_of_a_version_is_lawful_and_read_again(
    client: Client, version: Version
) -> None:
    answer = client.get(address(version, "akn.xml"))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/akn+xml"
    assert faults_of(answer.content) == []
    text = read_again(answer.content)
    assert text.title == version.draft.title_ar
    assert [s.number for s in text.sections if s.kind == "article"] == ["1", "2"]


def test_a_file_has_an_arabic_name_and_says_when_it_changed(
    client: Client, version: Version
) -> None:
    answer = client.get(address(version, "md"))
    assert "filename*=utf-8''" in answer["Content-Disposition"]
    assert quote("مشروع") in answer["Content-Disposition"]
    assert answer["Content-Language"] == "ar"
    assert answer["ETag"]
    assert answer["Last-Modified"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_the_reader_has_is_not_sent_again(
    client: Client, version: Version
) -> None:
    etag = client.get(address(version, "md"))["ETag"]
    again = client.get(address(version, "md"), headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_markdown_says_title_headings_and_texts(
    client: Client, version: Version
) -> None:
    words = client.get(address(version, "md")).content.decode()
    assert words.startswith(f"# {version.draft.title_ar}\n")
    said = SectionText.objects.filter(placement__version=version)
    assert said
    for each in said:
        assert each.heading in words
        assert each.text in words


@pytest.mark.parametrize("ending", ["pdf", "plain.pdf", "akn.xml", "md"])
def test_a_hidden_page_hides_its_files(
    client: Client, version: Version, ending: str
) -> None:
    DraftDecisionPage.objects.get(draft=version.draft).unpublish()
    assert client.get(address(version, ending)).status_code == 404


def test_versions_that_are_not_published_have_no_files(
    client: Client, version: Version
) -> None:
    Version.objects.create(
        draft=version.draft,
        number=2,
        created_at=timezone.now(),
        changed_at=timezone.now(),
    )
    second = Version.objects.get(draft=version.draft, number=2)
    assert client.get(address(second, "md")).status_code == 404


def test_a_language_without_words_has_no_files(
    client: Client, version: Version
) -> None:
    assert client.get(address(version, "md", "en")).status_code == 404


def test_an_unknown_ending_is_no_file(client: Client, version: Version) -> None:
    assert client.get(address(version, "exe")).status_code == 404


def test_a_file_is_made_once_and_kept(client: Client, version: Version) -> None:
    client.get(address(version, "akn.xml"))
    made = files.file_of(version, "ar", "akn.xml")
    assert default_storage.exists(made.name)
    assert client.get(address(version, "akn.xml")).content == made.content()


def test_a_kept_file_is_sent_with_few_queries(
    client: Client, version: Version, django_assert_max_num_queries: Any
) -> None:
    client.get(address(version, "akn.xml"))
    with django_assert_max_num_queries(8):
        client.get(address(version, "akn.xml"))


def test_a_new_title_gives_a_new_file(version: Version) -> None:
    before = files.file_of(version, "ar", "md").name
    version.draft.title_ar = "عنوان آخر"
    assert files.file_of(version, "ar", "md").name != before


def test_a_file_is_never_made_twice_at_the_same_time() -> None:
    made = []
    started = threading.Event()

    def make() -> bytes:
        made.append(1)
        started.wait(1)
        return b"words"

    threads = [
        threading.Thread(target=storing.keep, args=("exports/a/b.md", make))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    started.set()
    for thread in threads:
        thread.join()
    assert made == [1]
    default_storage.delete("exports/a/b.md")


def test_who_would_wait_too_long_is_told_to_come_again() -> None:
    held, done = threading.Event(), threading.Event()

    def make_slowly() -> bytes:
        held.set()
        done.wait(10)
        return b"slow"

    slow = threading.Thread(target=storing.keep, args=("exports/a/slow", make_slowly))
    slow.start()
    held.wait(10)
    with pytest.raises(FilesBusyError):
        storing.keep("exports/a/other", lambda: b"other", wait_seconds=0)
    done.set()
    slow.join()
    default_storage.delete("exports/a/slow")


def test_a_long_pdf_is_made_by_the_worker(
    client: Client, version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_AT_ONCE", 1)
    waiting = client.get(address(version, "pdf"))
    assert waiting.status_code == 202
    assert waiting["Refresh"] == "10"
    assert make_file.func(version.pk, "ar", "pdf")
    assert client.get(address(version, "pdf"))["Content-Type"] == "application/pdf"


def test_without_weasyprint_the_page_says_so(
    client: Client, version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_weasyprint", lambda: None)
    answer = client.get(address(version, "pdf"), headers={"accept": "text/html"})
    assert answer.status_code == 503
    assert not writing.is_available()
    assert make_file.func(version.pk, "ar", "pdf") is False
    assert client.get(address(version, "md")).status_code == 200


def test_a_pdf_is_sent_as_one(client: Client, version: Version) -> None:
    answer = client.get(address(version, "pdf"))
    assert BytesIO(answer.content).read(5) == b"%PDF-"


def test_the_page_links_the_files_of_the_version_that_is_read(
    client: Client, version: Version
) -> None:
    page = client.get(address_of(DraftDecisionPage.objects.get(draft=version.draft)))
    for ending in ("pdf", "akn.xml", "md"):
        assert address(version, ending) in page.content.decode()
    assert address(version, "plain.pdf") not in page.content.decode()


def test_links_lead_to_the_language_that_the_text_has(version: Version) -> None:
    with translation.override("en"):
        links = download_links(version, read_version(version, "en"))
    assert {link["url"][:4] for link in links} == {"/ar/"}


def test_a_version_with_summaries_offers_a_pdf_with_them(version: Version) -> None:
    plain, *rest = read_version(version, "ar")
    told = replace(plain, summary=Wording("باختصار", "ar"))
    links = download_links(version, [told, *rest])
    assert any(link["url"].endswith("plain.pdf") for link in links)
