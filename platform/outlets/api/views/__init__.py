"""The API: one router for each room, one handler for refusals."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from foundation.core.errors import DomainError
from outlets.api.views.ballots import router as ballots
from outlets.api.views.comments import router as comments
from outlets.api.views.consultations import router as consultations
from outlets.api.views.ideas import router as ideas
from outlets.api.views.problems import (
    problem_of_body,
    problem_of_fields,
    problem_of_refusal,
)
from outlets.api.views.responses import router as responses
from outlets.api.views.search import router as search
from outlets.api.views.versions import router as versions

api = NinjaAPI(
    title="Sawt",
    version="1.0.0",
    description="Consultations, ideas, comments, ballots and search of a city.",
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url=None,
)
for router in (
    consultations,
    versions,
    ideas,
    comments,
    responses,
    ballots,
    search,
):
    api.add_router("", router)


@api.exception_handler(DomainError)
def refuse(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Say which rule was broken."""
    return problem_of_refusal(request, refusal)


@api.exception_handler(ValidationError)
def refuse_fields(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say which field is of the wrong type or missing."""
    return problem_of_fields(request, error)


@api.exception_handler(HttpError)
def refuse_body(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Say that the body cannot be read."""
    return problem_of_body(request, error)
