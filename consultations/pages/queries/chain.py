"""The way from idea to project to draft to decision, browsable both ways."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.ideas.models import Idea
from consultations.pages.models import (
    ConsultationPage,
    DraftDecisionPage,
    ProjectPage,
)
from consultations.pages.queries.addresses import address_of
from consultations.pages.queries.listing import kind_of


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One thing on the way; without an address it is not there yet."""

    kind: str
    name: str
    url: str = ""
    is_here: bool = False


def chain_of_idea(idea: Idea) -> list[ChainLink]:
    """Follow an idea to its projects, drafts and decisions (2 queries)."""
    projects = list(ProjectPage.objects.live().filter(ideas=idea))
    drafts = _drafts(ideas=[idea.pk], projects=[page.pk for page in projects])
    return [
        ChainLink(_("Idea"), idea.title, is_here=True),
        *[_link(page, _("Municipal project")) for page in projects],
        *[_link(page, _("Draft decision")) for page in drafts],
        *_decisions([*projects, *drafts]),
    ]


def chain_of(page: ConsultationPage) -> list[ChainLink]:
    """Follow a project or draft back to its ideas and on to its decision."""
    kind = kind_of(page)
    if kind == "project":
        links = _around_project(page)
    elif kind == "draft":
        links = _around_draft(page)
    else:
        links = []
    return links if len(links) > 1 else []


def _around_project(page: ProjectPage) -> list[ChainLink]:
    drafts = _drafts(ideas=[], projects=[page.pk]) if page.pk else []
    return [
        *_ideas(page),
        _link(page, _("Municipal project"), is_here=True),
        *[_link(draft, _("Draft decision")) for draft in drafts],
        *_decisions([page, *drafts]),
    ]


def _around_draft(page: DraftDecisionPage) -> list[ChainLink]:
    projects = [project for project in page.projects.all() if project.live]
    return [
        *_ideas(page),
        *[_link(project, _("Municipal project")) for project in projects],
        _link(page, _("Draft decision"), is_here=True),
        *_decisions([page]),
    ]


def _ideas(page: ProjectPage | DraftDecisionPage) -> list[ChainLink]:
    return [
        ChainLink(_("Idea"), idea.title, reverse("ideas:idea", args=[idea.public_id]))
        for idea in page.ideas.all()
    ]


def _drafts(*, ideas: list[int], projects: list[int]) -> list[DraftDecisionPage]:
    rows = DraftDecisionPage.objects.live()
    found = rows.filter(ideas__in=ideas) | rows.filter(projects__in=projects)
    return list(found.distinct())


def _decisions(pages: list[ConsultationPage]) -> list[ChainLink]:
    decided = [page for page in pages if page.outcome_kind]
    if not decided:
        return [ChainLink(_("Decision"), _("Not decided yet"))]
    return [
        ChainLink(
            _("Decision"),
            page.get_outcome_kind_display(),
            f"{address_of(page)}#outcome",
        )
        for page in decided
    ]


def _link(page: ConsultationPage, kind: str, *, is_here: bool = False) -> ChainLink:
    return ChainLink(
        kind, str(page.heading), "" if is_here else address_of(page), is_here
    )
