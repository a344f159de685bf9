"""Signals of charging: quantity, price, packages, capacity, and more care than the illness asks."""

from features.signals.charges import billing, capacity
from features.signals.signal import Signal

SIGNALS: tuple[Signal, ...] = (
    *billing.SIGNALS,
    *capacity.SIGNALS,
)
