"""What happens in the city, told as deeds in the order of their moments."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from config.demo.clock import clock_at

Act = Callable[[datetime], object]


@dataclass(order=True, frozen=True)
class Deed:
    """Something that happens at a moment; `rank` settles what comes first at one."""

    moment: datetime
    rank: int
    act: Act = field(compare=False)


@dataclass
class Story:
    """Deeds are added in any order and played in the order of time."""

    now: datetime
    deeds: list[Deed] = field(default_factory=list)

    def add(self, moment: datetime, act: Act) -> None:
        """Let `act` happen at `moment`; it is given the moment.

        Raises:
            ValueError: the moment is still to come.

        """
        if moment > self.now:
            message = f"The demo city tells of a deed in the future: {moment}."
            raise ValueError(message)
        self.deeds.append(Deed(moment, len(self.deeds), act))

    def play(self, tell: Callable[[int, int], object]) -> None:
        """Do every deed at its moment; `tell` hears how many are done of how many."""
        deeds = sorted(self.deeds)
        for number, deed in enumerate(deeds, start=1):
            with clock_at(deed.moment):
                deed.act(deed.moment)
            tell(number, len(deeds))


def spread(
    count: int, *, start: datetime, end: datetime, bend: float = 1.0
) -> Iterable[datetime]:
    """Yield `count` moments between two others; a `bend` above 1 favours the start."""
    for number in range(1, count + 1):
        yield start + (end - start) * (number / (count + 1)) ** bend
