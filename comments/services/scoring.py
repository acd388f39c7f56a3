"""How well a comment is agreed with, as one number to sort by."""

from math import sqrt

Z = 1.959963984540054  # 95% confidence


def wilson_lower_bound(positive: int, total: int) -> float:
    """Return the lower bound of the share of agreement (Wilson, 1927), from 0 to 1."""
    if total == 0:
        return 0.0
    share = positive / total
    spread = Z * sqrt((share * (1 - share) + Z * Z / (4 * total)) / total)
    centre = share + Z * Z / (2 * total)
    return max(0.0, (centre - spread) / (1 + Z * Z / total))


def score(agree: int, disagree: int) -> float:
    """Return the Wilson bound of agreement, from -1 to 1.

    Where nobody agrees the bound is zero however many disagree; the bound of the
    disagreement is then counted downwards, so that what is only disliked stands below
    what nobody has assessed.
    """
    if agree == 0:
        return -wilson_lower_bound(disagree, disagree) if disagree else 0.0
    return wilson_lower_bound(agree, agree + disagree)
