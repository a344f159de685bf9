"""Signals of claims by hand, of clerks and of employers."""

from features.signals.signal import Signal

SIGNALS: tuple[Signal, ...] = ()
