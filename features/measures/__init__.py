"""Features by theme: each file holds catalogue entries together with their expressions."""

from features.feature import Feature
from features.measures import (
    calendar,
    concentration,
    daily,
    excess,
    growth,
    history,
    mix,
    money,
    network,
    offices,
    people,
    recent,
    risk,
    stays,
    volume,
)

FEATURES: tuple[Feature, ...] = (
    *volume.FEATURES,
    *money.FEATURES,
    *mix.FEATURES,
    *stays.FEATURES,
    *people.FEATURES,
    *concentration.FEATURES,
    *calendar.FEATURES,
    *growth.FEATURES,
    *risk.FEATURES,
    *network.FEATURES,
    *offices.FEATURES,
    *recent.FEATURES,
    *history.FEATURES,
    *daily.FEATURES,
    *excess.FEATURES,
)
"""Every feature computed from encounters; those counted from hits follow from the signals."""
