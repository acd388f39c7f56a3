"""When something goes wrong: what happened, what was kept, what comes next."""

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from frontend import faults


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("ar", "هذه الصفحة غير موجودة"), ("en", "This page does not exist")],
)
def test_an_unknown_address_is_told_in_the_language_of_the_reader(
    client: Client, language: str, sentence: str
) -> None:
    answer = client.get(f"/{language}/there-is-nothing-here/")
    assert answer.status_code == 404
    assert sentence in answer.content.decode()
    assert f'<html lang="{language}"' in answer.content.decode()


def test_a_stale_form_gives_back_what_was_typed() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(
        "/ar/accounts/login/", {"text": "ما كتبته <b>", "password": "x-y"}
    )
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "ما كتبته &lt;b&gt;" in page
    assert "x-y" not in page


@pytest.mark.parametrize(
    ("exception", "status"), [(SuspiciousOperation(), 400), (RequestDataTooBig(), 413)]
)
def test_an_unreadable_or_too_large_request_keeps_its_status(
    exception: Exception, status: int
) -> None:
    answer = faults.bad_request(RequestFactory().get("/ar/"), exception)
    assert answer.status_code == status


def test_a_refused_method_gets_a_page_and_keeps_its_headers() -> None:
    def refuse(_request: object) -> HttpResponse:
        return HttpResponseNotAllowed(["POST"])

    answer = faults.FaultPageMiddleware(refuse)(RequestFactory().get("/ar/x/"))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "لا يُفتح هذا العنوان على هذا النحو" in answer.content.decode()


def test_answers_with_a_body_of_their_own_are_left_alone() -> None:
    def refuse(_request: object) -> HttpResponse:
        return HttpResponse("{}", status=429, content_type="application/problem+json")

    answer = faults.FaultPageMiddleware(refuse)(RequestFactory().get("/api/v1/x"))
    assert answer.content == b"{}"


def test_our_own_fault_asks_nothing_of_the_database() -> None:
    # Without the django_db mark a query here would fail the test.
    request = RequestFactory().get("/ar/")
    answer = faults.server_error(request)
    assert answer.status_code == 500
    assert "وقع خطأ عندنا" in answer.content.decode()


def test_only_a_page_of_ours_is_offered_as_the_way_back() -> None:
    ours = RequestFactory().get(
        "/ar/", headers={"referer": "http://testserver/ar/ideas/"}
    )
    theirs = RequestFactory().get(
        "/ar/", headers={"referer": "http://elsewhere.example/"}
    )
    assert (
        "http://testserver/ar/ideas/"
        in faults.page_not_found(ours, Exception()).content.decode()
    )
    assert (
        "elsewhere" not in faults.page_not_found(theirs, Exception()).content.decode()
    )


@pytest.mark.parametrize(
    "name", [400, 403, 404, 405, 413, 429, 500, 503, "csrf", "refusal"]
)
def test_every_fault_page_says_what_happened_and_where_to_go(name: int | str) -> None:
    request = RequestFactory().get("/ar/")
    context = {"sentence": "أُغلق التصويت.", "home_url": "/ar/", "status": name}
    page = render_to_string(f"errors/{name}.html", context, request)
    assert page.count("<h1") == 1
    assert 'href="/ar/"' in page
    assert "ما هو مفتوح الآن" in page


def test_a_mail_stands_in_the_language_and_direction_of_its_reader() -> None:
    context = {
        "name": "ريم",
        "action_url": "https://example.org/x",
        "action_label": "افتح",
        "unsubscribe_url": "https://example.org/stop",
        "reason": "لأنك تتابع.",
    }
    page = render_to_string("layouts/mail.html", context)
    text = render_to_string("layouts/mail.txt", context)
    assert 'dir="rtl"' in page
    for part in ("مرحبًا ريم،", "https://example.org/x", "https://example.org/stop"):
        assert part in page
        assert part in text
