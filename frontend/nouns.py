"""The things that pages count, each agreeing with its number.

Arabic has six forms («تعليق واحد»، «تعليقان»، «٣ تعليقات»، «١١ تعليقًا»…), so a
count and its noun are always one phrase.
"""

import json
from collections.abc import Callable

from django.utils.translation import ngettext

from frontend.numerals import number

_Phrase = Callable[[int], str]

_NOUNS: dict[str, _Phrase] = {
    "comments": lambda n: ngettext("%(count)s comment", "%(count)s comments", n),
    "new-replies": lambda n: ngettext(
        "%(count)s new reply", "%(count)s new replies", n
    ),
    "replies": lambda n: ngettext("%(count)s reply", "%(count)s replies", n),
    "votes": lambda n: ngettext("%(count)s vote", "%(count)s votes", n),
    "supporters": lambda n: ngettext("%(count)s supporter", "%(count)s supporters", n),
    "followers": lambda n: ngettext("%(count)s follower", "%(count)s followers", n),
    "contributions": lambda n: ngettext(
        "%(count)s contribution", "%(count)s contributions", n
    ),
    "people": lambda n: ngettext("%(count)s person", "%(count)s people", n),
    "ideas": lambda n: ngettext("%(count)s idea", "%(count)s ideas", n),
    "consultations": lambda n: ngettext(
        "%(count)s consultation", "%(count)s consultations", n
    ),
    "drafts": lambda n: ngettext("%(count)s draft", "%(count)s drafts", n),
    "projects": lambda n: ngettext("%(count)s project", "%(count)s projects", n),
    "articles": lambda n: ngettext("%(count)s article", "%(count)s articles", n),
    "results": lambda n: ngettext("%(count)s result", "%(count)s results", n),
    "questions": lambda n: ngettext("%(count)s question", "%(count)s questions", n),
    "updates": lambda n: ngettext("%(count)s update", "%(count)s updates", n),
    "messages": lambda n: ngettext("%(count)s message", "%(count)s messages", n),
    "days": lambda n: ngettext("%(count)s day", "%(count)s days", n),
    "characters": lambda n: ngettext("%(count)s character", "%(count)s characters", n),
}


def counted(count: int, noun: str) -> str:
    """A count with its noun: «١٢٨ تعليقًا», "128 comments".

    Raises:
        KeyError: the noun is none of ours.
    """
    phrase = _NOUNS[noun](count)
    return phrase % {"count": number(count)} if "%(count)s" in phrase else phrase


# One number of each of the plural categories of Unicode, by which a script chooses.
_SAMPLES = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


def forms(noun: str) -> str:
    """Every form of a counted noun as JSON, with `{count}` where the figure stands."""
    return phrase_forms(_NOUNS[noun])


def phrase_forms(phrase: _Phrase) -> str:
    """Every form of a phrase that depends on a number, for scripts that count on."""
    return json.dumps(
        {
            category: phrase(sample).replace("%(count)s", "{count}")
            for category, sample in _SAMPLES.items()
        },
        ensure_ascii=False,
    )
