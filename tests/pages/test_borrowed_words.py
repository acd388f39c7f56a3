"""What Wagtail leaves untranslated is said by us."""

import pytest
from django.utils.translation import gettext, override

from consultations.pages.admin.borrowed import BORROWED


@pytest.mark.parametrize("words", BORROWED)
def test_words_of_the_administration_are_arabic(words: str) -> None:
    with override("ar"):
        assert gettext(words) != words


def test_our_words_come_before_wagtails() -> None:
    with override("ar"):
        assert gettext("live") == "منشورة"
