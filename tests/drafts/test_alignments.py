"""The administration's page on what becomes of the sections of a version."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from drafts.models import Version
from drafts.queries import outline_of, successions_of
from drafts.services import publish_version, seal_version, write_version
from drafts.splitting import SplitSection, SplitText
from foundation.organisations.models import Authority
from tests.drafts.test_views import editor_of
from tests.factories.drafts import DraftFactory, VersionFactory
from tests.factories.organisations import AuthorityFactory

pytestmark = pytest.mark.django_db

SCOPE = "تسري أحكام هذه اللائحة على أرصفة المدينة وساحاتها العامة كافة."
WALKING = "يلتزم المرخص له بترك ممر خال للمشاة لا يقل عرضه عن متر ونصف المتر."
HOURS = "تفتح الجلسات الخارجية أبوابها من السابعة صباحا إلى منتصف الليل."
FIRST = [SCOPE, WALKING, HOURS]
OTHER = "على أصحاب المقاهي إغلاق مظلاتهم عند هبوب العواصف الرملية الشديدة."
SECOND = [SCOPE, WALKING.replace("ونصف المتر", "وثمانين سنتيمترا"), OTHER]


def text_of(articles: Sequence[str]) -> SplitText:
    sections = [
        SplitSection("article", str(n), f"المادة ({n})", 1, words)
        for n, words in enumerate(articles, start=1)
    ]
    return SplitText("لائحة الجلسات الخارجية", "ar", sections)


@pytest.fixture
def authority() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def desk(client: Client, authority: Authority) -> Client:
    client.force_login(editor_of(authority))
    return client


@pytest.fixture
def first(authority: Authority) -> Version:
    draft = DraftFactory(authority=authority)
    return VersionFactory(draft=draft, texts=[text_of(FIRST)], published=True)


@pytest.fixture
def second(first: Version, now: datetime) -> Version:
    return write_version(
        draft=first.draft, texts=[text_of(SECOND)], actor=None, now=now
    )


def url(name: str, version: Version, *args: str) -> str:
    return reverse(f"drafts:{name}", args=[version.draft.public_id, *args])


def key_of(version: Version, number: str) -> str:
    return next(part.key for part in outline_of(version) if part.number == number)


def became(version: Version, key: str) -> set[tuple[str, str]]:
    return {(row.new, row.change) for row in successions_of(version) if row.old == key}


def digest_shown(desk: Client, address: str) -> str:
    form = desk.get(address).context["form"]
    return str(form["was"].value())


def test_both_versions_stand_side_by_side(desk: Client, second: Version) -> None:
    shown = desk.get(url("alignment", second))
    html = shown.content.decode()
    assert shown.status_code == 200
    assert "redline__out" in html
    assert "redline__in" in html
    assert "المادة (1)" not in html
    everything = desk.get(url("alignment", second) + "?show=all").content.decode()
    assert "المادة (1)" in everything


def test_the_list_is_narrowed_to_what_needs_a_look(
    desk: Client, second: Version
) -> None:
    shown = desk.get(url("alignment", second) + "?show=look")
    assert [row["pair"].part.number for row in shown.context["rows"]] == ["3"]
    strange = desk.get(url("alignment", second) + "?show=nothing&page=x")
    assert strange.status_code == 200


def test_an_editor_corrects_what_became_of_a_section(
    desk: Client, first: Version, second: Version
) -> None:
    old = key_of(first, "3")
    address = url("correct-old", second, old)
    sent = {"others": [], "keeper": "", "was": digest_shown(desk, address)}
    done = desk.post(address + "?show=look", sent)
    assert done["Location"] == url("alignment", second) + "?show=look"
    assert became(second, old) == {("", "removed")}
    shown = desk.get(url("alignment", second) + "?show=corrected")
    assert len(shown.context["rows"]) == 2


def test_an_editor_corrects_where_a_section_comes_from(
    desk: Client, first: Version, second: Version
) -> None:
    old = [key_of(first, "2"), key_of(first, "3")]
    new = key_of(second, "2")
    address = url("correct-new", second, new)
    sent = {"others": old, "keeper": old[1], "was": digest_shown(desk, address)}
    assert desk.post(address, sent).status_code == 302
    assert key_of(second, "2") == old[1]
    assert became(second, old[0]) == {(old[1], "merged")}


def test_a_correction_is_undone_by_a_button(
    desk: Client, first: Version, second: Version
) -> None:
    old = key_of(first, "3")
    before = successions_of(second)
    address = url("correct-old", second, old)
    desk.post(address, {"others": [], "was": digest_shown(desk, address)})
    desk.post(url("forget-corrections", second))
    assert {row[:3] for row in successions_of(second)} == {row[:3] for row in before}
    assert desk.get(url("forget-corrections", second)).status_code == 405


def test_a_stale_form_shows_what_stands_now(
    desk: Client, first: Version, second: Version
) -> None:
    address = url("correct-old", second, key_of(first, "3"))
    was = digest_shown(desk, address)
    desk.post(address, {"others": [], "was": was})
    again = desk.post(address, {"others": [key_of(second, "1")], "was": was})
    assert again.status_code == 409
    assert became(second, key_of(first, "3")) == {("", "removed")}


def test_sections_that_are_no_choice_are_refused(
    desk: Client, first: Version, second: Version
) -> None:
    address = url("correct-old", second, key_of(first, "3"))
    foreign = outline_of(VersionFactory())[0].key
    sent = {"others": [foreign], "was": digest_shown(desk, address)}
    assert desk.post(address, sent).status_code == 422
    assert desk.get(url("correct-old", second, foreign)).status_code == 409


def test_what_waits_for_approval_is_shown_and_not_corrected(
    desk: Client, first: Version, second: Version, now: datetime
) -> None:
    seal_version(version=second, now=now)
    shown = desk.get(url("alignment", second))
    assert "correct-old" not in shown.content.decode()
    assert not any(row["can_correct"] for row in shown.context["rows"])
    address = url("correct-old", second, key_of(first, "3"))
    sent = {"others": [], "was": digest_shown(desk, address)}
    assert desk.post(address, sent).status_code == 409
    desk.post(url("forget-corrections", second))


def test_a_published_version_is_still_shown(
    desk: Client, second: Version, now: datetime
) -> None:
    publish_version(version=seal_version(version=second, now=now), now=now)
    assert desk.get(url("alignment", second)).status_code == 200


def test_a_first_version_has_no_such_page(desk: Client, first: Version) -> None:
    assert desk.get(url("alignment", first)).status_code == 404
    assert url("alignment", first) not in desk.get(url("edit", first)).content.decode()


def test_another_authority_sees_none_of_it(
    client: Client, first: Version, second: Version
) -> None:
    client.force_login(editor_of(AuthorityFactory()))
    key = key_of(first, "3")
    for address in (
        url("alignment", second),
        url("correct-old", second, key),
        url("correct-new", second, key_of(second, "1")),
    ):
        assert client.get(address).status_code == 404
    assert client.post(url("forget-corrections", second)).status_code == 404
    assert client.post(url("correct-old", second, key), {"was": ""}).status_code == 404


def test_a_long_alignment_takes_no_more_queries(
    desk: Client, authority: Authority, now: datetime
) -> None:
    counts = []
    for length in (4, 60):
        articles = [f"{SCOPE} الجدول {n} والبند {n * 7}." for n in range(length)]
        first = VersionFactory(
            draft=DraftFactory(authority=authority),
            texts=[text_of(articles)],
            published=True,
        )
        second = write_version(
            draft=first.draft,
            texts=[text_of([f"{words} وما يتبعه." for words in articles])],
            actor=None,
            now=now,
        )
        desk.get(url("alignment", second))
        with CaptureQueriesContext(connection) as queries:
            desk.get(url("alignment", second))
        counts.append(len(queries))
    assert counts[0] == counts[1]
