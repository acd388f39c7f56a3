"""Proofs of RFC 6962 trees, good and tampered, by server and stand-alone program."""

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.outside.conftest import ROOT, Outside
from voting.proofs import (
    EMPTY_ROOT,
    hash_children,
    hash_leaf,
    proves_consistency,
    proves_inclusion,
)

VERIFIER = ROOT / "voting" / "verifier" / "verify.py"
# Good and tampered cases of each kind.
COUNTS = {"inclusion": (5, 52), "consistency": (5, 59)}

Case = dict[str, Any]


@pytest.fixture(params=COUNTS)
def cases(request: pytest.FixtureRequest, outside: Outside) -> list[tuple[Path, Case]]:
    folder = outside("merkle-rfc6962") / "testdata" / request.param
    files = sorted(folder.rglob("*.json"))
    found = [(file, json.loads(file.read_text("utf-8"))) for file in files]
    tampered = sum(case["wantErr"] for _, case in found)
    assert (len(found) - tampered, tampered) == COUNTS[request.param]
    return found


def server_accepts(case: Case) -> bool:
    proof = [base64.b64decode(node) for node in case["proof"] or []]
    if "leafIdx" in case:
        return proves_inclusion(
            leaf_hash=base64.b64decode(case["leafHash"]),
            position=case["leafIdx"],
            size=case["treeSize"],
            proof=proof,
            root=base64.b64decode(case["root"]),
        )
    return proves_consistency(
        old=case["size1"],
        new=case["size2"],
        old_root=base64.b64decode(case["root1"]),
        new_root=base64.b64decode(case["root2"]),
        proof=proof,
    )


def exit_code(file: Path) -> int:
    command = [sys.executable, "-I", "-S", VERIFIER, "--case", file]
    return subprocess.run(command, capture_output=True, check=False).returncode


def test_the_server_tells_good_proofs_from_tampered_ones(
    cases: list[tuple[Path, Case]],
) -> None:
    wrong = [f.name for f, case in cases if server_accepts(case) == case["wantErr"]]
    assert wrong == []


def test_the_stand_alone_program_does_so_too(cases: list[tuple[Path, Case]]) -> None:
    wrong = [
        (file.name, code)
        for file, case in cases
        if (code := exit_code(file)) != int(case["wantErr"])
    ]
    assert wrong == []


def test_hashes_are_those_of_the_standard(outside: Outside) -> None:
    path = outside("merkle-rfc6962") / "hash-vectors.json"
    wanted = [vector["sha256_hex"] for vector in json.loads(path.read_text("utf-8"))]
    assert wanted == [
        EMPTY_ROOT.hex(),
        hash_leaf(b"").hex(),
        hash_leaf(b"L123456").hex(),
        hash_children(b"N123", b"N456").hex(),
    ]
