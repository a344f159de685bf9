"""Signals of what should stand behind a charge: order, report, stock, scope, honest upload."""

from features.signals.records import documents, uploads
from features.signals.signal import Signal

SIGNALS: tuple[Signal, ...] = (
    *documents.SIGNALS,
    *uploads.SIGNALS,
)
