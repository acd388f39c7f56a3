"""What belongs to no room: health, robots, and files kept in a folder."""

from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from foundation.core.tasks_now import pending_task_count

SHOWN_INLINE = frozenset({".gif", ".jpeg", ".jpg", ".pdf", ".png", ".webp"})
# A file that somebody sent may claim to be a page: it gets no rights of ours.
FILE_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


@require_safe
@never_cache
def show_health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Say whether the database answers, and how many tasks wait for a worker."""
    try:
        pending = pending_task_count()
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    facts = {"database": connection.vendor, "pending_tasks": pending}
    return JsonResponse({"status": "ok", **facts})


@require_safe
def show_robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Let robots read everything but the administration and the sign-in pages."""
    lines = ["User-agent: *", "Disallow: /admin/"]
    lines += [f"Disallow: /{code}/accounts/" for code, _name in settings.LANGUAGES]
    lines += ["", f"Sitemap: {settings.SAWT_BASE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def serve_file(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    """Send a stored file; only pictures and PDF open in the page.

    Raises:
        Http404: files are kept elsewhere, or there is none of this name.

    """
    if "s3" in settings.STORAGES["default"]["BACKEND"] or path.startswith("documents/"):
        # Documents have their own address, which asks for the reader's rights.
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Content-Security-Policy"] = FILE_POLICY
    response["Cache-Control"] = "public, max-age=604800"
    if Path(path).suffix.lower() not in SHOWN_INLINE:
        response["Content-Disposition"] = "attachment"
    return response
