"""The administration of draft texts."""

from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from drafts.documents import Part
from drafts.models import Draft, ImportAttempt, Version
from drafts.queries import outline_of, outline_of_import
from drafts.services import seal_version, start_import
from drafts.states import VersionState
from foundation.accounts.models import Person
from foundation.organisations.models import Authority, Role
from tests.factories.drafts import (
    DraftFactory,
    VersionFactory,
    arabic_text,
    english_text,
)
from tests.factories.organisations import AuthorityFactory, member_of

pytestmark = pytest.mark.django_db

LAW = """نظام الأرصفة
المادة الأولى
يقصد بالرصيف ما يلي:
١- كل ممر للمشاة.
٢- كل درج عام.
المادة الثالثة
لا يشغل الرصيف بغير إذن.
"""


def editor_of(authority: Authority) -> Person:
    editor = member_of(authority, Role.EDITOR)
    door = Permission.objects.get(codename="access_admin")
    editor.user_permissions.add(door)
    return Person.objects.get(pk=editor.pk)


@pytest.fixture
def authority() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def editor(authority: Authority) -> Person:
    return editor_of(authority)


@pytest.fixture
def desk(client: Client, editor: Person) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def version(authority: Authority) -> Version:
    return VersionFactory(draft=DraftFactory(authority=authority))


@pytest.fixture
def attempt(authority: Authority, editor: Person, now: datetime) -> ImportAttempt:
    return start_import(authority=authority, text=arabic_text(3), actor=editor, now=now)


def filled(
    parts: list[Part], languages: tuple[str, ...] = ("ar", "en")
) -> dict[str, Any]:
    """What a browser sends back for a page of parts when nothing was typed."""
    sent: dict[str, Any] = {"key": [part.key for part in parts]}
    for part in parts:
        sent |= {
            f"{part.key}-kind": part.kind,
            f"{part.key}-number": part.number,
            f"{part.key}-level": part.level,
            f"{part.key}-was": part.digest,
        }
        for code in languages:
            heading, text, _summary = part.says(code)
            sent[f"{part.key}-heading_{code}"] = heading
            sent[f"{part.key}-text_{code}"] = text.replace("\n", "\r\n")
    return sent


def test_the_list_shows_only_the_own_authoritys_drafts(
    desk: Client, version: Version, attempt: ImportAttempt
) -> None:
    foreign = VersionFactory()
    page = desk.get(reverse("drafts:list")).content.decode()
    assert version.draft.title_ar in page
    assert reverse("drafts:correct", args=[attempt.public_id]) in page
    assert foreign.draft.title_ar not in page


def test_the_list_needs_as_many_queries_for_thirty_drafts_as_for_one(
    desk: Client, authority: Authority
) -> None:
    desk.get(reverse("drafts:list"))
    counts = []
    for count in (1, 30):
        for _each in range(count):
            VersionFactory(draft=DraftFactory(authority=authority), count=1)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(reverse("drafts:list")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_outline_needs_as_many_queries_for_a_long_text(
    desk: Client, authority: Authority
) -> None:
    counts = []
    for count in (2, 2, 90):
        draft = DraftFactory(authority=authority)
        VersionFactory(draft=draft, count=count)
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("drafts:edit", args=[draft.public_id]))
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_a_pasted_text_becomes_a_proposed_split_and_no_draft(
    desk: Client, authority: Authority
) -> None:
    answer = desk.post(
        reverse("drafts:import"), {"authority": authority.pk, "pasted": LAW}
    )
    attempt = ImportAttempt.objects.get()
    assert answer.url == reverse("drafts:correct", args=[attempt.public_id])
    assert (attempt.title, attempt.language) == ("نظام الأرصفة", "ar")
    assert [p.number for p in outline_of_import(attempt)] == ["1", "3"]
    assert not Draft.objects.exists()
    page = desk.get(answer.url).content.decode()
    assert "المادة الأولى" in page
    assert "كل درج عام" in page


def test_the_page_says_what_looks_unusual(desk: Client, authority: Authority) -> None:
    answer = desk.post(
        reverse("drafts:import"),
        {"authority": authority.pk, "pasted": LAW},
        follow=True,
    )
    assert any("2" in sentence for sentence, _url in answer.context["concerns"])


@pytest.mark.parametrize("name", ["law.txt", "law.md", "law.html"])
def test_a_file_becomes_a_proposed_split(
    name: str, desk: Client, authority: Authority
) -> None:
    text = LAW
    if name.endswith("html"):
        text = "".join(f"<p>{line}</p>" for line in LAW.splitlines())
    upload = SimpleUploadedFile(name, text.encode())
    desk.post(reverse("drafts:import"), {"authority": authority.pk, "file": upload})
    attempt = ImportAttempt.objects.get()
    assert attempt.source_name == name
    assert [p.number for p in outline_of_import(attempt)] == ["1", "3"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("law.docx", b"PK\x03\x04 broken"),
        ("law.docx", b"no archive at all"),
        ("law.pdf", b"%PDF-1.7"),
        ("law.txt", b"%PDF-1.7"),
        ("law.txt", bytes(range(128, 256)) * 3),
        ("law.txt", b"  \n"),
        ("law.txt", b""),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence_and_nothing_is_saved(
    name: str, content: bytes, desk: Client, authority: Authority
) -> None:
    sent = {
        "authority": authority.pk,
        "title": "عنوان كتبته",
        "file": SimpleUploadedFile(name, content),
    }
    answer = desk.post(reverse("drafts:import"), sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert "عنوان كتبته" in answer.content.decode()
    assert not ImportAttempt.objects.exists()


@pytest.mark.parametrize(
    "sent", [{}, {"pasted": " \n"}, {"pasted": "نص", "file": "both"}]
)
def test_exactly_one_source_is_needed(
    sent: dict[str, Any], desk: Client, authority: Authority
) -> None:
    if "file" in sent:
        sent = {**sent, "file": SimpleUploadedFile("a.txt", LAW.encode())}
    answer = desk.post(reverse("drafts:import"), {"authority": authority.pk, **sent})
    assert answer.status_code == 422
    assert not ImportAttempt.objects.exists()


def test_a_text_without_articles_is_one_section_and_says_so(
    desk: Client, authority: Authority
) -> None:
    answer = desk.post(
        reverse("drafts:import"),
        {"authority": authority.pk, "pasted": "كلام بلا مواد.", "title": "بيان"},
        follow=True,
    )
    assert answer.status_code == 200
    assert answer.context["part_count"] == 1
    assert len(answer.context["concerns"]) == 1


def test_a_corrected_split_is_saved_as_a_draft(
    desk: Client, attempt: ImportAttempt
) -> None:
    parts = outline_of_import(attempt)
    sent = filled(parts, ("ar",))
    sent[f"{parts[2].key}-text_ar"] = "نص صححته."
    url = reverse("drafts:correct", args=[attempt.public_id])
    answer = desk.post(url, {**sent, "title": "لائحة مصححة", "act": "finish"})
    draft = Draft.objects.get()
    assert answer.url == reverse("drafts:edit", args=[draft.public_id])
    assert draft.title_ar == "لائحة مصححة"
    saved = outline_of(draft.versions.get())
    assert saved[2].says("ar").text == "نص صححته."
    assert [p.number for p in saved] == [p.number for p in parts]
    assert desk.get(url).url == answer.url


def test_a_draft_without_title_is_not_saved_and_keeps_what_was_typed(
    desk: Client, attempt: ImportAttempt
) -> None:
    parts = outline_of_import(attempt)
    sent = filled(parts, ("ar",)) | {"title": " ", "act": "finish"}
    sent[f"{parts[2].key}-text_ar"] = "نص صححته."
    answer = desk.post(reverse("drafts:correct", args=[attempt.public_id]), sent)
    assert answer.status_code == 422
    assert "نص صححته." in answer.content.decode()
    assert not Draft.objects.exists()


def test_an_import_is_dropped(desk: Client, attempt: ImportAttempt) -> None:
    url = reverse("drafts:forget", args=[attempt.public_id])
    assert desk.get(url).status_code == 405
    desk.post(url)
    assert not ImportAttempt.objects.exists()


def test_the_second_language_is_written_beside_the_first(
    desk: Client, version: Version, editor: Person, now: datetime
) -> None:
    keys = [part.key for part in outline_of(version)]
    english = start_import(
        authority=version.draft.authority,
        text=english_text(3),
        draft=version.draft,
        actor=editor,
        now=now,
    )
    sent = filled(outline_of_import(english), ("en",)) | {"act": "finish"}
    desk.post(reverse("drafts:correct", args=[english.public_id]), sent)
    outline = outline_of(version)
    assert [part.key for part in outline] == keys
    assert outline[2].says("en").heading == "Article 1"
    assert outline[2].says("ar").heading == "المادة (1)"


def test_typed_corrections_are_kept_whatever_button_is_pressed(
    desk: Client, version: Version
) -> None:
    parts = outline_of(version)
    url = reverse("drafts:edit", args=[version.draft.public_id])
    sent = filled(parts) | {"act": f"merge:{parts[4].key}"}
    sent[f"{parts[2].key}-heading_en"] = "Article One"
    answer = desk.post(url, sent)
    assert answer.url == f"{url}?page=1#part-{parts[3].key}"
    after = outline_of(version)
    assert after[2].says("en").heading == "Article One"
    assert after[3].says("ar").text == "نص المادة رقم 2.\nالمادة (3)\nنص المادة رقم 3."
    assert len(after) == 4


@pytest.mark.parametrize(
    ("act", "order"),
    [("up", [0, 1, 3, 2, 4]), ("down", [0, 1, 2, 4, 3])],
)
def test_sections_move(
    act: str, order: list[int], desk: Client, version: Version
) -> None:
    parts = outline_of(version)
    url = reverse("drafts:edit", args=[version.draft.public_id])
    desk.post(url, filled(parts) | {"act": f"{act}:{parts[3].key}"})
    assert outline_of(version) == [parts[at] for at in order]


def test_a_heading_that_is_none_becomes_text(desk: Client, version: Version) -> None:
    parts = outline_of(version)
    url = reverse("drafts:edit", args=[version.draft.public_id])
    desk.post(url, filled(parts) | {"act": f"unmark:{parts[3].key}"})
    after = outline_of(version)[3]
    assert after.says("ar") == ("", "المادة (2)\nنص المادة رقم 2.", "")
    assert (after.key, after.number) == (parts[3].key, "")


def test_a_section_is_split_at_a_line(
    desk: Client, authority: Authority, editor: Person, now: datetime
) -> None:
    sent = {"authority": authority.pk, "pasted": LAW.replace("المادة الثالثة\n", "")}
    answer = desk.post(reverse("drafts:import"), sent)
    attempt = ImportAttempt.objects.get()
    only = outline_of_import(attempt)[0]
    pressed = filled([only], ("ar",)) | {"act": f"split:{only.key}"}
    step = desk.post(answer.url, pressed).url
    page = desk.get(step)
    assert "لا يشغل الرصيف بغير إذن." in page.content.decode()
    desk.post(step, {"ar": "4", "was": only.digest})
    attempt.refresh_from_db()
    first, second = outline_of_import(attempt)
    assert first.key == only.key
    assert first.says("ar").text.endswith("كل درج عام.")
    assert second.says("ar").text == "لا يشغل الرصيف بغير إذن."


def test_a_heading_inside_a_text_is_read_when_split_there(
    desk: Client, version: Version
) -> None:
    parts = outline_of(version)
    url = reverse("drafts:edit", args=[version.draft.public_id])
    desk.post(url, filled(parts) | {"act": f"merge:{parts[4].key}"})
    joined = outline_of(version)[3]
    step = reverse("drafts:edit-split", args=[version.draft.public_id, joined.key])
    desk.post(step, {"ar": "2", "was": joined.digest})
    again = outline_of(version)[4]
    assert (again.kind, again.number) == ("article", "3")
    assert again.says("ar") == ("المادة (3)", "نص المادة رقم 3.", "")


def test_no_line_chosen_splits_nothing(desk: Client, version: Version) -> None:
    part = outline_of(version)[3]
    step = reverse("drafts:edit-split", args=[version.draft.public_id, part.key])
    assert desk.post(step, {"ar": "", "was": part.digest}).status_code == 422
    assert desk.post(step, {"ar": "99", "was": part.digest}).status_code == 422
    assert len(outline_of(version)) == 5


def test_a_section_is_left_out_after_asking(desk: Client, version: Version) -> None:
    part = outline_of(version)[3]
    step = reverse("drafts:edit-drop", args=[version.draft.public_id, part.key])
    assert "نص المادة رقم 2." in desk.get(step).content.decode()
    assert desk.post(step, {"was": "stale"}).status_code == 409
    assert desk.post(step, {"was": part.digest}).status_code == 302
    assert part.key not in {p.key for p in outline_of(version)}


@pytest.mark.parametrize("place", [None, 2])
def test_a_section_is_added(place: int | None, desk: Client, version: Version) -> None:
    parts = outline_of(version)
    args = [version.draft.public_id] + ([parts[place].key] if place else [])
    sent = {
        "new-kind": "article",
        "new-number": "1 bis",
        "new-level": "2",
        "new-heading_ar": "المادة الأولى مكرر",
        "new-text_ar": "نص.",
        "new-heading_en": "",
        "new-text_en": "",
    }
    step = reverse("drafts:edit-add", args=args)
    assert desk.get(step).status_code == 200
    assert desk.post(step, sent).status_code == 302
    after = outline_of(version)
    assert after[place + 1 if place else 0].number == "1 bis"
    assert len(after) == 6


def test_wrong_fields_are_marked_and_everything_typed_is_kept(
    desk: Client, version: Version
) -> None:
    parts = outline_of(version)
    sent = filled(parts)
    sent[f"{parts[2].key}-number"] = "9" * 41
    sent[f"{parts[3].key}-text_ar"] = "نص صححته."
    answer = desk.post(reverse("drafts:edit", args=[version.draft.public_id]), sent)
    assert answer.status_code == 422
    assert "9" * 41 in answer.content.decode()
    assert "نص صححته." in answer.content.decode()
    assert outline_of(version) == parts


def test_two_windows_on_different_sections_do_not_disturb_each_other(
    desk: Client, version: Version
) -> None:
    parts = outline_of(version)
    url = reverse("drafts:edit", args=[version.draft.public_id])
    for place in (2, 3):
        sent = filled(parts)
        sent[f"{parts[place].key}-text_ar"] = f"نص {place}"
        assert desk.post(url, sent).status_code == 302
    assert [p.says("ar").text for p in outline_of(version)[2:4]] == ["نص 2", "نص 3"]


def test_two_windows_on_one_section_lose_nothing(
    desk: Client, version: Version
) -> None:
    parts = outline_of(version)
    url = reverse("drafts:edit", args=[version.draft.public_id])
    sent = filled(parts)
    sent[f"{parts[2].key}-text_ar"] = "من النافذة الأولى"
    desk.post(url, sent)
    sent[f"{parts[2].key}-text_ar"] = "من النافذة الثانية"
    answer = desk.post(url, sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "من النافذة الأولى" in page
    assert "من النافذة الثانية" in page
    assert outline_of(version)[2].says("ar").text == "من النافذة الأولى"
    form = next(f for f in answer.context["forms"] if f.prefix == parts[2].key)
    sent[f"{parts[2].key}-was"] = form["was"].value()
    assert desk.post(url, sent).status_code == 302
    assert outline_of(version)[2].says("ar").text == "من النافذة الثانية"


def test_words_typed_over_a_section_that_is_gone_are_shown(
    desk: Client, version: Version
) -> None:
    parts = outline_of(version)
    url = reverse("drafts:edit", args=[version.draft.public_id])
    desk.post(url, filled(parts) | {"act": f"merge:{parts[4].key}"})
    sent = filled(parts)
    sent[f"{parts[4].key}-text_ar"] = "كلام لا مكان له"
    answer = desk.post(url, sent)
    assert answer.status_code == 409
    assert "كلام لا مكان له" in answer.content.decode()


def test_a_sealed_text_is_shown_locked_with_the_reason(
    desk: Client, version: Version, now: datetime
) -> None:
    parts = outline_of(version)
    seal_version(version=version, now=now)
    url = reverse("drafts:edit", args=[version.draft.public_id])
    page = desk.get(url)
    assert page.context["desk"].locked in page.content.decode()
    assert 'name="act"' not in page.content.decode()
    sent = filled(parts)
    sent[f"{parts[2].key}-text_ar"] = "كتبته قبل الختم"
    answer = desk.post(url, sent)
    assert answer.status_code == 409
    assert "كتبته قبل الختم" in answer.content.decode()
    assert outline_of(version) == parts


def test_after_publication_a_working_version_is_opened(
    desk: Client, authority: Authority
) -> None:
    published = VersionFactory(draft=DraftFactory(authority=authority), published=True)
    public_id = published.draft.public_id
    page = desk.get(reverse("drafts:edit", args=[public_id]))
    assert 'name="act"' not in page.content.decode()
    desk.post(reverse("drafts:open", args=[public_id]))
    newest = published.draft.versions.last()
    assert (newest.number, newest.state) == (2, VersionState.WORKING)
    parts = outline_of(newest)
    sent = filled(parts) | {"act": f"merge:{parts[4].key}"}
    answer = desk.post(reverse("drafts:edit", args=[public_id]), sent)
    assert answer.status_code == 302
    assert [part.key for part in outline_of(newest)] == [p.key for p in parts[:4]]
    assert newest.successions.filter(change="merged").count() == 2
    assert outline_of(published) == parts


def test_a_draft_without_text_can_be_written_by_hand(
    desk: Client, authority: Authority
) -> None:
    draft = DraftFactory(authority=authority)
    url = reverse("drafts:edit", args=[draft.public_id])
    assert desk.get(url).status_code == 200
    desk.post(reverse("drafts:open", args=[draft.public_id]))
    assert desk.get(url).status_code == 200
    assert desk.post(url, {"act": "add:"}).status_code == 302


def test_the_preview_shows_both_languages(desk: Client, version: Version) -> None:
    url = reverse("drafts:preview", args=[version.draft.public_id, version.number])
    assert "نص المادة رقم 1." in desk.get(url).content.decode()
    english = desk.get(url, {"language": "en"})
    assert all(section.is_fallback for section in english.context["sections"])
    assert desk.get(url, {"language": "xx"}, follow=True).status_code == 404


def test_titles_are_changed(desk: Client, version: Version) -> None:
    url = reverse("drafts:rename", args=[version.draft.public_id])
    desk.post(url, {"title_ar": "عنوان", "title_en": "Title"})
    version.draft.refresh_from_db()
    assert version.draft.title_en == "Title"
    answer = desk.post(url, {"title_ar": "", "title_en": " "})
    assert answer.status_code == 422


def test_a_draft_is_deleted_after_asking(desk: Client, version: Version) -> None:
    url = reverse("drafts:delete", args=[version.draft.public_id])
    assert desk.get(url).status_code == 200
    assert Draft.objects.exists()
    desk.post(url)
    assert not Draft.objects.exists()


def test_long_texts_are_corrected_in_pages(desk: Client, authority: Authority) -> None:
    draft = DraftFactory(authority=authority)
    version = VersionFactory(draft=draft, count=60)
    url = reverse("drafts:edit", args=[draft.public_id])
    parts = outline_of(version)
    shown = desk.get(url, {"page": 2}).context["forms"]
    assert [form.prefix for form in shown] == [part.key for part in parts[25:50]]
    sent = filled(parts[25:50]) | {"act": "page:3"}
    assert desk.post(url + "?page=2", sent).url == f"{url}?page=3"
    saved = desk.post(url + "?page=2", filled(parts[25:50]))
    assert saved.url == f"{url}?page=2#part-{parts[25].key}"
    assert desk.get(url, {"page": "x"}).context["page"] == 1
    assert desk.get(url, {"page": 99}).context["page"] == 3


def routes(version: Version, attempt: ImportAttempt) -> list[str]:
    draft, key = version.draft.public_id, outline_of(version)[0].key
    own = outline_of_import(attempt)[0].key
    return [
        reverse("drafts:edit", args=[draft]),
        reverse("drafts:import", args=[draft]),
        reverse("drafts:rename", args=[draft]),
        reverse("drafts:open", args=[draft]),
        reverse("drafts:delete", args=[draft]),
        reverse("drafts:preview", args=[draft, version.number]),
        reverse("drafts:edit-split", args=[draft, key]),
        reverse("drafts:edit-drop", args=[draft, key]),
        reverse("drafts:edit-add", args=[draft]),
        reverse("drafts:edit-add", args=[draft, key]),
        reverse("drafts:correct", args=[attempt.public_id]),
        reverse("drafts:forget", args=[attempt.public_id]),
        reverse("drafts:correct-split", args=[attempt.public_id, own]),
        reverse("drafts:correct-drop", args=[attempt.public_id, own]),
        reverse("drafts:correct-add", args=[attempt.public_id]),
        reverse("drafts:correct-add", args=[attempt.public_id, own]),
    ]


def test_another_authoritys_editor_finds_and_changes_nothing(
    client: Client, version: Version, attempt: ImportAttempt
) -> None:
    parts, proposed = outline_of(version), outline_of_import(attempt)
    client.force_login(editor_of(AuthorityFactory()))
    absent = reverse("drafts:edit", args=["absent"])
    assert client.get(absent, follow=True).status_code == 404
    for url in routes(version, attempt):
        for call in (client.get, client.post):
            sent = {"act": "finish", "pasted": LAW, "was": "x"}
            # Locale middleware sends every missing page on to its language first.
            answer = call(url, sent, follow=True)
            assert answer.status_code in {404, 405}, url
    attempt.refresh_from_db()
    assert outline_of(version) == parts
    assert outline_of_import(attempt) == proposed
    assert ImportAttempt.objects.count() == 1


def test_an_import_into_another_authority_is_refused(desk: Client) -> None:
    other = AuthorityFactory()
    sent = {"authority": other.pk, "pasted": LAW}
    assert desk.post(reverse("drafts:import"), sent).status_code == 422
    assert not ImportAttempt.objects.exists()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MODERATOR])
def test_other_roles_do_not_write_drafts(
    role: Role, client: Client, version: Version
) -> None:
    person = member_of(version.draft.authority, role)
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(person)
    url = reverse("drafts:edit", args=[version.draft.public_id])
    assert client.get(url, follow=True).status_code == 404
    assert client.get(reverse("drafts:import")).status_code == 403


def test_visitors_are_sent_to_sign_in(client: Client, version: Version) -> None:
    url = reverse("drafts:edit", args=[version.draft.public_id])
    assert client.get(url).status_code == 302


HOSTILE = [
    "<script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "{{ 7|add:7 }} {% csrf_token %}",
    "\u202eمقلوب\u202c 🏛️",
    "' OR 1=1 --",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_as_they_were_typed(
    words: str, desk: Client, version: Version
) -> None:
    parts = outline_of(version)
    url = reverse("drafts:edit", args=[version.draft.public_id])
    sent = filled(parts)
    sent[f"{parts[2].key}-text_ar"] = words
    sent[f"{parts[2].key}-heading_en"] = words
    desk.post(url, sent)
    assert outline_of(version)[2].says("ar").text == words
    preview = reverse("drafts:preview", args=[version.draft.public_id, 1])
    for address in (url, preview):
        page = desk.get(address).content.decode()
        assert "<script>alert(1)" not in page
        assert "<img src=x" not in page
