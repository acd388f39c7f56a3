from dataclasses import replace
from time import perf_counter

import pytest

from drafts.comparing.anchoring import LOST, Place, State, anchor_quotes
from drafts.comparing.sentences import sentences_of
from drafts.splitting import SplitSection

FIRST = "تهدف هذه اللائحة إلى تنظيم الأسواق البلدية. ويعمل بها في جميع المدن."
SECOND = (
    "يلتزم المستأجر بسداد الأجرة في موعدها. "
    "ويجوز للبلدية إنهاء العقد إذا تأخر المستأجر ثلاثين يوماً. "
    "ولا يعفى من الغرامة."
)
THIRD = "تشكل لجنة من خمسة أعضاء. وتصدر اللجنة قراراتها بالأغلبية. ويكون قرارها نهائياً."
LAW = (FIRST, SECOND, THIRD)


def law(*texts: str) -> list[SplitSection]:
    return [
        SplitSection("article", str(number), f"المادة {number}", 1, text)
        for number, text in enumerate(texts, start=1)
    ]


def placed(
    words: str, new: list[SplitSection], old: list[SplitSection] | None = None
) -> tuple[str | None, State]:
    """Look where the first place of these words in the old text stands now."""
    before = old or law(*LAW)
    section = next(i for i, s in enumerate(before) if words in s.text)
    start = before[section].text.index(words)
    place = anchor_quotes(before, new, [(section, start, start + len(words))])[0]
    if place.section is None or place.start is None:
        return None, place.state
    return new[place.section].text[place.start : place.end], place.state


def test_every_sentence_of_the_same_text_stands_where_it_stood() -> None:
    old = law(*LAW)
    quotes = [
        (i, *span) for i, s in enumerate(old) for span in sentences_of(s.text, "ar")
    ]
    assert len(quotes) == 8
    assert anchor_quotes(old, old, quotes) == [Place(*q, State.EXACT) for q in quotes]


def test_words_before_a_passage_move_it() -> None:
    new = law(FIRST, "حكم جديد تماماً. " + SECOND, THIRD)
    words = "ولا يعفى من الغرامة."
    assert placed(words, new) == (words, State.EXACT)


def test_white_space_changes_nothing() -> None:
    new = law(FIRST, SECOND.replace(" ", "\n"), THIRD)
    said, state = placed("يلتزم المستأجر بسداد الأجرة في موعدها.", new)
    assert (said, state) == ("يلتزم\nالمستأجر\nبسداد\nالأجرة\nفي\nموعدها.", State.EXACT)


@pytest.mark.parametrize(
    ("was", "now"),
    [("موعدها", "مَوْعِدِها"), ("موعدها.", "موعدها؛"), ("الأجرة", "الأجـــرة")],
)
def test_other_marks_and_signs_are_a_change_in_place(was: str, now: str) -> None:
    words = "يلتزم المستأجر بسداد الأجرة في موعدها."
    said, state = placed(words, law(FIRST, SECOND.replace(was, now), THIRD))
    assert (said, state) == (words.replace(was, now), State.CHANGED)


def test_a_changed_sentence_is_placed_on_what_it_became() -> None:
    new = law(FIRST, SECOND.replace("ثلاثين يوماً", "ستين يوماً من تاريخه"), THIRD)
    was = "ويجوز للبلدية إنهاء العقد إذا تأخر المستأجر ثلاثين يوماً."
    said, state = placed(was, new)
    assert said == "ويجوز للبلدية إنهاء العقد إذا تأخر المستأجر ستين يوماً من تاريخه."
    assert state is State.CHANGED


def test_a_deleted_sentence_is_lost() -> None:
    gone = "ويجوز للبلدية إنهاء العقد إذا تأخر المستأجر ثلاثين يوماً. "
    new = law(FIRST, SECOND.replace(gone, ""), THIRD)
    assert placed(gone.strip(), new) == (None, State.LOST)


def test_a_deleted_article_is_lost_whole() -> None:
    old = law(*LAW)
    quotes = [(1, *span) for span in sentences_of(SECOND, "ar")]
    assert anchor_quotes(old, [old[0], old[2]], quotes) == [LOST] * 3


def test_a_moved_article_takes_its_passages_along() -> None:
    old = law(*LAW)
    new = [old[2], old[0], old[1]]
    place = anchor_quotes(old, new, [(2, 0, 24)])[0]
    assert place == Place(0, 0, 24, State.EXACT)


def test_a_sentence_that_moved_to_another_article_is_found_there() -> None:
    moved = "ويجوز للبلدية إنهاء العقد إذا تأخر المستأجر ثلاثين يوماً."
    new = law(FIRST, SECOND.replace(moved + " ", ""), f"{THIRD} {moved}")
    assert placed(moved, new) == (moved, State.EXACT)


def test_the_parts_of_a_split_article_keep_their_passages() -> None:
    one, *rest = (SECOND[a:b] for a, b in sentences_of(SECOND, "ar"))
    new = [*law(FIRST, one, " ".join(rest)), replace(law(THIRD)[0], number="4")]
    for words in (one, *rest):
        assert placed(words, new) == (words, State.EXACT)


def test_a_merged_article_keeps_all_passages() -> None:
    new = law(FIRST, f"{SECOND}\n{THIRD}")
    for text in (SECOND, THIRD):
        for start, end in sentences_of(text, "ar"):
            assert placed(text[start:end], new) == (text[start:end], State.EXACT)


def test_the_same_words_twice_are_told_apart_by_what_stands_around() -> None:
    twice = "تؤجل الجلسة. يبلغ الخصوم. تؤجل الجلسة. يصدر الحكم."
    new = f"حكم أول جديد. {twice}"
    old_at, new_at = twice.rindex("تؤجل"), new.rindex("تؤجل")
    passage = (0, old_at, old_at + len("تؤجل الجلسة."))
    place = anchor_quotes(law(twice), law(new), [passage])[0]
    assert place == Place(0, new_at, new_at + len("تؤجل الجلسة."), State.EXACT)


def test_a_sentence_that_also_stood_elsewhere_does_not_go_there() -> None:
    final = "ويكون قرارها نهائياً."
    old = law(f"تنظر اللجنة في الطلب. {final}", SECOND, THIRD)
    new = law("تنظر اللجنة في الطلب. ويجوز التظلم من القرار.", SECOND, THIRD)
    start = old[0].text.index(final)
    assert anchor_quotes(old, new, [(0, start, len(old[0].text))]) == [LOST]


def test_a_single_word_needs_what_stood_around_it() -> None:
    old, word = law(*LAW), "المستأجر"
    start = SECOND.rindex(word)
    asked = [(1, start, start + len(word))]
    kept = law(FIRST, f"حكم جديد. {SECOND}", THIRD)
    gone = SECOND.replace(
        "ويجوز للبلدية إنهاء العقد إذا تأخر المستأجر ثلاثين يوماً. ", ""
    )
    place = anchor_quotes(old, kept, asked)[0]
    assert place == Place(1, start + 10, start + 10 + len(word), State.EXACT)
    assert anchor_quotes(old, law(FIRST, gone, THIRD), asked) == [LOST]


def test_whole_words_only_are_the_same_words() -> None:
    old, new = law("يجوز للمدير منح الإجازة"), law("يجوز للمدير منح الإجازةات كلها")
    place = anchor_quotes(old, new, [(0, 0, len(old[0].text))])[0]
    assert place.state is State.CHANGED


def test_a_joined_and_leaves_the_words_as_they_were() -> None:
    old, new = law("يجوز للمدير منح الإجازة."), law("ويجوز للمدير منح الإجازة.")
    place = anchor_quotes(old, new, [(0, 0, len(old[0].text))])[0]
    assert place == Place(0, 1, len(new[0].text), State.EXACT)


def test_part_of_a_word_may_be_asked_for() -> None:
    old, new = law("يجوز للمدير منح الإجازة."), law("نص سابق. يجوز للمدير منح الإجازة.")
    place = anchor_quotes(old, new, [(0, 2, 9)])[0]
    assert place == Place(0, 11, 18, State.EXACT)


def test_a_passage_of_signs_alone_harms_nothing() -> None:
    old, new = law("نص ... آخر"), law("نص آخر تماماً")
    assert anchor_quotes(old, new, [(0, 3, 6), (0, 2, 3)])[0] == LOST
    assert anchor_quotes(old, [], [(0, 0, 2)]) == [LOST]


def test_a_text_that_repeats_itself_on_and_on_takes_no_longer() -> None:
    old, new = law("كلمة " * 3000), law("كلمة " * 3000 + "أخرى")
    asked = [(0, at * 50, at * 50 + 29) for at in range(40)]
    started = perf_counter()
    places = anchor_quotes(old, new, asked)
    assert {place.state for place in places} == {State.EXACT}
    assert perf_counter() - started < 60  # some two seconds; 300 times that before
