"""A redline says in words what its lines and colours show."""

from django.template import Context, Template
from django.utils import translation

from foundation.core.redline import redline


def rendered(old: str, new: str) -> str:
    source = "{% load sawt %}{{ parts|redline }}"
    return Template(source).render(Context({"parts": redline(old, new)}))


def test_changes_are_elements_with_words_for_screen_readers() -> None:
    with translation.override("ar"):
        html = rendered("عرضه متر", "عرضه متران")
    assert html == (
        "عرضه "
        '<del class="redline__out"><span class="redline__said unseen"> حُذف: </span>متر'
        '<span class="redline__said unseen"> انتهى ما حُذف </span></del>'
        '<ins class="redline__in"><span class="redline__said unseen"> أُضيف: </span>'
        "متران"
        '<span class="redline__said unseen"> انتهى ما أُضيف </span></ins>'
    )


def test_white_space_alone_says_nothing() -> None:
    assert "unseen" not in rendered("one\ntwo", "one two")


def test_what_was_typed_is_never_markup() -> None:
    assert "<b>" not in rendered("<b>a</b>", "<b>b</b>")
