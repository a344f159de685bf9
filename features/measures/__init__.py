"""Features by theme: each file holds catalogue entries together with their expressions."""

from features.feature import Feature
from features.measures import (
    baskets,
    calendar,
    capacity,
    changes,
    concentration,
    growth,
    history,
    imaging,
    mix,
    money,
    network,
    offices,
    people,
    recent,
    rhythm,
    risk,
    rosters,
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
    *changes.FEATURES,
    *baskets.FEATURES,
    *rosters.FEATURES,
    *capacity.FEATURES,
    *rhythm.FEATURES,
    *imaging.FEATURES,
    *history.FEATURES,
)
"""Every feature computed from encounters; those counted from hits follow from the signals."""
