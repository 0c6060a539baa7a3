"""What a chapter's `outcomes.py` imports: how to state what its examples may do."""

from tools.examples.outcome import POSIX, Outcome, any_order, exact, sample
from tools.examples.runner import Run
from tools.examples.services import kafka, port, postgres

__all__ = ["POSIX", "Outcome", "Run", "any_order", "exact", "kafka", "port", "postgres", "sample"]
