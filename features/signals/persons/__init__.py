"""Signals of the wrong person: impossible items, places and times, second accounts."""

from features.signals.persons import (
    accounts,
    age,
    beds,
    bills,
    circles,
    content,
    fates,
    newcomers,
    places,
    rounds,
    sex,
)
from features.signals.signal import Signal

SIGNALS: tuple[Signal, ...] = (
    *sex.SIGNALS,
    *age.SIGNALS,
    *beds.SIGNALS,
    *places.SIGNALS,
    *content.SIGNALS,
    *bills.SIGNALS,
    *rounds.SIGNALS,
    *fates.SIGNALS,
    *accounts.SIGNALS,
    *newcomers.SIGNALS,
    *circles.SIGNALS,
)
