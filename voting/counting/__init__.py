"""Counting votes by every method, and reading files of votes that others wrote.

Knows options, votes and rules; knows no database, no Django and nobody who voted.
"""

from voting.counting.elections import Count, Election, Vote
from voting.counting.errors import UncountableVotesError
from voting.counting.methods import METHODS, count_votes
from voting.counting.readers import FORMATS, read_votes

__all__ = [
    "FORMATS",
    "METHODS",
    "Count",
    "Election",
    "UncountableVotesError",
    "Vote",
    "count_votes",
    "read_votes",
]
