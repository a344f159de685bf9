"""Signals of in-patient stays: whether there was a reason, a patient and a bed."""

from features.signals.signal import Signal
from features.signals.stays import paper

SIGNALS: tuple[Signal, ...] = (*paper.SIGNALS,)
