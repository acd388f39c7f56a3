"""The ideas of the city and every step of their lives."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from config.demo.city import City
from config.demo.conversations import Stage
from config.demo.crowd import choose
from config.demo.reading import CONTENT, read_facts
from config.demo.story import Act, Story, spread
from consultations.ideas.services import (
    add_evidence,
    answer_idea,
    merge_ideas,
    move_idea,
    submit_idea,
    support_idea,
)
from consultations.ideas.states import ENDS
from foundation.accounts.models import Person

Facts = dict[str, Any]


def tell_ideas(city: City, story: Story, stages: dict[str, Stage]) -> None:
    """Add what happens to every idea, and the time in which it is discussed."""
    for path in sorted((CONTENT / "ideas").glob("*.toml")):
        for row in read_facts(f"ideas/{path.name}")["idea"]:
            _tell(row, city, story)
            end = city.ago(row["merged"][1]) if "merged" in row else city.now
            stages[row["key"]] = Stage(city.ago(row["days"]), end)


def _tell(row: Facts, city: City, story: Story) -> None:
    story.add(city.ago(row["days"]), lambda now: _submit(row, city, now))
    _tell_supports(row, city, story)
    for state, days, reason in row.get("moves", []):
        story.add(city.ago(days), _move(row, city, state, reason=reason))
    for days, text in row.get("answers", []):
        story.add(city.ago(days), _answer(row, city, text))
    if "merged" in row:
        into, days, reason = row["merged"]
        story.add(city.ago(days), _merge(row, city, into, reason=reason))
    for proof in row.get("evidence", []):
        story.add(city.ago(proof["days"]), _prove(row, city, proof))


def _submit(row: Facts, city: City, now: datetime) -> None:
    idea = submit_idea(
        author=city.people[row["by"]],
        authority=city.authorities[row.get("to", "municipality-one")],
        title=row["title"],
        text=row["text"].strip(),
        topics=row.get("topics", []),
        district=city.districts.get(row.get("district", "")),
        place=row.get("place", ""),
        latitude=row.get("at", [None, None])[0],
        longitude=row.get("at", [None, None])[1],
        call=city.calls.get(row.get("call", "")),
        submission_key=f"demo-{row['key']}",
        now=now,
    )
    city.ideas[row["key"]] = idea
    city.threads[row["key"]] = idea.thread


def _tell_supports(row: Facts, city: City, story: Story) -> None:
    """Spread the supports over the days in which the idea takes them."""
    author = city.people[row["by"]]
    named = [city.people[key] for key in row.get("with", [])]
    free = row.get("supports", 0) - len(named)
    others = choose(city.crowd(), free, seed=row["key"], without=[author, *named])
    moments = spread(
        free + len(named),
        start=city.ago(row["days"]),
        end=_end_of_supports(row, city),
        bend=1.6,
    )
    for person, moment in zip([*others, *named], moments, strict=True):
        story.add(moment, _support(row, city, person))


def _end_of_supports(row: Facts, city: City) -> datetime:
    ends = [days for state, days, _reason in row.get("moves", []) if state in ENDS]
    ends += [row["merged"][1]] if "merged" in row else []
    ends += [row["supported_until"]] if "supported_until" in row else []
    return city.ago(max(ends, default=0))


def _support(row: Facts, city: City, person: Person) -> Act:
    return lambda now: support_idea(idea=city.ideas[row["key"]], person=person, now=now)


def _move(row: Facts, city: City, state: str, *, reason: str) -> Act:
    return lambda now: move_idea(
        idea=city.ideas[row["key"]],
        to_state=state,
        reason=reason.strip(),
        mover=_officer(row, city),
        now=now,
    )


def _answer(row: Facts, city: City, text: str) -> Act:
    return lambda now: answer_idea(
        idea=city.ideas[row["key"]],
        text=text.strip(),
        answered_by=_officer(row, city),
        now=now,
    )


def _merge(row: Facts, city: City, into: str, *, reason: str) -> Act:
    return lambda now: merge_ideas(
        source=city.ideas[row["key"]],
        target=city.ideas[into],
        reason=reason.strip(),
        merger=_officer(row, city),
        now=now,
    )


def _prove(row: Facts, city: City, proof: Facts) -> Act:
    return lambda now: add_evidence(
        idea=city.ideas[row["key"]],
        text=proof["text"].strip(),
        delivered_on=(now - timedelta(days=proof.get("delivered", 1))).date(),
        cost=Decimal(str(proof["cost"])) if "cost" in proof else None,
        added_by=_officer(row, city),
        now=now,
    )


def _officer(row: Facts, city: City) -> Person:
    return city.officers[row.get("to", "municipality-one")]
