"""Why a file of votes cannot be read or counted."""


class UncountableVotesError(Exception):
    """The votes cannot be read, or not be counted so; `message` is one sentence."""

    def __init__(self, message: str, *, line: int | None = None) -> None:
        self.message = message if line is None else f"Line {line}: {message}"
        self.line = line
        super().__init__(self.message)
