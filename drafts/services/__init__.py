"""Everything that changes a draft text."""

from drafts.services.correcting import correct_version
from drafts.services.drafts import create_draft, delete_draft, rename_draft
from drafts.services.importing import (
    correct_import,
    drop_import,
    finish_import,
    start_import,
)
from drafts.services.publishing import publish_version, seal_version, unseal_version
from drafts.services.writing import (
    open_working_version,
    store_outline,
    write_language,
    write_version,
)

__all__ = [
    "correct_import",
    "correct_version",
    "create_draft",
    "delete_draft",
    "drop_import",
    "finish_import",
    "open_working_version",
    "publish_version",
    "rename_draft",
    "seal_version",
    "start_import",
    "store_outline",
    "unseal_version",
    "write_language",
    "write_version",
]
