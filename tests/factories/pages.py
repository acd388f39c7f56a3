"""Consultations for tests, made by the services so that what they own stands too."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from consultations.pages.models import (
    DraftDecisionPage,
    IdeaCallPage,
    ProjectPage,
    UpdatePage,
)
from consultations.pages.services import (
    PhasePlan,
    create_draft_page,
    create_idea_call_page,
    create_project_page,
    create_update_page,
    publish_now,
)
from drafts.models import Draft
from drafts.services import create_draft, write_version
from drafts.splitting import SplitSection, SplitText
from foundation.accounts.models import Person
from foundation.organisations.models import Authority
from tests.factories.organisations import AuthorityFactory

TEXT = SplitText(
    title="مشروع لائحة الحدائق العامة",
    language="ar",
    sections=[
        SplitSection("article", "1", "المادة الأولى: تعريفات", 1, "الحديقة مكان عام."),
        SplitSection("article", "2", "المادة الثانية: الدخول", 1, "الدخول مجاني."),
    ],
)


def open_phases(now: datetime) -> list[PhasePlan]:
    """Comments and votes are open since yesterday, for ten days; then the decision."""
    opens, closes = now - timedelta(days=1), now + timedelta(days=9)
    return [
        PhasePlan("comment", opens, closes),
        PhasePlan("vote", opens, closes),
        PhasePlan("decision", closes, closes + timedelta(days=30)),
    ]


def draft_with_text(authority: Authority, *, now: datetime, text: Any = TEXT) -> Draft:
    """A draft whose two articles are being written."""
    draft = create_draft(
        authority=authority,
        title_ar=text.title,
        title_en="Draft by-law on public parks",
        created_by=None,
        now=now,
    )
    write_version(draft=draft, texts=[text], actor=None, now=now)
    return draft


def make_draft_page(
    authority: Authority | None = None,
    *,
    now: datetime | None = None,
    live: bool = True,
    actor: Person | None = None,
    phases: list[PhasePlan] | None = None,
    **fields: Any,
) -> DraftDecisionPage:
    """A draft decision, live with open phases unless told otherwise."""
    now = now or timezone.now()
    page = create_draft_page(
        draft=draft_with_text(authority or AuthorityFactory(), now=now),
        fields={"ballot_question_ar": "هل توافق على المشروع؟", **fields},
        phases=open_phases(now) if phases is None else phases,
        actor=actor,
        now=now,
    )
    return _as_wanted(page, live, now)


def make_project_page(
    authority: Authority | None = None,
    *,
    now: datetime | None = None,
    live: bool = True,
    phases: list[PhasePlan] | None = None,
    **fields: Any,
) -> ProjectPage:
    """A municipal project with two milestones."""
    now = now or timezone.now()
    page = create_project_page(
        authority=authority or AuthorityFactory(),
        fields={"heading_ar": "ممشى المرفأ", "heading_en": "Harbour walk", **fields},
        phases=open_phases(now) if phases is None else phases,
        milestones=[
            {"name_ar": "التصميم", "name_en": "Design", "done_percent": 100},
            {"name_ar": "التنفيذ", "name_en": "Works", "done_percent": 20},
        ],
        actor=None,
        now=now,
    )
    return _as_wanted(page, live, now)


def make_idea_call_page(
    authority: Authority | None = None,
    *,
    now: datetime | None = None,
    live: bool = True,
    phases: list[PhasePlan] | None = None,
    **fields: Any,
) -> IdeaCallPage:
    """A call for ideas."""
    now = now or timezone.now()
    page = create_idea_call_page(
        authority=authority or AuthorityFactory(),
        fields={"heading_ar": "أفكار لحدائقنا", "heading_en": "Park ideas", **fields},
        phases=open_phases(now)[:1] if phases is None else phases,
        actor=None,
        now=now,
    )
    return _as_wanted(page, live, now)


def make_update_page(
    consultation: Any, *, now: datetime | None = None, live: bool = True, **fields: Any
) -> UpdatePage:
    """News of a consultation."""
    page = create_update_page(
        consultation=consultation,
        fields={"heading_ar": "بدأ العمل", "heading_en": "Work began", **fields},
        actor=None,
    )
    return _as_wanted(page, live, now or timezone.now())


def _as_wanted(page: Any, live: bool, now: datetime) -> Any:
    if live:
        publish_now(page=page, actor=None, now=now)
    return type(page).objects.get(pk=page.pk)
