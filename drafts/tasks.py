"""Making files of long texts, away from the request that asked for them."""

from django_tasks import task

from drafts.exports.errors import PdfUnavailableError
from drafts.exports.files import file_of
from drafts.models import Version

_PATIENCE_SECONDS = 600


@task()
def make_file(version_id: int, language: str, ending: str) -> bool:
    """Make a file of a published version, if it is not kept already."""
    version = Version.objects.select_related("draft__authority").get(pk=version_id)
    try:
        file_of(version, language, ending).content(wait_seconds=_PATIENCE_SECONDS)
    except PdfUnavailableError:
        return False
    return True
