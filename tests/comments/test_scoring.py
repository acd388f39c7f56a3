import pytest

from comments.services import score, wilson_lower_bound


@pytest.mark.parametrize(
    ("positive", "total", "bound"),
    [
        (0, 0, 0.0),
        (1, 1, 0.2065),
        (5, 10, 0.2366),
        (10, 10, 0.7225),
        (600, 1000, 0.5693),
    ],
)
def test_the_bound_is_the_one_of_the_textbook(
    positive: int, total: int, bound: float
) -> None:
    assert wilson_lower_bound(positive, total) == pytest.approx(bound, abs=5e-4)


def test_many_voices_count_for_more_than_few() -> None:
    assert score(90, 10) > score(9, 1) > score(1, 0) > score(5, 20)


def test_what_is_only_disliked_stands_below_what_nobody_assessed() -> None:
    assert score(0, 9) < score(0, 1) < score(0, 0) < score(1, 9)
