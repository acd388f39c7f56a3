"""People for tests: `confirmed` is the usual trait, `verified` the surest."""

import factory
from django.utils import timezone

from foundation.accounts.models import Level, Person

PASSWORD = "a-long-test-password"


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    class Params:
        registered = factory.Trait(level=Level.REGISTERED)
        verified = factory.Trait(
            level=Level.VERIFIED, verified_at=factory.LazyFunction(timezone.now)
        )
        superuser = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    display_name = factory.Sequence(lambda n: f"ريم {n}")
    language = "ar"
    level = Level.CONFIRMED
    password = factory.django.Password(PASSWORD)
