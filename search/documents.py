"""What of each room is found, and by which words: rows become documents.

Only what every visitor may read becomes one: pages that are live, the sections of the
version that they show, ideas, and comments that are neither withdrawn nor hidden.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from html import unescape
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from wagtail.models import Page

from comments.models import Comment
from consultations.ideas.models import Idea
from consultations.ideas.states import IdeaState
from consultations.pages.models import (
    AuthorityPage,
    ConsultationPage,
    DraftDecisionPage,
    IdeaCallPage,
    NewsPage,
    ProjectPage,
    StandardPage,
    UpdatePage,
)
from consultations.pages.models.base import PublicPage
from consultations.pages.queries.addresses import address_of
from drafts.models import Placement, Suggestion
from foundation.core.translated import LANGUAGES
from search.models import Entry, Kind, Status

COMMENT = Kind.COMMENT
SECTION = Kind.SECTION
CHUNK = 500

# What is said of a matter comes after the matter itself, where both answer as well.
WEIGHTS = {
    Kind.DRAFT: 1.5,
    Kind.PROJECT: 1.5,
    Kind.SECTION: 1.3,
    Kind.IDEA: 1.3,
    Kind.PAGE: 1.2,
    Kind.COMMENT: 1.0,
}
MERGED_WEIGHT = 0.7
_BLOCK = re.compile(r"</(?:p|h\d|li|tr|td|th|blockquote|div)>|<br\s*/?>", re.IGNORECASE)

Wordings = dict[str, dict[str, str]]


class Key(NamedTuple):
    """The name of an entry before its row is known."""

    kind: str
    object_id: str


class _Shown(NamedTuple):
    """A draft whose sections are described."""

    key: Key
    titles: dict[str, str]
    urls: dict[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """One thing as the index takes it in; the fields are those of `Entry`.

    A part (with a `parent`) takes authority, district, topics and standing from it.
    """

    kind: str
    object_id: str
    wordings: Wordings
    urls: dict[str, str]
    published_at: datetime
    parent: Key | None = None
    page_id: int | None = None
    thread_id: int | None = None
    authority_id: int | None = None
    district_id: int | None = None
    topics: tuple[str, ...] = ()
    status: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    draft_id: str = ""
    number: str = ""
    weight: float = field(default=0.0)

    @property
    def key(self) -> Key:
        """The name of the entry."""
        return Key(self.kind, self.object_id)

    def columns(self) -> dict[str, Any]:
        """Give the columns of the entry, the parent apart."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        del values["parent"]
        return {
            **values,
            "topics": spaced(self.topics),
            "languages": spaced(sorted(self.wordings)),
            "weight": self.weight or WEIGHTS[Kind(self.kind)],
        }


def spaced(words: Iterable[str]) -> str:
    """Join words so that each stands between spaces and can be looked for."""
    joined = " ".join(words)
    return f" {joined} " if joined else ""


def of_page(page_id: int) -> Document | None:
    """Describe a page of the CMS; None when visitors cannot read it or find it."""
    page = Page.objects.live().filter(pk=page_id).first()
    specific = page.specific if page else None
    describe = _PAGES.get(type(specific))
    return describe(specific) if describe and _is_ready(specific) else None


def of_sections(page_id: int) -> Iterator[Document]:
    """Describe the sections of the version that the page of a draft shows."""
    page = DraftDecisionPage.objects.live().filter(pk=page_id).first()
    if page is None or page.version_id is None:
        return
    shown = _Shown(key_of(page), _by_language(page, "heading"), _urls_of(page))
    placements = (
        Placement.objects.filter(version_id=page.version_id)
        .select_related("section", "version")
        .prefetch_related("texts")
        .order_by("position")
    )
    for placement in placements.iterator(CHUNK):
        yield _section(placement, shown)


def of_updates(page_id: int) -> Iterator[Document]:
    """Describe the live updates of a consultation."""
    page = ConsultationPage.objects.live().filter(pk=page_id).first()
    if page is not None:
        for update in UpdatePage.objects.live().child_of(page).order_by("pk"):
            yield _update(update)


def of_ideas(idea_ids: Sequence[int]) -> list[Document]:
    """Describe ideas with what was answered to them."""
    return list(_ideas(Q(pk__in=idea_ids)))


def of_comments(comment_ids: Sequence[int]) -> list[Document]:
    """Describe those of some comments that can be read."""
    return list(_comments(Q(pk__in=comment_ids)))


def of_threads(thread_ids: Sequence[int]) -> Iterator[Document]:
    """Describe every comment of some threads that can be read."""
    return _comments(Q(thread__in=thread_ids))


def names_of(comment_ids: Sequence[int]) -> set[str]:
    """Give the names under which comments were, or would be, indexed."""
    rows = Comment.objects.filter(pk__in=comment_ids)
    return set(rows.values_list("public_id", flat=True))


def everything() -> Iterator[tuple[str, Iterator[Document]]]:
    """Describe all that can be found, wholes before their parts."""
    yield "page", _pages()
    yield "section", _all_sections()
    yield "idea", _ideas(Q())
    yield "comment", _comments(Q())


def _pages() -> Iterator[Document]:
    for model, describe in _PAGES.items():
        for page in model.objects.live().order_by("pk").iterator(CHUNK):
            if _is_ready(page):
                yield describe(page)


def _all_sections() -> Iterator[Document]:
    pages = DraftDecisionPage.objects.live().order_by("pk")
    ids = pages.values_list("pk", flat=True)
    return chain.from_iterable(of_sections(page_id) for page_id in ids.iterator(CHUNK))


def _is_ready(page: object) -> bool:
    """Whether there is something to read; a draft page shows a version or nothing."""
    return not isinstance(page, DraftDecisionPage) or page.version_id is not None


def _draft(page: DraftDecisionPage) -> Document:
    return Document(
        kind=Kind.DRAFT,
        object_id=page.draft.public_id,
        draft_id=page.draft.public_id,
        thread_id=page.draft.thread_id,
        wordings=_consultation_wordings(page),
        **_consultation(page),
    )


def _project(page: ProjectPage) -> Document:
    return Document(
        kind=Kind.PROJECT,
        object_id=page.public_id,
        thread_id=page.thread_id,
        wordings=_consultation_wordings(page, "place"),
        **_consultation(page),
    )


def _call(page: IdeaCallPage) -> Document:
    return Document(
        kind=Kind.PAGE,
        object_id=page.public_id,
        wordings=_consultation_wordings(page),
        **_consultation(page),
    )


def _news(page: NewsPage | StandardPage) -> Document:
    authority_page = AuthorityPage.objects.ancestor_of(page).first()
    return Document(
        kind=Kind.PAGE,
        object_id=page.public_id,
        wordings=_wordings(page, ("body",)),
        authority_id=authority_page.authority_id if authority_page else None,
        **_page(page),
    )


def _update(page: UpdatePage) -> Document:
    consultation = page.get_parent().specific
    return Document(
        kind=Kind.PAGE,
        object_id=page.public_id,
        parent=key_of(consultation),
        wordings=_wordings(page, ("body",)),
        **_page(page),
    )


def key_of(page: ConsultationPage) -> Key:
    """Give the name under which the page of a consultation is indexed."""
    if isinstance(page, DraftDecisionPage):
        return Key(Kind.DRAFT, page.draft.public_id)
    is_project = isinstance(page, ProjectPage)
    return Key(Kind.PROJECT if is_project else Kind.PAGE, page.public_id)


def _page(page: PublicPage) -> dict[str, Any]:
    return {
        "page_id": page.pk,
        "urls": _urls_of(page),
        "published_at": page.first_published_at or page.latest_revision_created_at,
    }


def _consultation(page: ConsultationPage) -> dict[str, Any]:
    return {
        **_page(page),
        "authority_id": page.authority_id,
        "district_id": page.district_id,
        "topics": tuple(sorted(page.topics.values_list("slug", flat=True))),
        "status": Status.DECIDED if page.outcome_kind else "",
        "opens_at": page.first_opens_at,
        "closes_at": page.participation_closes_at,
    }


def _consultation_wordings(page: ConsultationPage, *more: str) -> Wordings:
    return _wordings(page, (*more, "body", "outcome"))


def _wordings(page: PublicPage, texts: tuple[str, ...]) -> Wordings:
    """Collect heading, lead and texts of a page by language, without markup."""
    found: Wordings = {}
    for language in LANGUAGES:
        parts = (getattr(page, f"{name}_{language}") for name in texts)
        wording = {
            "title": getattr(page, f"heading_{language}"),
            "heading": getattr(page, f"lead_{language}"),
            "text": "\n".join(filter(None, map(plain, parts))),
        }
        if any(wording.values()):
            found[language] = wording
    return found


def plain(html: str) -> str:
    """Give the words of rich text, a line a block."""
    return unescape(strip_tags(_BLOCK.sub("\n", str(html)))).strip()


def _by_language(page: PublicPage, name: str) -> dict[str, str]:
    values = {code: getattr(page, f"{name}_{code}") for code in LANGUAGES}
    return {code: value for code, value in values.items() if value}


def _urls_of(page: PublicPage) -> dict[str, str]:
    return _each_language(lambda: address_of(page))


def _each_language(address: Callable[[], str]) -> dict[str, str]:
    urls = {}
    for language in LANGUAGES:
        with translation.override(language):
            urls[language] = address()
    return urls


def _section(placement: Placement, draft: _Shown) -> Document:
    """Describe a section; the draft's title and the number find it too."""
    section = placement.section
    place = f"?section={section.public_id}#section-{section.public_id}"
    wordings = {
        text.language: {
            "title": text.heading,
            "heading": f"{draft.titles.get(text.language, '')} {placement.number}",
            "text": "\n\n".join(filter(None, (text.text, text.summary))),
        }
        for text in placement.texts.all()
    }
    return Document(
        kind=Kind.SECTION,
        object_id=section.public_id,
        parent=draft.key,
        thread_id=section.thread_id,
        number=placement.number,
        wordings=wordings,
        urls={code: url + place for code, url in draft.urls.items()},
        published_at=placement.version.published_at or placement.version.created_at,
    )


def _ideas(which: Q) -> Iterator[Document]:
    rows = Idea.objects.filter(which).prefetch_related(
        "tagged_topics__tag", "moves", "answers", "evidence"
    )
    for idea in rows.order_by("pk").iterator(CHUNK):
        yield _idea(idea)


def _idea(idea: Idea) -> Document:
    return Document(
        kind=Kind.IDEA,
        object_id=idea.public_id,
        thread_id=idea.thread_id,
        authority_id=idea.authority_id,
        district_id=idea.district_id,
        topics=tuple(sorted(item.tag.slug for item in idea.tagged_topics.all())),
        status=idea.state,
        weight=MERGED_WEIGHT if idea.state == IdeaState.MERGED else WEIGHTS[Kind.IDEA],
        wordings=_idea_wordings(idea),
        urls=_each_language(lambda: reverse("ideas:idea", args=[idea.public_id])),
        published_at=idea.submitted_at,
    )


def _idea_wordings(idea: Idea) -> Wordings:
    """Put what was answered beside the idea, each under its language."""
    own = {"title": idea.title, "heading": idea.place, "text": idea.text}
    wordings: Wordings = {idea.language: own}
    answers = [
        *((move.language, move.reason) for move in idea.moves.all()),
        *((answer.language, answer.text) for answer in idea.answers.all()),
        *((proof.language, proof.text) for proof in idea.evidence.all()),
    ]
    for language, answer in answers:
        wording = wordings.setdefault(language, {"title": "", "text": ""})
        wording["text"] = f"{wording['text']}\n{answer}".strip()
    return wordings


def _comments(which: Q) -> Iterator[Document]:
    """Describe comments whose thread hangs on something that is in the index."""
    rows = Comment.objects.filter(
        which, withdrawn_at=None, hidden_at=None, is_placeholder=False
    )
    chunk: list[Comment] = []
    for comment in rows.order_by("pk").iterator(CHUNK):
        chunk.append(comment)
        if len(chunk) == CHUNK:
            yield from _with_homes(chunk)
            chunk = []
    yield from _with_homes(chunk)


def _with_homes(comments: Sequence[Comment]) -> Iterator[Document]:
    threads = {comment.thread_id for comment in comments}
    homes = Entry.objects.filter(thread_id__in=threads)
    keys = {
        thread_id: Key(kind, object_id)
        for thread_id, kind, object_id in homes.values_list(
            "thread_id", "kind", "object_id"
        )
    }
    suggested = dict(
        Suggestion.objects.filter(comment__in=comments).values_list(
            "comment_id", "text"
        )
    )
    for comment in comments:
        if comment.thread_id in keys:
            words = suggested.get(comment.pk, "")
            yield _comment(comment, keys[comment.thread_id], words)


def _comment(comment: Comment, parent: Key, suggested: str) -> Document:
    """Describe a comment; it is found by the wording that it suggests as well."""
    text = f"{comment.text}\n{suggested}".strip()
    return Document(
        kind=Kind.COMMENT,
        object_id=comment.public_id,
        parent=parent,
        wordings={comment.language: {"text": text}},
        urls=_each_language(
            lambda: reverse("comments:comment", args=[comment.public_id])
        ),
        published_at=comment.posted_at,
    )


_PAGES: dict[Any, Any] = {
    DraftDecisionPage: _draft,
    ProjectPage: _project,
    IdeaCallPage: _call,
    NewsPage: _news,
    StandardPage: _news,
    UpdatePage: _update,
}
