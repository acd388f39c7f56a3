import pytest

from voting.counting import (
    Count,
    Election,
    UncountableVotesError,
    count_votes,
    read_votes,
)

BUDGET = """META
key;value
budget;{budget}
vote_type;approval
rule;greedy
min_project_score_threshold;{threshold}
PROJECTS
project_id;cost
dear;60
big;70
cheap;20
small;20
VOTES
voter_id;vote
1;dear,big
2;dear,big
3;dear,cheap,small
4;cheap,small
"""


def ranked(*lines: str) -> Election:
    text = "\n".join(["count,ranking", *lines])
    return read_votes(text.encode(), format_name="csv")


def table(*lines: str) -> Election:
    return read_votes("\n".join(lines).encode(), format_name="csv")


def budget(money: int = 100, threshold: int = 0) -> Election:
    text = BUDGET.format(budget=money, threshold=threshold)
    return read_votes(text.encode(), format_name="pb")


def won(election: Election, method: str, seats: int | None = None) -> tuple[str, str]:
    """The winners and the tied, as words."""
    count = counted(election, method, seats)
    names = election.names
    return " ".join(names(count.winners)), " ".join(names(count.tied))


def counted(election: Election, method: str, seats: int | None = None) -> Count:
    return count_votes(election, method=method, seats=seats)[1]


def test_more_approve_than_reject_however_many_abstain() -> None:
    election = table("count,approve,reject,abstain", "3,1,,", "2,,1,", "9,,,1")
    assert won(election, "approve") == ("approve", "")
    assert counted(election, "approve").rounds[0]["totals"] == {
        "approve": 3,
        "reject": 2,
        "abstain": 9,
    }


def test_as_many_approve_as_reject_is_a_tie() -> None:
    election = ranked("2,reject", "2,approve", "1,abstain")
    assert won(election, "approve") == ("", "reject approve")


def test_approve_knows_no_other_options() -> None:
    with pytest.raises(UncountableVotesError, match="abstain"):
        won(ranked("2,Yes"), "approve")


def test_plurality_counts_firsts_and_shares_equal_ones() -> None:
    election = ranked("2,A > B", "2,B = C", "1,C")
    assert counted(election, "plurality").rounds[0]["totals"] == {
        "A": 2,
        "B": 1,
        "C": 2,
    }
    assert won(election, "plurality") == ("", "A C")
    assert won(election, "plurality", 2) == ("A C", "")


def test_a_tie_at_the_last_seat_leaves_the_others_elected() -> None:
    election = table("count,A,B,C", "3,1,,", "2,,1,1")
    assert won(election, "approval", 2) == ("A", "B C")


def test_scores_are_added_and_nothing_is_nothing() -> None:
    election = table("count,A,B", "2,5,", "1,,9.5")
    assert won(election, "score") == ("A", "")
    assert counted(election, "score").rounds[0]["totals"] == {"A": 10, "B": "9.5"}


def test_scores_are_not_made_from_rankings() -> None:
    with pytest.raises(UncountableVotesError, match="only ranks"):
        won(ranked("1,A > B"), "score")


def test_quadratic_adds_votes_and_tells_credits() -> None:
    election = table("count,A,B", "1,3,1", "2,,2", "1,-1,")
    assert won(election, "quadratic") == ("B", "")
    assert counted(election, "quadratic").rounds == [
        {"totals": {"A": 2, "B": 5}, "credits": {"A": 10, "B": 9}}
    ]


def test_the_runoff_passes_votes_on_until_one_has_more_than_half() -> None:
    election = ranked("8,A > B", "7,B > A", "4,C > B", "1,C")
    assert won(election, "irv") == ("B", "")
    rounds = counted(election, "irv").rounds
    assert [stage["excluded"] for stage in rounds] == [["C"], []]
    assert rounds[1]["totals"] == {"A": 8, "B": 11}
    assert rounds[1]["exhausted"] == 1


def test_a_tie_for_last_that_decides_is_told() -> None:
    election = ranked("5,A", "3,B > C", "3,C > B")
    assert won(election, "irv") == ("", "B C")


def test_a_tie_for_last_that_does_not_decide_is_passed_over() -> None:
    election = ranked("5,A", "4,B > A", "1,C > A", "1,D > A")
    assert won(election, "irv") == ("A", "")


def test_many_options_without_any_difference_are_all_tied() -> None:
    election = ranked(*(f"1,{name}" for name in "ABCDEFGH"))
    assert won(election, "irv") == ("", "A B C D E F G H")
    assert won(election, "stv-scottish", 3) == ("", "A B C D E F G H")


def test_schulze_ranks_everybody_and_the_unranked_are_equal_last() -> None:
    election = ranked("3,A > B = C", "2,B > C > A", "1,A > D")
    count = counted(election, "schulze")
    assert count.ranking is not None
    assert [election.names(equals) for equals in count.ranking] == [
        ["A"],
        ["B"],
        ["C"],
        ["D"],
    ]
    assert won(election, "schulze") == ("A", "")


def test_schulze_tells_who_is_equal() -> None:
    election = ranked("1,A > B", "1,B > A", "1,A = B > C")
    assert won(election, "schulze") == ("", "A B")
    assert won(election, "schulze", 2) == ("A B", "")


def test_a_surplus_is_passed_on_at_five_places() -> None:
    election = ranked("7,A > B > C", "3,A > C", "2,C", "1,B")
    rounds = counted(election, "stv-scottish", 2).rounds
    told = [(stage["action"], stage.get("option")) for stage in rounds]
    assert told[1:] == [("surplus", "A"), ("exclusion", "C")]
    assert rounds[0]["quota"] == 5
    assert rounds[1]["votes"] == {"A": 5, "B": "4.5", "C": "3.5"}
    assert won(election, "stv-scottish", 2) == ("A B", "")


def test_what_a_division_leaves_is_ignored() -> None:
    election = ranked("7,A > B", "1,B", "4,C")
    votes = counted(election, "stv-scottish", 2).rounds[1]["votes"]
    assert votes == {"A": 5, "B": "2.99997", "C": 4}


def test_a_tie_is_looked_back_on() -> None:
    lines = ["10,A", "6,B", "5,C", "1,D > C", "4,E"]
    rounds = counted(ranked(*lines), "stv-scottish", 2).rounds
    told = [(stage["action"], stage.get("option")) for stage in rounds]
    assert told[-3:] == [("exclusion", "D"), ("exclusion", "E"), ("exclusion", "C")]


def test_a_tie_that_no_stage_settles_is_told() -> None:
    assert won(ranked("9,A", "4,B", "4,C"), "stv-scottish", 2) == ("A", "B C")


def test_two_equal_preferences_end_a_scottish_paper() -> None:
    election = ranked("5,A", "3,B = C > A", "1,C")
    votes = counted(election, "stv-scottish", 1).rounds[0]["votes"]
    assert votes == {"A": 5, "B": 0, "C": 1}


def test_who_withdrew_is_never_elected() -> None:
    text = b'2 2\n-1\n5 1 2 0\n0\n"A"\n"B"\n'
    assert won(read_votes(text, format_name="blt"), "stv-scottish") == ("B", "")


@pytest.mark.parametrize(
    ("method", "money", "threshold", "funded"),
    [
        ("greedy", 100, 0, "dear cheap small"),
        ("greedy", 80, 0, "dear cheap"),
        ("greedy", 70, 0, "dear"),
        ("greedy-no-skip", 85, 0, "dear cheap"),
        ("greedy-no-skip", 50, 0, ""),
        ("greedy-threshold", 100, 3, "dear"),
        ("equal-shares-add1", 100, 0, "dear cheap small"),
    ],
)
def test_a_budget_is_spent_by_its_rule(
    method: str, money: int, threshold: int, funded: str
) -> None:
    assert won(budget(money, threshold), method) == (funded, "")


def test_equal_shares_gives_small_groups_their_part() -> None:
    text = BUDGET.format(budget=80, threshold=0).replace("1;dear,big", "1;big")
    election = read_votes(text.encode(), format_name="pb")
    assert won(election, "equal-shares-add1")[0].split()[:2] == ["cheap", "small"]


def test_equal_shares_asks_for_a_larger_unit_of_money() -> None:
    text = BUDGET.format(budget=10**9, threshold=0).replace(";70", f";{9 * 10**8}")
    election = read_votes(text.encode(), format_name="pb")
    with pytest.raises(UncountableVotesError, match="larger unit"):
        won(election, "equal-shares-add1")


def test_a_budget_is_needed_where_one_is_spent() -> None:
    with pytest.raises(UncountableVotesError, match="budget"):
        won(table("count,A", "1,1"), "greedy")


@pytest.mark.parametrize(
    ("method", "seats"), [("irv", 2), ("greedy", 1), ("score", 0), ("guess", None)]
)
def test_what_a_method_cannot_do_is_refused(method: str, seats: int | None) -> None:
    with pytest.raises(UncountableVotesError):
        count_votes(budget(), method=method, seats=seats)


def test_more_seats_than_options_elect_everybody() -> None:
    election = ranked("2,A > B", "1,B")
    for method in ("plurality", "approval", "schulze", "stv-scottish"):
        assert sorted(won(election, method, 5)[0]) == [" ", "A", "B"]
