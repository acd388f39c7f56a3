"""Reading and checking the audit record."""

import hashlib
import json

from django.db.models import QuerySet

from foundation.audit.models import AuditEntry

GENESIS = "0" * 64


def entries_about(target: str) -> QuerySet[AuditEntry]:
    """List what was done to one thing, newest first."""
    return AuditEntry.objects.filter(target=target).order_by("-pk")


def entries_of_authority(authority: str) -> QuerySet[AuditEntry]:
    """List what was done in one authority's name, newest first."""
    return AuditEntry.objects.filter(authority=authority).order_by("-pk")


def first_broken_link() -> AuditEntry | None:
    """Follow the chain from its start; return the first entry that does not fit."""
    digest = GENESIS
    chained = AuditEntry.objects.filter(position__isnull=False).order_by("position")
    for expected, entry in enumerate(chained.iterator(), start=1):
        digest = digest_of(entry, after=digest)
        if entry.position != expected or entry.digest != digest:
            return entry
    return None


def digest_of(entry: AuditEntry, *, after: str) -> str:
    """Hash an entry together with the digest `after` which it stands (SHA-256, hex)."""
    content = {
        "after": after,
        "at": entry.at.isoformat(),
        "action": entry.action,
        "actor": entry.actor,
        "target": entry.target,
        "authority": entry.authority,
        "detail": entry.detail,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
