"""Lists of 5,000 ideas, one of them with 10,000 comments and 1,500 supports."""

import statistics
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments.services import ImportedComment, create_threads, import_comments
from consultations.ideas.models import Idea, Support
from consultations.ideas.services.likeness import keep_words
from foundation.accounts.models import Person
from foundation.audiences.models import Audience
from foundation.organisations.models import Authority
from tests.factories.accounts import PersonFactory
from tests.factories.organisations import AuthorityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
IDEAS, COMMENTS, SUPPORTS = 5_000, 10_000, 1_500
MOST_QUERIES, ROUNDS = 8, 7
WORDS = [
    *("ممر", "مظلل", "مدرسة", "حديقة", "حي", "شارع", "إنارة", "رصيف", "حافلة"),
    *("ليلية", "مكتبة", "ملعب", "سوق", "ميناء", "نخيل", "معبر", "مشاة", "موقف"),
    *("دراجات", "تشجير", "نظافة", "حاويات", "زجاج", "متحف", "كورنيش", "شباب"),
]


def phrase(number: int, length: int) -> str:
    """Make different words for different numbers, as real titles have them."""
    return " ".join(WORDS[(number * (k + 1) + k) % len(WORDS)] for k in range(length))


def make_ideas(authority: Authority) -> list[Idea]:
    threads = create_threads(count=IDEAS, authority=authority)
    audiences = Audience.objects.bulk_create([Audience() for _ in range(IDEAS)])
    ideas = [
        Idea(
            authority=authority,
            author_name="#1",
            title=phrase(number, 4),
            text=phrase(number, 12),
            html=f"<p>{phrase(number, 12)}</p>",
            language="ar",
            direction="rtl",
            thread=thread,
            audience=audience,
            submitted_at=NOW - timedelta(minutes=number),
            moved_at=NOW,
        )
        for number, (thread, audience) in enumerate(
            zip(threads, audiences, strict=True)
        )
    ]
    made = Idea.objects.bulk_create(ideas, batch_size=500)
    keep_words(made)
    return made


def load(idea: Idea) -> None:
    people = Person.objects.bulk_create(PersonFactory.build_batch(SUPPORTS))
    supports = [Support(idea=idea, person=who, supported_at=NOW) for who in people]
    Support.objects.bulk_create(supports, batch_size=500)
    Idea.objects.filter(pk=idea.pk).update(support_count=SUPPORTS)
    rows = [
        ImportedComment(source_id=f"c{number}", text=phrase(number, 9), posted_at=NOW)
        for number in range(COMMENTS)
    ]
    import_comments(thread=idea.thread, rows=rows, now=NOW)


def measure(client: Client, path: str) -> int:
    """Count the queries of a page, and print the median time of some answers."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    queries = len(asked)  # read now: the next request empties the log
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(path)
        spent.append((time.perf_counter() - began) * 1000)
    median = statistics.median(spent)
    sys.stdout.write(f"{path}: {queries} queries, {median:.1f} ms\n")
    return queries


def test_lists_ask_few_questions_however_much_there_is() -> None:
    ideas = make_ideas(AuthorityFactory(slug="bench"))
    load(ideas[0])
    client = Client()
    client.force_login(PersonFactory(verified=True))
    orders = ("newest", "supported", "discussed", "due")
    lists = [f"/ar/ideas/?authority=bench&order={order}" for order in orders]
    for path in [*lists, "/ar/ideas/similar/?title=ممر+مظلل+إلى+المدرسة"]:
        assert 0 < measure(client, path) <= MOST_QUERIES
    measure(client, f"/ar/ideas/{ideas[0].public_id}/")
