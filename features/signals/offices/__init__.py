"""Signals of claims by hand, of clerks and of employers."""

from features.signals.offices import (
    bills,
    chronic,
    contributions,
    desks,
    entries,
    far_bills,
    liabilities,
    payouts,
)
from features.signals.signal import Signal

SIGNALS: tuple[Signal, ...] = (
    *far_bills.SIGNALS,
    *bills.SIGNALS,
    *chronic.SIGNALS,
    *liabilities.SIGNALS,
    *desks.SIGNALS,
    *payouts.SIGNALS,
    *entries.SIGNALS,
    *contributions.SIGNALS,
)
