"""Reading the city's files: TOML for facts, Markdown for texts, and conversations.

A conversation is written as people quote one another. `== name` begins a thread, a line
of `>` a comment whose depth is the number of `>`, and what follows are its words:

    > huda for +9 -2
    I would rather walk here than look for a parking space.
    >> khaled!
    Thank you. The count of parking spaces is in the annex.

`+9 -2` are agreements and disagreements, `!` the badge of the authority, `withdrawn`
what its author took back, and `~~~` stands between first and edited words. Right below
the head, `| words` quotes the article that is discussed, and `~ old => new` suggests
another wording of it.
"""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
HEAD = re.compile(r"(>+) *([a-z-]+)(!?)((?: +\S+)*)")
STANCES = frozenset({"for", "against", "neutral", "question"})
EDITED = "\n~~~\n"
QUOTE = "| "
SUGGESTION = "~ "


@dataclass
class Remark:
    """A comment as the file tells it, with the remarks that answer it."""

    by: str
    is_official: bool = False
    stance: str = ""
    agree: int = 0
    disagree: int = 0
    is_withdrawn: bool = False
    text: str = ""
    quote: str = ""
    rewording: tuple[str, str] | None = None
    replies: "list[Remark]" = field(default_factory=list)

    @property
    def first_words(self) -> str:
        """What was written first."""
        return self.text.split(EDITED)[0].strip()

    @property
    def last_words(self) -> str:
        """What stands now; the same, unless it was edited."""
        return self.text.split(EDITED)[-1].strip()


def read_facts(path: str) -> dict[str, Any]:
    """Read a TOML file below `content/`."""
    return tomllib.loads(read_text(path))


def read_text(path: str) -> str:
    """Read a file below `content/` as it is."""
    return (CONTENT / path).read_text(encoding="utf-8")


def read_conversations() -> dict[str, list[Remark]]:
    """Read every conversation by the name of its thread; one name may go on later."""
    threads: dict[str, list[Remark]] = {}
    for path in sorted((CONTENT / "conversations").glob("*.txt")):
        _read_file(path, threads)
    return threads


def _read_file(path: Path, threads: dict[str, list[Remark]]) -> None:
    top: list[Remark] = []
    branch: list[Remark] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        head = HEAD.fullmatch(line.rstrip())
        if line.startswith("== "):
            top, branch = threads.setdefault(line[3:].strip(), []), []
        elif head:
            depth = len(head[1])
            siblings = branch[depth - 2].replies if depth > 1 else top
            siblings.append(_remark(head))
            branch[depth - 1 :] = [siblings[-1]]
        elif branch:
            _take(branch[-1], line)


def _take(remark: Remark, line: str) -> None:
    """Add a line to what was said, quoted or suggested."""
    if line.startswith(QUOTE):
        remark.quote = line.removeprefix(QUOTE).strip()
    elif line.startswith(SUGGESTION):
        before, _arrow, after = line.removeprefix(SUGGESTION).partition(" => ")
        remark.rewording = (before.strip(), after.strip())
    else:
        remark.text += f"{line}\n"


def _remark(head: re.Match[str]) -> Remark:
    remark = Remark(by=head[2], is_official=bool(head[3]))
    for word in head[4].split():
        if word[0] in "+-":
            name = "agree" if word[0] == "+" else "disagree"
            setattr(remark, name, int(word[1:]))
        elif word == "withdrawn":
            remark.is_withdrawn = True
        elif word in STANCES:
            remark.stance = word
        else:
            message = f"Nobody knows what “{word}” says about a comment."
            raise ValueError(message)
    return remark
