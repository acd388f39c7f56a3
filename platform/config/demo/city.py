"""The ground: authorities with departments and districts, and the people."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress

from comments.models import Thread
from config.demo.reading import read_facts
from consultations.ideas.models import Idea, IdeaCall
from consultations.ideas.services import set_idea_policy
from consultations.pages.models import ConsultationPage
from foundation.accounts.models import Level, Person
from foundation.organisations.models import (
    Authority,
    AuthorityKind,
    Department,
    District,
    Membership,
    Residence,
    Role,
)
from foundation.organisations.services import create_authority, grant_role

FOUNDED_DAYS_AGO = 400
TIME_ZONE = "Asia/Riyadh"
FIRST_HOUR = 8
MINUTES_OF_WORK = 9 * 60


@dataclass
class City:
    """Everything that has a name in the content files, by that name."""

    now: datetime
    authorities: dict[str, Authority] = field(default_factory=dict)
    districts: dict[str, District] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    officers: dict[str, Person] = field(default_factory=dict)
    ideas: dict[str, Idea] = field(default_factory=dict)
    calls: dict[str, IdeaCall] = field(default_factory=dict)
    pages: dict[str, ConsultationPage] = field(default_factory=dict)
    threads: dict[str, Thread] = field(default_factory=dict)

    def ago(self, days: float) -> datetime:
        """Return a daylight moment so many days before today; negative ones to come.

        The hour follows from the number, so that officers do not answer at midnight
        because somebody loads the city at midnight.
        """
        minutes = int(days * 97) % MINUTES_OF_WORK
        return self._day(days) + timedelta(hours=FIRST_HOUR, minutes=minutes)

    def noon(self, days: float) -> datetime:
        """Return noon of the day so many days before now, when phases begin and end."""
        return self._day(days) + timedelta(hours=12)

    def _day(self, days: float) -> datetime:
        today = self.now.astimezone(ZoneInfo(TIME_ZONE))
        midnight = today.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight - timedelta(days=int(days))

    def crowd(self) -> list[Person]:
        """List those who react, support and vote; the demo resident does so by hand."""
        quiet = self.people["resident"]
        return [p for p in self.people.values() if not p.is_staff and p != quiet]


def found_city(now: datetime) -> City:
    """Make authorities and people."""
    city = City(now)
    facts = read_facts("city.toml")
    for row in facts["authority"]:
        _found_authority(city, row)
    for row in read_facts("people.toml")["person"]:
        _welcome(city, row)
    return city


def _found_authority(city: City, row: dict[str, Any]) -> None:
    founded = city.ago(FOUNDED_DAYS_AGO)
    authority = create_authority(
        slug=row["slug"],
        name_ar=row["ar"],
        name_en=row["en"],
        kind=AuthorityKind(row["kind"]),
        now=founded,
    )
    city.authorities[row["slug"]] = authority
    Department.objects.bulk_create(
        Department(authority=authority, name_ar=ar, name_en=en)
        for ar, en in row["departments"]
    )
    for district in row.get("district", []):
        _draw(city, authority, district)
    set_idea_policy(
        authority=authority,
        threshold=row["threshold"],
        answer_days=row["answer_days"],
        now=founded,
    )


def _draw(city: City, authority: Authority, row: dict[str, Any]) -> None:
    ring = [*row["outline"], row["outline"][0]]
    city.districts[row["slug"]] = District.objects.create(
        authority=authority,
        slug=row["slug"],
        name_ar=row["ar"],
        name_en=row["en"],
        outline={"type": "Polygon", "coordinates": [ring]},
    )


def _welcome(city: City, row: dict[str, Any]) -> None:
    """Make one person, who can sign in by the demo password alone or not at all."""
    key, joined = row["key"], city.ago(row.get("joined", 330))
    make = (
        Person.objects.create_superuser
        if row.get("is_admin")
        else Person.objects.create_user
    )
    is_verified = row.get("verified", True)
    person = make(
        f"{key}@example.org",
        None,
        display_name=row["name"],
        language=row.get("language", "ar"),
        level=Level.VERIFIED if is_verified else Level.CONFIRMED,
        verified_at=joined + timedelta(days=1) if is_verified else None,
        joined_at=joined,
    )
    EmailAddress.objects.create(
        user=person, email=person.email, verified=True, primary=True
    )
    if "lives" in row:
        Residence.objects.create(person=person, district=city.districts[row["lives"]])
    city.people[key] = person
    _appoint(city, person, row, since=joined)


def _appoint(
    city: City, person: Person, row: dict[str, Any], *, since: datetime
) -> None:
    if "serves" not in row:
        return
    authority = city.authorities[row["serves"]]
    for role in row["roles"]:
        grant_role(authority=authority, person=person, role=Role(role), now=since)
    if "officer" in row["roles"]:
        city.officers[authority.slug] = person
    desk = authority.departments.order_by("pk")[row.get("department", 0)]
    Membership.objects.filter(person=person).update(department=desk)
    person.refresh_from_db()
