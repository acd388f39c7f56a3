"""Files of published versions, for everyone."""

import re
from datetime import datetime

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from drafts.exports.files import FORMATS, VersionFile, file_of
from drafts.exports.gathering import languages_of
from drafts.models import Version
from drafts.states import VersionState
from drafts.tasks import make_file
from foundation.core.homes import home_of
from foundation.core.translated import active_language

ENDINGS = "|".join(map(re.escape, FORMATS))  # as addresses know them
_FRESH_SECONDS = 300
_ASK_AGAIN_SECONDS = 10
_ASKED_SECONDS = 300


@require_safe
def download_view(
    request: HttpRequest, draft: str, *, number: str, ending: str
) -> HttpResponseBase:
    """Send a version as a file, or a page to wait on while a long one is made."""
    file = file_of(_version_or_404(draft, int(number)), active_language(), ending)
    etag = f'"{file.name.rpartition("/")[2]}"'
    changed_at = int(file.text.published_at.timestamp())
    known = get_conditional_response(request, etag=etag, last_modified=changed_at)
    if known is not None:
        return known
    if file.takes_long:
        return _waiting_page(request, file)
    return _sent(file, etag=etag, changed_at=file.text.published_at)


def _version_or_404(public_id: str, number: int) -> Version:
    """Find a published version of a text whose page everyone may see.

    Raises:
        Http404: there is none, or it says nothing in the language of the address.

    """
    versions = Version.objects.select_related("draft__authority", "draft__thread")
    version = get_object_or_404(
        versions,
        draft__public_id=public_id,
        number=number,
        state=VersionState.PUBLISHED,
    )
    home = home_of(version.draft.thread)
    if home is None or not home.is_public:
        raise Http404
    if active_language() not in languages_of(version):
        raise Http404
    return version


def _sent(file: VersionFile, *, etag: str, changed_at: datetime) -> HttpResponse:
    response = HttpResponse(file.content(), content_type=file.format.media_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=file.download_name
    )
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed_at.timestamp())
    response["Content-Language"] = file.text.language
    response["X-Content-Type-Options"] = "nosniff"
    # What is linked for people is the page; a robot need not list its files too.
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=_FRESH_SECONDS)
    return response


def _waiting_page(request: HttpRequest, file: VersionFile) -> HttpResponse:
    """Have the worker make the file, once, and look again in some seconds."""
    if cache.add(f"drafts.asked:{file.name}", "1", _ASKED_SECONDS):
        make_file.enqueue(file.version.pk, file.text.language, file.format.ending)
    context = {
        "title": _("The file is being prepared"),
        "text": file.text,
        "here": request.path,
        "seconds": _ASK_AGAIN_SECONDS,
    }
    response = render(request, "drafts/preparing.html", context, status=202)
    response["Refresh"] = str(_ASK_AGAIN_SECONDS)
    response["Retry-After"] = str(_ASK_AGAIN_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
