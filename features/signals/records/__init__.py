"""Signals of what should stand behind a charge: order, report, stock, scope, honest upload."""

from features.signals.signal import Signal

SIGNALS: tuple[Signal, ...] = ()
