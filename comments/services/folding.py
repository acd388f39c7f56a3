"""Folding comments that are one text under the first of them.

Callers hold the lock of the thread. Only comments at the top of a thread are folded,
of one stance, and no official ones. A group is told by its first comment, which alone
has marks to be found by; `folded_count` are the other people who said it.
"""

from collections import Counter
from collections.abc import Collection, Sequence

from django.db import connection, transaction
from django.db.models import F, Q

from comments.analysis.likeness import (
    FEWEST_SHARED,
    Likeness,
    is_one_text,
    likeness_of,
)
from comments.models import Comment, FoldMark, Thread
from comments.queries import rules
from foundation.accounts.models import Person
from foundation.core.errors import NotAllowedError

READABLE = Q(withdrawn_at=None, hidden_at=None, is_placeholder=False)
CANDIDATES_A_MARK = 16
CANDIDATES = 4


@transaction.atomic
def detach_comment(*, comment: Comment, person: Person) -> Comment:
    """List one's own comment by itself, now and for good.

    Raises:
        NotAllowedError: it is someone else's, or stands with no other.

    """
    Thread.objects.select_for_update(no_key=True).get(pk=comment.thread_id)
    comment = Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)
    if not rules.can_detach(person, comment):
        raise NotAllowedError
    unfold(comment)
    comment.stays_unfolded = True
    comment.save(update_fields=["stays_unfolded"])
    return comment


def fold(comment: Comment) -> None:
    """Put a comment under the first that is one text with it, or let it be found.

    Constant cost: sixteen candidates a mark are looked up, four texts compared.
    """
    if not can_fold(comment):
        return
    likeness = likeness_of(comment.text)
    if not likeness.is_long_enough:
        return
    first = None if comment.pinned_at else _first_alike(comment, likeness)
    if first is None:
        mark(comment, likeness)
    else:
        _put_under(comment, first)


def unfold(comment: Comment) -> None:
    """Take a comment out of its group; when it stood for others the next one does."""
    if comment.folded_under_id is None:
        hand_on(comment)
        return
    if not (comment.is_withdrawn or comment.is_hidden):
        leave(comment)
    comment.folded_under = None
    comment.save(update_fields=["folded_under"])


def leave(comment: Comment) -> None:
    """Stop counting a folded comment, or let the next one stand for its group.

    For words that can no longer be read; the row stays under the comment that it was
    folded under.
    """
    if comment.folded_under_id is None:
        hand_on(comment)
    elif _is_counted(comment, comment.folded_under_id):
        _count(comment.folded_under_id, -1)


def leave_all(comments: Collection[Comment]) -> None:
    """Do what `leave` does for many, with few queries for those that stand alone."""
    tops = [comment for comment in comments if comment.parent_id is None]
    keys = [comment.pk for comment in tops]
    grouped = Comment.objects.filter(folded_under__in=keys)
    firsts = set(grouped.values_list("folded_under_id", flat=True).distinct())
    for comment in tops:
        if comment.pk in firsts or comment.folded_under_id is not None:
            leave(comment)
    FoldMark.objects.filter(comment__in=keys).delete()


def come_back(comment: Comment) -> None:
    """Count a folded comment again, or fold it anew; its words can be read again."""
    first_id = comment.folded_under_id
    if first_id and not Comment.objects.filter(READABLE, pk=first_id).exists():
        comment.folded_under = first_id = None
        comment.save(update_fields=["folded_under"])
    if first_id is None:
        fold(comment)
    elif _is_counted(comment, first_id):
        _count(first_id, 1)


def hand_on(comment: Comment) -> None:
    """Let the next comment of a group stand for it; its marks go with it."""
    FoldMark.objects.filter(comment=comment).delete()
    group = Comment.objects.filter(folded_under=comment)
    following = group.filter(READABLE).order_by("pk").first()
    if following is None:
        return
    Comment.objects.filter(pk=comment.pk).update(folded_count=0)
    comment.folded_count = 0
    Comment.objects.filter(pk=following.pk).update(folded_under=None)
    group.update(folded_under=following)
    people = _people_in(following)
    Comment.objects.filter(pk=following.pk).update(folded_count=people)
    mark(following, likeness_of(following.text))


def can_fold(comment: Comment) -> bool:
    """Whether a comment may stand under another, or stand for others."""
    is_gone = comment.is_withdrawn or comment.is_hidden or comment.is_placeholder
    is_alone = comment.stays_unfolded or comment.authority_id is not None
    return comment.parent_id is None and not is_gone and not is_alone


def mark(comment: Comment, likeness: Likeness) -> None:
    """Let a comment be found by those that are one text with it."""
    FoldMark.objects.bulk_create(marks_of(comment, likeness))


def marks_of(comment: Comment, likeness: Likeness) -> list[FoldMark]:
    """Make the rows by which a comment is found."""
    place = {"thread_id": comment.thread_id, "comment_id": comment.pk}
    return [FoldMark(mark=number, **place) for number in likeness.marks]


def nearest(shared: Counter[int], same: Sequence[int]) -> list[int]:
    """Choose whom to compare with: the same words first, then who shares most."""
    near = [pk for pk, marks in shared.items() if marks >= FEWEST_SHARED]
    near.sort(key=lambda pk: (pk not in same, -shared[pk], pk))
    chosen = [*same[:CANDIDATES], *(pk for pk in near if pk not in same)]
    return chosen[:CANDIDATES]


def _first_alike(comment: Comment, likeness: Likeness) -> Comment | None:
    keys = _candidates(comment.thread_id, likeness)
    rows = Comment.objects.filter(
        READABLE, pk__in=keys, stance=comment.stance, folded_under=None
    )
    found = {row.pk: row for row in rows.exclude(pk=comment.pk)} if keys else {}
    alike = (found[pk] for pk in keys if pk in found)
    return next((r for r in alike if is_one_text(likeness, likeness_of(r.text))), None)


def _candidates(thread_id: int, likeness: Likeness) -> list[int]:
    """Look each mark up, the first comments of it alone, in one query."""
    marks = likeness.marks
    part = (
        "SELECT * FROM (SELECT mark, comment_id FROM comments_foldmark "
        "WHERE thread_id = %s AND mark = %s ORDER BY comment_id LIMIT {}) m{}"
    )
    sql = " UNION ALL ".join(
        part.format(CANDIDATES_A_MARK, place) for place in range(len(marks))
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for m in marks for value in (thread_id, m)])
        rows = cursor.fetchall()
    same = sorted(pk for number, pk in rows if number == likeness.whole)
    return nearest(Counter(pk for _number, pk in rows), same)


def _put_under(comment: Comment, first: Comment) -> None:
    comment.folded_under = first
    comment.save(update_fields=["folded_under"])
    if _is_counted(comment, first.pk):
        _count(first.pk, 1)


def _is_counted(comment: Comment, first_id: int) -> bool:
    """Whether it adds a person to its group; who says it twice is one person."""
    if comment.author_id is None:
        return True
    own = Comment.objects.filter(READABLE, author_id=comment.author_id)
    group = own.filter(Q(pk=first_id) | Q(folded_under_id=first_id))
    return not group.exclude(pk=comment.pk).exists()


def _people_in(first: Comment) -> int:
    """Count the other people of a group that was handed on."""
    group = Comment.objects.filter(READABLE, folded_under=first)
    known = group.filter(author__isnull=False).exclude(author_id=first.author_id)
    return (
        known.values("author_id").distinct().count()
        + group.filter(author_id=None).count()
    )


def _count(first_id: int, by: int) -> None:
    Comment.objects.filter(pk=first_id).update(folded_count=F("folded_count") + by)
