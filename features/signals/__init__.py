"""Signals: claim-level patterns tied to violations, a wing per family, a file per pattern."""

from features.signals import charges, drugs, offices, persons, records, stays, tills
from features.signals.claims import LOOKBACK_MONTHS, Claims
from features.signals.signal import HIT_SCHEMA, Signal

SIGNALS: tuple[Signal, ...] = (
    *stays.SIGNALS,
    *charges.SIGNALS,
    *records.SIGNALS,
    *drugs.SIGNALS,
    *tills.SIGNALS,
    *persons.SIGNALS,
    *offices.SIGNALS,
)
"""Every signal. A new one is a file in its wing and its name in the wing's `SIGNALS`: profiles,
reasons, dossiers and docs then have it."""

__all__ = ["HIT_SCHEMA", "LOOKBACK_MONTHS", "SIGNALS", "Claims", "Signal"]
