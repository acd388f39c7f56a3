#!/usr/bin/env python3
"""Check a ballot's log, receipts and count without the server that kept them.

    python3 verify.py LOG.json [--receipt R.json ...] [--key FINGERPRINT]
    python3 verify.py --case FILE.json

Needs Python 3.9 or newer and nothing else. One line is printed for each check; the exit
code is 0 when all hold and 1 when one does not. With --case, one Merkle proof is read
from a file: 0 accepted, 1 refused, 2 unreadable.

Read it from top to bottom: hashes, proofs, signatures, then the log, its choices and
receipts. What it can and cannot show is told in docs/rooms/voting-proofs.md.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

HASH = re.compile(r"[0-9a-f]{64}")
ENTRY = re.compile(r"([0-9a-f]{64})(?: supersedes (0|[1-9][0-9]{0,18}))?")
OPEN_LINE = re.compile(r"[0-9a-f]{64} (\S[^\x00-\x1f\x7f-\x9f\u2028\u2029]*)")
SECRET_LINE = re.compile(r"[0-9A-Za-z-]{8,64} (\S[^\x00-\x1f\x7f-\x9f\u2028\u2029]*)")
BALLOT = re.compile(r"[0-9A-Za-z_-]{1,64}")
KIND = re.compile(r"open|secret")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
MODULUS = re.compile(r"[1-9a-f][0-9a-f]{511,2047}")
HEX = re.compile(r"(?:[0-9a-f]{2})+")
LARGEST = 2**64 - 1
MOST_DIGITS = 20
HASH_BYTES = 32
LEAST_BITS = 2048
EXPONENT = 65537
CHOICES = {"approve": {"approve", "reject", "abstain"}}
SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")


class Unreadable(Exception):  # noqa: N818
    """The file is not what the format says."""


class Refused(Exception):  # noqa: N818
    """The file is readable, and what it claims does not hold."""


# Hashes (RFC 6962, section 2.1) ---------------------------------------------------


def leaf_hash(line: str) -> bytes:
    """Hash one line of a log."""
    return hashlib.sha256(b"\x00" + line.encode()).digest()


def join(left: bytes, right: bytes) -> bytes:
    """Hash two neighbouring subtrees into one."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def roots_at(sizes: set[int], lines: list[str]) -> dict[int, bytes]:
    """Give the root that the log had at each of these sizes."""
    roots = {0: hashlib.sha256(b"").digest()}
    subtrees: list[bytes] = []  # complete ones, largest first
    for count, line in enumerate(lines, 1):
        subtrees.append(leaf_hash(line))
        halves = count
        while halves % 2 == 0:
            right = subtrees.pop()
            subtrees[-1] = join(subtrees[-1], right)
            halves //= 2
        if count in sizes:
            roots[count] = joined(subtrees)
    return roots


def joined(subtrees: list[bytes]) -> bytes:
    """Join complete subtrees, largest first, into one root."""
    node = subtrees[-1]
    for left in subtrees[-2::-1]:
        node = join(left, node)
    return node


# Proofs (RFC 9162, sections 2.1.3.2 and 2.1.4.2) ----------------------------------


class Inclusion(NamedTuple):
    """The claim that a leaf stands at a position of a tree."""

    position: int
    size: int
    leaf: bytes
    root: bytes
    proof: list[bytes]

    def check(self) -> None:
        """Refuse unless the proof leads from the leaf to the root."""
        require(self.position < self.size, "the position is outside the tree")
        require_hashes([self.leaf, *self.proof])
        node, at, last = self.leaf, self.position, self.size - 1
        for beside in self.proof:
            require(last > 0, "the proof is too long")
            if at % 2 or at == last:
                node = join(beside, node)
                at, last = without_trailing_zeros(at, last)
            else:
                node = join(node, beside)
            at, last = at // 2, last // 2
        require(last == 0, "the proof is too short")
        require(node == self.root, "the proof leads to another root")


class Consistency(NamedTuple):
    """The claim that an older tree is the beginning of a newer one."""

    old: int
    new: int
    old_root: bytes
    new_root: bytes
    proof: list[bytes]

    def check(self) -> None:
        """Refuse unless the proof leads to both roots."""
        require(self.old > 0, "nothing can be shown about an empty tree")
        require(self.old <= self.new, "the older tree is larger than the newer one")
        if self.old < self.new:
            require_hashes([self.old_root, self.new_root, *self.proof])
            self.check_growth()
            return
        require(not self.proof, "trees of one size need no proof")
        require(len(self.old_root) > 0, "a root is empty")
        require(self.old_root == self.new_root, "the roots differ")

    def check_growth(self) -> None:
        """Refuse unless both roots are rebuilt, for trees of different sizes."""
        at, last = self.old - 1, self.new - 1
        while at % 2:
            at, last = at // 2, last // 2
        path = [self.old_root, *self.proof] if at == 0 else self.proof
        require(len(path) > 0, "the proof is too short")
        older = newer = path[0]
        for beside in path[1:]:
            require(last > 0, "the proof is too long")
            if at % 2 or at == last:
                older, newer = join(beside, older), join(beside, newer)
                at, last = without_trailing_zeros(at, last)
            else:
                newer = join(newer, beside)
            at, last = at // 2, last // 2
        require(last == 0, "the proof is too short")
        require(older == self.old_root, "the proof leads to another older root")
        require(newer == self.new_root, "the proof leads to another newer root")


def without_trailing_zeros(at: int, last: int) -> tuple[int, int]:
    """Climb over the levels at which the right edge of the tree stands alone."""
    while at and at % 2 == 0:
        at, last = at // 2, last // 2
    return at, last


def require(holds: bool, otherwise: str) -> None:  # noqa: FBT001
    """Refuse with a sentence unless this holds."""
    if not holds:
        raise Refused(otherwise)


def require_hashes(values: list[bytes]) -> None:
    """Refuse unless each value has the length of a SHA-256 hash."""
    good = all(len(value) == HASH_BYTES for value in values)
    require(good, "a hash has not 32 bytes")


# Signatures (RFC 8017, section 8.2.2) ---------------------------------------------


class Key(NamedTuple):
    """An RSA key that signs with PKCS#1 v1.5 over SHA-256."""

    modulus: int
    exponent: int

    def fingerprint(self) -> str:
        """Give what people compare."""
        text = f"sawt-key-1\n{self.modulus:x}\n{self.exponent}\n"
        return hashlib.sha256(text.encode()).hexdigest()

    def signed(self, text: str, signature: bytes) -> bool:
        """Whether the signature is this key's, over exactly this text."""
        length = (self.modulus.bit_length() + 7) // 8
        number = int.from_bytes(signature, "big")
        if len(signature) != length or number >= self.modulus:
            return False
        end = b"\x00" + SHA256_PREFIX + hashlib.sha256(text.encode()).digest()
        expected = b"\x00\x01" + b"\xff" * (length - 2 - len(end)) + end
        found = pow(number, self.exponent, self.modulus).to_bytes(length, "big")
        return found == expected


# Reading files strictly -----------------------------------------------------------


def read_json(path: Path) -> dict[str, Any]:
    """Read one JSON object: UTF-8, no name twice, nothing after it."""
    try:
        found = json.loads(
            path.read_bytes().decode("utf-8"),
            object_pairs_hook=object_of,
            parse_int=number_of,
            parse_constant=not_a_number,
        )
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable(f"{path.name}: {error}") from error
    if not isinstance(found, dict):
        raise Unreadable(f"{path.name}: not a JSON object")
    return found


def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that stands twice: two readers could each take another."""
    names = dict(pairs)
    if len(names) != len(pairs):
        raise Unreadable("a name stands twice in one object")
    return names


def number_of(digits: str) -> int:
    """Refuse what does not fit in 64 bits, before any work is done with it."""
    if len(digits) > MOST_DIGITS or not 0 <= int(digits) <= LARGEST:
        raise Unreadable("a number is negative or too large")
    return int(digits)


def not_a_number(word: str) -> None:
    """Refuse NaN and the infinities, which JSON does not have."""
    raise Unreadable(f"{word} is no number")


def field(record: dict[str, Any], name: str, kind: type) -> Any:  # noqa: ANN401
    """Give a field that must be there and of this type."""
    if name not in record:
        raise Unreadable(f"{name!r} is missing")
    if type(record[name]) is not kind:  # not isinstance: true is no number
        raise Unreadable(f"{name!r} is not of the type it should have")
    return record[name]


def text(record: dict[str, Any], name: str, form: re.Pattern[str]) -> str:
    """Give a text that must have this form."""
    found: str = field(record, name, str)
    if not form.fullmatch(found):
        raise Unreadable(f"{name} has not the form it should have")
    return found


def texts(record: dict[str, Any], name: str) -> list[str]:
    """Give a list of texts."""
    found: list[str] = field(record, name, list)
    if not all(type(value) is str for value in found):
        raise Unreadable(f"{name} does not hold texts only")
    require_utf8(found)
    return found


def require_utf8(values: Iterable[str]) -> None:
    """Refuse half characters, which JSON can write and nothing can hash."""
    try:
        "".join(values).encode()
    except UnicodeEncodeError as error:
        raise Unreadable("a text is no UTF-8") from error


# The log --------------------------------------------------------------------------


class Head(NamedTuple):
    """What the server signed: how long the log was, its root, and at the end more."""

    size: int
    root: str
    at: str
    choices: str | None
    signature: bytes

    def check(self, log: Log) -> None:
        """Refuse unless the log's key signed this head of this ballot."""
        lines = ["sawt-head-1", log.ballot, log.kind, str(self.size), self.root]
        signed = "\n".join([*lines, self.at, self.choices or "-"]) + "\n"
        good = log.key.signed(signed, self.signature)
        require(good, f"the root of {self.at} is not signed by the log's key")


class Log(NamedTuple):
    """A log's file, read."""

    ballot: str
    kind: str
    method: str
    key: Key
    entries: list[str]
    heads: list[Head]
    choices: list[str] | None
    tally: dict[str, int] | None

    def superseded(self) -> set[int]:
        """Give the positions of votes that their voters replaced.

        Raises:
            Refused: an entry has another form, or replaces what it may not.
        """
        replaced: set[int] = set()
        for position, entry in enumerate(self.entries):
            found = ENTRY.fullmatch(entry)
            if not found:
                raise Refused(f"entry {position} has not the form of an entry")
            if found[2] is not None:
                earlier = int(found[2])
                require(earlier < position, f"entry {position} replaces a later one")
                require(earlier not in replaced, f"entry {earlier} is replaced twice")
                replaced.add(earlier)
        require(
            not replaced or self.kind == "open", "a vote in a secret ballot was changed"
        )
        return replaced


def head_of(record: dict[str, Any]) -> Head:
    """Read a signed root."""
    final = record.get("choices", "") is not None
    return Head(
        field(record, "size", int),
        text(record, "root", HASH),
        text(record, "at", MOMENT),
        text(record, "choices", HASH) if final else None,
        bytes.fromhex(text(record, "signature", HEX)),
    )


def key_of(record: dict[str, Any]) -> Key:
    """Read the public key: 2048 to 8192 bits, the usual exponent."""
    key = Key(int(text(record, "n", MODULUS), 16), field(record, "e", int))
    sound = key.modulus.bit_length() >= LEAST_BITS and key.modulus % 2 == 1
    if key.exponent != EXPONENT or not sound:
        raise Unreadable("the key is not one that may sign")
    return key


def log_of(record: dict[str, Any]) -> Log:
    """Read a log's file."""
    text(record, "format", re.compile("sawt-log-1"))
    heads = [head_of(dict_of(head)) for head in field(record, "heads", list)]
    closed = bool(heads) and heads[-1].choices is not None
    for name in ("choices", "tally"):
        if not closed:
            field(record, name, type(None))
    return Log(
        text(record, "ballot", BALLOT),
        text(record, "kind", KIND),
        text(record, "method", BALLOT),
        key_of(field(record, "key", dict)),
        texts(record, "entries"),
        heads,
        texts(record, "choices") if closed else None,
        tally_of(field(record, "tally", dict)) if closed else None,
    )


def dict_of(value: Any) -> dict[str, Any]:  # noqa: ANN401
    """Give an object that stands in a list."""
    if not isinstance(value, dict):
        raise Unreadable("a list holds something else than objects")
    return value


def tally_of(record: dict[str, Any]) -> dict[str, int]:
    """Read how many votes each choice has."""
    require_utf8(record)
    return {choice: field(record, choice, int) for choice in record}


# The checks -----------------------------------------------------------------------


def check_entries(log: Log) -> str:
    """Every entry has its form, and replaces only an earlier one, once."""
    replaced = len(log.superseded())
    return f"{len(log.entries)} entries, {replaced} of them replaced by later ones"


def check_heads(log: Log) -> str:
    """Every published root is signed, and is the root of these very entries."""
    require(len(log.heads) > 0, "no signed root is given")
    roots = roots_at({head.size for head in log.heads}, log.entries)
    sizes = [head.size for head in log.heads]
    moments = [head.at for head in log.heads]
    require(sizes == sorted(sizes), "the log became shorter between two roots")
    require(moments == sorted(moments), "the roots are not in the order of time")
    require(sizes[-1] == len(log.entries), "the last root does not cover all entries")
    early = any(head.choices is not None for head in log.heads[:-1])
    require(not early, "a root was signed after the closing one")
    for head in log.heads:
        head.check(log)
        same = roots[head.size].hex() == head.root
        require(same, f"the root of {head.at} is not that of the first {head.size}")
    return f"{len(log.heads)} signed roots, all of this one growing log"


def check_choices(log: Log) -> str:
    """The choices are those that were signed, and belong to the entries."""
    lines = log.choices or []
    form = OPEN_LINE if log.kind == "open" else SECRET_LINE
    root = roots_at({len(lines)}, lines)[len(lines)].hex()
    require(root == log.heads[-1].choices, "the choices are not those that were signed")
    require(len(lines) == len(log.entries), "choices and entries are not as many")
    bad = next((line for line in lines if line and not form.fullmatch(line)), None)
    require(bad is None, "a choice has not the form of a choice")
    if log.kind == "open":
        return check_openings(log, lines)
    codes = [line.split(" ")[0] for line in lines]
    require(codes == sorted(codes), "the choices are not in the order of their codes")
    good = len(set(codes)) == len(codes) and all(codes)
    require(good, "a tracking code is missing or stands twice")
    return f"{len(lines)} choices under tracking codes, as many as entries"


def check_openings(log: Log, lines: list[str]) -> str:
    """Each entry that counts commits to its choice; the replaced ones stay closed."""
    replaced = log.superseded()
    for position, (entry, line) in enumerate(zip(log.entries, lines)):
        opened = f"sawt-choice-1\n{log.ballot}\n{line}".encode()
        if position in replaced:
            require(not line, f"entry {position} was replaced, and yet has a choice")
        elif hashlib.sha256(opened).hexdigest() != entry[:64]:
            raise Refused(f"entry {position} was made for another choice")
    return f"{len(lines) - len(replaced)} choices, each the one its entry was made for"


def check_tally(log: Log) -> str:
    """As many votes were counted for each choice as there are."""
    counted = Counter(line.split(" ", 1)[1] for line in log.choices or [] if line)
    given = {choice: votes for choice, votes in (log.tally or {}).items() if votes}
    strange = set(counted) - CHOICES.get(log.method, set(counted))
    require(not strange, f"there is no such choice: {quoted(strange)}")
    every = {*counted, *given}
    wrong = {choice for choice in every if counted[choice] != given.get(choice, 0)}
    require(not wrong, f"counted otherwise than published: {quoted(wrong)}")
    shown = ", ".join(f"{choice!r} {counted[choice]}" for choice in sorted(counted))
    counts = "" if log.method in CHOICES else "; who wins by this method is not checked"
    return f"the tally is right: {shown or 'no votes'}{counts}"


def quoted(choices: Iterable[str]) -> str:
    """Write choices so that none can pass for a line of this program."""
    return ", ".join(repr(choice) for choice in sorted(choices))


class Receipt(NamedTuple):
    """What a voter kept."""

    name: str
    ballot: str
    kind: str
    position: int
    entry: str
    proof: list[bytes]
    head: Head

    def check(self, log: Log, roots: dict[int, bytes], replaced: set[int]) -> str:
        """It was signed, proves its entry, and the entry is still there."""
        same = (self.ballot, self.kind) == (log.ballot, log.kind)
        require(same, "the receipt is of another ballot")
        self.head.check(log)
        root, size = bytes.fromhex(self.head.root), self.head.size
        leaf = leaf_hash(self.entry)
        Inclusion(self.position, size, leaf, root, self.proof).check()
        require(size <= len(log.entries), "this log ends before the receipt")
        there = log.entries[self.position] == self.entry
        require(there, "the log has another entry in its place")
        require(roots[size] == root, "the log was rewritten since the receipt")
        return f"receipt {self.name}: {self.what_became(log, replaced)}"

    def what_became(self, log: Log, replaced: set[int]) -> str:
        """Say what the voter may read from the log about the entry."""
        found = f"entry {self.position} is in the log"
        if self.position in replaced:
            return f"{found}; a later vote of yours replaced it"
        if log.kind == "open" and log.choices is not None:
            choice = log.choices[self.position].split(" ", 1)[-1]
            return f"{found} and was counted as {choice!r}"
        return found


def receipt_of(record: dict[str, Any], name: str) -> Receipt:
    """Read a receipt's file."""
    text(record, "format", re.compile("sawt-receipt-1"))
    return Receipt(
        name,
        text(record, "ballot", BALLOT),
        text(record, "kind", KIND),
        field(record, "position", int),
        text(record, "entry", ENTRY),
        [bytes.fromhex(node) for node in texts(record, "proof") if is_hash(node)],
        head_of(field(record, "head", dict)),
    )


def check_receipts(log: Log, files: list[Path]) -> list[bool]:
    """Check all receipts, walking through the log once."""
    receipts = [receipt for file in files if (receipt := read_receipt(file))]
    roots = roots_at({receipt.head.size for receipt in receipts}, log.entries)
    replaced = log.superseded()
    return [len(receipts) == len(files)] + [
        run(partial(receipt.check, log, roots, replaced), f"receipt {receipt.name}: ")
        for receipt in receipts
    ]


def read_receipt(file: Path) -> Receipt | None:
    """Read a receipt; one that cannot be read is told, and is None."""
    try:
        return receipt_of(read_json(file), file.name)
    except Unreadable as fault:
        print(f"FAILED  receipt {file.name}: unreadable: {fault}")
        return None


def is_hash(node: str) -> bool:
    """Whether this is a hash in hexadecimal digits; otherwise refuse."""
    if not HASH.fullmatch(node):
        raise Unreadable("a hash has not 64 hexadecimal digits")
    return True


# The program ----------------------------------------------------------------------


def run(check: Callable[[], str], about: str = "") -> bool:
    """Carry out one check and print its line."""
    try:
        print(f"ok      {check()}")
    except Refused as refusal:
        print(f"FAILED  {about}{refusal}")
        return False
    return True


def verify_log(file: Path, receipts: list[Path], fingerprint: str | None) -> int:
    """Check a log's file with receipts; 0 when everything holds, otherwise 1."""
    try:
        log = log_of(read_json(file))
    except Unreadable as fault:
        print(f"FAILED  unreadable: {fault}")
        return 1
    results = [run(partial(check_key, log, fingerprint))]
    results += [run(partial(check_entries, log)), run(partial(check_heads, log))]
    if log.choices is None:
        print("open    the choices are published after the close and not checked yet")
    elif all(results):
        results += [run(partial(check_choices, log)), run(partial(check_tally, log))]
    if all(results) and receipts:
        results += check_receipts(log, receipts)
    return 0 if all(results) else 1


def check_key(log: Log, fingerprint: str | None) -> str:
    """The key is the expected one, where one is expected."""
    found = log.key.fingerprint()
    require(fingerprint in {None, found}, f"signed by another key: {found}")
    known = "as expected" if fingerprint else "compare it with the one made public"
    return f"key {found}, {known}"


def verify_case(path: Path) -> int:
    """Check one Merkle proof: 0 accepted, 1 refused, 2 unreadable."""
    try:
        case_of(read_json(path)).check()
    except Unreadable as fault:
        print(f"unreadable: {fault}")
        return 2
    except Refused as refusal:
        print(f"refused: {refusal}")
        return 1
    print("accepted")
    return 0


def case_of(record: dict[str, Any]) -> Inclusion | Consistency:
    """Read a case with the field names of the RFC 6962 test data."""
    if "leafIdx" in record or "treeSize" in record:
        if "size1" in record or "size2" in record:
            raise Unreadable("one case cannot be about both kinds of proof")
        return Inclusion(
            field(record, "leafIdx", int),
            field(record, "treeSize", int),
            encoded(record, "leafHash"),
            encoded(record, "root"),
            path_of(record),
        )
    return Consistency(
        field(record, "size1", int),
        field(record, "size2", int),
        encoded(record, "root1"),
        encoded(record, "root2"),
        path_of(record),
    )


def path_of(record: dict[str, Any]) -> list[bytes]:
    """Read a proof; null is an empty one."""
    if record.get("proof", "") is None:
        return []
    return [decoded(node) for node in field(record, "proof", list)]


def encoded(record: dict[str, Any], name: str) -> bytes:
    """Read a field in base64."""
    return decoded(record.get(name, 0))


def decoded(value: Any) -> bytes:  # noqa: ANN401
    """Read base64, in its one usual spelling; null is nothing."""
    if value is None:
        return b""
    if type(value) is not str:
        raise Unreadable("base64 is missing or not a text")
    try:
        found = base64.b64decode(value.encode("ascii"), validate=True)
    except ValueError as error:
        raise Unreadable(f"not base64: {error}") from error
    if base64.b64encode(found).decode() != value:
        raise Unreadable("base64 is written in an unusual way")
    return found


def main(arguments: list[str] | None = None) -> int:
    """Run the program."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("log", nargs="?", type=Path, metavar="LOG.json")
    parser.add_argument("--receipt", nargs="+", action="extend", type=Path, default=[])
    parser.add_argument("--key", metavar="FINGERPRINT")
    parser.add_argument("--case", type=Path, metavar="FILE.json")
    given = parser.parse_args(arguments)
    if (given.log is None) == (given.case is None):
        parser.error("give either a log or --case with a file")
    if given.case is not None:
        return verify_case(given.case)
    return verify_log(given.log, given.receipt, given.key)


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main())
