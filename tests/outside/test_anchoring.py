"""Comments on every sentence of real laws, followed through real amendments.

What is right is told here on its own: sentences are cut, words compared and articles
paired without the code that is examined.
"""

import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from drafts.comparing.aligning import align
from drafts.comparing.anchoring import Place, anchor_quotes
from drafts.readers import read_content
from drafts.splitting import SplitSection, SplitText, split
from tests.outside.conftest import Outside

SENTENCE = re.compile(r"[^.؟?!؛\n]+[.؟?!؛]*(?:\n(?=[a-zé])[^.؟?!؛\n]+[.؟?!؛]*)*")
REQUIRED_SHARE = 0.995
Quote = tuple[int, int, int]

pytestmark = pytest.mark.slow


def same_words(text: str) -> str:
    return " ".join(text.split())


def stands_in(words: str, text: str) -> bool:
    """Whether words stand in a text as whole words, white space apart."""
    found = rf"(?<!\w){re.escape(same_words(words))}(?![\w\u064b-\u0652])"
    return bool(re.search(found, same_words(text)))


def sentences(section: int, text: str) -> Iterator[Quote]:
    for found in SENTENCE.finditer(text):
        said = found[0].strip()
        if len(said.split()) > 1:
            start = found.start() + found[0].index(said)
            yield section, start, start + len(said)


def articles(text: SplitText) -> list[int]:
    return [i for i, s in enumerate(text.sections) if s.kind == "article"]


@dataclass
class Score:
    """What became of passages, counted by somebody who knows the right articles."""

    asked: int = 0
    standing: int = 0
    found: int = 0
    exact: int = 0
    changed: int = 0
    unmarked: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def count(self, words: str, right: str, place: Place, said: str | None) -> None:
        """Count one passage; `right` is what its article became."""
        self.asked += 1
        self.exact += place.state == "exact"
        self.changed += place.state == "changed"
        on_the_words = said is not None and same_words(said) == same_words(words)
        if place.state == "exact" and not on_the_words:
            self.unmarked.append(words)
        if stands_in(words, right):
            self.standing += 1
            if place.state == "exact" and on_the_words:
                self.found += 1
            else:
                self.missed.append(words)

    @property
    def recall(self) -> float:
        return self.found / self.standing

    @property
    def precision(self) -> float:
        return 1 - len(self.unmarked) / self.exact

    def report(self, name: str) -> None:
        lost = self.asked - self.exact - self.changed
        sys.stdout.write(
            f"{name}: {self.asked} passages, {self.standing} stand, "
            f"recall {self.recall:.4f}, precision {self.precision:.4f}, "
            f"{self.changed} changed, {lost} lost\n"
        )


def said_at(place: Place, new: Sequence[SplitSection]) -> str | None:
    if place.section is None:
        return None
    return new[place.section].text[place.start : place.end]


def follow(
    old: SplitText, new: SplitText, right: dict[int, int], score: Score
) -> list[str]:
    """Count all passages of the articles that have a right one.

    Returns the headings of articles most of whose sentences stand in the right one, and
    whose own comments went elsewhere; articles that say the same are not told apart.
    """
    pairs = align(old.sections, new.sections)
    became = {i: pair.new for pair in pairs for i in pair.old}
    quotes = [q for i in right for q in sentences(i, old.sections[i].text)]
    places = anchor_quotes(old.sections, new.sections, quotes, pairs=pairs)
    stood: dict[int, list[bool]] = {i: [] for i in right}
    for (i, start, end), place in zip(quotes, places, strict=True):
        words = old.sections[i].text[start:end]
        text = new.sections[right[i]].text
        score.count(words, text, place, said_at(place, new.sections))
        stood[i].append(stands_in(words, text))
    return [
        old.sections[i].heading
        for i, said in stood.items()
        if sum(said) * 2 > len(said)
        and right[i] not in became[i]
        and sum(s.text == old.sections[i].text for s in old.sections) == 1
    ]


def read_markdown(text: str) -> SplitText:
    return split(read_content(text.encode(), name="a.md"))


def laws(outside: Outside, *sides: str) -> Iterator[tuple[SplitText, ...]]:
    lines = (outside("saudi-law-pairs") / "pairs.jsonl").read_text("utf-8").splitlines()
    for law in map(json.loads, lines):
        yield tuple(
            read_markdown(
                law["law"]
                + "".join(
                    f"\n## {a[f'title_{side}']}\n{a[f'text_{side}']}"
                    for a in law["articles"]
                )
            )
            for side in sides
        )


@pytest.mark.parametrize("sides", [("nezams", "boe"), ("boe", "nezams")])
def test_comments_survive_between_two_publishers_of_66_laws(
    outside: Outside, sides: tuple[str, str]
) -> None:
    score, strayed, total = Score(), [], 0
    for old, new in laws(outside, *sides):
        right = dict(zip(articles(old), articles(new), strict=True))
        strayed += follow(old, new, right, score)
        total += len(right)
    score.report(" to ".join(sides))
    assert total == 4541
    assert strayed == []
    assert score.unmarked == []
    assert score.standing > 5000
    assert score.recall >= REQUIRED_SHARE, score.missed[:20]


def acts(outside: Outside) -> Iterator[tuple[str, str]]:
    path = outside("code-civil-amendments") / "events.jsonl"
    for event in map(json.loads, path.read_text("utf-8").splitlines()):
        before = [c["before"] for c in event["changes"] if c.get("before")]
        after = [c["after"] for c in event["changes"] if c.get("after")]
        yield "\n\n".join(before), "\n\n".join(after)


def test_comments_survive_the_acts_that_amended_the_french_civil_code(
    outside: Outside,
) -> None:
    score, strayed, total, seen = Score(), [], 0, 0
    for before, after in acts(outside):
        seen += 1
        if not before:
            continue
        old, new = read_markdown(before), read_markdown(after)
        numbers = {new.sections[i].number: i for i in articles(new)}
        right = {i: numbers[old.sections[i].number] for i in articles(old)}
        strayed += follow(old, new, right, score)
        total += len(right)
    score.report("code civil")
    assert (seen, total) == (86, 837)
    assert strayed == []
    assert score.unmarked == []
    assert score.standing > 1000
    assert score.recall >= REQUIRED_SHARE, score.missed[:20]


def test_comments_survive_fifteen_versions_of_a_constitution(outside: Outside) -> None:
    folder = outside("us-constitution-versions")
    versions = [
        read_markdown(p.read_text("utf-8")) for p in sorted(folder.glob("*.md"))
    ]
    assert len(versions) == 15
    first = versions[0].sections
    standing = [q for i, s in enumerate(first) for q in sentences(i, s.text)]
    made, score = len(standing), Score()
    for old, new in pairwise(versions):
        places = anchor_quotes(old.sections, new.sections, standing)
        everything = "\n".join(s.text for s in new.sections)
        for (i, start, end), place in zip(standing, places, strict=True):
            words = old.sections[i].text[start:end]
            score.count(words, everything, place, said_at(place, new.sections))
        standing = [
            (p.section, p.start, p.end)
            for p in places
            if p.section is not None and p.start is not None and p.end is not None
        ]
    score.report(f"constitution, {made} passages chained")
    assert score.unmarked == []
    assert score.missed == []
    assert score.asked > 1000


def altered(
    text: str, section: int, *, every: int
) -> tuple[str, list[Quote], list[Quote]]:
    """Leave out each nth sentence: (the new text, what went, what stayed)."""
    gone, stayed, kept, at = [], [], [], 0
    for number, quote in enumerate(sentences(section, text)):
        if number % every == every - 1:
            gone.append(quote)
            kept.append(text[at : quote[1]])
            at = quote[2]
        else:
            stayed.append(quote)
    return "".join([*kept, text[at:]]), gone, stayed


def test_sentences_that_were_left_out_are_lost_and_those_around_them_stay(
    outside: Outside,
) -> None:
    gone_asked = gone_lost = stayed_asked = stayed_found = 0
    for (law,) in laws(outside, "boe"):
        old, new, gone, stayed = law.sections, [], [], []
        for i, section in enumerate(old):
            text, out, left = altered(section.text, i, every=4)
            new.append(
                SplitSection(section.kind, section.number, section.heading, 1, text)
            )
            gone += [q for q in out if not stands_in(section.text[q[1] : q[2]], text)]
            stayed += left
        everything = "\n".join(s.text for s in new)
        gone = [q for q in gone if old[q[0]].text[q[1] : q[2]] not in everything]
        places = anchor_quotes(old, new, [*gone, *stayed])
        gone_asked += len(gone)
        gone_lost += sum(place.state == "lost" for place in places[: len(gone)])
        stayed_asked += len(stayed)
        stayed_found += sum(
            place.state == "exact" and place.section == quote[0]
            for quote, place in zip(stayed, places[len(gone) :], strict=True)
        )
    sys.stdout.write(
        f"left out: {gone_lost} of {gone_asked} lost; "
        f"{stayed_found} of {stayed_asked} others stay\n"
    )
    assert gone_asked > 1000
    assert gone_lost / gone_asked > 0.9
    assert stayed_found / stayed_asked > REQUIRED_SHARE


def test_sentences_with_one_word_replaced_are_placed_on_themselves_and_marked(
    outside: Outside,
) -> None:
    chance, asked, placed = random.Random(4), 0, 0  # noqa: S311
    for (law,) in laws(outside, "boe"):
        old, new, quotes, expected = law.sections, [], [], []
        for i, section in enumerate(old):
            found = [q for q in sentences(i, section.text) if q[2] - q[1] > 40]
            text = section.text
            if found:
                _, start, end = chance.choice(found)
                words = text[start:end].split(" ")
                words[chance.randrange(1, len(words) - 1)] = "مستبدلة"
                said = " ".join(words)
                text = text[:start] + said + text[end:]
                quotes.append((i, start, end))
                expected.append((i, start, start + len(said)))
            new.append(
                SplitSection(section.kind, section.number, section.heading, 1, text)
            )
        places = anchor_quotes(old, new, quotes)
        everything = same_words("\n".join(section.text for section in new))
        for (i, start, end), place in zip(quotes, places, strict=True):
            again = same_words(old[i].text[start:end]) in everything
            assert place.state != "exact" or again
        asked += len(quotes)
        placed += sum(tuple(p[:3]) == e for p, e in zip(places, expected, strict=True))
    sys.stdout.write(f"one word replaced: {placed} of {asked} placed on themselves\n")
    assert asked > 1000
    assert placed / asked > 0.98
