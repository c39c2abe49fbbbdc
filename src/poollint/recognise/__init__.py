"""Evidence: which calls take an object out of a pool, give one back, defer, join, raise or end the call.

Invariant: where the evidence is too weak the answer is "no", and `left_alone` says why.
"""

from poollint.recognise.defer import Deferrals
from poollint.recognise.evidence import DEFINED, Acquisition, Given, has_pool_word
from poollint.recognise.release import Releases

__all__ = ["DEFINED", "Acquisition", "Given", "Recogniser", "has_pool_word"]


class Recogniser(Releases, Deferrals):
    """Answers for the calls of one module."""
