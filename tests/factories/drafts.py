"""Draft texts for tests: made by the services, so that threads stand too."""

from typing import Any

import factory
from django.utils import timezone

from drafts.models import Draft, Version
from drafts.services import (
    create_draft,
    publish_version,
    seal_version,
    write_version,
)
from drafts.splitting import SplitSection, SplitText
from tests.factories.organisations import AuthorityFactory


class DraftFactory(factory.django.DjangoModelFactory):
    """A draft without a text; `VersionFactory` writes one."""

    class Meta:
        model = Draft

    authority = factory.SubFactory(AuthorityFactory)
    title_ar = factory.Sequence(lambda n: f"مسودة لائحة الأرصفة {n}")
    title_en = factory.Sequence(lambda n: f"Draft Pavement Bylaw {n}")
    created_by = None

    @classmethod
    def _create(cls, model_class: type[Draft], *args: Any, **kwargs: Any) -> Draft:
        return create_draft(now=timezone.now(), **kwargs)


class VersionFactory(factory.django.DjangoModelFactory):
    """A working version of `count` articles in Arabic; traits move it along."""

    class Meta:
        model = Version

    class Params:
        sealed = factory.Trait(state="sealed")
        published = factory.Trait(state="published")

    draft = factory.SubFactory(DraftFactory)
    count = 3
    texts = factory.LazyAttribute(lambda made: [arabic_text(made.count)])
    state = "working"

    @classmethod
    def _create(
        cls, model_class: type[Version], *args: Any, state: str, **kwargs: Any
    ) -> Version:
        kwargs.pop("count")
        now = timezone.now()
        version = write_version(actor=None, now=now, **kwargs)
        if state != "working":
            version = seal_version(version=version, now=now)
        if state == "published":
            version = publish_version(version=version, now=now)
        return version


def arabic_text(count: int = 3) -> SplitText:
    """Make a text with a preamble, one chapter and `count` articles."""
    sections = [
        SplitSection("preamble", None, "", 1, "إن مجلس البلدية، بعد الاطلاع، يقرر:"),
        SplitSection("chapter", "1", "الفصل الأول: أحكام عامة", 1, ""),
        *(
            SplitSection("article", str(n), f"المادة ({n})", 2, f"نص المادة رقم {n}.")
            for n in range(1, count + 1)
        ),
    ]
    return SplitText("مسودة لائحة الأرصفة", "ar", sections)


def english_text(count: int = 3) -> SplitText:
    """Make the English of `arabic_text`."""
    sections = [
        SplitSection("preamble", None, "", 1, "The municipal council decides:"),
        SplitSection("chapter", "1", "Chapter 1: General", 1, ""),
        *(
            SplitSection("article", str(n), f"Article {n}", 2, f"Words of article {n}.")
            for n in range(1, count + 1)
        ),
    ]
    return SplitText("Draft Pavement Bylaw", "en", sections)
