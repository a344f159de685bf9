"""Signals at the till: bursts of cards, accounts emptied, goods for drugs, stock."""

from features.signals.signal import Signal
from features.signals.tills import accounts, bills, cards, papers, shelves, tonics

SIGNALS: tuple[Signal, ...] = (
    *cards.SIGNALS,
    *accounts.SIGNALS,
    *tonics.SIGNALS,
    *bills.SIGNALS,
    *papers.SIGNALS,
    *shelves.SIGNALS,
)
