"""Lists of words that hold a comment back until a moderator has looked."""

from datetime import datetime

from django.db import transaction

from comments import permissions
from comments.analysis.phrases import first_blocked, fold_phrase
from comments.errors import EmptyPhraseError, PhraseKnownError, TooManyPhrasesError
from comments.events import CommentsHidden
from comments.models import (
    Act,
    BlockedPhrase,
    Comment,
    Rule,
    Trigger,
    Waiting,
    WaitingComment,
)
from comments.services import hiding
from comments.services.hiding import Acting
from foundation.accounts.models import Person
from foundation.audit.services import record
from foundation.core.errors import NotAllowedError
from foundation.core.events import announce
from foundation.core.text import clean_text
from foundation.organisations.models import Authority

LONGEST_PHRASE = 200
MOST_PHRASES = 1000


@transaction.atomic
def add_phrase(
    *, authority: Authority, moderator: Person, phrase: str, rule: str, now: datetime
) -> BlockedPhrase:
    """Put a word or phrase on an authority's list.

    Raises:
        NotAllowedError: the person does not moderate for the authority.
        EmptyPhraseError: there is no letter or digit in it.
        PhraseKnownError: it is there already, perhaps spelt otherwise.
        TooManyPhrasesError: the list is full.

    """
    if not permissions.can_moderate(moderator, authority):
        raise NotAllowedError
    said = clean_text(phrase, longest=LONGEST_PHRASE)
    folded = fold_phrase(said)[:LONGEST_PHRASE]
    if not folded:
        raise EmptyPhraseError(field="phrase")
    # Locked so that two who add the same phrase at once wait for one another.
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    known = BlockedPhrase.objects.filter(authority=authority)
    if known.filter(folded=folded).exists():
        raise PhraseKnownError(field="phrase")
    if known.count() >= MOST_PHRASES:
        raise TooManyPhrasesError(field="phrase")
    added = BlockedPhrase.objects.create(
        authority=authority,
        phrase=said,
        folded=folded,
        rule=rule if rule in Rule.values else Rule.INSULT,
        added_by=moderator,
        added_at=now,
    )
    _audit("blocklist.added", authority, moderator, now=now)
    return added


@transaction.atomic
def remove_phrase(
    *, authority: Authority, moderator: Person, phrase_id: int, now: datetime
) -> None:
    """Take a phrase off the list; one that is gone, or another's, changes nothing.

    Raises:
        NotAllowedError: the person does not moderate for the authority.

    """
    if not permissions.can_moderate(moderator, authority):
        raise NotAllowedError
    rows = BlockedPhrase.objects.filter(authority=authority, pk=phrase_id)
    if rows.delete()[0]:
        _audit("blocklist.removed", authority, moderator, now=now)


def blocked_phrase_in(text: str, authority: Authority | None) -> BlockedPhrase | None:
    """Find the phrase of an authority's list for which a text is held, if any."""
    if authority is None:
        return None
    phrases = {
        row.pk: row
        for row in BlockedPhrase.objects.filter(authority=authority).order_by("pk")
    }
    found = first_blocked(text, [(row.pk, row.folded) for row in phrases.values()])
    return phrases[found] if found is not None else None


def hold_if_blocked(*, comment_id: int, now: datetime) -> bool:
    """Hide what was just posted or edited when it holds a blocked phrase.

    It counts within the transaction of the posting, so that nobody reads it between.
    Official replies are the authority's own words and are never held.
    """
    rows = Comment.objects.select_related("thread__authority")
    comment = rows.get(pk=comment_id)
    authority = comment.thread.authority
    if comment.authority_id or comment.is_hidden or comment.is_withdrawn:
        return False
    phrase = blocked_phrase_in(comment.text, authority)
    if phrase is None:
        return False
    acting = Acting(authority, now, trigger=Trigger.BLOCKLIST)
    rules = {comment.pk: phrase.rule}
    acts = hiding.write_acts(Act.HIDE, [comment], acting, rules=rules)
    hiding.hide_rows([comment], rules, now=now)
    WaitingComment.objects.update_or_create(
        comment=comment,
        defaults={
            "thread_id": comment.thread_id,
            "authority_id": comment.thread.authority_id,
            "kind": Waiting.BLOCKLIST,
            "rule": phrase.rule,
            "since": now,
        },
    )
    announce(CommentsHidden((comment.pk,), (acts[0].pk,)))
    return True


def _audit(
    action: str, authority: Authority, moderator: Person, *, now: datetime
) -> None:
    """The phrase itself stays out: an entry of the audit cannot be taken back."""
    record(
        action=action,
        actor=moderator.public_id,
        target=f"authority:{authority.slug}",
        authority=authority.slug,
        now=now,
    )
