"""Signals of in-patient stays: whether there was a reason, a patient and a bed."""

from features.signals.signal import Signal
from features.signals.stays import (
    diagnosis,
    hollow,
    inducement,
    long_stays,
    needless,
    returns,
    templates,
)

SIGNALS: tuple[Signal, ...] = (
    *inducement.SIGNALS,
    *hollow.SIGNALS,
    *templates.SIGNALS,
    *returns.SIGNALS,
    *needless.SIGNALS,
    *long_stays.SIGNALS,
    *diagnosis.SIGNALS,
)
"""Signals of in-patient stays: bed-hanging, fictitious, split, needless and induced admissions."""
