"""Real laws, changed on purpose and by legislators, and aligned again.

The truth is known because the changes were made here (`amending`), on old wordings and
on the differing wordings of a second publisher, or because the legislator's act names
the articles. What cannot be told apart, pairs of the same words, counts as found.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafts.comparing import Change, Pair, align
from drafts.readers import read_file
from drafts.splitting import SplitSection, split
from tests.outside.amending import Amended
from tests.outside.conftest import Outside, folder_of

Laws = list[dict[str, Any]]
LONGEST_FOR_PROPERTIES = 90


@dataclass
class Score:
    """Pairs that are true, that were found, and that are both."""

    true: int = 0
    found: int = 0
    right: int = 0

    def count(self, amended: Amended) -> None:
        found = {(pair.old, pair.new) for pair in align(amended.old, amended.sections)}
        true = amended.truth()
        missed = Counter(map(amended.words_of, true - found))
        invented = Counter(map(amended.words_of, found - true))
        self.true += len(true)
        self.found += len(found)
        self.right += len(true & found) + (missed & invented).total()

    @property
    def recall(self) -> float:
        return self.right / self.true

    @property
    def precision(self) -> float:
        return self.right / self.found

    def __str__(self) -> str:
        shares = f"recall {self.recall:.4f}, precision {self.precision:.4f}"
        return f"{self.true} pairs, {shares}"


@cache
def laws_in(folder: Path) -> Laws:
    lines = (folder / "pairs.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def laws(outside: Outside) -> Laws:
    return laws_in(outside("saudi-law-pairs"))


def articles(law: dict[str, Any], side: str = "nezams") -> list[SplitSection]:
    return [
        SplitSection("article", str(at), f"المادة ({at})", 1, article[f"text_{side}"])
        for at, article in enumerate(law["articles"], start=1)
    ]


def foreign(laws: Laws, law: dict[str, Any], random: Random) -> SplitSection:
    """An article of another law."""
    other = random.choice([one for one in laws if one is not law])
    text = random.choice(other["articles"])["text_boe"]
    return SplitSection("article", "0", "", 1, text)


def change(amended: Amended, steps: Sequence[str], new: SplitSection) -> None:
    """Do each step to one article in twenty; permute and swap once."""
    for step in steps:
        few = 1 if step in {"permute", "swap_blocks"} else len(amended.old) // 20
        for _ in range(max(1, few)):
            if step == "insert":
                amended.insert(new)
            else:
                getattr(amended, step)()


def amended_laws(
    laws: Laws, steps: Sequence[str], *, reworded: bool, renumbered: bool
) -> Score:
    score = Score()
    for seed, law in enumerate(laws):
        random = Random(seed)  # noqa: S311
        amended = Amended(articles(law), random)
        if reworded:
            amended.reword([article["text_boe"] for article in law["articles"]])
        change(amended, steps, foreign(laws, law, random))
        if renumbered:
            amended.renumber()
        score.count(amended)
    return score


ALL = ("insert", "remove", "split", "merge", "swap_blocks")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("steps", "renumbered", "least"),
    [
        ((), False, 1.0),
        (("insert",), True, 0.999),
        (("remove",), True, 0.999),
        (("split",), True, 0.999),
        (("merge",), True, 0.999),
        (("permute",), False, 1.0),
        (("permute",), True, 1.0),
        (("swap_blocks",), False, 1.0),
        (("swap_blocks",), True, 1.0),
        (ALL, True, 0.985),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else str(value),
)
def test_articles_are_found_again_after_the_law_was_cut_anew(
    laws: Laws, steps: tuple[str, ...], renumbered: bool, least: float
) -> None:
    score = amended_laws(laws, steps, reworded=False, renumbered=renumbered)
    print(f"\n{'+'.join(steps) or 'as it was'}, renumbered {renumbered}: {score}")  # noqa: T201
    assert min(score.recall, score.precision) >= least


@pytest.mark.slow
@pytest.mark.parametrize(
    ("steps", "renumbered", "least"),
    [
        ((), False, 0.998),
        (("insert",), True, 0.99),
        (("remove",), True, 0.985),
        (("split",), True, 0.985),
        (("merge",), True, 0.94),
        (("permute",), False, 0.99),
        (("permute",), True, 0.89),
        (("swap_blocks",), True, 0.99),
        (ALL, True, 0.93),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else str(value),
)
def test_articles_are_found_again_under_the_words_of_another_publisher(
    laws: Laws, steps: tuple[str, ...], renumbered: bool, least: float
) -> None:
    score = amended_laws(laws, steps, reworded=True, renumbered=renumbered)
    print(f"\nreworded, {'+'.join(steps)}, renumbered {renumbered}: {score}")  # noqa: T201
    assert min(score.recall, score.precision) >= least


def test_the_largest_law_takes_about_a_second(laws: Laws) -> None:
    law = max(laws, key=lambda one: len(one["articles"]))
    started = time.process_time()
    align(articles(law), articles(law, "boe"))
    took = time.process_time() - started
    print(f"\n{len(law['articles'])} articles: {took:.2f} s")  # noqa: T201
    assert took < 3


def small_laws() -> list[dict[str, Any]]:
    laws = laws_in(folder_of("saudi-law-pairs"))
    return [law for law in laws if 3 <= len(law["articles"]) <= LONGEST_FOR_PROPERTIES]


def recovered(do: Callable[[Amended], object], law: int, seed: int) -> None:
    """Assert that every pair of a changed law is found, and none besides."""
    laws = small_laws()
    random = Random(seed)  # noqa: S311
    amended = Amended(articles(laws[law % len(laws)]), random)
    do(amended)
    amended.renumber()
    score = Score()
    score.count(amended)
    assert score.true == score.found == score.right


any_law = st.integers(0, 200)
any_seed = st.integers(0, 2**32)
patiently = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.slow
@patiently
@given(any_law, any_seed)
def test_any_permutation_is_recovered(law: int, seed: int) -> None:
    recovered(Amended.permute, law, seed)


@pytest.mark.slow
@patiently
@given(any_law, any_seed)
def test_any_split_is_recovered(law: int, seed: int) -> None:
    recovered(Amended.split, law, seed)


@pytest.mark.slow
@patiently
@given(any_law, any_seed)
def test_any_merge_is_recovered(law: int, seed: int) -> None:
    recovered(Amended.merge, law, seed)


def documents(outside: Outside) -> list[list[SplitSection]]:
    """The documents with chapters or at least five articles, cut into sections."""
    paths = sorted(outside("saudi-laws-md").rglob("*.md"))
    texts = [split(read_file(path)).sections for path in paths]
    return [
        text for text in texts if sum(section.kind == "article" for section in text) > 4
    ]


def swap_chapters(amended: Amended) -> bool:
    """Exchange two neighbouring chapters, or whatever stands highest, with articles."""
    kinds = [piece.section.kind for piece in amended.new]
    top = next((kind for kind in ("part", "chapter", "section") if kind in kinds), "")
    starts = [at for at, kind in enumerate(kinds) if kind == top] + [len(kinds)]
    if len(starts) < 3:
        return False
    at = amended.random.randrange(len(starts) - 2)
    a, b, c = starts[at : at + 3]
    amended.new[a:c] = amended.new[b:c] + amended.new[a:b]
    return True


@pytest.mark.slow
@pytest.mark.parametrize("renumbered", [False, True])
def test_chapters_that_change_places_take_their_articles_along(
    outside: Outside, renumbered: bool
) -> None:
    score = Score()
    for seed, text in enumerate(documents(outside)):
        random = Random(seed)  # noqa: S311
        amended = Amended(text, random)
        if swap_chapters(amended):
            if renumbered:
                amended.renumber()
            score.count(amended)
    print(f"\nchapters swapped, renumbered {renumbered}: {score}")  # noqa: T201
    assert score.recall == score.precision == 1


@pytest.mark.slow
def test_documents_do_not_differ_from_themselves(outside: Outside) -> None:
    for text in documents(outside):
        pairs = align(text, text)
        assert {pair.change for pair in pairs} == {Change.UNCHANGED}
        assert [pair.old for pair in pairs] == [pair.new for pair in pairs]


def act_sections(
    event: dict[str, Any],
) -> tuple[list[SplitSection], list[SplitSection]]:
    """The articles that an act names, as they were and as they became."""
    named = sorted(event["changes"], key=lambda one: place_of(one["path"]))
    old = [act_section(one["before"]) for one in named if "before" in one]
    return old, [act_section(one["after"]) for one in named]


def place_of(path: str) -> list[tuple[int, str]]:
    number = path.rpartition("Article ")[2].removesuffix(".md")
    return [(int(part), "") if part.isdigit() else (0, part) for part in
            re.split(r"(\d+)", number) if part]  # fmt: skip


def act_section(text: str) -> SplitSection:
    heading, _, body = text.partition("\n----\n")
    number = heading.strip().removeprefix("Article ")
    return SplitSection("article", number, heading.strip(), 1, body.strip())


def stands_elsewhere(old: SplitSection, new: Sequence[SplitSection]) -> bool:
    """Whether more than half of an article's runs of four words are in another one."""
    runs = four_words(old.text)
    return any(
        2 * len(runs & four_words(other.text)) > len(runs)
        for other in new
        if other.number != old.number
    )


def four_words(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))}


def test_amended_articles_keep_their_numbers_unless_their_words_moved(
    outside: Outside,
) -> None:
    lines = (outside("code-civil-amendments") / "events.jsonl").read_text("utf-8")
    kept = found = acts = 0
    for line in lines.splitlines():
        old, new = act_sections(json.loads(line))
        place = {section.number: at for at, section in enumerate(new)}
        pairs = {(pair.old, pair.new) for pair in align(old, new)}
        for at, section in enumerate(old):
            if not stands_elsewhere(section, new):
                kept += 1
                found += ((at,), (place[section.number],)) in pairs
        acts += 1
    print(f"\n{acts} acts, {found} of {kept} under their number")  # noqa: T201
    assert acts == 86
    assert found / kept >= 0.9


def test_fifteen_versions_are_chained_without_a_loss(outside: Outside) -> None:
    paths = sorted(outside("us-constitution-versions").glob("*.md"))
    texts = [split(read_file(path)).sections for path in paths]
    assert len(texts) == 15
    for old, new in pairwise(texts):
        pairs = align(old, new)
        assert sorted(i for pair in pairs for i in pair.old) == [*range(len(old))]
        assert sorted(j for pair in pairs for j in pair.new) == [*range(len(new))]


def test_amended_sections_of_the_constitution_stay_where_they_were(
    outside: Outside,
) -> None:
    paths = sorted(outside("us-constitution-versions").glob("*.md"))[3:]
    texts = [split(read_file(path)).sections for path in paths]
    for old, new in pairwise(texts):
        pairs = align(old, new)
        changes = {Change.UNCHANGED, Change.CHANGED, Change.ADDED}
        assert {pair.change for pair in pairs} <= changes
        assert not [pair for pair in pairs if is_renamed(pair, old, new)]


def is_renamed(
    pair: Pair, old: Sequence[SplitSection], new: Sequence[SplitSection]
) -> bool:
    """Whether a pair joins parts of different kind or number."""
    return bool(pair.old and pair.new) and (
        (old[pair.old[0]].kind, old[pair.old[0]].number)
        != (new[pair.new[0]].kind, new[pair.new[0]].number)
    )
