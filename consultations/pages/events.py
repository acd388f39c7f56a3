"""What pages tell the rest of the platform."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConsultationPublished:
    """A consultation went live, for the first time or with changes."""

    page_id: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class PagePublished:
    """Any page of the CMS went live; announced beside what its kind announces."""

    page_id: int


@dataclass(frozen=True, slots=True)
class PageUnpublished:
    """A page can no longer be read, or was moved or deleted."""

    page_id: int


@dataclass(frozen=True, slots=True)
class UpdatePublished:
    """News of a consultation, for its followers; announced once."""

    page_id: int
    consultation_id: int


@dataclass(frozen=True, slots=True)
class OutcomePublished:
    """A consultation has its outcome, for the first time."""

    page_id: int


@dataclass(frozen=True, slots=True)
class PhaseShifted:
    """A phase that had begun was moved, with a public reason."""

    page_id: int
    phase_kind: str


@dataclass(frozen=True, slots=True)
class ApprovalRequested:
    """A revision waits for a second pair of eyes."""

    page_id: int
    authority_id: int
    submitted_by_id: int


@dataclass(frozen=True, slots=True)
class ApprovalDecided:
    """A revision was approved or sent back."""

    page_id: int
    submitted_by_id: int
    approved: bool
