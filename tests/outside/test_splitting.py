"""Laws, a constitution and a declaration, cut and compared with those who cut them.

What is expected is read here on its own: provisions from the set's records, articles of
Markdown documents from their `#` lines, numbers from a table of spelt ordinals.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from drafts.readers import read_content, read_file
from drafts.splitting import SplitSection, SplitText, split
from drafts.splitting.letters import fold
from drafts.splitting.ordinals import ordinal_words
from tests.outside.conftest import Outside

SPELT = {fold(ordinal_words(number)): number for number in range(1, 1000)}
SPELT["المايتين"] = 200
REQUIRED_SHARE = 0.995
MARKS = re.compile(r"[\s#*>]+")


def bare(text: str) -> str:
    return MARKS.sub("", text)


def joined(result: SplitText) -> str:
    return bare(result.title + "".join(s.heading + s.text for s in result.sections))


def of_kind(result: SplitText, *kinds: str) -> list[SplitSection]:
    return [section for section in result.sections if section.kind in kinds]


def spelt_number(heading: str) -> str | None:
    """Read a heading's number by looking its words up, the longest first."""
    words = fold(re.sub(r"[():\-–]", " ", heading)).split()[1:]
    again = "مكرر" in words
    words = [re.sub(r"^(و?ال(?!مايت)\w+)ين$", r"\1ون", word) for word in words]
    words = [re.sub("^عشر$", "عشره", word) for word in words]
    if words and words[0].isdecimal():
        return words[0]
    for length in range(min(len(words), 6), 0, -1):
        tried = " ".join(words[:length])
        number = SPELT.get(tried) or SPELT.get(tried.replace(" ال", " وال", 1))
        if number:
            return f"{number} bis" if again else str(number)
    return None


@dataclass
class Score:
    expected: int = 0
    found: int = 0
    invented: int = 0

    def count(
        self, expected: list[tuple[str, str]], articles: list[SplitSection]
    ) -> None:
        """Compare headings and bodies in order; what is left over is invented."""
        pairs = [(bare(heading), bare(body)) for heading, body in expected]
        got = [(bare(article.heading), bare(article.text)) for article in articles]
        self.expected += len(pairs)
        self.found += sum(a == b for a, b in zip(pairs, got, strict=False))
        self.invented += max(0, len(got) - len(pairs))

    @property
    def share(self) -> float:
        return self.found / self.expected


def boe_laws(outside: Outside) -> list[dict[str, Any]]:
    lines = (outside("saudi-law-boe") / "laws.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def as_plain_text(law: dict[str, Any]) -> str:
    provisions = (f"{p['title']}\n{p['content']}" for p in law["provisions"])
    return "\n".join([law["title"], *provisions])


def test_laws_rebuilt_as_plain_text_come_back_article_by_article(
    outside: Outside,
) -> None:
    score = Score()
    laws = boe_laws(outside)
    for law in laws:
        result = split(as_plain_text(law))
        expected = [(p["title"], p["content"]) for p in law["provisions"]]
        score.count(expected, of_kind(result, "article"))
        assert joined(result) == bare(as_plain_text(law))
        if expected:
            assert result.title == law["title"].strip()
            assert len(result.sections) == len(expected)
    assert (len(laws), score.expected) == (94, 2791)
    assert score.share >= REQUIRED_SHARE
    assert score.invented == 0


def test_numbers_of_rebuilt_laws_are_those_of_their_headings(outside: Outside) -> None:
    wrong = [
        (article.heading, article.number)
        for law in boe_laws(outside)
        for article in of_kind(split(as_plain_text(law)), "article")
        if article.number != spelt_number(article.heading)
    ]
    assert wrong == []


def markdown_documents(outside: Outside) -> list[tuple[dict[str, Any], Path]]:
    folder = outside("saudi-laws-md")
    index = json.loads((folder / "index.json").read_text("utf-8"))
    return [(entry, folder / entry["file"]) for entry in index]


def marked_headings(body: str, words: str) -> list[tuple[str, str]]:
    """Read the headings that begin with one of the words, each with its body."""
    parts = re.split(r"^#+ ((?:المادة|الباب|الفصل).*)$", body, flags=re.MULTILINE)
    pairs = list(zip(parts[1::2], parts[2::2], strict=True))
    return [pair for pair in pairs if re.match(words, pair[0])]


def test_markdown_documents_come_back_article_by_article(outside: Outside) -> None:
    score = Score()
    documents = markdown_documents(outside)
    for entry, path in documents:
        body = path.read_text("utf-8").split("\n---\n", 1)[1]
        result = split(read_file(path))
        expected = marked_headings(body, "المادة")
        assert len(expected) == entry["articles"]
        score.count(expected, of_kind(result, "article"))
        assert joined(result) == bare(body), path.name
        if not expected:
            assert len(result.sections) == 1, path.name
    assert (len(documents), score.expected) == (332, 3702)
    assert score.share >= REQUIRED_SHARE
    assert score.invented == 0


def test_numbers_of_markdown_articles_are_those_of_their_headings(
    outside: Outside,
) -> None:
    wrong = []
    for _, path in markdown_documents(outside):
        for article in of_kind(split(read_file(path)), "article"):
            expected = spelt_number(article.heading)
            if "مكرر (" in article.heading:
                expected = f"{expected} {article.heading[-2]}".translate(
                    str.maketrans("١٢٣", "123")
                )
            if "ثا" in article.heading and article.number in {"2", "3"}:
                expected = expected or article.number
            if article.number != expected:
                wrong.append((path.name, article.heading, article.number, expected))
    assert [miss for miss in wrong if miss[3] is not None] == []
    # Only «المادة ثانياً» to «ثامنا» of one order are in no table of spelt ordinals.
    assert {name for name, *_ in wrong} <= {"0212.md"}


def test_parts_and_chapters_of_markdown_documents_are_kept(outside: Outside) -> None:
    seen = 0
    for _, path in markdown_documents(outside):
        body = path.read_text("utf-8").split("\n---\n", 1)[1]
        expected = [bare(head) for head, _ in marked_headings(body, "الباب|الفصل")]
        result = split(read_file(path))
        got = [bare(s.heading) for s in of_kind(result, "part", "chapter", "section")]
        if of_kind(result, "article"):
            assert got == expected, path.name
            seen += len(got)
    assert seen > 80


def test_preambles_and_amendment_notes_are_kept(outside: Outside) -> None:
    blocks = preambles = 0
    for entry, path in markdown_documents(outside):
        result = split(read_file(path))
        body = path.read_text("utf-8").split("\n---\n", 1)[1]
        notes = "".join(s.text for s in of_kind(result, "article", "note"))
        if entry["articles"]:
            assert notes.count("تعديلات المادة:") == body.count("تعديلات المادة:")
            blocks += notes.count("تعديلات المادة:")
            before = re.split(r"^#+ (?:المادة|الباب|الفصل)", body, flags=re.MULTILINE)[
                0
            ]
            preamble = "".join(s.text for s in of_kind(result, "preamble"))
            assert bare(result.title + preamble) == bare(before)
            preambles += bool(preamble)
    assert blocks > 100


@pytest.mark.parametrize("with_keys", [False, True])
def test_the_arabic_constitution_has_142_articles(
    outside: Outside, *, with_keys: bool
) -> None:
    folder = outside("tunisian-constitution-ar-en")
    source = json.loads((folder / "Tunisia_constitution_ara.json").read_text("utf-8"))
    lines = ["دستور الجمهورية التونسية"]
    for article in source["articles"]:
        lines += [article["id"], article["text"]] if with_keys else [article["text"]]
    result = split("\n".join(lines))
    assert [(s.kind, s.number) for s in result.sections] == [
        ("article", str(number)) for number in range(1, 143)
    ]
    assert all(section.text for section in result.sections)
    assert joined(result) == bare("".join(lines))


def test_the_english_constitution_has_142_articles_in_11_parts(
    outside: Outside,
) -> None:
    folder = outside("tunisian-constitution-ar-en")
    source = json.loads((folder / "constitution_eng.json").read_text("utf-8"))
    lines = ["Constitution of Tunisia"]
    for part in source["sections"]:
        for name, chapters in part.items():
            lines += [
                name,
                *(line for chapter in chapters.values() for line in chapter),
            ]
    result = split("\n".join(lines))
    articles = of_kind(result, "article")
    assert result.language == "en"
    assert [s.number for s in articles] == [str(number) for number in range(1, 143)]
    assert {s.level for s in articles} == {2}
    assert len(of_kind(result, "part")) == 11
    assert joined(result) == bare("".join(lines))


@pytest.mark.parametrize(
    ("name", "language", "preamble"),
    [("arb", "ar", "الديباجة"), ("eng", "en", "Preamble"), ("fra", "en", "Préambule")],
)
def test_the_declaration_has_a_preamble_and_30_articles(
    outside: Outside, name: str, language: str, preamble: str
) -> None:
    page = outside("udhr-ar-en") / f"{name}.html"
    result = split(read_file(page))
    first, *articles = result.sections
    assert (first.kind, first.heading) == ("preamble", preamble)
    assert [(s.kind, s.number) for s in articles] == [
        ("article", str(number)) for number in range(1, 31)
    ]
    assert result.language == language
    visible = re.sub(r"<[^>]+>", "", page.read_text("utf-8").split("</head>")[1])
    without_signs = re.sub(r"^\d+\. ", "", "\n".join(s.text for s in articles), flags=8)
    for line in filter(None, map(bare, without_signs.splitlines())):
        assert line in bare(visible)


def test_the_declaration_as_plain_text_is_cut_alike(outside: Outside) -> None:
    for name in ("arb", "eng"):
        text = read_file(outside("udhr-ar-en") / f"{name}.html")
        plain = "\n".join(line.text for line in text.lines)
        assert split(plain).sections == split(text).sections


def test_constitutions_in_markdown_keep_their_articles_and_sections(
    outside: Outside,
) -> None:
    for path in sorted(outside("us-constitution-versions").glob("*.md")):
        body = path.read_text("utf-8")
        result = split(read_file(path))
        assert len(of_kind(result, "article")) == len(re.findall(r"(?m)^## Art", body))
        assert joined(result) == bare(body)


@pytest.mark.parametrize(("source", "mark"), [("boe", ""), ("nezams", "## ")])
def test_laws_of_two_publishers_come_back_article_by_article(
    outside: Outside, source: str, mark: str
) -> None:
    score = Score()
    pairs = (outside("saudi-law-pairs") / "pairs.jsonl").read_text("utf-8")
    for law in map(json.loads, pairs.splitlines()):
        articles = law["articles"]
        expected = [(a[f"title_{source}"], a[f"text_{source}"]) for a in articles]
        text = "".join(f"\n{mark}{heading}\n{body}" for heading, body in expected)
        score.count(expected, of_kind(split(law["law"] + text), "article"))
    assert score.expected == 4541
    assert score.share >= REQUIRED_SHARE
    assert score.invented == 0


def test_french_articles_keep_their_numbers(outside: Outside) -> None:
    events = (outside("code-civil-amendments") / "events.jsonl").read_text("utf-8")
    for event in map(json.loads, events.splitlines()):
        parts = [c["after"] for c in event["changes"] if c.get("after")]
        numbers = [part.split("\n")[0].removeprefix("Article ") for part in parts]
        for name in ("a.md", "a.txt"):
            content = "\n\n".join(parts).encode()
            result = split(read_content(content, name=name)) if parts else None
            got = [s.number for s in of_kind(result, "article")] if result else []
            assert got == numbers


def test_naughty_strings_are_read_without_harm(outside: Outside) -> None:
    strings = json.loads((outside("naughty-strings") / "blns.json").read_text("utf-8"))
    for naughty in strings:
        text = f"نظام\nالمادة الأولى\n{naughty}\nالمادة الثانية: {naughty}\nنص."
        result = split(text)
        assert [s.number for s in of_kind(result, "article")] == ["1", "2"]
        assert re.sub(r"[\s#*_>]", "", joined(result)) == re.sub(r"[\s#*_>]", "", text)
        split(naughty)
        assert read_content(f"نص {naughty}".encode(), name="a.md").lines
