"""Second versions, answers to inputs, and what moderators did."""

from datetime import datetime, timedelta
from typing import Any

from comments.models import Comment, ModerationAct
from comments.services.appealing import decide_appeal, file_appeal
from comments.services.blocking import add_phrase
from comments.services.moderating import HIDE, decide, make_decision
from comments.services.reporting import report_comment
from config.demo.city import City
from config.demo.reading import CONTENT, read_facts
from config.demo.story import Act, Story
from drafts.models import Draft, Suggestion
from drafts.services import answer_inputs, decide_on_suggestion
from drafts.states import TAKING

Facts = dict[str, Any]
REPORTED, DECIDED, APPEALED, ANSWERED = (timedelta(hours=h) for h in (9, 8, 5, 1))


def tell_deliberation(city: City, story: Story) -> None:
    """Add the answers of authorities and the acts of moderators."""
    for path in sorted((CONTENT / "consultations").glob("*/responses.toml")):
        key = path.parent.name
        facts = read_facts(f"consultations/{key}/responses.toml")
        for row in facts["response"]:
            story.add(city.ago(row["days"]), _answer(city, key, row))
    facts = read_facts("moderation.toml")
    for row in [*facts["act"], *facts["report"]]:
        _tell_of_reports(city, story, row)
    for row in facts["act"]:
        _tell_of_act(city, story, row)
    for row in facts["phrase"]:
        story.add(city.now - DECIDED, _block(city, row))


def _answer(city: City, key: str, row: Facts) -> Act:
    def answer(now: datetime) -> None:
        draft = _draft(city, key)
        said = {"reason_ar": row["ar"], "reason_en": row["en"]}
        actor = city.people[row["by"]]
        comments = [_input(city, key, name) for name in row["inputs"]]
        suggestion = Suggestion.objects.filter(comment=comments[0]).first()
        if suggestion is not None and row["kind"] in TAKING:
            decide_on_suggestion(
                suggestion=suggestion, kind=row["kind"], actor=actor, now=now, **said
            )
        else:
            answer_inputs(
                draft=draft,
                kind=row["kind"],
                comments=comments,
                actor=actor,
                now=now,
                **said,
            )

    return answer


def _draft(city: City, key: str) -> Draft:
    return Draft.objects.get(thread=city.threads[key])


def _input(city: City, key: str, name: str) -> Comment:
    """Find a top comment by the number of its article, if any, and its author."""
    article, _slash, author = name.rpartition("/")
    thread = city.threads[f"{key} {article}".strip()]
    tops = Comment.objects.filter(thread=thread, parent=None)
    return tops.filter(author=city.people[author]).order_by("pk")[0]


def _named(city: City, row: Facts) -> Comment:
    """Find a comment by its thread, its author and its first words."""
    return Comment.objects.get(
        thread=city.threads[row["thread"]],
        author=city.people[row["author"]],
        text__startswith=row["starts"],
    )


def _tell_of_reports(city: City, story: Story, row: Facts) -> None:
    for number, reporter in enumerate(row["reported_by"]):
        moment = city.now - REPORTED + timedelta(minutes=7 * number)
        story.add(moment, _report(city, row, reporter))


def _report(city: City, row: Facts, reporter: str) -> Act:
    return lambda now: report_comment(
        comment=_named(city, row),
        reporter=city.people[reporter],
        rule=row["rule"],
        now=now,
    )


def _tell_of_act(city: City, story: Story, row: Facts) -> None:
    story.add(city.now - DECIDED, _hide(city, row))
    if "appeal" in row:
        story.add(city.now - APPEALED, _appeal(city, row))
        story.add(city.now - ANSWERED, _decide_appeal(city, row))


def _hide(city: City, row: Facts) -> Act:
    def hide(now: datetime) -> None:
        comment = _named(city, row)
        decide(
            pks=[comment.pk],
            decision=make_decision(act=HIDE, rule=row["rule"], words=row["words"]),
            authority=comment.thread.authority,
            moderator=city.people[row["by"]],
            now=now,
        )

    return hide


def _appeal(city: City, row: Facts) -> Act:
    return lambda now: file_appeal(
        act=_act_on(city, row),
        author=city.people[row["author"]],
        words=row["appeal"],
        now=now,
    )


def _decide_appeal(city: City, row: Facts) -> Act:
    return lambda now: decide_appeal(
        appeal=_act_on(city, row).appeal,
        moderator=city.people[row["appeal_to"]],
        is_upheld=row["upheld"],
        answer=row["answer"],
        now=now,
    )


def _act_on(city: City, row: Facts) -> ModerationAct:
    acts = ModerationAct.objects.filter(comment=_named(city, row), act=HIDE)
    return acts.order_by("-pk")[0]


def _block(city: City, row: Facts) -> Act:
    return lambda now: add_phrase(
        authority=city.authorities[row["authority"]],
        moderator=city.people[row["by"]],
        phrase=row["text"],
        rule=row["rule"],
        now=now,
    )
