"""Peer z turned to the suspicious side: what the anomaly sees of a profile."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from models.description import Floats, matrix, z_column

CLIP = 10.0
"""Beyond ten robust deviations more is not more suspicious, only more extreme."""

MIDDLE_HALF = 0.6745
"""|z| of the quartiles: within it an entity is among the middle half of its peers."""


def directed(profile: pl.DataFrame, features: Sequence[str], directions: Sequence[str]) -> Floats:
    """Peer z turned to the suspicious side, within 0..`CLIP`.

    `high` is z, `low` is -z, `both` is |z| beyond the middle half of the peers: on every feature
    about half of the peers are at 0. A forest isolates what is rare; were 0 rare, the perfectly
    ordinary would look unusual.

    Unknown (null) is 0, the peers' median: what is not known is never a signal. Values are
    rounded to float32, as a forest compares them, so that scores and explanations agree.
    """
    z = np.nan_to_num(matrix(profile, [z_column(name) for name in features]), nan=0.0)
    sign = np.array([-1.0 if direction == "low" else 1.0 for direction in directions])
    both = np.array([direction == "both" for direction in directions], dtype=bool)
    turned = np.where(both, np.abs(z) - MIDDLE_HALF, z * sign)
    return np.clip(turned, 0.0, CLIP).astype(np.float32).astype(np.float64)
