"""Signals of the wrong person: impossible items, places and times, second accounts."""

from features.signals.persons import identity
from features.signals.signal import Signal

SIGNALS: tuple[Signal, ...] = (*identity.SIGNALS,)
