"""Hostile text that nobody here wrote, on the pages that show it, in Chromium.

Every payload stands on a page of each kind, many to a page. A script that runs would
call one of the functions that the payloads know, or be refused aloud by the policy.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from comments.models import Thread
from comments.services import ImportedComment, import_comments
from consultations.ideas.models import Idea
from consultations.ideas.services import answer_idea, move_idea, submit_idea
from consultations.pages.models import HomePage
from foundation.accounts.models import Person
from foundation.organisations.models import Authority, Role
from tests.browser.conftest import Visitor
from tests.factories.accounts import PersonFactory
from tests.factories.comments import ThreadFactory
from tests.factories.organisations import AuthorityFactory, member_of
from tests.factories.search import document, indexed
from tests.factories.voting import BallotFactory
from tests.outside.conftest import Outside, outside
from tests.outside.hostile import hostile_texts, kept
from voting.models import Ballot, Vote

__all__ = ["outside"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("home_page"),
]
BATCH, LONGEST_QUERY, LONGEST_NAME, LONGEST_TITLE = 24, 400, 80, 200
SIGNS = frozenset("<>\"'`&")
WATCH = """
window.pwned = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
  window[name] = (...said) => { window.pwned.push([name, ...said].join(" ")); };
}
"""
FILL = """
(field, words) => { field.removeAttribute("maxlength"); field.value = words; }
"""
# What only a text that broke out of its place can have brought into the page.
INTRUDERS = """
() => [...document.querySelectorAll(
  "script, iframe, object, embed, base, math, main style, [action^='javascript' i]")]
  .filter((one) => !(one.tagName === "SCRIPT" && one.src.startsWith(location.origin)))
  .concat([...document.querySelectorAll("*")].filter((one) =>
    [...one.attributes].some(({ name, value }) => name.startsWith("on")
      || /^\\s*(javascript|data|vbscript):/i.test(value) && name !== "value")))
  .map((one) => one.outerHTML.slice(0, 200))
"""


@pytest.fixture
def texts(outside: Outside) -> list[str]:
    return [
        text for text in hostile_texts(outside) if kept(text) and "\x00" not in text
    ]


@pytest.fixture
def window(visitor: Visitor) -> Page:
    """Open an empty page that tells of everything that a script does."""
    page = visitor.page()
    page.add_init_script(WATCH)
    page.on("dialog", lambda dialog: visitor.complaints.append(dialog.message))
    page.on("request", lambda request: note_foreign(visitor, request.url))
    page.route("**/*.{woff2,png,svg,jpg}", lambda route: route.abort())
    return page


def note_foreign(visitor: Visitor, address: str) -> None:
    if not address.startswith((visitor.server, "blob:", "about:")):
        visitor.complaints.append(f"asked for {address}")


def look(window: Page, address: str) -> None:
    answer = window.goto(address)
    assert answer is not None
    assert answer.status in {200, 422}, address
    assert window.evaluate("window.pwned") == [], address
    assert window.evaluate(INTRUDERS) == [], address


def look_through(
    window: Page, address: str, *, onward: str = "a[href*='cursor=']"
) -> int:
    """Look at a list to its end; return how many pages it had."""
    seen: set[str] = set()
    while address and address not in seen:
        seen.add(address)
        look(window, address)
        links = window.locator(onward).evaluate_all("all => all.map((one) => one.href)")
        address = next((link for link in links if link not in seen), "")
    return len(seen)


def slices(texts: list[str]) -> Iterator[list[str]]:
    yield from (texts[at : at + BATCH] for at in range(0, len(texts), BATCH))


def test_no_script_runs_in_a_discussion(window: Page, texts: list[str]) -> None:
    thread: Thread = ThreadFactory()
    rows = [
        ImportedComment(
            source_id=str(number),
            text=text,
            author_name=text[:LONGEST_NAME],
            posted_at=timezone.now() - timedelta(minutes=number),
        )
        for number, text in enumerate(texts)
    ]
    import_comments(thread=thread, rows=rows, now=timezone.now())
    first = f"/ar/comments/threads/{thread.public_id}/"
    assert look_through(window, first) >= len(texts) // 50


def test_no_script_runs_on_pages_of_ideas(window: Page, texts: list[str]) -> None:
    now, authority = timezone.now(), AuthorityFactory()
    people = (PersonFactory(verified=True), member_of(authority, Role.OFFICER))
    for batch in slices(texts):
        idea = hostile_idea(authority, people, batch, now=now)
        look(window, f"/ar/ideas/{idea.public_id}/")
    title_of_each(authority, people[0], texts, now=now)
    assert look_through(window, "/ar/ideas/") >= len(texts) // 50


def hostile_idea(
    authority: Authority,
    people: tuple[Person, Person],
    batch: list[str],
    *,
    now: datetime,
) -> Idea:
    author, officer = people
    together = "\n\n".join(batch)
    idea = submit_idea(
        author=author,
        authority=authority,
        title=batch[0][:LONGEST_TITLE].replace("\n", " ").strip() or "x",
        text=together[:10_000],
        place=batch[-1][:LONGEST_TITLE],
        now=now,
    )
    answer_idea(idea=idea, text=together[:10_000], answered_by=officer, now=now)
    move_idea(
        idea=idea,
        to_state="under_review",
        reason=together[:3_000],
        mover=officer,
        now=now,
    )
    return idea


def title_of_each(
    authority: Authority, author: Person, texts: list[str], *, now: datetime
) -> None:
    for text in texts:
        title = " ".join(text.split())[:LONGEST_TITLE] or "x"
        submit_idea(author=author, authority=authority, title=title, text="نص", now=now)


def test_no_script_runs_among_reasons_of_votes(window: Page, texts: list[str]) -> None:
    now = timezone.now()
    ballot: Ballot = BallotFactory(
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )
    voters = Person.objects.bulk_create(PersonFactory.build_batch(len(texts)))
    Vote.objects.bulk_create(
        Vote(
            ballot=ballot,
            voter=voter,
            choice="reject",
            reason=kept(text)[:1000],
            reason_language="und",
            reason_direction="ltr",
            first_cast_at=now,
            cast_at=now - timedelta(seconds=number),
        )
        for number, (voter, text) in enumerate(zip(voters, texts, strict=True))
    )
    assert look_through(window, f"/ar/votes/{ballot.public_id}/") > 1


def test_no_script_runs_on_pages_of_search(
    window: Page, texts: list[str], home_page: HomePage
) -> None:
    indexed(
        *(
            document(f"h{number}", f"{text} رصيف", title=text[:LONGEST_TITLE])
            for number, text in enumerate(texts)
        )
    )
    look_through(
        window, "/ar/search/?q=رصيف", onward="a[href*='page='], a[href*='cursor=']"
    )
    # The others cannot leave an attribute or a text; test_hostile_search.py asks all.
    for text in filter(SIGNS.intersection, texts):
        look(window, f"/ar/search/?q={quote(text[:LONGEST_QUERY])}")


def test_no_script_runs_where_a_refused_form_gives_back(
    visitor: Visitor, window: Page, texts: list[str]
) -> None:
    client, person = Client(), PersonFactory(verified=True)
    client.force_login(person)
    visitor.sign_in(window, str(client.session.session_key))
    for batch in slices(texts):
        window.goto("/ar/ideas/new/")
        for name in ("title", "text", "place", "photo_description"):
            window.locator(f"main [name={name}]").evaluate(
                FILL,
                "\n".join(batch),
            )
        with window.expect_navigation():
            window.evaluate(
                "() => { const form = document.querySelector('main form[method=post]');"
                " form.noValidate = true; form.submit(); }"
            )
        assert window.evaluate("window.pwned") == []
        assert window.evaluate(INTRUDERS) == []
        typed = window.locator("main [name=text]").input_value()
        assert typed == kept("\n".join(batch)) or typed.strip() == kept(
            "\n".join(batch)
        )


def test_the_detector_hears_what_a_script_does(visitor: Visitor, window: Page) -> None:
    window.goto("/ar/")
    window.evaluate("alert('here')")
    assert window.evaluate("window.pwned") == ["alert here"]
    window.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<b title=x onclick=y>')"
    )
    assert len(window.evaluate(INTRUDERS)) == 1
    window.evaluate("fetch('https://elsewhere.example/').catch(() => 0)")
    heard = " ".join(visitor.complaints)
    assert "inline event handler" in heard
    assert "https://elsewhere.example/" in heard
    visitor.complaints.clear()
