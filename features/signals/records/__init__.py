"""Signals of what should stand behind a charge: order, report, stock, scope, honest upload."""

from features.signals.records import documents, goods, neighbours, operations, scope, uploads
from features.signals.signal import Signal

SIGNALS: tuple[Signal, ...] = (
    *documents.SIGNALS,
    *goods.SIGNALS,
    *neighbours.SIGNALS,
    *operations.SIGNALS,
    *scope.SIGNALS,
    *uploads.SIGNALS,
)
