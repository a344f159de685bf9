"""Signals of charging: quantity, price, packages, capacity, and more care than the illness asks."""

from features.signals.charges import (
    bundles,
    capacity,
    frequency,
    indications,
    packages,
    prices,
    quantity,
)
from features.signals.signal import Signal

SIGNALS: tuple[Signal, ...] = (
    *quantity.SIGNALS,
    *prices.SIGNALS,
    *packages.SIGNALS,
    *frequency.SIGNALS,
    *capacity.SIGNALS,
    *indications.SIGNALS,
    *bundles.SIGNALS,
)
"""Signals of charging: quantity, price, packages, frequency, capacity, indication, bundles."""
