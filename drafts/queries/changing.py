"""What changed from one version to the next, in words."""

from collections import Counter
from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from drafts.models import Version
from drafts.queries.comparing import Comparison
from drafts.queries.former import FormerSection, SectionNews
from drafts.states import SectionChange
from frontend.numerals import number

LABELS: Mapping[SectionChange, Promise] = {
    SectionChange.UNCHANGED: pgettext_lazy("a section", "Unchanged"),
    SectionChange.CHANGED: pgettext_lazy("a section", "Reworded"),
    SectionChange.MOVED: pgettext_lazy("a section", "Moved"),
    SectionChange.RENUMBERED: pgettext_lazy("a section", "Renumbered"),
    SectionChange.SPLIT: pgettext_lazy("a section", "Split"),
    SectionChange.MERGED: pgettext_lazy("a section", "Merged"),
    SectionChange.ADDED: pgettext_lazy("a section", "Added"),
    SectionChange.REMOVED: pgettext_lazy("a section", "Removed"),
}
# What stayed is said last.
ORDER = sorted(LABELS, key=lambda change: change == SectionChange.UNCHANGED)
TONES = {
    SectionChange.CHANGED: "soon",
    SectionChange.SPLIT: "accent",
    SectionChange.MERGED: "accent",
    SectionChange.ADDED: "open",
    SectionChange.REMOVED: "late",
}


def change_in_words(news: SectionNews, version: Version, name: str) -> str:
    """Say what became of a section, and what it was called if it was otherwise."""
    named = {
        "change": LABELS[news.change],
        "number": number(version.number),
        "names": _(", ").join(news.was),
    }
    if news.was in {(), (name,)}:
        return _("%(change)s in version %(number)s") % named
    return _("%(change)s in version %(number)s; before: %(names)s") % named


def what_became(former: FormerSection) -> str:
    """Say in a sentence what became of a section that stands no more."""
    named = {
        "section": former.name,
        "last": number(former.last_number),
        "version": number(former.ended_in),
    }
    if former.change == SectionChange.REMOVED:
        return (
            _("%(section)s of version %(last)s was removed in version %(version)s.")
            % named
        )
    return (
        _("%(section)s of version %(last)s went into another in version %(version)s.")
        % named
    )


def counts_of_news(
    news: Mapping[str, SectionNews], articles: Collection[str], *, removed: int
) -> Counter[SectionChange]:
    """Count articles by what became of them; `removed` ones stand in no news."""
    counts: Counter[SectionChange] = Counter()
    split: set[str] = set()
    for key in articles:
        told = news.get(key, SectionNews(SectionChange.UNCHANGED))
        if told.change == SectionChange.SPLIT:
            split.update(told.was)
        else:
            counts[told.change] += max(1, len(told.was))
    counts[SectionChange.SPLIT] = len(split)
    counts[SectionChange.REMOVED] = removed
    return counts


def said_in_short(comparison: Comparison) -> str:
    """Say in plain words how many articles became what, and what else changed."""
    others = comparison.other_counts
    changed = others.total() - others[SectionChange.UNCHANGED]
    return counts_in_words(comparison.counts, others=changed)


def counts_in_words(counts: Counter[SectionChange], *, others: int = 0) -> str:
    """Say in plain words how many articles became what; `others` are no articles."""
    if counts.total() == counts[SectionChange.UNCHANGED] and not others:
        return _("Nothing was changed.")
    said = [_phrase(change, counts[change]) for change in ORDER if counts[change]]
    if others:
        said.append(_others(others))
    return _("%(list)s.") % {"list": _(", ").join(said)}


def version_url(version: Version) -> str:
    """Give the address at which everyone reads a version."""
    return reverse("texts:version", args=[version.draft.public_id, version.number])


def changes_url(old: Version, new: Version) -> str:
    """Give the address of the comparison of two versions."""
    return reverse("texts:changes", args=[new.draft.public_id, old.number, new.number])


def _phrase(change: SectionChange, count: int) -> str:
    phrases = {
        SectionChange.UNCHANGED: ngettext(
            "%(count)s article stayed as it was",
            "%(count)s articles stayed as they were",
            count,
        ),
        SectionChange.CHANGED: ngettext(
            "%(count)s article was reworded",
            "%(count)s articles were reworded",
            count,
        ),
        SectionChange.MOVED: ngettext(
            "%(count)s article was moved", "%(count)s articles were moved", count
        ),
        SectionChange.RENUMBERED: ngettext(
            "%(count)s article got another number",
            "%(count)s articles got other numbers",
            count,
        ),
        SectionChange.SPLIT: ngettext(
            "%(count)s article was split", "%(count)s articles were split", count
        ),
        SectionChange.MERGED: ngettext(
            "%(count)s article was merged", "%(count)s articles were merged", count
        ),
        SectionChange.ADDED: ngettext(
            "%(count)s article was added", "%(count)s articles were added", count
        ),
        SectionChange.REMOVED: ngettext(
            "%(count)s article was removed", "%(count)s articles were removed", count
        ),
    }
    phrase = phrases[change]
    return phrase % {"count": number(count)} if "%(count)s" in phrase else phrase


def _others(count: int) -> str:
    phrase = ngettext(
        "%(count)s other section changed", "%(count)s other sections changed", count
    )
    return phrase % {"count": number(count)} if "%(count)s" in phrase else phrase
