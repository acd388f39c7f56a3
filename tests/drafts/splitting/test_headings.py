import pytest

from drafts.splitting import Line
from drafts.splitting.headings import read_heading


def read(text: str, mark: int = 0) -> tuple[str, str | None] | None:
    heading = read_heading(Line(text, mark=mark), 0)
    return (heading.kind.value, heading.number) if heading else None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("المادة الرابعة: (تعريفات)", "4"),
        ("المادة الخامسة والعشرون", "25"),
        ("المادة (٢٥)", "25"),
        ("المادة ٢٥:", "25"),
        ("المادة (25)-", "25"),
        ("مادة 7 – العقوبات", "7"),
        ("مــادة رقم (۱۲)", "12"),
        ("المادّةُ الأُولى", "1"),
        ("**المادة الثانية**", "2"),
        ("\u200fالمادة\u00a0الثالثة\u200e :", "3"),
        ("[المادة الثالثة]", "3"),
        ("المادة الأولى (1): التعريفات", "1"),
        ("المادة الرابعة مكرر", "4 bis"),
        ("المادة الرابعة (مكرر)", "4 bis"),
        ("المادة (36) (مكررة)", "36 bis"),
        ("المادة 4 مكررا", "4 bis"),
        ("المادة التاسعة مكرر (٢)", "9 bis 2"),
        ("المادة التاسعة مكرر 2", "9 bis 2"),
        ("المادة التاسعة مكرر أ", "9 bis أ"),
        ("المادة التاسعة مكرر (ب)", "9 bis ب"),
        ("المادة التاسعة مكرر ثانياً", "9 bis 2"),
        ("المادة ثالثاً", "3"),
        ("المادة المادةالحادية الخمسون بعد المائتين", "251"),
        ("المادة الحادية و الستون", "61"),
        ("المادة الخامية والتسعون", "95"),
        ("المادة السادية عشرة", "16"),
        ("املادة اخلامسة واألربعون", "45"),
        ("المادة مائة وثلاثة وعشرون", "123"),
        ("المادة الوحيدة", None),
        ("Article 1326-1", "1326-1"),
        ("Article L. 121-3", "L.121-3"),
        ("Article premier", "1"),
        ("Article 1er", "1"),
        ("ARTICLE XIV", "14"),
        ("Article. I.", "1"),
        ("Article Twenty-One: Offices", "21"),
        ("Article 12A", "12A"),
        ("Article 4 ter", "4 ter"),
        ("Art. 5 - Purpose", "5"),
    ],
)
def test_article_headings_are_recognised(line: str, number: str | None) -> None:
    assert read(line) == ("article", number)


@pytest.mark.parametrize(
    ("line", "kind", "number"),
    [
        ("الباب الأول: أحكام عامة", "part", "1"),
        ("الباب التمهيدي", "part", None),
        ("الفصل الحادي عشر", "chapter", "11"),
        ("القسم (٢)", "section", "2"),
        ("الفرع الثاني: التراخيص", "section", "2"),
        ("PART II", "part", "2"),
        ("Chapter 3 - Duties", "chapter", "3"),
        ("The sixth door", "part", "6"),
        ("First Chapter", "chapter", "1"),
        ("Section. 4.", "section", "4"),
        ("ملحق رقم (1)", "annex", "1"),
        ("الملحق (أ): الجداول", "annex", "أ"),
        ("الملحق:", "annex", None),
        ("Annex B", "annex", "B"),
        ("Schedule 2", "annex", "2"),
        ("الديباجة", "preamble", None),
        ("Preamble", "preamble", None),
    ],
)
def test_other_headings_are_recognised(
    line: str, kind: str, number: str | None
) -> None:
    assert read(line) == (kind, number)


@pytest.mark.parametrize(
    "line",
    [
        "وفقًا للمادة الثالثة من هذا النظام",
        "المادة الثالثة من النظام",
        "المادة (5) من اللائحة التنفيذية.",
        "المادة الخامسة، والمادة السادسة",
        "المادة الثالثة والمادة الرابعة",
        "المادة (5) (فقرة 2) من النظام",
        "المادة التعليمية : كل صيغة تعرض محتويات المنهج",
        "المادة",
        "المادة العلمية",
        "المادة السادة الأعضاء",
        "| المادة الأولى | نص |",
        "المواد الثالثة والرابعة",
        "- المادة الخامسة والثلاثين - أُلغيت هذه المادة",
        "«المادة الثانية: يعمل بهذا",
        "“المادة الأولى”: يقصد بالألفاظ",
        "المادة الأولى: تعريفات ............ 3",
        "الفصل في المصدر : فصل مختلف أنواع النفايات",
        "ملحقات الجهاز والمستلزم الطبي: أي مادة",
        "الملحق: كل وثيقة ترافق العقد",
        "Article 5 of this Act applies.",
        "Articles 5 and 6",
        "Part of the building",
        "Section 3, paragraph 2",
        "",
        "   ",
    ],
)
def test_sentences_are_no_headings(line: str) -> None:
    assert read(line) is None


def test_a_marked_heading_needs_less_to_be_one() -> None:
    assert read("المادة", mark=2) == ("article", None)
    assert read("المادة الرابعة أدوار الهيئة", mark=3) == ("article", "4")
    assert read("ملاحظة: للعلم", mark=3) == ("note", None)
    assert read("ملاحظة: للعلم") is None


def test_a_quoted_line_is_never_a_heading() -> None:
    assert read_heading(Line("المادة الأولى", quoted=True), 0) is None
