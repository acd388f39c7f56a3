from fractions import Fraction

import pytest

from voting.counting import Election, UncountableVotesError, Vote, read_votes

BLT = """4 2
-2
# a remark
(a1) 3 1 3 0
2 2 4 - 1 0
1 3=4 1 0
1 0
0
"أمل"
"Basim"
"Card, Ann"
"Dina"
"A ward"
"""
PABULIB = """META
key;value
budget;100,5
vote_type;cumulative
rule;greedy-threshold
min_project_score_threshold;5
PROJECTS
project_id;cost;name;votes
7;60;"A; park";2
9;40.5;Trees;1
VOTES
voter_id;vote;points
1;7,9;3,2
2;7;5
3;;
"""
ABIF = """{"title": "Lunch"}
# what to eat
=P: [Pizza & more]
5: P/5 > [Thai, hot]/3 = S/3
2: S/4, P/1   # commas, so that scores rank
1: S
"""


def read(text: str, format_name: str) -> Election:
    return read_votes(text.encode(), format_name=format_name)


def test_blt_gives_seats_names_and_weighted_votes_without_who_withdrew() -> None:
    election = read(BLT, "blt")
    assert election.options == ("أمل", "Basim", "Card, Ann", "Dina")
    assert (election.seats, election.method, election.ballots) == (2, "stv-scottish", 7)
    assert election.withdrawn == {1}
    assert election.votes == (
        Vote(((0,), (2,)), times=3),
        Vote(((3,), (0,)), times=2),
        Vote(((2, 3), (0,)), times=1),
        Vote((), times=1),
    )


def test_pabulib_gives_costs_points_and_the_rule() -> None:
    election = read(PABULIB, "pb")
    assert election.options == ("7", "9")
    assert election.budget == Fraction(201, 2)
    assert election.costs == (60, Fraction(81, 2))
    assert (election.method, election.threshold) == ("greedy-threshold", 5)
    assert [vote.points for vote in election.votes] == [{0: 3, 1: 2}, {0: 5}, {}]


def test_an_ordinal_vote_in_pabulib_gives_its_first_most_points() -> None:
    text = PABULIB.replace("cumulative", "ordinal\nmax_length;3")
    assert read(text, "pb").votes[0] == Vote(
        ((0,), (1,)), {0: Fraction(3), 1: Fraction(2)}
    )


def test_abif_gives_scores_and_ranks() -> None:
    election = read(ABIF, "abif")
    assert election.options == ("Pizza & more", "Thai, hot", "S")
    assert election.votes == (
        Vote(((0,), (1, 2)), {0: Fraction(5), 1: Fraction(3), 2: Fraction(3)}, 5),
        Vote(((2,), (0,)), {2: Fraction(4), 0: Fraction(1)}, 2),
        Vote(((2,),), {}, 1),
    )


def test_csv_gives_rankings() -> None:
    text = 'count,ranking\n3,A > B = C\n1,"""A > Z"" > Card, Ann"\n2,\n'
    election = read(text, "csv")
    assert election.options == ("A", "B", "C", "A > Z", "Card, Ann")
    assert [vote.ranks for vote in election.votes] == [((0,), (1, 2)), ((3,), (4,)), ()]
    assert election.ballots == 6


def test_csv_gives_numbers_that_may_be_places() -> None:
    election = read("count,A,B,C\n3,2,1.5,\n1,,,0\n", "csv")
    assert election.votes[0].points == {0: 2, 1: Fraction(3, 2)}
    assert election.votes[0].ranks == ((1,), (0,))
    assert election.votes[1] == Vote((), {2: Fraction(0)})


@pytest.mark.parametrize(
    ("format_name", "text", "line"),
    [
        ("blt", "", 1),
        ("blt", "3\n", 1),
        ("blt", "2 x\n", 1),
        ("blt", "0 1\n", 1),
        ("blt", BLT.replace("(a1) 3 1 3 0", "(a1) 3 1 3"), 4),
        ("blt", BLT.replace("(a1) 3 1 3 0", "3 1 5 0"), 4),
        ("blt", BLT.replace("(a1) 3 1 3 0", "3 1 1 0"), 4),
        ("blt", BLT.replace("(a1) 3 1 3 0", "-3 1 0"), 4),
        ("blt", BLT.replace("(a1) 3 1 3 0", "3.5 1 0"), 4),
        ("blt", BLT.replace("\n0\n", "\n"), 8),
        ("blt", '2 1\n1 1 0\n0\n"A"\n', 5),
        ("blt", '2 1\n1 1 0\n0\n"A"\n"A"\n', 5),
        ("pb", "project_id;cost\n", 1),
        ("pb", "META\nkey;value\nbudget;1\n", 3),
        ("pb", "META\nkey;worth\n", 2),
        ("pb", PABULIB.replace("rule;greedy-threshold\n", ""), 1),
        ("pb", PABULIB.replace("budget;100,5", "budget;much"), 3),
        ("pb", PABULIB.replace("40.5", "-1"), 10),
        ("pb", PABULIB.replace("9;40.5", "7;40.5"), 10),
        ("pb", PABULIB.replace("1;7,9;3,2", "1;7,8;3,2"), 13),
        ("pb", PABULIB.replace("1;7,9;3,2", "1;7,7;3,2"), 13),
        ("pb", PABULIB.replace("1;7,9;3,2", "1;7,9;3"), 13),
        ("pb", PABULIB.replace("3;;", "3"), 15),
        ("abif", "27: A > B\nnonsense\n", 2),
        ("abif", "27: A > > B\n", 1),
        ("abif", "27: A > A\n", 1),
        ("abif", "27: A/x > B\n", 1),
        ("csv", "", 1),
        ("csv", "votes,A\n", 1),
        ("csv", "count,A,A\n1,1,1\n", 1),
        ("csv", "count,A,B\n1,1\n", 2),
        ("csv", "count,A,B\n\n1,1,yes\n", 3),
        ("csv", "count,A,B\none,1,1\n", 2),
        ("csv", "count,ranking\n1,A > > B\n", 2),
        ("csv", "count,ranking\n1,A > B = A\n", 2),
        ("csv", "count,ranking\n1,A >\n", 2),
        ("csv", 'count,ranking\n1,"A > B\n', 2),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(
    format_name: str, text: str, line: int
) -> None:
    with pytest.raises(UncountableVotesError) as refusal:
        read(text, format_name)
    assert refusal.value.line == line
    assert refusal.value.message.startswith(f"Line {line}: ")
    assert "\n" not in refusal.value.message


def test_other_separators_than_line_ends_stay_in_a_name() -> None:
    election = read("count,A\u2028B,C\x0b\r\n1,1,\r\n", "csv")
    assert election.options == ("A\u2028B", "C")
    assert election.ballots == 1


def test_what_is_not_utf_8_is_refused_with_its_line() -> None:
    with pytest.raises(UncountableVotesError, match=r"^Line 2: "):
        read_votes(b"count,A\n1,\xff\n", format_name="csv")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UncountableVotesError, match="docx"):
        read_votes(b"", format_name="docx")
