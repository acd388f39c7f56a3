"""A refusal that no form caught becomes a page; a fault stays a fault."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from foundation.core.errors import DomainError, InvalidInputError, NotAllowedError
from foundation.core.middleware import RefusalMiddleware


@pytest.fixture
def middleware() -> RefusalMiddleware:
    return RefusalMiddleware(lambda request: HttpResponse("as usual"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("refusal", "status"),
    [(DomainError(), 409), (NotAllowedError(), 403), (InvalidInputError(), 422)],
)
def test_a_refusal_becomes_a_page_of_its_status(
    middleware: RefusalMiddleware,
    rf: RequestFactory,
    refusal: DomainError,
    status: int,
) -> None:
    response = middleware.process_exception(rf.get("/ar/"), refusal)
    assert response is not None
    assert response.status_code == status
    assert str(refusal) in response.content.decode()


def test_a_fault_rises(middleware: RefusalMiddleware, rf: RequestFactory) -> None:
    assert middleware.process_exception(rf.get("/"), ValueError("x")) is None


def test_other_requests_pass(middleware: RefusalMiddleware, rf: RequestFactory) -> None:
    assert middleware(rf.get("/")).content == b"as usual"


def test_a_refusal_speaks_the_language_of_its_reader() -> None:
    refusal = NotAllowedError()
    with translation.override("en"):
        assert str(refusal) == "You do not have the right to do this."
    with translation.override("ar"):
        assert str(refusal) != "You do not have the right to do this."


def test_a_refusal_may_have_a_sentence_and_a_field_of_its_own() -> None:
    refusal = InvalidInputError("Write a title.", field="title")
    assert (str(refusal), refusal.field) == ("Write a title.", "title")
    assert refusal.code == "invalid"
