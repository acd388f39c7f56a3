"""Naming people in a comment: they are told, and their names stand out."""

from django.db.models import Q

from comments.analysis.names import mark_names, named_in, possible_names
from comments.events import PersonMentioned
from comments.models import Comment, Mention
from foundation.accounts.models import Person
from foundation.core.events import announce

LOOKED_BACK = 2_000
"""Among the writers of how many comments, the last of the thread, a name is sought."""


def mention(comment: Comment) -> None:
    """Find who is named in a comment, mark their names and tell those who are new.

    A name is one of those who take part in the thread, exactly as it is shown. Two of
    one name: the one that is answered, otherwise who wrote last. Texts without an @
    ask nothing.
    """
    people = _people_named(comment)
    marked = mark_names(comment.html, people)
    if marked != comment.html:
        comment.html = marked
        Comment.objects.filter(pk=comment.pk).update(html=marked)
    told = set(comment.mentions.values_list("person_id", flat=True)) if people else ()
    fresh = [p for p in dict.fromkeys(people.values()) if p.pk not in told]
    Mention.objects.bulk_create(Mention(comment=comment, person=p) for p in fresh)
    for person in fresh:
        announce(PersonMentioned(comment_id=comment.pk, person_id=person.pk))


def _people_named(comment: Comment) -> dict[str, Person]:
    possible = possible_names(comment.text)
    if not possible:
        return {}
    people: dict[str, Person] = {}
    for writer in _writers(comment, possible):
        people.setdefault(writer.display_name, writer)
    return {name: people[name] for name in named_in(comment.text, people)}


def _writers(comment: Comment, names: list[str]) -> list[Person]:
    """List those of these names who take part, whom the comment answers first."""
    thread = Comment.objects.filter(thread_id=comment.thread_id)
    lately = thread.order_by("-posted_at", "-pk").values("pk")[:LOOKED_BACK]
    branch = Q(pk=comment.root_id) | Q(root_id=comment.root_id)
    near = Q(pk__in=lately) | branch if comment.root_id else Q(pk__in=lately)
    rows = Comment.objects.filter(
        near, author__display_name__in=names, author__is_active=True
    )
    others = rows.exclude(author_id=comment.author_id).select_related("author")
    found = others.only("posted_at", "author").order_by("-posted_at", "-pk")
    writers = [row.author for row in found[:LOOKED_BACK] if row.author]
    answered = comment.parent.author_id if comment.parent else None
    return sorted(writers, key=lambda person: person.pk != answered)
