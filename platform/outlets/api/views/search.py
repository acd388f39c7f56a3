"""Search over everything that is published."""

from typing import Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Query, Router

from outlets.api.schemas import HitOut, Listing, Name
from outlets.api.views.paging import Paging
from search.queries import Asked, as_rows
from search.queries import search as find

router = Router(tags=["search"])


class SearchPaging(Paging):
    """A page of hits; an empty `q` lists the newest."""

    q: str = ""
    kind: Literal["", "draft", "section", "project", "idea", "comment", "page"] = ""
    language: Name = ""


@router.get("/search", response=Listing[HitOut])
def search(request: HttpRequest, asked: Query[SearchPaging]) -> Listing[HitOut]:
    """Search drafts, sections, projects, ideas, comments and pages."""
    wish = Asked(
        text=asked.q,
        kinds=frozenset(filter(None, [asked.kind])),
        languages=frozenset(filter(None, [asked.language])),
        cursor=asked.cursor,
        limit=asked.limit,
    )
    results = find(wish, now=timezone.now(), language=get_language() or "ar")
    items = [
        HitOut(**{**row, "url": request.build_absolute_uri(row["url"])})
        for row in as_rows(results)
    ]
    return Listing(items=items, count=results.count, next=results.next_cursor)
