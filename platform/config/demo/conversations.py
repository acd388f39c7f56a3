"""Who says what to whom, and who agrees."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from comments.models import Comment
from comments.services import edit_comment, post_comment, react, withdraw_comment
from config.demo.city import City
from config.demo.crowd import choose
from config.demo.reading import Remark, read_conversations
from config.demo.story import Story, spread
from drafts.comparing.quoting import TextQuote
from drafts.models import Section
from drafts.queries import words_of_section
from drafts.services import (
    Chosen,
    Said,
    Wording,
    comment_on_passage,
    suggest_wording,
)
from foundation.core.text import language_of

A_MOMENT = timedelta(minutes=3)
TIME_TO_EDIT = timedelta(minutes=11)


@dataclass(frozen=True, slots=True)
class Stage:
    """The time in which something is discussed."""

    start: datetime
    end: datetime


@dataclass(slots=True)
class Spoken:
    """A remark on its way to being a comment."""

    thread: str
    remark: Remark
    stage: Stage
    answers: "Spoken | None" = None
    comment: Comment | None = None


def tell_conversations(city: City, story: Story, stages: dict[str, Stage]) -> None:
    """Add every remark of every thread, spread over the time of its discussion."""
    for thread, remarks in read_conversations().items():
        stage = stages[thread]
        end = min(stage.end, city.now) - A_MOMENT
        moments = spread(len(remarks), start=stage.start, end=end, bend=1.3)
        for remark, moment in zip(remarks, moments, strict=True):
            spoken = Spoken(thread, remark, Stage(moment, end))
            _tell(spoken, city, story)


def _tell(spoken: Spoken, city: City, story: Story) -> None:
    """Add a remark, what becomes of it, and the remarks that answer it."""
    start, left = spoken.stage.start, spoken.stage.end - spoken.stage.start
    remark = spoken.remark
    story.add(start, lambda now: _post(spoken, city, now))
    if remark.first_words != remark.last_words:
        story.add(start + TIME_TO_EDIT, lambda now: _edit(spoken, city, now))
    story.add(start + left / 3, lambda now: _assess(spoken, city, now))
    if remark.is_withdrawn:
        story.add(start + left * 0.95, lambda now: _withdraw(spoken, city, now))
    for number, reply in enumerate(remark.replies):
        # The first answers come within hours, whatever the length of the phase.
        pause = min(timedelta(hours=2.5 + 7 * number), left * (number + 1) / 9)
        stage = Stage(start + pause, spoken.stage.end)
        _tell(Spoken(spoken.thread, reply, stage, spoken), city, story)


def _post(spoken: Spoken, city: City, now: datetime) -> None:
    remark, author = spoken.remark, city.people[spoken.remark.by]
    thread = city.threads[spoken.thread]
    if remark.rewording is not None:
        spoken.comment = _suggest(spoken, city, now)
        return
    if remark.quote:
        spoken.comment = _comment_on_words(spoken, city, now)
        return
    spoken.comment = post_comment(
        thread=thread,
        author=author,
        text=remark.first_words,
        parent=spoken.answers.comment if spoken.answers else None,
        stance=remark.stance,
        as_authority=thread.authority if remark.is_official else None,
        language=author.language,
        now=now,
    )


def _comment_on_words(spoken: Spoken, city: City, now: datetime) -> Comment:
    """Quote words of the article, in the language in which they are quoted."""
    remark, author = spoken.remark, city.people[spoken.remark.by]
    language = language_of(remark.quote, default=author.language)
    return comment_on_passage(
        section=Section.objects.get(thread=city.threads[spoken.thread]),
        chosen=Chosen(language, quote=TextQuote(remark.quote, "", "")),
        said=Said(author, remark.first_words, remark.stance, language=author.language),
        now=now,
    ).comment


def _suggest(spoken: Spoken, city: City, now: datetime) -> Comment:
    """Suggest the article's words with one place in them put otherwise.

    Raises:
        ValueError: the article does not say what is to be replaced.

    """
    remark, author = spoken.remark, city.people[spoken.remark.by]
    section = Section.objects.get(thread=city.threads[spoken.thread])
    before, after = remark.rewording or ("", "")
    current = words_of_section(section, author.language)
    if current is None or before not in current.text:
        message = f"{spoken.thread} does not say “{before}”."
        raise ValueError(message)
    return suggest_wording(
        section=section,
        wording=Wording(None, author.language, current.text.replace(before, after)),
        reason=remark.first_words,
        author=author,
        stance=remark.stance,
        now=now,
    ).comment


def _edit(spoken: Spoken, city: City, now: datetime) -> None:
    if spoken.comment is not None:
        edit_comment(
            comment=spoken.comment,
            person=city.people[spoken.remark.by],
            text=spoken.remark.last_words,
            now=now,
        )


def _assess(spoken: Spoken, city: City, now: datetime) -> None:
    remark, comment = spoken.remark, spoken.comment
    if comment is None or not remark.agree + remark.disagree:
        return
    people = choose(
        city.crowd(),
        remark.agree + remark.disagree,
        seed=f"{spoken.thread} {comment.pk}",
        without=[city.people[remark.by]],
    )
    for number, person in enumerate(people):
        value = "agree" if number < remark.agree else "disagree"
        react(comment=comment, person=person, value=value, now=now)


def _withdraw(spoken: Spoken, city: City, now: datetime) -> None:
    if spoken.comment is not None:
        withdraw_comment(
            comment=spoken.comment, person=city.people[spoken.remark.by], now=now
        )
