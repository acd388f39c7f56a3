"""Sections explained in plain words: written, kept, hashed, shown and found."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.pages.models import DraftDecisionPage
from consultations.pages.queries.addresses import address_of
from consultations.pages.services import publish_now
from drafts.documents import Part, Words, content_hash
from drafts.documents.corrections import merge_up, unmark
from drafts.models import SectionText, Version
from drafts.queries import api_sections, outline_of, read_version, sections_for_search
from drafts.services import open_working_version, store_outline
from search.documents import of_sections
from tests.drafts.test_views import editor_of, filled
from tests.factories.drafts import DraftFactory, VersionFactory
from tests.factories.organisations import AuthorityFactory
from tests.factories.pages import make_draft_page

pytestmark = pytest.mark.django_db

PLAIN = "ممر يتسع لكرسي متحرك."


def explained(version: Version) -> Version:
    parts = outline_of(version)
    told = [
        Part(
            part.kind,
            part.number,
            part.level,
            {code: said._replace(summary=PLAIN) for code, said in part.words.items()},
            part.key,
        )
        for part in parts
    ]
    return store_outline(version=version, outline=told, actor=None, now=timezone.now())


def test_a_text_without_summaries_has_the_hash_that_it_had_before() -> None:
    plain = Part("article", "1", 1, {"ar": Words("عنوان", "نص")}, "a")
    told = Part("article", "1", 1, {"ar": Words("عنوان", "نص", PLAIN)}, "a")
    assert content_hash([plain]) == (
        content_hash([Part("article", "1", 1, {"ar": Words("عنوان", "نص", "")}, "a")])
    )
    assert plain.content() == ["article", "1", 1, {"ar": ["عنوان", "نص"]}]
    assert content_hash([told]) != content_hash([plain])


def test_an_editor_explains_a_section_in_both_languages(client: Client) -> None:
    authority = AuthorityFactory()
    client.force_login(editor_of(authority))
    version = VersionFactory(draft=DraftFactory(authority=authority))
    parts = outline_of(version)
    key = parts[2].key
    url = reverse("drafts:edit", args=[version.draft.public_id])
    sent = filled(parts) | {
        "act": "",
        f"{key}-summary_ar": f"  {PLAIN}\r\nسطر ثان ",
        f"{key}-summary_en": "A wide path.",
    }
    assert client.post(url, sent).status_code == 302
    part = outline_of(version)[2]
    assert part.says("ar").summary == f"{PLAIN}\nسطر ثان"
    assert part.says("en").summary == "A wide path."
    page = client.get(url).content.decode()
    assert f'name="{key}-summary_ar"' in page
    assert "A wide path." in page


def test_a_reader_gets_the_summary_beside_the_text() -> None:
    version = explained(VersionFactory())
    section = read_version(version, "ar")[2]
    assert (section.summary, section.summary.language) == (PLAIN, "ar")
    assert PLAIN not in section.text
    assert api_sections(version, "ar")[2]["summary"] == PLAIN
    assert sections_for_search(version)[2].summaries == {"ar": PLAIN}


def test_a_section_without_a_summary_has_none() -> None:
    version = VersionFactory()
    assert not read_version(version, "ar")[2].summary
    assert api_sections(version, "ar")[2]["summary"] is None


def test_everyone_sees_and_finds_the_explanation_apart_from_the_text(
    client: Client,
) -> None:
    page = make_draft_page(live=False)
    explained(page.draft.versions.get())
    publish_now(page=page, actor=None, now=timezone.now())
    live = DraftDecisionPage.objects.get(pk=page.pk)
    shown = client.get(address_of(live)).content.decode()
    assert shown.count('<details class="draft-section__plain"') == 2
    assert live.authority.name_ar in shown
    words = [document.wordings["ar"]["text"] for document in of_sections(page.pk)]
    assert all(PLAIN in text for text in words)


def test_summaries_go_along_into_the_next_version() -> None:
    version = VersionFactory(state="working")
    explained(version)
    opened = open_working_version(draft=version.draft, actor=None, now=timezone.now())
    said = SectionText.objects.filter(placement__version=opened)
    assert {each.summary for each in said if each.text} == {PLAIN}


def test_corrections_of_the_order_lose_no_summary() -> None:
    parts = [
        Part("article", str(n), 1, {"ar": Words(f"ع{n}", "نص", f"ش{n}")}, f"k{n}")
        for n in (1, 2)
    ]
    [joined] = merge_up(parts, "k2")
    assert joined.says("ar").summary == "ش1\nش2"
    assert unmark(parts, "k1")[0].says("ar").summary == "ش1"
