"""Signals of drugs: quantity, course, indication, prescription, resale."""

from features.signals.drugs import supply
from features.signals.signal import Signal

SIGNALS: tuple[Signal, ...] = (*supply.SIGNALS,)
