"""The tags do what pages rely on, also inside components that see nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.http import HttpRequest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from frontend import icons, menu, shapes, slots
from frontend.templatetags.sawt import spent_percent

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


def rendered(source: str, request: HttpRequest | None = None, **values: object) -> str:
    context = RequestContext(request, values) if request else Context(values)
    return Template(source).render(context)


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_times_carry_words_for_people_and_a_value_for_machines() -> None:
    with translation.override("ar"):
        html = rendered(
            "{% time_until until now %}", until=NOW + timedelta(days=8), now=NOW
        )
    assert html == '<time datetime="2026-11-30T06:00:00+00:00">بعد ٨ أيام</time>'


def test_a_missing_day_renders_nothing() -> None:
    assert (
        rendered(
            "{% day nothing %}{% moment nothing %}{% hijri nothing %}", nothing=None
        )
        == ""
    )


def test_an_icon_is_hidden_from_screen_readers() -> None:
    html = rendered('{% icon "bell" %}')
    assert 'aria-hidden="true"' in html
    assert "icon--directional" not in html


def test_an_icon_that_means_a_direction_turns_with_the_page() -> None:
    assert "icon--directional" in rendered('{% icon "forward" %}')


def test_an_unknown_icon_is_a_fault() -> None:
    with pytest.raises(FileNotFoundError):
        icons.drawing("dragon")


def test_an_unfilled_slot_renders_nothing() -> None:
    assert rendered('[{% slot "nobody-fills-this" %}]') == "[]"


def test_a_slot_shows_its_fillers_in_order_and_only_once() -> None:
    def last(context: Context, subject: object) -> SafeString:
        return format_html("<i>{}</i>", subject)

    def first(context: Context, subject: object) -> SafeString:
        return format_html("<b>{}</b>", subject)

    slots.fill("test-slot", last)
    slots.fill("test-slot", first, order=1)
    slots.fill("test-slot", first, order=1)
    try:
        html = rendered('{% slot "test-slot" subject %}', subject="<x>")
        assert html == "<b>&lt;x&gt;</b><i>&lt;x&gt;</i>"
    finally:
        slots.empty("test-slot", first)
        slots.empty("test-slot", last)
    assert rendered('{% slot "test-slot" subject %}', subject="x") == ""


def test_the_menu_marks_where_the_reader_is(english: None) -> None:
    entry = menu.Entry("help", "Sign up", "account_signup")
    hidden = menu.Entry("help", "Hidden", "account_login", shown_to=lambda _: False)
    menu.enter(entry)
    menu.enter(hidden)
    try:
        lines = menu.lines("help", RequestFactory().get("/en/accounts/signup/"))
        ours = [line for line in lines if line.label in {"Sign up", "Hidden"}]
        assert [(line.label, line.is_current) for line in ours] == [("Sign up", True)]
    finally:
        menu.withdraw(entry)
        menu.withdraw(hidden)


def test_the_home_page_is_not_current_everywhere() -> None:
    assert menu._current(["/ar/", "/ar/ideas/"], "/ar/ideas/new/") == "/ar/ideas/"
    assert menu._current(["/ar/", "/ar/ideas/"], "/ar/drafts/") is None
    assert menu._current(["/ar/", "/ar/ideas/"], "/ar/") == "/ar/"


def test_the_form_token_reaches_components_that_are_included_with_only() -> None:
    request = RequestFactory().get("/")
    html = rendered(
        '{% include "components/follow/follow.html" with url="#" only %}',
        request,
    )
    assert 'name="csrfmiddlewaretoken"' in html


def test_a_facet_link_keeps_the_rest_of_the_query_and_drops_the_cursor() -> None:
    request = RequestFactory().get("/", {"q": "x", "kind": ["a", "b"], "cursor": "c"})
    assert rendered('{% query_string kind="z" %}', request) == "?q=x&amp;kind=z"
    assert rendered("{% query_string q=None %}", request) == "?kind=a&amp;kind=b"
    assert rendered('{% query_toggle "kind" "a" %}', request) == "?q=x&amp;kind=b"
    assert rendered('{% query_toggle "kind" "c" %}', request) == (
        "?q=x&amp;kind=a&amp;kind=b&amp;kind=c"
    )


def test_the_switch_leads_to_the_same_page_in_the_other_language() -> None:
    with translation.override("ar"):
        known = RequestFactory().get("/ar/accounts/login/", {"next": "/ar/"})
        assert rendered('{% language_url "en" %}', known).startswith(
            "/en/accounts/login/?next="
        )
        unknown = RequestFactory().get("/ar/nowhere-at-all.html", {"q": "x"})
        assert (
            rendered('{% language_url "en" %}', unknown)
            == "/en/nowhere-at-all.html?q=x"
        )
        outside = RequestFactory().get("/media/x")
        assert rendered('{% language_url "en" %}', outside) == "/en/"


def test_languages_have_names_and_directions() -> None:
    assert (
        rendered("{% load i18n %}{{ code|own_language_name }}", code="en") == "English"
    )
    assert rendered("{{ code|direction_of }}", code="ar") == "rtl"
    assert (
        rendered("{{ code|direction_of }}{{ code|language_name_here }}", code="xx")
        == "autoxx"
    )


def test_a_bar_fills_its_whole_length_in_the_order_given() -> None:
    segments = shapes.bar_segments([("for", 26), ("against", 0), ("question", 13)])
    assert [segment.kind for segment in segments] == ["for", "question"]
    assert segments[0].x == "0.00"
    last = segments[-1]
    assert float(last.x) + float(last.width) == pytest.approx(100, abs=0.02)


def test_a_bar_without_shares_is_empty() -> None:
    assert shapes.bar_segments([("for", 0)]) == []
    assert (
        rendered("{% shares for=0 as parts %}{% bar_segments parts as s %}{{ s }}")
        == "[]"
    )


def test_the_share_of_time_stays_between_nothing_and_all() -> None:
    opens, closes = NOW, NOW + timedelta(days=10)
    assert spent_percent(opens, closes, NOW + timedelta(days=5)) == 50
    assert spent_percent(opens, closes, NOW - timedelta(days=5)) == 0
    assert spent_percent(opens, closes, NOW + timedelta(days=50)) == 100
    assert spent_percent(opens, opens, NOW) == 100


def test_machine_values_are_not_localised() -> None:
    source = (
        '{% include "components/progress/progress.html"'
        ' with label="x" value=v most=100 only %}'
    )
    with translation.override("ar"):
        assert 'value="12.5"' in rendered(source, v=12.5)


class Sample(forms.Form):
    text = forms.CharField(help_text="Short.")
    email = forms.EmailField()
    side = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)


def test_a_faulty_field_ties_its_faults_to_its_control(english: None) -> None:
    form = Sample({"email": "x"})
    html = rendered(
        '{% include "components/field/field.html" with field=f only %}', f=form["text"]
    )
    assert 'aria-invalid="true"' in html
    assert 'id="id_text_error"' in html
    assert 'aria-describedby="id_text_helptext id_text_error"' in html
    assert 'class="field__input"' in html


def test_addresses_are_written_from_left_to_right() -> None:
    assert 'dir="ltr"' in rendered("{% field_input f %}", f=Sample()["email"])
    assert "dir=" not in rendered("{% field_input f %}", f=Sample()["text"])


def test_options_get_our_class_and_no_second_label() -> None:
    option = next(iter(Sample()["side"]))
    html = rendered("{% field_option o %}", o=option)
    assert 'class="choice__input"' in html
    assert "<label" not in html
