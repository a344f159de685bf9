"""Signals of drugs: quantity, course, indication, prescription, resale."""

from features.signals.drugs import (
    course,
    indication,
    pharmacist,
    prescription,
    resale,
    supply,
)
from features.signals.signal import Signal

SIGNALS: tuple[Signal, ...] = (
    *supply.SIGNALS,
    *course.SIGNALS,
    *indication.SIGNALS,
    *prescription.SIGNALS,
    *resale.SIGNALS,
    *pharmacist.SIGNALS,
)
