"""Refusals as RFC 9457 writes them."""

import json
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import HttpError, ValidationError

from foundation.core.errors import DomainError
from foundation.core.personal_data import PersonalDataFoundError
from outlets.api.errors import BadBodyError

CONTENT_TYPE = "application/problem+json"


def problem_of_refusal(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Answer with the status and sentence of a refusal."""
    response = problem(
        status=refusal.status,
        code=refusal.code,
        detail=str(refusal),
        field=refusal.field,
        instance=request.path,
        findings=_findings(refusal),
    )
    retry_after = getattr(refusal, "retry_after_seconds", None)
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def _findings(refusal: DomainError) -> list[dict[str, Any]] | None:
    """List the personal data for which a text was refused, by code points."""
    if not isinstance(refusal, PersonalDataFoundError):
        return None
    return [asdict(found) for found in refusal.findings]


def problem_of_fields(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer 422 with the fields at fault, by their place in the request."""
    faults = [
        {
            "field": ".".join(str(part) for part in fault["loc"][1:]),
            "fault": fault["msg"],
        }
        for fault in error.errors
    ]
    first = faults[0]["field"].rpartition(".")[2] if faults else None
    return problem(
        status=422,
        code="invalid",
        detail=_(
            "Please check what you sent: a field is missing or of the wrong type."
        ),
        field=first,
        instance=request.path,
        errors=faults,
    )


def problem_of_body(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer for a body that is no JSON."""
    refusal = BadBodyError()
    return problem(
        status=error.status_code,
        code=refusal.code,
        detail=str(refusal),
        instance=request.path,
    )


def problem(*, status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """Write one problem down; members without a value are left out."""
    content = {
        "type": "about:blank",
        "title": code.replace("-", " ").capitalize(),
        "status": status,
        "detail": detail,
        "code": code,
        **{name: value for name, value in more.items() if value is not None},
    }
    body = json.dumps(content, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE)
