"""Evidence: which calls take an object out, give one back, lend on, defer, join, raise or end the call.

Invariant: where the evidence is too weak the answer is "no", and `left_alone` says why.
"""

from poollint.recognise.borrow import Borrows, Loan
from poollint.recognise.defer import Deferrals
from poollint.recognise.evidence import DEFINED, Acquisition, Given, has_pool_word
from poollint.recognise.provide import Provided
from poollint.recognise.release import Releases

__all__ = ["DEFINED", "Acquisition", "Given", "Loan", "Recogniser", "has_pool_word"]


class Recogniser(Releases, Deferrals, Borrows, Provided):
    """Answers for the calls of one module."""
