"""The small scripts improve pages that work without them."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE, Visitor

pytestmark = [
    pytest.mark.urls("tests.browser.gallery_urls"),
    pytest.mark.usefixtures("gallery_templates"),
]
COMPOSER = "/en/gallery/only/composer/"
CONTENTS = "/ar/gallery/only/contents/"
KEY_OF_A_SENT_FORM = """() => {
  const form = document.querySelector("form.composer");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.requestSubmit();
  return form.elements.submission_key.value;
}"""


def kept(page: Page) -> list[str]:
    """The names under which words are kept on the device."""
    found: list[str] = page.evaluate(
        "Object.keys(localStorage).filter((name) => name.startsWith('kept:'))"
    )
    return found


def test_a_chosen_theme_is_remembered_and_never_flashes(visitor: Visitor) -> None:
    page = visitor.visit(COMPOSER)
    page.locator("header [data-theme-toggle]:visible").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.reload(wait_until="commit")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_typed_words_and_choices_survive_a_reload(visitor: Visitor) -> None:
    page = visitor.visit(COMPOSER)
    page.get_by_label("Against").check()
    page.get_by_label("Your comment").fill("نصف تعليق")
    expect(page.get_by_text("Kept on your device")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Your comment")).to_have_value("نصف تعليق")
    expect(page.get_by_label("Against")).to_be_checked()


def test_typed_words_leave_when_the_server_has_taken_them(visitor: Visitor) -> None:
    page = visitor.visit(COMPOSER)
    page.get_by_label("Your comment").fill("half a comment")
    sent = page.evaluate(KEY_OF_A_SENT_FORM)
    page.context.add_cookies([{"name": "sent", "value": sent, "url": visitor.server}])
    page.goto("about:blank")
    page.goto(COMPOSER)
    expect(page.get_by_label("Your comment")).to_have_value("")
    page.wait_for_timeout(300)
    assert kept(page) == []


def test_typed_words_stay_when_sending_did_not_work(visitor: Visitor) -> None:
    page = visitor.visit(COMPOSER)
    page.get_by_label("Your comment").fill("half a comment")
    page.evaluate(KEY_OF_A_SENT_FORM)
    page.goto("about:blank")
    # An address that looks like success is not one.
    page.goto(f"{COMPOSER}#comment-new")
    expect(page.get_by_label("Your comment")).to_have_value("half a comment")


def test_nothing_is_sent_while_offline_and_nothing_lost(visitor: Visitor) -> None:
    page = visitor.visit(COMPOSER)
    page.get_by_label("Your comment").fill("half a comment")
    page.context.set_offline(True)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("You are offline. It is kept")).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("Your comment")).to_have_value("half a comment")


def test_two_tabs_keep_a_text_each(visitor: Visitor) -> None:
    first = visitor.visit(COMPOSER)
    first.get_by_label("Your comment").fill("in the first tab")
    second = first.context.new_page()
    second.goto(COMPOSER)
    expect(second.get_by_text("in another tab as well")).to_be_visible()
    expect(second.get_by_label("Your comment")).to_have_value("")
    second.get_by_label("Your comment").fill("in the second tab")
    for page, words in ((first, "in the first tab"), (second, "in the second tab")):
        page.reload()
        expect(page.get_by_label("Your comment")).to_have_value(words)


def test_what_a_closed_tab_left_is_taken_up_by_the_next(visitor: Visitor) -> None:
    first = visitor.visit(COMPOSER)
    first.get_by_label("Your comment").fill("left behind")
    second = first.context.new_page()
    first.close()
    second.goto(COMPOSER)
    expect(second.get_by_label("Your comment")).to_have_value("left behind")


def test_signing_out_clears_what_was_kept(visitor: Visitor) -> None:
    page = visitor.visit(COMPOSER)
    page.get_by_label("Your comment").fill("half a comment")
    assert len(kept(page)) == 1
    page.evaluate(
        """() => {
          const form = document.createElement("form");
          form.dataset.signOut = "";
          document.body.append(form);
        }"""
    )
    page.evaluate("import(`${document.querySelector('script[type=module]').src}?a`)")
    page.evaluate(
        """() => {
          const form = document.querySelector("form[data-sign-out]");
          form.dispatchEvent(new Event("submit"));
        }"""
    )
    assert kept(page) == []


def test_the_count_appears_when_the_room_gets_short(visitor: Visitor) -> None:
    page = visitor.visit(COMPOSER)
    page.get_by_label("Your comment").fill("x" * 100)
    expect(page.get_by_text("Characters left:")).to_be_hidden()
    page.get_by_label("Your comment").fill("x" * 9990)
    expect(page.get_by_text("Characters left: 10")).to_be_visible()


def test_escape_folds_the_menu_and_gives_the_focus_back(visitor: Visitor) -> None:
    page = visitor.visit("/en/gallery/only/menu/", width=PHONE)
    button = page.locator("main summary")
    button.click()
    expect(page.get_by_role("link", name="Edit")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Edit")).to_be_hidden()
    expect(button).to_be_focused()


def test_a_click_copies_the_whole_address(visitor: Visitor) -> None:
    page = visitor.page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/en/gallery/only/copy-link/")
    page.get_by_role("link", name="Link", exact=True).click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{visitor.server}/en/gallery/only/copy-link/#main"


def test_reading_progress_is_kept_on_the_device(visitor: Visitor) -> None:
    page = visitor.visit(CONTENTS)
    expect(page.locator(".contents__link--read")).to_have_count(0)
    page.locator("#a4-bis").scroll_into_view_if_needed()
    expect(page.locator(".contents__link--read")).to_have_count(1, timeout=5000)
    assert page.locator(".progress__label").inner_text() == "قُرئ ١ من ١ من المواد"
    page.goto("about:blank")
    page.goto(CONTENTS)
    expect(page.locator(".contents__link--read")).to_have_count(1)


def test_a_refused_form_begins_with_its_faults(visitor: Visitor) -> None:
    page = visitor.visit("/en/gallery/only/form/")
    expect(page.locator("[data-form-faults]")).to_be_focused()


def test_a_map_is_drawn_under_the_policy_of_public_pages(visitor: Visitor) -> None:
    square = [[46.6, 24.7], [46.7, 24.7], [46.7, 24.8], [46.6, 24.7]]
    districts = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    }

    def answer(route: Route) -> None:
        route.fulfill(content_type="application/json", body=json.dumps(districts))

    page = visitor.page()
    page.route("**/districts.json", answer)
    page.goto("/en/gallery/only/map/")
    page.evaluate(
        """() => {
          const frame = document.querySelector("[data-map]");
          frame.dataset.districts = "/districts.json";
        }"""
    )
    # The script has already passed by a map without ground; run it again with one.
    page.evaluate(
        """async () => {
          const address = document.querySelector("script[type=module]").src;
          await import(`${address}?again`);
        }"""
    )
    expect(page.locator(".map__point")).to_be_visible()
    expect(page.locator(".map__district")).to_be_attached()
    page.locator(".map__point").click()
    expect(page.locator(".leaflet-popup-content a")).to_have_text("The school")


def test_a_map_without_ground_stays_a_list(visitor: Visitor) -> None:
    page = visitor.visit("/en/gallery/only/map/")
    expect(page.get_by_role("link", name="The school")).to_be_visible()
    expect(page.locator(".map__canvas")).to_be_hidden()


def test_htmx_is_only_fetched_where_it_has_something_to_do(visitor: Visitor) -> None:
    page = visitor.visit("/en/gallery/only/tag/")
    assert page.evaluate("'htmx' in window") is False


def test_similar_ideas_arrive_while_one_types(visitor: Visitor) -> None:
    def answer(route: Route) -> None:
        html = '<div class="similar" id="similar"><a href="#">A shaded path</a></div>'
        route.fulfill(content_type="text/html", body=html)

    page = visitor.page()
    page.route("**/*similar-to*", answer)
    page.goto("/en/gallery/only/similar/")
    page.get_by_label("Title").press_sequentially("shade")
    expect(page.get_by_role("link", name="A shaded path")).to_be_visible()
    assert page.evaluate("'htmx' in window") is True


@pytest.mark.parametrize("address", [COMPOSER, CONTENTS, "/ar/gallery/only/ballot/"])
def test_without_scripts_nothing_is_missing(visitor: Visitor, address: str) -> None:
    page = visitor.visit(address, scripts=False)
    assert page.locator("main form, main nav").count() > 0
    expect(page.locator("[data-theme-toggle]:visible")).to_have_count(0)


def test_everything_on_a_ballot_is_reached_by_keyboard(visitor: Visitor) -> None:
    page = visitor.visit("/ar/gallery/only/ballot/")
    page.locator("main").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("input[name=choice]:checked")
    assert chosen.get_attribute("value") == "reject"
    page.keyboard.press("Tab")
    expect(page.locator("textarea[name=reason]")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main button[type=submit]")).to_be_focused()
