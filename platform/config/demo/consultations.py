"""The consultations of the city: pages, phases, ballots, updates and outcomes."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from config.demo.city import City
from config.demo.conversations import Stage
from config.demo.crowd import choose
from config.demo.reading import CONTENT, read_facts
from config.demo.story import Act, Story, spread
from consultations.pages.models import (
    ConsultationPage,
    DraftDecisionPage,
    IdeaCallPage,
    ProjectPage,
)
from consultations.pages.services import (
    PhasePlan,
    create_draft_page,
    create_idea_call_page,
    create_project_page,
    create_update_page,
    publish_now,
    submit_page,
)
from drafts.documents import Part
from drafts.models import Placement, Version
from drafts.queries import (
    digest_of_rows,
    outline_of,
    successions_of,
    version_before,
)
from drafts.readers import read_file
from drafts.services import (
    Statement,
    correct_successors,
    create_draft,
    store_outline,
    write_version,
)
from drafts.splitting import SplitText, split
from drafts.states import SectionKind
from foundation.accounts.models import Level, Person
from foundation.audiences.services import follow
from voting.services import cast_vote

Facts = dict[str, Any]
PLAIN = (
    "heading_ar",
    "heading_en",
    "lead_ar",
    "lead_en",
    "body_ar",
    "body_en",
    "topics",
    "takes_comments",
    "ballot_question_ar",
    "ballot_question_en",
    "ballot_hides_tally",
    "status",
    "place_ar",
    "place_en",
    "latitude",
    "longitude",
)
FEWEST_LEVEL = Level.VERIFIED


@dataclass(frozen=True, slots=True)
class Consultation:
    """One folder of `content/consultations/`, and the city it belongs to."""

    key: str
    row: Facts
    city: City

    @property
    def page(self) -> ConsultationPage:
        """The page, once it was made, as it stands now."""
        page = self.city.pages[self.key]
        page.refresh_from_db()
        return page

    def by(self, role: str) -> Person:
        """Name who acts for the authority here."""
        return self.city.people[self.row[role]]

    def phase(self, kind: str) -> Stage | None:
        """Return when a phase lasts; None when there is no such phase."""
        for name, opens, closes in self.row["phases"]:
            if name == kind:
                return Stage(self.city.noon(opens), self.city.noon(closes))
        return None


def tell_consultations(city: City, story: Story, stages: dict[str, Stage]) -> None:
    """Add what happens to every consultation, and when it can be discussed."""
    for folder in sorted((CONTENT / "consultations").iterdir()):
        row = read_facts(f"consultations/{folder.name}/page.toml")
        told = Consultation(folder.name, row, city)
        story.add(city.ago(row["published"]), _publish(told))
        if "revised" in row:
            story.add(city.ago(row["revised"]), _revise(told))
        for news in row.get("update", []):
            story.add(city.ago(news["days"]), _update(told, news))
        if "outcome" in row:
            story.add(city.ago(row["outcome"]["days"]), _decide(told))
        _tell_followers(told, story)
        _tell_votes(told, story)
        _set_stages(told, stages)


def _set_stages(told: Consultation, stages: dict[str, Stage]) -> None:
    """Let the page and each of its articles be discussed in the comment phase."""
    stage = told.phase("comment")
    if stage is None:
        return
    stages[told.key] = stage
    if told.row["kind"] == "draft":
        for number in _articles(told.key, "ar"):
            stages[f"{told.key} {number}"] = stage


def _articles(key: str, language: str) -> list[str]:
    sections = _text(key, language).sections
    return [s.number or "" for s in sections if s.kind == "article"]


def _text(key: str, language: str, version: str = "text") -> SplitText:
    path = CONTENT / "consultations" / key / f"{version}.{language}.md"
    return split(read_file(path), language=language)


def _publish(told: Consultation) -> Act:
    makers = {"draft": _make_draft, "project": _make_project, "call": _make_call}

    def publish(now: datetime) -> None:
        page = makers[told.row["kind"]](told, now)
        publish_now(page=page, actor=told.by("approved_by"), now=now)
        told.city.pages[told.key] = page
        _name_parts(told)

    return publish


def _make_draft(told: Consultation, now: datetime) -> DraftDecisionPage:
    row, actor = told.row, told.by("made_by")
    draft = create_draft(
        authority=told.city.authorities[row["authority"]],
        title_ar=row["heading_ar"],
        title_en=row["heading_en"],
        created_by=actor,
        now=now,
    )
    texts = [_text(told.key, language) for language in ("ar", "en")]
    version = write_version(draft=draft, texts=texts, actor=actor, now=now)
    _explain(told, version, now)
    return create_draft_page(
        draft=draft, fields=_fields(told), phases=_phases(told), actor=actor, now=now
    )


def _explain(told: Consultation, version: Version, now: datetime) -> None:
    """Say in plain words what some articles mean, where the folder says it."""
    if not (CONTENT / "consultations" / told.key / "summaries.toml").exists():
        return
    meanings = read_facts(f"consultations/{told.key}/summaries.toml")
    outline = [_explained(part, meanings) for part in outline_of(version)]
    actor = told.by("made_by")
    store_outline(version=version, outline=outline, actor=actor, now=now)


def _explained(part: Part, meanings: Facts) -> Part:
    if part.kind != SectionKind.ARTICLE:
        return part
    words = {
        code: said._replace(summary=meanings[code].get(part.number, ""))
        for code, said in part.words.items()
    }
    return replace(part, words=words)


def _make_project(told: Consultation, now: datetime) -> ProjectPage:
    row, city = told.row, told.city
    extra = {
        "cost": Decimal(row["cost"]),
        "starts_on": city.ago(row["starts"]).date(),
        "ends_on": city.ago(row["ends"]).date(),
    }
    return create_project_page(
        authority=city.authorities[row["authority"]],
        fields={**_fields(told), **extra},
        phases=_phases(told),
        milestones=[_milestone(stage, city) for stage in row["milestone"]],
        actor=told.by("made_by"),
        now=now,
    )


def _make_call(told: Consultation, now: datetime) -> IdeaCallPage:
    return create_idea_call_page(
        authority=told.city.authorities[told.row["authority"]],
        fields=_fields(told),
        phases=_phases(told),
        actor=told.by("made_by"),
        now=now,
    )


def _fields(told: Consultation) -> Facts:
    row, city = told.row, told.city
    fields = {name: row[name] for name in PLAIN if name in row}
    fields["slug"] = told.key
    if "district" in row:
        fields["district"] = city.districts[row["district"]]
    if "ideas" in row:
        fields["ideas"] = [city.ideas[key] for key in row["ideas"]]
    if "projects" in row:
        fields["projects"] = [city.pages[key] for key in row["projects"]]
    return fields


def _phases(told: Consultation) -> list[PhasePlan]:
    city = told.city
    return [
        PhasePlan(kind, city.noon(opens), city.noon(closes))
        for kind, opens, closes in told.row["phases"]
    ]


def _milestone(stage: Facts, city: City) -> Facts:
    moments = {
        f"{name}_on": city.ago(stage[name]).date()
        for name in ("due", "done")
        if name in stage
    }
    return {
        "name_ar": stage["ar"],
        "name_en": stage["en"],
        "done_percent": stage["percent"],
        **moments,
    }


def _name_parts(told: Consultation) -> None:
    """Let conversations and ideas find threads and calls by the names they use."""
    page, threads = told.page, told.city.threads
    if isinstance(page, ProjectPage):
        threads[told.key] = page.thread
    if isinstance(page, IdeaCallPage):
        page.call.refresh_from_db()
        told.city.calls[told.key] = page.call
    if not isinstance(page, DraftDecisionPage):
        return
    threads[told.key] = page.draft.thread
    placements = Placement.objects.filter(version=page.version, kind="article")
    for placement in placements.select_related("section__thread"):
        threads[f"{told.key} {placement.number}"] = placement.section.thread


def _revise(told: Consultation) -> Act:
    """Publish a second version of the text, approved by the second person."""

    def revise(now: datetime) -> None:
        page, actor = told.page, told.by("made_by")
        if not isinstance(page, DraftDecisionPage):
            return
        texts = [_text(told.key, language, "text-2") for language in ("ar", "en")]
        version = write_version(draft=page.draft, texts=texts, actor=actor, now=now)
        for old, *new in told.row["splits"]:
            _split(version, old, new, actor=actor, now=now)
        publish_now(page=page, actor=told.by("approved_by"), now=now)

    return revise


def _split(
    version: Version, old: str, new: list[str], *, actor: Person, now: datetime
) -> None:
    """Correct the comparison: an article was cut in several."""
    before = version_before(version)
    if before is None:
        return
    section = next(p.key for p in outline_of(before) if _is_article(p, [old]))
    parts = frozenset(p.key for p in outline_of(version) if _is_article(p, new))
    was = digest_of_rows(successions_of(version), old=section)
    said = Statement(section, parts, was)
    correct_successors(version=version, said=said, actor=actor, now=now)


def _is_article(part: Part, numbers: list[str]) -> bool:
    return part.kind == SectionKind.ARTICLE and part.number in numbers


def _update(told: Consultation, news: Facts) -> Act:
    def update(now: datetime) -> None:
        fields = {name: news[name] for name in PLAIN if name in news}
        page = create_update_page(
            consultation=told.page, fields=fields, actor=told.by("made_by")
        )
        if news.get("waits"):
            submit_page(page=page, actor=told.by("made_by"))
        else:
            publish_now(page=page, actor=told.by("approved_by"), now=now)

    return update


def _decide(told: Consultation) -> Act:
    def decide(now: datetime) -> None:
        outcome = told.row["outcome"]
        page = told.page.get_latest_revision_as_object()
        page.outcome_kind = outcome["kind"]
        page.outcome_ar, page.outcome_en = outcome["ar"], outcome["en"]
        page.outcome_decided_on = now.date()
        page.save_revision(user=told.by("made_by"))
        publish_now(page=told.page, actor=told.by("approved_by"), now=now)

    return decide


def _tell_followers(told: Consultation, story: Story) -> None:
    city, row = told.city, told.row
    named = [city.people[key] for key in row.get("followed_by", [])]
    others = choose(city.crowd(), row.get("followers", 0), seed=told.key, without=named)
    start = city.ago(row["published"])
    moments = spread(len(named) + len(others), start=start, end=city.now, bend=3)
    for person, moment in zip([*named, *others], moments, strict=True):
        story.add(moment, _follow(told, person))


def _follow(told: Consultation, person: Person) -> Act:
    return lambda now: follow(audience=told.page.audience, person=person, now=now)


def _tell_votes(told: Consultation, story: Story) -> None:
    """Let the named voters give their reasons, and others of the crowd join them."""
    stage, votes = told.phase("vote"), told.row.get("votes")
    if stage is None or votes is None:
        return
    cast = [
        (told.city.people[v["by"]], v["choice"], v["text"]) for v in votes["reason"]
    ]
    named = [voter for voter, _choice, _text in cast]
    wanted = [c for c in ("approve", "reject", "abstain") for _n in range(votes[c])]
    electorate = [p for p in told.city.crowd() if p.has_level(FEWEST_LEVEL)]
    others = choose(electorate, len(wanted), seed=f"vote {told.key}", without=named)
    cast += [(p, choice, "") for p, choice in zip(others, wanted, strict=True)]
    order = choose([p for p, _c, _t in cast], len(cast), seed=f"order {told.key}")
    cast.sort(key=lambda row: order.index(row[0]))
    end = min(stage.end, told.city.now)
    moments = spread(len(cast), start=stage.start, end=end)
    for (voter, choice, text), moment in zip(cast, moments, strict=True):
        story.add(moment, _vote(told, voter, choice, reason=text))


def _vote(told: Consultation, voter: Person, choice: str, *, reason: str) -> Act:
    def vote(now: datetime) -> None:
        ballot = told.page.ballot
        if ballot is not None:
            cast_vote(ballot=ballot, voter=voter, choice=choice, reason=reason, now=now)

    return vote
