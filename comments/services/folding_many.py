"""Folding what came in at once, by the same rules as one comment after the other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import F

from comments.analysis.likeness import Likeness, is_one_text, likeness_of
from comments.models import Comment, FoldMark, Thread
from comments.services.folding import (
    CANDIDATES_A_MARK,
    READABLE,
    can_fold,
    marks_of,
    nearest,
)

BATCH = 250


def fold_many(thread: Thread, comments: Iterable[Comment]) -> None:
    """Put each comment under the first that is one text with it, the oldest first.

    The caller holds the lock of the thread, and the comments were just made.
    """
    groups = _Groups(thread)
    found = sorted(
        (comment for comment in comments if can_fold(comment)),
        key=lambda comment: (comment.posted_at, comment.pk),
    )
    for start in range(0, len(found), BATCH):
        groups.take(found[start : start + BATCH])


class _Groups:
    """Who stands for whom, as far as these comments need to know."""

    def __init__(self, thread: Thread) -> None:
        self.thread = thread
        # Nobody was there before in most imports; then nothing is looked up.
        self.has_earlier = FoldMark.objects.filter(thread=thread).exists()
        self.by_mark: dict[int, list[int]] = defaultdict(list)
        self.firsts: dict[int, tuple[str, Likeness]] = {}

    def take(self, comments: Sequence[Comment]) -> None:
        """Fold one batch and write it down."""
        read = [(comment, likeness_of(comment.text)) for comment in comments]
        long = [pair for pair in read if pair[1].is_long_enough]
        if self.has_earlier:
            self._look_up({mark for _row, like in long for mark in like.marks})
        under: dict[int, list[int]] = defaultdict(list)
        fresh: list[FoldMark] = []
        for comment, likeness in long:
            first = self._first_alike(comment, likeness)
            if first is None:
                self._remember(comment, likeness)
                fresh += marks_of(comment, likeness)
            else:
                under[first].append(comment.pk)
        FoldMark.objects.bulk_create(fresh, batch_size=BATCH)
        _write(under)

    def _first_alike(self, comment: Comment, likeness: Likeness) -> int | None:
        shared = Counter(pk for m in likeness.marks for pk in self.by_mark.get(m, ()))
        same = sorted(self.by_mark.get(likeness.whole, ()))
        for pk in nearest(shared, same):
            stance, other = self.firsts.get(pk, (None, None))
            if stance == comment.stance and other and is_one_text(likeness, other):
                return pk
        return None

    def _remember(self, comment: Comment, likeness: Likeness) -> None:
        self.firsts[comment.pk] = (comment.stance, likeness)
        for mark in likeness.marks:
            known = self.by_mark[mark]
            if len(known) < CANDIDATES_A_MARK:
                known.append(comment.pk)

    def _look_up(self, marks: set[int]) -> None:
        """Read who was there before and has one of these marks."""
        missing = sorted(marks - self.by_mark.keys())
        for pk, mark in self._earlier(missing):
            known = self.by_mark[mark]
            if pk not in known and len(known) < CANDIDATES_A_MARK:
                known.append(pk)
        keys = {pk for mark in marks for pk in self.by_mark.get(mark, ())}
        unread = sorted(keys - self.firsts.keys())
        rows = Comment.objects.filter(READABLE).only("pk", "stance", "text")
        for start in range(0, len(unread), BATCH):
            for row in rows.filter(pk__in=unread[start : start + BATCH]):
                self.firsts[row.pk] = (row.stance, likeness_of(row.text))

    def _earlier(self, marks: Sequence[int]) -> Iterator[tuple[int, int]]:
        rows = FoldMark.objects.filter(thread=self.thread).order_by("comment_id")
        for start in range(0, len(marks), BATCH):
            wanted = rows.filter(mark__in=marks[start : start + BATCH])
            yield from wanted.values_list("comment_id", "mark")


def _write(under: dict[int, list[int]]) -> None:
    for first, keys in under.items():
        Comment.objects.filter(pk__in=keys).update(folded_under_id=first)
        Comment.objects.filter(pk=first).update(
            folded_count=F("folded_count") + len(keys)
        )
