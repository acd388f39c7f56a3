import ast
import base64
import io
import json
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.proofs import MemoryNodes, Tree, hash_children, hash_leaf
from voting.verifier import verify

VERIFIER = Path(verify.__file__)
SOURCE = VERIFIER.read_text(encoding="utf-8")
LEAVES = [hash_leaf(str(number).encode()) for number in range(130)]
TREE = Tree(MemoryNodes())
TREE.extend(LEAVES)

Case = dict[str, Any]


def base64_of(value: bytes) -> str:
    return base64.b64encode(value).decode()


def inclusion(position: int, size: int) -> Case:
    return {
        "leafIdx": position,
        "treeSize": size,
        "root": base64_of(TREE.root(size)),
        "leafHash": base64_of(LEAVES[position]),
        "proof": [base64_of(node) for node in TREE.inclusion_proof(position, size)],
    }


def consistency(old: int, new: int) -> Case:
    return {
        "size1": old,
        "size2": new,
        "root1": base64_of(TREE.root(old)),
        "root2": base64_of(TREE.root(new)),
        "proof": [base64_of(node) for node in TREE.consistency_proof(old, new)],
    }


def verdict(path: Path, content: str | bytes) -> int:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    command = [sys.executable, "-I", "-S", VERIFIER, "--case", path]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.stderr == ""
    word = {0: "accepted", 1: "refused: ", 2: "unreadable: "}[done.returncode]
    assert done.stdout.startswith(word)
    return done.returncode


def accepts(case: Case) -> bool:
    try:
        verify.case_of(json.loads(json.dumps(case))).check()
    except verify.Refused:
        return False
    return True


def test_the_program_needs_python_3_9_and_its_standard_library_alone() -> None:
    tree = ast.parse(SOURCE, feature_version=(3, 9))
    names = {
        name.name if isinstance(node, ast.Import) else str(node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_the_program_is_read_in_ten_minutes() -> None:
    assert len(SOURCE.splitlines()) <= 700


def test_without_a_file_the_program_says_how_it_is_called() -> None:
    command = [sys.executable, "-I", "-S", VERIFIER]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 2
    assert "usage:" in done.stderr


@pytest.mark.parametrize("size", range(1, 34))
def test_every_leaf_of_every_size_is_accepted(size: int) -> None:
    assert all(accepts(inclusion(position, size)) for position in range(size))


@pytest.mark.parametrize("new", range(1, 34))
def test_every_growth_is_accepted(new: int) -> None:
    assert all(accepts(consistency(old, new)) for old in range(1, new + 1))


@settings(deadline=None)
@given(st.data())
def test_any_flipped_bit_is_refused(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 130))
    at = data.draw(st.integers(0, size - 1))
    case = data.draw(st.sampled_from([inclusion(at, size), consistency(at + 1, size)]))
    assert accepts(case)
    places: list[tuple[Any, Any]] = [(case, n) for n in case if n[:4] in {"root"}]
    places += [(case["proof"], number) for number in range(len(case["proof"]))]
    places += [(case, "leafHash")] if "leafHash" in case else []
    holder, name = data.draw(st.sampled_from(places))
    number = int.from_bytes(base64.b64decode(holder[name]), "big")
    changed = number ^ (1 << data.draw(st.integers(0, 255)))
    holder[name] = base64_of(changed.to_bytes(32, "big"))
    assert not accepts(case)


@settings(deadline=None)
@given(st.integers(1, 130), st.data())
def test_a_leaf_at_another_position_is_refused(size: int, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, size - 1))
    case = inclusion(position, size)
    elsewhere = st.integers(0, size - 1) | st.integers(size, 2**64 - 1)
    case["leafIdx"] = data.draw(elsewhere.filter(lambda other: other != position))
    assert not accepts(case)


def under(beside: bytes, root: bytes) -> str:
    return base64_of(hash_children(beside, root))


BESIDE = bytes(32)
# Each leads to the root it names; only the length of the path tells.
TOO_LONG = {"proof": [base64_of(BESIDE)], "root": under(BESIDE, LEAVES[0])}
TOO_SHORT = {
    "leafHash": base64_of(TREE.root(2)),
    "proof": inclusion(0, 4)["proof"][1:],
}
GROWN_TOO_LONG = {
    "root1": under(BESIDE, TREE.root(3)),
    "root2": under(BESIDE, TREE.root(4)),
    "proof": [*consistency(3, 4)["proof"], base64_of(BESIDE)],
}

REFUSED: dict[str, Case] = {
    "a path above the tree": inclusion(0, 1) | TOO_LONG,
    "a node that passes for a leaf": inclusion(0, 4) | TOO_SHORT,
    "growth above the tree": consistency(3, 4) | GROWN_TOO_LONG,
    "growth to a size not reached": consistency(3, 4) | {"size2": 8},
    "an empty older tree": consistency(1, 3) | {"size1": 0},
    "two empty trees": consistency(1, 1) | {"size1": 0, "size2": 0},
    "empty roots": consistency(3, 3) | {"root1": "", "root2": ""},
    "a short root": consistency(2, 3) | {"root1": "AAAA"},
    "a longer leaf hash": inclusion(0, 1) | {"leafHash": base64_of(bytes(33))},
    "a hash that is null": inclusion(0, 2) | {"proof": [None]},
    "a node too many": inclusion(0, 2) | {"proof": [base64_of(bytes(32))] * 2},
    "a very long proof": inclusion(0, 2) | {"proof": [base64_of(bytes(32))] * 9999},
    "a position that wrapped round": inclusion(0, 1) | {"leafIdx": 2**64 - 1},
}
UNREADABLE: dict[str, Case] = {
    "no proof": {name: v for name, v in inclusion(1, 2).items() if name != "proof"},
    "no root": {name: v for name, v in inclusion(1, 2).items() if name != "root"},
    "no size": {name: v for name, v in inclusion(1, 2).items() if name != "treeSize"},
    "both kinds": inclusion(1, 2) | consistency(1, 2),
    "a number as text": inclusion(1, 2) | {"leafIdx": "1"},
    "a number as truth": inclusion(1, 2) | {"leafIdx": True},
    "a fraction": inclusion(1, 2) | {"treeSize": 2.0},
    "a negative number": inclusion(1, 2) | {"leafIdx": -1},
    "a number above 64 bits": inclusion(1, 2) | {"treeSize": 2**64},
    "a huge number": inclusion(1, 2) | {"treeSize": 10**4000},
    "a null number": inclusion(1, 2) | {"leafIdx": None},
    "a proof that is a text": inclusion(1, 2) | {"proof": "AAAA"},
    "a node that is a number": inclusion(1, 2) | {"proof": [7]},
    "a root that is a list": inclusion(1, 2) | {"root": []},
    "no base64": inclusion(1, 2) | {"root": "not base64!"},
    "base64 without its end": inclusion(1, 2) | {"root": "AAA"},
    "base64 with a line break": inclusion(1, 2) | {"root": "AAAA\n"},
    "base64 with unused bits": inclusion(1, 2) | {"root": "AB=="},
    "letters beyond ASCII": inclusion(1, 2) | {"root": "ا" * 44},
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_hold_is_refused(name: str, tmp_path: Path) -> None:
    assert verdict(tmp_path / "case.json", json.dumps(REFUSED[name])) == 1


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_case_is_unreadable(name: str, tmp_path: Path) -> None:
    assert verdict(tmp_path / "case.json", json.dumps(UNREADABLE[name])) == 2


GOOD = json.dumps(inclusion(1, 2))
MALFORMED = {
    "nothing": "",
    "a list": f"[{GOOD}]",
    "garbage after it": GOOD + " x",
    "two documents": GOOD + GOOD,
    "a name twice": GOOD[:-1] + ', "leafIdx": 1}',
    "not a number": GOOD.replace('"leafIdx": 1', '"leafIdx": NaN'),
    "infinity": GOOD.replace('"leafIdx": 1', '"leafIdx": 1e999'),
    "cut off": GOOD[:-5],
    "too deep": '{"proof": ' + "[" * 100_000,
    "another encoding": GOOD.encode("utf-16"),
    "no UTF-8": b"\xff" + GOOD.encode(),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_json_object_is_unreadable(name: str, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    assert verdict(path, GOOD) == 0
    assert verdict(path, MALFORMED[name]) == 2


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with redirect_stdout(io.StringIO()):
        assert verify.verify_case(tmp_path / "none.json") == 2
