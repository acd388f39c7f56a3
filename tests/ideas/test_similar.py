"""Words that make ideas alike, in Arabic and in Latin script."""

import pytest

from consultations.ideas.analysis import fold_word, words_of
from consultations.ideas.models import Idea
from consultations.ideas.queries import similar_ideas
from foundation.organisations.models import Authority
from tests.factories.ideas import IdeaFactory


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الحديقة", "حديقه"),
        ("مَدْرَسَة", "المدرسة"),
        ("إنارة", "انارة"),
        ("مستشفى", "المستشفي"),
        ("شـــارع", "شارع"),
        ("والحدائق", "الحدائق"),
        ("معلمين", "المعلمون"),
        ("٢٠٢٦", "2026"),
        ("Trees", "tree"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert fold_word(one) == fold_word(other)


def test_telling_words_remain_and_common_ones_go() -> None:
    assert words_of("إلى الحديقة من المدرسة", most=9) == ["حديق", "مدرس"]
    assert words_of("the park and the school", most=9) == ["park", "school"]
    assert words_of("واحد اثنان ثلاثة", most=2) == ["احد", "اثن"]
    assert words_of("", most=9) == []


@pytest.mark.django_db
class TestSimilarIdeas:
    @pytest.fixture
    def path(self, authority: Authority) -> Idea:
        return IdeaFactory(
            authority=authority, title="ممر مظلل إلى المدرسة", text="أشجار على الطريق"
        )

    @pytest.fixture
    def park(self, authority: Authority) -> Idea:
        return IdeaFactory(
            authority=authority, title="حديقة للحي", text="ممر للمشاة وألعاب"
        )

    def test_come_with_the_likest_first(self, path: Idea, park: Idea) -> None:
        assert similar_ideas("ممرات مظللة للمدارس", "ممر") == [path]
        assert similar_ideas("حديقة", "ممر مظلل إلى المدرسة")[0] == path
        assert set(similar_ideas("حديقة وممر مظلل")) == {path, park}

    def test_leave_out_the_idea_itself_and_merged_ones(self, path: Idea) -> None:
        assert similar_ideas(path.title, leave_out=path.public_id) == []
        target = IdeaFactory(authority=path.authority, title="شيء آخر")
        Idea.objects.filter(pk=path.pk).update(state="merged", merged_into=target)
        assert similar_ideas(path.title) == []

    def test_stay_with_one_authority_where_asked(self, path: Idea) -> None:
        elsewhere = IdeaFactory(title=path.title)
        found = similar_ideas(path.title, authority=elsewhere.authority.slug)
        assert found == [elsewhere]

    def test_are_none_for_nothing(self, path: Idea) -> None:
        assert similar_ideas("") == []
        assert similar_ideas("؟!", "\x00") == []
