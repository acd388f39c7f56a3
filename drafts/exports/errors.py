"""Why a file cannot be given now."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError


class PdfUnavailableError(DomainError):
    """WeasyPrint or the libraries it needs are not installed here."""

    code = "pdf-unavailable"
    status = 503
    message = _(
        "PDF is not available on this server. "
        "Print the page instead, or download the text as Markdown or Akoma Ntoso."
    )


class FilesBusyError(DomainError):
    """Other files are being made; this one would wait too long."""

    code = "files-busy"
    status = 503
    message = _("The file is being prepared. Please try again in a minute.")
