"""What inspectors and informers of the city did, and what came of it.

Inspections are few and lean to big places and to tips, as in reality, so that labels lean too;
some of the guilty get away, some of the suspected are cleared, and an outcome is known only
months later. `case_ledger` and `tip_ledger` are what a bureau would export of it.
"""

from pipelines.city.history.chronicle import History
from pipelines.city.history.inspections import Inspection, guilty_in, inspect, who_stops
from pipelines.city.history.ledger import case_ledger, tip_ledger
from pipelines.city.history.tips import Tip, tips_of

__all__ = [
    "History",
    "Inspection",
    "Tip",
    "case_ledger",
    "guilty_in",
    "inspect",
    "tip_ledger",
    "tips_of",
    "who_stops",
]
