"""What a chapter's `outcomes.py` imports: how to state what its examples may do."""

from tools.examples.outcome import POSIX, Outcome, any_order, exact, sample
from tools.examples.runner import Run

__all__ = ["POSIX", "Outcome", "Run", "any_order", "exact", "sample"]
