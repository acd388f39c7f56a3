"""What an editor typed over several parts, brought into the text as it stands now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drafts.documents.corrections import change_part, place_of
from drafts.documents.parts import Outline, Part
from drafts.errors import EditConflictError

Correction = Callable[[Outline], Outline]


@dataclass(frozen=True, slots=True)
class Revised:
    """A part as it was typed, and the digest of the part that its form showed."""

    part: Part
    was: str

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed at all."""
        return self.part.digest != self.was


def apply_revisions(outline: Outline, revised: Sequence[Revised]) -> Outline:
    """Put what was typed in its places; parts that nobody touched stay as they are.

    Two windows that changed different parts do not disturb each other.

    Raises:
        EditConflictError: a part that was typed over was changed or removed meanwhile;
            it carries the keys of all such parts.

    """
    typed = [revision for revision in revised if revision.is_changed]
    stored = {part.key: part.digest for part in outline}
    disputed = {
        revision.part.key
        for revision in typed
        if stored.get(revision.part.key) not in {revision.was, revision.part.digest}
    }
    if disputed:
        raise EditConflictError(keys=frozenset(disputed))
    for revision in typed:
        outline = change_part(outline, revision.part)
    return outline


def if_unchanged(
    outline: Outline, *, key: str, was: str, correct: Correction
) -> Outline:
    """Correct the order, provided the part still says what the page showed.

    Raises:
        UnknownPartError: the part is no longer there.
        EditConflictError: it was changed meanwhile.

    """
    if outline[place_of(outline, key)].digest != was:
        raise EditConflictError(keys=frozenset({key}))
    return correct(outline)
