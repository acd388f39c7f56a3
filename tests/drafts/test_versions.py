"""Versions of a text as everyone reads them, and what changed between two."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from comments.queries import permalink
from comments.services import post_comment
from consultations.pages.models import DraftDecisionPage
from consultations.pages.services import PhasePlan, create_draft_page, publish_now
from drafts.models import Draft, Version
from drafts.queries import (
    compare_versions,
    former_sections,
    is_doubtful,
    outline_of,
    redlines_of,
)
from drafts.services import write_version
from drafts.splitting import SplitSection, SplitText
from foundation.core.homes import home_of
from tests.factories.accounts import PersonFactory
from tests.factories.drafts import DraftFactory

pytestmark = pytest.mark.django_db

SCOPE = "تسري أحكام هذه اللائحة على أرصفة المدينة وساحاتها العامة كافة."
WALKING = "يلتزم المرخص له بترك ممر خال للمشاة لا يقل عرضه عن متر ونصف المتر."
HOURS = "تفتح الجلسات الخارجية أبوابها من السابعة صباحا إلى منتصف الليل."
NOISE = "يحظر بث الموسيقى عبر مكبرات الصوت بعد العاشرة مساء في الأحياء السكنية."
FEES = "يدفع صاحب الترخيص رسما سنويا مقداره خمسون ريالا عن كل متر مربع يشغله منها."
FINES = "يعاقب كل من خالف أحكام هذه اللائحة بغرامة لا تتجاوز ألف ريال."
FIRST = [SCOPE, WALKING, HOURS, f"{NOISE}\n{FEES}", FINES]
WIDER = WALKING.replace("متر ونصف المتر", "مترين")
# Article 3 was merged into 2, article 4 was split, 5 got number 5 of a longer text.
SECOND = [SCOPE, f"{WIDER}\n{HOURS}", NOISE, FEES, FINES]


def text_of(articles: Sequence[str]) -> SplitText:
    sections = [
        SplitSection("article", str(n), f"المادة ({n})", 1, words)
        for n, words in enumerate(articles, start=1)
    ]
    return SplitText("لائحة الجلسات الخارجية", "ar", sections)


def page_of(articles: Sequence[str]) -> DraftDecisionPage:
    """A page with the first version published and open for comments."""
    now = timezone.now() - timedelta(days=2)
    draft = DraftFactory()
    write_version(draft=draft, texts=[text_of(articles)], actor=None, now=now)
    phases = [PhasePlan("comment", now, now + timedelta(days=30))]
    page = create_draft_page(draft=draft, phases=phases, actor=None, now=now)
    publish_now(page=page, actor=None, now=now)
    return DraftDecisionPage.objects.get(pk=page.pk)


def add_version(page: DraftDecisionPage, articles: Sequence[str]) -> Version:
    now = timezone.now()
    write_version(draft=page.draft, texts=[text_of(articles)], actor=None, now=now)
    publish_now(page=page, actor=None, now=now)
    version: Version = page.draft.versions.order_by("-number")[0]
    return version


def comment_on(draft: Draft, version: Version, number: str) -> Any:
    key = next(p.key for p in outline_of(version) if p.number == number)
    section = draft.sections.get(public_id=key)
    return post_comment(
        thread=section.thread,
        author=PersonFactory(verified=True),
        text="ما رأيكم في هذا؟",
        now=timezone.now(),
    )


@pytest.fixture
def page() -> DraftDecisionPage:
    return page_of(FIRST)


@pytest.fixture
def two(page: DraftDecisionPage) -> DraftDecisionPage:
    add_version(page, SECOND)
    return page


def url(name: str, page: DraftDecisionPage, *args: Any) -> str:
    return reverse(f"texts:{name}", args=[page.draft.public_id, *args])


def test_the_redline_of_two_versions_is_read_word_by_word(
    client: Client, two: DraftDecisionPage
) -> None:
    shown = client.get(url("changes", two, 1, 2))
    html = shown.content.decode()
    assert shown.status_code == 200
    assert "<del" in html
    assert "مترين" in html
    assert "المادة ٣" in html
    assert html.count('class="compare"') == 2


def test_unchanged_articles_are_shown_when_asked_for(
    client: Client, two: DraftDecisionPage
) -> None:
    html = client.get(url("changes", two, 1, 2) + "?show=all").content.decode()
    assert SCOPE in html
    assert SCOPE not in client.get(url("changes", two, 1, 2)).content.decode()


def test_versions_stand_side_by_side(client: Client, two: DraftDecisionPage) -> None:
    html = client.get(url("changes", two, 1, 2) + "?view=sides").content.decode()
    assert "redline-sides" in html


def test_the_page_says_in_plain_words_what_changed(
    client: Client, two: DraftDecisionPage
) -> None:
    html = client.get(f"/en{home_of(two.draft.thread).url[3:]}").content.decode()
    assert "1 article was split" in html
    assert "2 articles were merged" in html
    assert url("changes", two, 1, 2).replace("/ar/", "/en/") in html


def test_versions_of_hidden_pages_are_nowhere(
    client: Client, two: DraftDecisionPage
) -> None:
    assert client.get(url("version", two, 1)).status_code == 200
    two.unpublish()
    for address in (url("version", two, 1), url("changes", two, 1, 2)):
        assert client.get(address).status_code == 404


def test_a_version_that_is_being_written_is_nobodys_to_read(
    client: Client, page: DraftDecisionPage
) -> None:
    write_version(
        draft=page.draft, texts=[text_of(SECOND)], actor=None, now=timezone.now()
    )
    assert client.get(url("version", page, 2)).status_code == 404
    assert client.get(url("changes", page, 1, 2)).status_code == 404
    shown = client.get(page.get_url() + "?version=2").content.decode()
    assert "مترين" not in shown


def test_an_older_version_is_kept_and_says_so(
    client: Client, two: DraftDecisionPage
) -> None:
    html = client.get(url("version", two, 1)).content.decode()
    assert "متر ونصف المتر" in html
    assert url("changes", two, 1, 2) in html
    old = client.get(f"{two.get_url()}?version=1")
    assert old.status_code == 302
    assert old["Location"] == url("version", two, 1)


@pytest.mark.parametrize("numbers", [(1, 9), (0, 1), (7, 8)])
def test_versions_that_never_were_are_not_found(
    client: Client, two: DraftDecisionPage, numbers: tuple[int, int]
) -> None:
    assert client.get(url("changes", two, *numbers)).status_code == 404


def test_a_comparison_backwards_leads_to_one_forwards(
    client: Client, two: DraftDecisionPage
) -> None:
    turned = client.get(url("changes", two, 2, 1) + "?view=sides")
    assert turned["Location"] == url("changes", two, 1, 2) + "?view=sides"
    same = client.get(url("changes", two, 2, 2))
    assert same["Location"] == url("version", two, 2)


def test_two_versions_are_chosen_in_a_form(
    client: Client, two: DraftDecisionPage
) -> None:
    chosen = client.get(url("choose-changes", two), {"from": "1", "to": "2"})
    assert chosen["Location"] == url("changes", two, 1, 2)
    for strange in ({"from": "x"}, {"from": "1"}, {}):
        assert client.get(url("choose-changes", two), strange).status_code == 302
    assert (
        client.get(url("choose-changes", two), {"from": "1", "to": "99"}).status_code
        == 404
    )


def test_sections_are_followed_over_several_versions(two: DraftDecisionPage) -> None:
    third = add_version(two, [FINES, SCOPE, f"{WIDER}\n{HOURS}", NOISE])
    first = two.draft.versions.get(number=1)
    comparison = compare_versions(first, third, "ar")
    told = {
        (tuple(p.number for p in pair.old), tuple(p.number for p in pair.new)): str(
            pair.change
        )
        for pair in comparison.pairs
    }
    assert told[(("2", "3"), ("3",))] == "merged"
    assert told[(("5",), ("1",))] == "moved"
    assert told[(("4",), ("4",))] == "changed"


def test_comments_stay_with_articles_that_were_merged(
    client: Client, page: DraftDecisionPage
) -> None:
    first = page.draft.versions.get()
    merged = comment_on(page.draft, first, "3")
    kept = comment_on(page.draft, first, "5")
    add_version(page, SECOND)
    home = home_of(merged.thread)
    assert home is not None
    assert "/sections/" in home.url
    shown = client.get(home.url).content.decode()
    assert merged.text in shown
    assert HOURS in shown
    assert (
        not type(merged.thread)
        .objects.get(pk=merged.thread_id)
        .is_open(now=timezone.now())
    )
    assert client.get(permalink(merged).partition("#")[0]).status_code == 200
    assert "section-" in home_of(kept.thread).url
    survivor = client.get(page.get_url()).content.decode()
    assert home.url in survivor


def test_a_removed_article_waits_below_the_text(
    client: Client, page: DraftDecisionPage
) -> None:
    first = page.draft.versions.get()
    comment = comment_on(page.draft, first, "5")
    second = add_version(page, FIRST[:-1])
    gone = former_sections(second)
    assert [(row.name, row.heirs, row.ended_in) for row in gone] == [
        ("المادة ٥", (), 2)
    ]
    home = home_of(comment.thread)
    assert home is not None
    assert home.url in client.get(page.get_url()).content.decode()
    assert comment.text in client.get(home.url).content.decode()
    key = gone[0].public_id
    led = client.get(f"{page.get_url()}?section={key}")
    assert led["Location"] == home.url


def test_a_section_that_stands_is_shown_where_it_stands(
    client: Client, two: DraftDecisionPage
) -> None:
    key = outline_of(two.version)[0].key
    led = client.get(url("section", two, key))
    assert led.status_code == 302
    assert f"section-{key}" in led["Location"]


def test_what_a_removed_article_says_again_opens_it_again(
    page: DraftDecisionPage,
) -> None:
    add_version(page, FIRST[:-1])
    third = add_version(page, FIRST)
    assert len(outline_of(third)) == 5


def test_pages_of_long_texts_take_no_more_queries(client: Client) -> None:
    counts: dict[str, list[int]] = {"changes": [], "version": [], "page": []}
    for length in (4, 40):
        articles = [f"{SCOPE} الجدول {n} والبند {n * 7}." for n in range(length)]
        page = page_of(articles)
        add_version(page, [f"{words} وما يتبعه." for words in articles[1:]])
        for name, address in (
            ("changes", url("changes", page, 1, 2)),
            ("version", url("version", page, 1)),
            ("page", page.get_url()),
        ):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts[name].append(len(queries))
    for name, (few, many) in counts.items():
        assert many == few, name
    assert counts["changes"][0] <= 26
    assert counts["version"][0] <= 20


def test_words_that_were_compared_are_not_compared_again(
    two: DraftDecisionPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = two.draft.versions.get(number=1)
    pairs = compare_versions(first, two.version, "ar").changed
    told = redlines_of(pairs)
    monkeypatch.setattr("drafts.queries.comparing.redline", None)
    assert redlines_of(pairs) == told


def test_few_words_in_common_are_worth_a_look(page: DraftDecisionPage) -> None:
    other = "لا شيء مما سبق ذكره هنا يبقى على حاله أبدا."
    second = add_version(page, [SCOPE, WIDER, other, *FIRST[3:]])
    first = page.draft.versions.get(number=1)
    pairs = compare_versions(first, second, "ar").changed
    doubts = {
        pair.part.number: is_doubtful(pair, runs)
        for pair, runs in zip(pairs, redlines_of(pairs), strict=True)
    }
    assert doubts == {"2": False, "3": True}


def test_a_reader_of_english_sees_the_language_that_both_versions_have(
    two: DraftDecisionPage, now: datetime
) -> None:
    first = two.draft.versions.get(number=1)
    with translation.override("en"):
        comparison = compare_versions(first, two.version)
    assert {pair.language for pair in comparison.pairs} == {"ar"}
