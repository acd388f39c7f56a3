import pytest

from drafts.comparing.sentences import sentences_of


def cut(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in sentences_of(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("en", "One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("en", "See Art. 5 of the U.S. Code. Done.", None),
        ("en", "It costs 3.5 dollars. Mr. A. Smith pays.", None),
        ("en", "He said: “No. Never.” and left.", ["He said: “No. Never.” and left."]),
        ("en", "1. First;\n2. Second.", ["1. First;", "2. Second."]),
        ("en", "a) one\n(b) two", ["a) one", "(b) two"]),
        ("ar", "نص أول. هل يجوز؟ نعم!", ["نص أول.", "هل يجوز؟", "نعم!"]),
        ("ar", "يلتزم بالآتي؛ ثم يدفع.", ["يلتزم بالآتي؛", "ثم يدفع."]),
        ("ar", "1- أول. ٢- ثان.", ["1- أول.", "٢- ثان."]),
        ("ar", "أ. نص\nب. نص", ["أ. نص", "ب. نص"]),
        ("ar", "(أ) نص\n(ب) نص", ["(أ) نص", "(ب) نص"]),
        ("ar", "قال: «نعم. لا.» ثم ذهب.", ["قال: «نعم. لا.» ثم ذهب."]),
        ("ar", "نص (انظر م. 5. وما بعدها) آخر.", ["نص (انظر م. 5. وما بعدها) آخر."]),
        ("ar", "1-\nنص أول", ["1-\nنص أول"]),
        ("ar", "الغرامة | 500\nالسجن | سنة", ["الغرامة | 500", "السجن | سنة"]),
        ("en", "", []),
        ("ar", " \n ", []),
    ],
)
def test_texts_are_cut_where_a_reader_pauses(
    language: str, text: str, sentences: list[str] | None
) -> None:
    assert cut(text, language) == sentences or sentences is None
    assert "".join("".join(cut(text, language)).split()) == "".join(text.split())


def test_abbreviations_and_decimals_end_no_sentence() -> None:
    assert cut("See Art. 5 of the U.S. Code. It costs 3.5.", "en") == [
        "See Art. 5 of the U.S. Code.",
        "It costs 3.5.",
    ]


def test_lines_broken_at_the_width_of_a_page_are_put_together() -> None:
    text = (
        "L'acte juridique par lequel une seule partie s'engage envers une autre à lui\n"
        "payer une somme doit être constaté dans un titre. En cas de différence, cela\n"
        "vaut.\n\nUn autre alinéa."
    )
    first, second, third = cut(text, "en")
    assert first.endswith("dans un titre.")
    assert second == "En cas de différence, cela\nvaut."
    assert third == "Un autre alinéa."


def test_lines_of_a_list_stay_apart() -> None:
    first = "تشمل العقوبات ما يأتي من أنواع الجزاءات المقررة نظاماً في هذا الباب"
    assert cut(f"{first}\nالإنذار\nالغرامة", "ar") == [first, "الإنذار", "الغرامة"]
