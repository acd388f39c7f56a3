"""Questions asked of audiences."""

from django.db.models import QuerySet

from foundation.accounts.models import Person
from foundation.audiences.models import Audience, Follow


def is_following(person: object, audience: Audience) -> bool:
    """Whether a signed-in person follows; nobody else does."""
    if not isinstance(person, Person):
        return False
    return Follow.objects.filter(audience=audience, person=person).exists()


def followers(audience: Audience) -> QuerySet[Person]:
    """List the active people who follow."""
    rows = Follow.objects.filter(audience=audience).values("person_id")
    return Person.objects.filter(pk__in=rows, is_active=True)
