import copy
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.proofs.signing import PUBLIC, sign
from tests.voting.verifier.ballots import BALLOT, PublishedBallot, write
from voting.proofs import Head, SignedHead, root_of
from voting.verifier import verify

VERIFIER = Path(verify.__file__)
OPEN = PublishedBallot()
SECRET = PublishedBallot(kind="secret")

REPLACED = (
    "ok      receipt r1.json: entry 1 is in the log; a later vote of yours replaced it"
)

Document = dict[str, Any]


def run(*arguments: str | Path) -> tuple[int, list[str]]:
    """Run the program as people do, with nothing but Python."""
    command = [sys.executable, "-I", "-S", VERIFIER, *arguments]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def verdict(log: Document, *receipts: Document) -> int:
    """Check without starting another process, for many cases."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = [write(folder / f"{n}.json", r) for n, r in enumerate(receipts)]
        return verify.verify_log(write(folder / "log.json", log), files, None)


def test_an_honest_open_ballot_holds_with_every_receipt(tmp_path: Path) -> None:
    log = write(tmp_path / "log.json", OPEN.log())
    receipts = [
        write(tmp_path / f"r{position}.json", OPEN.receipt(position))
        for position in range(len(OPEN.entries))
    ]
    code, lines = run(log, "--receipt", *receipts)
    assert code == 0
    assert lines == [
        f"ok      key {PUBLIC.fingerprint}, compare it with the one made public",
        "ok      7 entries, 1 of them replaced by later ones",
        "ok      5 signed roots, all of this one growing log",
        "ok      6 choices, each the one its entry was made for",
        "ok      the tally is right: 'abstain' 1, 'approve' 4, 'reject' 1",
        "ok      receipt r0.json: entry 0 is in the log and was counted as 'approve'",
        REPLACED,
        "ok      receipt r2.json: entry 2 is in the log and was counted as 'approve'",
        "ok      receipt r3.json: entry 3 is in the log and was counted as 'abstain'",
        "ok      receipt r4.json: entry 4 is in the log and was counted as 'approve'",
        "ok      receipt r5.json: entry 5 is in the log and was counted as 'reject'",
        "ok      receipt r6.json: entry 6 is in the log and was counted as 'approve'",
    ]


def test_a_receipt_of_a_secret_ballot_tells_no_choice(tmp_path: Path) -> None:
    log = write(tmp_path / "log.json", SECRET.log())
    receipt = write(tmp_path / "r.json", SECRET.receipt(3, size=7))
    code, lines = run(log, "--receipt", receipt, "--key", PUBLIC.fingerprint)
    assert code == 0
    assert lines[0].endswith(", as expected")
    assert lines[3:] == [
        "ok      7 choices under tracking codes, as many as entries",
        "ok      the tally is right: 'abstain' 1, 'approve' 4, 'reject' 2",
        "ok      receipt r.json: entry 3 is in the log",
    ]


def test_an_open_log_shows_no_choices_and_holds(tmp_path: Path) -> None:
    running = PublishedBallot(closed=False)
    code, lines = run(write(tmp_path / "log.json", running.log()))
    assert code == 0
    assert lines[-1].startswith("open    ")


def test_a_ballot_without_votes_holds(tmp_path: Path) -> None:
    code, lines = run(write(tmp_path / "l.json", PublishedBallot(votes=[]).log()))
    assert (code, lines[-1]) == (0, "ok      the tally is right: no votes")


def test_other_methods_are_counted_by_choice_and_the_winner_is_left_open() -> None:
    ranked = PublishedBallot(votes=["مريم > علي", "علي", "علي"], method="schulze")
    assert verdict(ranked.log()) == 0
    log = ranked.log()
    log["tally"] = {"علي": 3}
    assert verdict(log) == 1


def resigned(log: Document, **changes: Any) -> None:
    """Let the server itself sign another closing head: the thief has the key."""
    last = log["heads"][-1]
    head = Head(
        ballot=BALLOT,
        kind=log["kind"],
        size=changes.get("size", last["size"]),
        root=changes.get("root", root_of(log["entries"])),
        at=datetime.fromisoformat(last["at"]),
        choices=root_of(log["choices"]),
    )
    signed = SignedHead(head=head, signature=sign(head.text()))
    log["heads"][-1] = signed.document()


Tampering = Callable[[Document], object]
DIGITS = "ab" * 32


def swap_choice(log: Document) -> None:
    log["choices"][0] = log["choices"][0].replace("approve", "reject")


def steal_a_vote(log: Document) -> None:
    swap_choice(log)
    resigned(log)
    log["tally"] = {"approve": 3, "reject": 2, "abstain": 1}


def stuff_without_choice(log: Document) -> None:
    log["entries"].append(DIGITS)
    resigned(log, size=8)


def rewrite_history(log: Document) -> None:
    log["entries"][0] = DIGITS
    resigned(log)


def drop_last(log: Document) -> None:
    log["entries"].pop()
    log["choices"].pop()
    resigned(log, size=6)


def reveal_replaced(log: Document) -> None:
    log["choices"][1] = OPEN.openings[1]
    resigned(log)


TAMPERINGS: dict[str, Tampering] = {
    "a choice is another": swap_choice,
    "a choice is another and the closing head is signed again": steal_a_vote,
    "an entry is added": lambda log: log["entries"].append(DIGITS),
    "an entry is added and signed": stuff_without_choice,
    "an entry is dropped": lambda log: log["entries"].pop(),
    "an entry is dropped, and earlier roots covered it": drop_last,
    "entries change places": lambda log: log["entries"].reverse(),
    "an entry is rewritten and signed": rewrite_history,
    "a replaced choice is counted too": reveal_replaced,
    "the tally is one more": lambda log: log["tally"].update(approve=5),
    "the tally has a choice nobody made": lambda log: log["tally"].update(none=1),
    "the tally misses a choice": lambda log: log["tally"].pop("reject"),
    "the tally is no number": lambda log: log["tally"].update(approve=True),
    "the choices are withheld": lambda log: log.update(choices=None),
    "choices are not in the file": lambda log: log.pop("choices"),
    "no head": lambda log: log.update(heads=[]),
    "heads change places": lambda log: log["heads"].reverse(),
    "only an early head": lambda log: log.update(heads=log["heads"][:1]),
    "the closing head is missing": lambda log: log["heads"].pop(),
    "two closing heads": lambda log: log["heads"].insert(0, log["heads"][-1]),
    "another ballot": lambda log: log.update(ballot="other"),
    "another kind": lambda log: log.update(kind="secret"),
    "an unknown kind": lambda log: log.update(kind="half"),
    "another format": lambda log: log.update(format="sawt-log-2"),
    "another key": lambda log: log["key"].update(n="f" * 512),
    "a small key": lambda log: log["key"].update(n="f" * 256),
    "exponent one": lambda log: log["key"].update(e=1),
    "an even modulus": lambda log: log["key"].update(n="e" * 512),
    "a later time": lambda log: log["heads"][-1].update(at="2026-11-23T09:00:00Z"),
    "a time without form": lambda log: log["heads"][-1].update(at="tomorrow"),
    "a size that is a text": lambda log: log["heads"][-1].update(size="7"),
    "a size that is a fraction": lambda log: log["heads"][-1].update(size=7.0),
    "a huge size": lambda log: log["heads"][-1].update(size=10**30),
    "no signature": lambda log: log["heads"][-1].update(signature=""),
    "entries that are numbers": lambda log: log.update(entries=[1] * 7),
    "half a character": lambda log: log.update(entries=["\ud800"] * 7),
    "a head that is a text": lambda log: log["heads"].append("head"),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampered_log_fails(name: str) -> None:
    log = copy.deepcopy(OPEN.log())
    assert verdict(log) == 0
    TAMPERINGS[name](log)
    assert verdict(log) == 1


@pytest.mark.parametrize("supersedes", [{3: 3}, {3: 5}, {3: 1, 5: 1}, {3: 10**18}])
def test_an_entry_replaces_only_an_earlier_one_once(supersedes: dict[int, int]) -> None:
    assert verdict(PublishedBallot(supersedes={3: 1}).log()) == 0
    assert verdict(PublishedBallot(supersedes=supersedes).log()) == 1


def test_a_secret_vote_is_never_replaced() -> None:
    assert verdict(PublishedBallot(kind="secret", supersedes={3: 1}).log()) == 1


def test_a_choice_that_the_method_does_not_have_fails() -> None:
    assert verdict(PublishedBallot(votes=["approve", "maybe"]).log()) == 1


def test_secret_choices_out_of_order_fail_since_order_could_tell() -> None:
    ballot = PublishedBallot(kind="secret")
    ballot.lines.reverse()
    assert verdict(ballot.log()) == 1


def test_one_code_for_two_votes_fails() -> None:
    ballot = PublishedBallot(kind="secret")
    code = ballot.lines[0].split(" ")[0]
    ballot.lines[:2] = [f"{code} approve", f"{code} reject"]
    assert verdict(ballot.log()) == 1


def test_a_secret_choice_cannot_be_left_out() -> None:
    ballot = PublishedBallot(kind="secret")
    ballot.lines[0] = ""
    assert verdict(ballot.log()) == 1


def test_a_choice_cannot_write_a_line_of_the_programs_own(tmp_path: Path) -> None:
    log = OPEN.log()
    log["tally"] = {"x\nok      the tally is right": 1}
    code, lines = run(write(tmp_path / "log.json", log))
    assert code == 1
    assert not any(line.startswith("ok      the tally") for line in lines)


RECEIPT_TAMPERINGS: dict[str, Tampering] = {
    "another position": lambda r: r.update(position=3),
    "another entry": lambda r: r.update(entry=DIGITS),
    "no proof": lambda r: r.update(proof=[]),
    "a longer proof": lambda r: r["proof"].append(DIGITS),
    "a proof that is no hash": lambda r: r.update(proof=["ab"]),
    "another ballot": lambda r: r.update(ballot="other"),
    "another kind": lambda r: r.update(kind="secret"),
    "another root": lambda r: r["head"].update(root=DIGITS),
    "another signature": lambda r: r["head"].update(signature="ab" * 256),
    "no head": lambda r: r.pop("head"),
    "another format": lambda r: r.update(format="sawt-log-1"),
}


@pytest.mark.parametrize("name", RECEIPT_TAMPERINGS)
def test_a_tampered_receipt_fails(name: str) -> None:
    receipt = copy.deepcopy(OPEN.receipt(4, size=6))
    assert verdict(OPEN.log(), receipt) == 0
    RECEIPT_TAMPERINGS[name](receipt)
    assert verdict(OPEN.log(), receipt) == 1


def test_a_receipt_shows_that_its_vote_was_left_out() -> None:
    honest = PublishedBallot(supersedes={})
    robbed = PublishedBallot(votes=[*honest.votes[:3], "reject", *honest.votes[4:]])
    assert verdict(robbed.log()) == 0
    assert verdict(robbed.log(), honest.receipt(3)) == 1


def test_a_receipt_shows_that_the_log_was_cut() -> None:
    honest = PublishedBallot(supersedes={})
    cut = PublishedBallot(votes=honest.votes[:5], supersedes={})
    assert verdict(cut.log(), honest.receipt(2, size=3)) == 0
    assert verdict(cut.log(), honest.receipt(2, size=7)) == 1
    assert verdict(cut.log(), honest.receipt(6)) == 1


def test_a_missing_receipt_fails(tmp_path: Path) -> None:
    log = write(tmp_path / "log.json", OPEN.log())
    code, lines = run(log, "--receipt", tmp_path / "none.json")
    assert code == 1
    assert lines[-1].startswith("FAILED  receipt none.json: unreadable: ")


def hexadecimal_places(log: Document) -> list[tuple[Any, Any]]:
    heads = [(head, name) for head in log["heads"] for name in ("root", "signature")]
    places = [(log["entries"], n) for n in range(len(log["entries"]))]
    return [*heads, *places, (log["heads"][-1], "choices"), (log["key"], "n")]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_other_digit_in_the_log_fails(data: st.DataObject) -> None:
    log = copy.deepcopy(data.draw(st.sampled_from([OPEN, SECRET])).log())
    holder, name = data.draw(st.sampled_from(hexadecimal_places(log)))
    at = data.draw(st.integers(0, 63))
    digits = holder[name]
    other = format(int(digits[at], 16) ^ data.draw(st.integers(1, 15)), "x")
    holder[name] = digits[:at] + other + digits[at + 1 :]
    assert verdict(log) == 1


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(["approve", "reject", "abstain"]), max_size=40),
    st.sampled_from(["open", "secret"]),
    st.data(),
)
def test_every_honest_ballot_holds_with_any_of_its_receipts(
    votes: list[str], kind: Any, data: st.DataObject
) -> None:
    ballot = PublishedBallot(votes=votes, kind=kind)
    receipts = []
    if votes:
        size = data.draw(st.integers(1, len(votes)))
        position = data.draw(st.integers(0, size - 1))
        receipts = [ballot.receipt(position, size=size)]
    assert verdict(ballot.log(), *receipts) == 0


@pytest.mark.parametrize("content", ["", "[]", "null", "{", "{} x", '{"a":1,"a":2}'])
def test_a_file_that_is_no_log_fails(content: str, tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_text(content, encoding="utf-8")
    code, lines = run(path)
    assert code == 1
    assert lines[0].startswith("FAILED  unreadable: ")
