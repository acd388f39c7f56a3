"""Identities that a file names, where they are those of the draft."""

from collections.abc import Sequence
from dataclasses import replace

from drafts.documents import Outline, Part
from drafts.models import Draft, Section


def recognise(outline: Sequence[Part], draft: Draft | None) -> Outline:
    """Leave parts the keys of sections of the draft, each once; take all others off.

    A file that was exported here and edited elsewhere comes back with the public ids
    of its sections; one of another draft, or made up, has no say (1 query).
    """
    named = {part.key for part in outline if part.key}
    sections = Section.objects.filter(draft=draft, public_id__in=named)
    known = set(sections.values_list("public_id", flat=True)) if named else set()
    parts: Outline = []
    for part in outline:
        parts.append(part if part.key in known else replace(part, key=""))
        known.discard(part.key)
    return parts
