"""Tasks for the tests of the worker; DONE lists what was done."""

import django_tasks
from django.db import transaction
from django.utils import timezone

from foundation.audit.models import AuditEntry
from foundation.audit.services import record

DONE: list[str] = []


@django_tasks.task()
def note(word: str) -> None:
    DONE.append(word)


@django_tasks.task()
def note_and_queue(word: str) -> None:
    DONE.append(word)
    note.enqueue(f"after {word}")


@django_tasks.task()
def fail() -> None:
    raise RuntimeError


@django_tasks.task()
def sign(target: str) -> None:
    """Sign once, however often it runs: for the drill (tools/drill.py)."""
    with transaction.atomic():
        signed = AuditEntry.objects.filter(action="drill.signed", target=target)
        if not signed.exists():
            record(action="drill.signed", actor=None, target=target, now=timezone.now())
