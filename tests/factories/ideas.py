"""Ideas and calls for tests, made by the services."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from consultations.ideas.models import Idea, IdeaCall
from consultations.ideas.services import create_call, submit_idea, support_idea
from foundation.accounts.models import Person
from tests.factories.accounts import PersonFactory
from tests.factories.organisations import AuthorityFactory


class IdeaFactory(factory.django.DjangoModelFactory):
    """Made by the service, with its thread, its audience and its author as follower."""

    class Meta:
        model = Idea

    author = factory.SubFactory(PersonFactory, verified=True)
    authority = factory.SubFactory(AuthorityFactory)
    title = factory.Sequence(lambda n: f"ممر مظلل إلى المدرسة {n}")
    text = "يقطع الأطفال كل صباح طريقًا بلا ظل، وأقترح ممرًا تظلله الأشجار."
    now = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: type[Idea], *args: Any, **kwargs: Any) -> Idea:
        return submit_idea(**kwargs)


class IdeaCallFactory(factory.django.DjangoModelFactory):
    """An open call; `closed` is one that is over."""

    class Meta:
        model = IdeaCall

    class Params:
        closed = factory.Trait(
            closes_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
        )

    authority = factory.SubFactory(AuthorityFactory)
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=9))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=9))

    @classmethod
    def _create(
        cls, model_class: type[IdeaCall], *args: Any, **kwargs: Any
    ) -> IdeaCall:
        return create_call(**kwargs)


def supporters_of(idea: Idea, count: int) -> list[Person]:
    """Let so many people support an idea, now."""
    people = PersonFactory.create_batch(count)
    for person in people:
        support_idea(idea=idea, person=person, now=timezone.now())
    return people


def picture(name: str = "path.png", size: tuple[int, int] = (40, 30)) -> Any:
    """Make a small picture as a browser uploads it."""
    content = BytesIO()
    Image.new("RGB", size, "green").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/png")
