"""Versions of a text as everyone reads them, and what changed between two."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from comments.models import Thread
from comments.queries import read_thread
from drafts.models import Draft, Version
from drafts.queries import (
    FormerSection,
    SectionReading,
    compare_versions,
    former_sections,
    latest_published,
    read_version,
    versions_of,
)
from drafts.queries.changing import changes_url, said_in_short, version_url, what_became
from drafts.queries.files import download_links
from drafts.queries.naming import section_name
from drafts.views.changes import (
    pair_rows,
    version_label,
    version_links,
)
from drafts.views.doors import public_draft, public_section
from foundation.core.homes import homes_of
from frontend.nouns import counted


@require_GET
def version(request: HttpRequest, draft: str, number: int) -> HttpResponse:
    """Show a published version as it was, with the way to the newest one."""
    found, home = public_draft(draft)
    versions = _published(found)
    shown = _one_of(versions, number)
    newest = versions[0]
    here = home.url.partition("#")[0]
    sections = read_version(shown)
    context = {
        "draft": found,
        "home": home,
        "here": here,
        "version": shown,
        "label": version_label(shown),
        "newest": newest,
        "is_newest": shown == newest,
        "versions": version_links(versions, shown, here),
        "compare_url": changes_url(shown, newest) if shown != newest else "",
        "sections": _cards(sections),
        "downloads": download_links(shown, sections),
    }
    return render(request, "drafts/version.html", context)


@require_GET
def choose_changes(request: HttpRequest, draft: str) -> HttpResponse:
    """Lead from the form that chooses two versions to their comparison."""
    found, _home = public_draft(draft)
    versions = _published(found)
    asked = [request.GET.get(name, "") for name in ("from", "to")]
    chosen = [_one_of(versions, int(said)) for said in asked if said.isdecimal()]
    older, newer = chosen if len(chosen) == len(asked) else (versions[-1], versions[0])
    kept = {name: request.GET[name] for name in ("view", "show") if name in request.GET}
    suffix = f"?{urlencode(kept)}" if kept else ""
    return redirect(changes_url(older, newer) + suffix)


@require_GET
def changes(request: HttpRequest, draft: str, *, old: int, new: int) -> HttpResponse:
    """Show what changed between two published versions, word by word."""
    found, home = public_draft(draft)
    versions = _published(found)
    before, after = _one_of(versions, old), _one_of(versions, new)
    if before.number >= after.number:
        return _in_order(request, before, after)
    comparison = compare_versions(before, after)
    in_columns = request.GET.get("view") == "sides"
    shows_all = request.GET.get("show") == "all"
    pairs = comparison.pairs if shows_all else comparison.changed
    context = {
        "draft": found,
        "home": home,
        "comparison": comparison,
        "said": said_in_short(comparison),
        "changed_count": len(comparison.changed),
        "rows": pair_rows(comparison, pairs, in_columns=in_columns),
        "in_columns": in_columns,
        "shows_all": shows_all,
        "old_label": version_label(before),
        "new_label": version_label(after),
        "old_url": version_url(before),
        "choices": [(each.number, version_label(each)) for each in reversed(versions)],
    }
    return render(request, "drafts/changes.html", context)


@require_GET
def section(request: HttpRequest, draft: str, section: str) -> HttpResponse:
    """Lead to a section where it stands; one that stands no more is shown here.

    Raises:
        Http404: there is none, or it was never published.

    """
    found, home = public_section(draft, section)
    newest = latest_published(found.draft)
    if newest is None:
        raise Http404
    former = {row.public_id: row for row in former_sections(newest)}.get(section)
    if former is None:
        return redirect(home.url)
    last = get_object_or_404(
        Version.objects.select_related("draft__authority"),
        draft=found.draft,
        number=former.last_number,
    )
    reading = next(s for s in read_version(last) if s.public_id == section)
    context = {
        "draft": found.draft,
        "home": public_draft(draft)[1],
        "former": former,
        "section": reading,
        "version": last,
        "version_url": version_url(last),
        "said": what_became(former),
        "heirs": _heirs(former, newest),
        "thread": read_thread(
            thread=found.thread,
            viewer=request.user,
            now=timezone.now(),
            order=request.GET.get("order", "newest"),
            cursor=request.GET.get("cursor"),
            here=request.path,
        ),
    }
    return render(request, "drafts/former_section.html", context)


def _published(draft: Draft) -> list[Version]:
    """List what everyone may read, the newest first.

    Raises:
        Http404: there is nothing yet.

    """
    versions = list(versions_of(draft, only_published=True))
    if not versions:
        raise Http404
    for each in versions:
        each.draft = draft
    return versions


def _one_of(versions: list[Version], number: int) -> Version:
    """Find the version of a number.

    Raises:
        Http404: there is none that everyone may read.

    """
    for each in versions:
        if each.number == number:
            return each
    raise Http404


def _in_order(request: HttpRequest, old: Version, new: Version) -> HttpResponse:
    """Lead from a comparison backwards to a proper one, or to the only version."""
    if old == new:
        return redirect(version_url(old))
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(changes_url(new, old) + query)


def _cards(sections: list[SectionReading]) -> list[dict[str, Any]]:
    """Lay sections out for their component, with the way to their discussions."""
    homes = homes_of(Thread, [row.thread.pk for row in sections])
    return [
        {
            "anchor": row.anchor,
            "public_id": row.public_id,
            "kind": row.kind,
            "number": row.number,
            "heading": row.heading,
            "html": row.html,
            "language": row.language,
            "direction": row.direction,
            "is_fallback": row.is_fallback,
            "summary": row.summary,
            "comment_count": row.comment_count,
            "thread_url": homes[row.thread.pk].url if row.thread.pk in homes else "",
        }
        for row in sections
    ]


def _heirs(former: FormerSection, newest: Version) -> list[dict[str, str]]:
    """Name the sections into which a former one went, with their addresses."""
    standing = {row.public_id: row for row in read_version(newest)}
    rows = [standing[key] for key in former.heirs if key in standing]
    homes = homes_of(Thread, [row.thread.pk for row in rows])
    return [
        {
            "label": section_name(row.kind, row.number),
            "url": homes[row.thread.pk].url,
            "note": counted(row.comment_count, "comments"),
        }
        for row in rows
        if row.thread.pk in homes
    ]
