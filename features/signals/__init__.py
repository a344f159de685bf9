"""Signals: claim-level patterns tied to violations, a file per family."""

from features.signals import capacity, cards, charges, drugs, identity, stays
from features.signals.signal import HIT_SCHEMA, LOOKBACK_MONTHS, Claims, Signal

SIGNALS: tuple[Signal, ...] = (
    *stays.SIGNALS,
    *charges.SIGNALS,
    *capacity.SIGNALS,
    *drugs.SIGNALS,
    *identity.SIGNALS,
    *cards.SIGNALS,
)
"""Every signal; adding one here is all it takes for profiles, reasons and docs to have it."""

__all__ = ["HIT_SCHEMA", "LOOKBACK_MONTHS", "SIGNALS", "Claims", "Signal"]
