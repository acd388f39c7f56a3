"""Counts of real elections and of other programs' cases.

What does not apply: cases of methods that are not counted here (Borda, Copeland and
others), Schulze by margins or ratios, and one case that builds on what an earlier one
left behind. Of starvote's cases the sums of points in the first round apply, whatever
its methods make of them; the 22 cases without sums examine its own file format. Of the
budgets 14 state no rule that is counted here.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.outside.conftest import Outside
from voting.counting import (
    METHODS,
    Count,
    Election,
    Vote,
    count_votes,
    read_votes,
)
from voting.counting.methods.totals import points_of

pytestmark = pytest.mark.slow

Case = dict[str, Any]
SCOTTISH_ELECTIONS = 77
BUDGETS = 86
SCORE_ELECTIONS = 33
RULES_APPLY = 72
COUNTED_AS_TOLD = 66
CITIES_DREW = {  # equally many points; the cities chose otherwise than the cheaper
    "Poland_Gdynia_2020_Babie_Doly__small.pb",
    "Poland_Krakow_2022_Czyzyny.pb",
    "Poland_Lodz_2024_Katedralna.pb",
    "Poland_Warszawa_2019_Targowek_Mieszkaniowy.pb",
}
CITIES_DECIDED = {  # not funded though wanted and affordable; the files do not say why
    "Poland_Warszawa_2018_Las.pb",
    "Poland_Warszawa_2018_Wawrzyszew.pb",
}
CONDORCET_METHODS = {
    "Schulze": "schulze",
    "Schulze Winning": "schulze",
    "InstantRunoff": "irv",
    "Fptp": "plurality",
    "STV": "stv-scottish",
}
CARRIED_OVER = "empty relevant votes, one candidate"
SCORED = re.compile(r"^ {3,4}(\S.*?) +-- +(\d+) \(average", re.MULTILINE)
FIRST_ROUND = re.compile(
    r"\n\[[^]]*(?:Round 1|Scor\w+ [Rr]ound)\]\n(.*?)\n\n", re.DOTALL
)


def read(path: Path) -> Election:
    return read_votes(path.read_bytes(), format_name=path.suffix.removeprefix("."))


def counted(election: Election, method: str | None, seats: int | None = None) -> Count:
    return count_votes(election, method=method or "", seats=seats)[1]


# Scottish councils


def scottish(folder: Path) -> Iterator[tuple[Case, Election]]:
    for case in json.loads((folder / "expected.json").read_text("utf-8")):
        if (folder / case["file"]).exists() and case["agree"]:
            yield case, read(folder / case["file"])


def test_scottish_councils_get_the_members_they_got(outside: Outside) -> None:
    wrong, right = [], 0
    for case, election in scottish(outside("scottish-stv-real")):
        count = counted(election, election.method)
        found = set(election.names(count.winners)), list(count.tied), election.ballots
        if found == (set(case["winners_droop_scotland"]), [], case["ballots"]):
            right += 1
        else:
            wrong.append(case["file"])
    assert wrong == []
    assert right == SCOTTISH_ELECTIONS


# Participatory budgets


def told_projects(path: Path) -> list[dict[str, str]]:
    text = path.read_text("utf-8-sig")
    rows = text.partition("\nPROJECTS\n")[2].partition("\nVOTES\n")[0]
    return list(csv.DictReader(rows.splitlines(), delimiter=";"))


def budgets(folder: Path) -> Iterator[tuple[Path, Election]]:
    for path in sorted(folder.glob("*.pb")):
        yield path, read(path)


def test_budgets_hold_the_votes_and_points_that_they_declare(outside: Outside) -> None:
    wrong, right = [], 0
    for path, election in budgets(outside("pabulib")):
        said = Counter(o for vote in election.votes for o in vote.points or {})
        points = points_of(election)
        for place, project in enumerate(told_projects(path)):
            told = project.get("score") or points[place]
            if (int(project["votes"]), Fraction(told)) != (said[place], points[place]):
                wrong.append((path.name, project["project_id"]))
        declared = re.search(r"^num_votes;(\d+)", path.read_text("utf-8"), re.MULTILINE)
        right += declared is not None and int(declared[1]) == election.ballots
    assert wrong == []
    assert right == BUDGETS


def test_budgets_fund_what_the_cities_funded(outside: Outside) -> None:
    others, right, applies = set(), 0, 0
    for path, election in budgets(outside("pabulib")):
        if election.method in METHODS:
            applies += 1
            funded = set(election.names(counted(election, election.method).winners))
            told = {
                p["project_id"] for p in told_projects(path) if p["selected"] == "1"
            }
            right += funded == told
            others |= set() if funded == told else {path.name}
    assert applies == RULES_APPLY
    assert others == CITIES_DREW | CITIES_DECIDED
    assert right == COUNTED_AS_TOLD


def test_equal_shares_funds_what_assen_funded(outside: Outside) -> None:
    path = outside("pabulib") / "Netherlands_Assen_2024.pb"
    election = read(path)
    count = counted(election, "equal-shares-add1")
    told = {p["project_id"] for p in told_projects(path) if p["selected"] == "1"}
    assert set(election.names(count.winners)) == told


# Condorcet PHP


def condorcet_vote(text: str, names: list[str], *, weighted: bool) -> Vote:
    """Read one vote; unknown names are left out, weights kept where the case does."""
    found = re.fullmatch(r"([^*^]*)(?:\^\s*(\d+))?\s*(?:\*\s*(\d+))?", text.strip())
    assert found is not None, text
    places = [
        [names.index(n.strip()) for n in place.split("=") if n.strip() in names]
        for place in found[1].split(">")
    ]
    times = int(found[3] or 1) * (int(found[2] or 1) if weighted else 1)
    return Vote(tuple(tuple(place) for place in places if place), times=times)


def condorcet_election(case: Case) -> Election:
    said = [n.strip() for v in case["votes"] for n in re.split(r"[>=]|[*^].*", v)]
    names = case["candidates"] or sorted({name for name in said if name})
    votes = [condorcet_vote(v, names, weighted=case["weights"]) for v in case["votes"]]
    return Election(tuple(names), tuple(votes), seats=case["seats"])


def agrees(case: Case, expected: Case, method: str) -> bool:
    """Whether the same win; a tie for the one seat is told as several winners."""
    election = condorcet_election(case)
    count = counted(election, method)
    ranking = expected.get("ranking", {})
    first = expected.get("winners") or ranking["1"]
    if method == "stv-scottish":
        first = [name for place in ranking.values() for name in place]
    found = election.names([*count.winners, *count.tied])
    if count.ranking is not None and ranking:
        ours = [sorted(election.names(equals)) for equals in count.ranking]
        return ours == [sorted(place) for place in ranking.values()]
    return sorted(found) == sorted(first)


def condorcet_cases(folder: Path) -> Iterator[tuple[Case, Case, str]]:
    for case in json.loads((folder / "cases.json").read_text("utf-8")):
        for expected in case["expected"]:
            method = CONDORCET_METHODS.get(expected["method"])
            if method and case["test"] != CARRIED_OVER:
                yield case, expected, method


def test_other_programs_cases_have_the_same_winners(outside: Outside) -> None:
    right, wrong = Counter[str](), []
    for case, expected, method in condorcet_cases(outside("condorcet-php")):
        if agrees(case, expected, method):
            right[method] += 1
        else:
            wrong.append((method, case["test"], expected))
    assert wrong == []
    assert right == {"schulze": 19, "irv": 3, "plurality": 3, "stv-scottish": 3}


# starvote


def score_csv(path: Path) -> Election:
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    names = [name.strip() for name in rows[0][3:]]
    votes = [dict(enumerate(map(Fraction, row[3:]))) for row in rows[1:] if row]
    return Election(tuple(names), tuple(Vote((), vote) for vote in votes))


def score_blocks(path: Path) -> Election:
    names: dict[str, int] = {}
    votes: list[Vote] = []
    points: dict[int, Fraction] = {}
    times = 1
    for line in [*path.read_text("utf-8").partition("[ballots]")[2].splitlines(), ""]:
        said = line.partition("#")[0].strip()
        name, equals, score = said.rpartition("=")
        if equals:
            points[names.setdefault(name.strip(), len(names))] = Fraction(score.strip())
        elif points:
            votes.append(Vote((), points, times))
            points, times = {}, 1
        if found := re.fullmatch(r"(\d+) ballots?:", said):
            times = int(found[1])
    return Election(tuple(names), tuple(votes))


def score_election(path: Path) -> Election:
    """Read the votes of a case, or those of the file that it names."""
    if path.suffix == ".csv":
        return score_csv(path)
    named = re.search(r"(?:csv|starvote)_path = (.*)", path.read_text("utf-8"))
    return score_election(path.with_name(named[1])) if named else score_blocks(path)


def score_cases(folder: Path) -> Iterator[tuple[str, Election, dict[str, int]]]:
    """Give every case that tells sums of points; the rest are refusals of its own."""
    for path in sorted(folder.glob("*.txt")):
        first = FIRST_ROUND.search(path.read_text("utf-8"))
        told = {n: int(sums) for n, sums in SCORED.findall(first[1] if first else "")}
        if told:
            table = path.with_suffix(".csv")
            source = table if table.exists() else path.with_suffix(".starvote")
            yield path.name, score_election(source), told


def test_scores_are_those_of_starvote(outside: Outside) -> None:
    wrong, right = [], 0
    for name, election, told in score_cases(outside("starvote") / "test_elections"):
        count = counted(election, "score")
        best = max(told.values())
        first = {option for option, total in told.items() if total == best}
        ahead = set(election.names([*count.winners, *count.tied]))
        if (count.rounds[0]["totals"], ahead) == (told, first):
            right += 1
        else:
            wrong.append((name, told, count.rounds))
    assert wrong == []
    assert right == SCORE_ELECTIONS
