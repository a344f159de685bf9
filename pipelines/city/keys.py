"""The keys of visits: who wrote them, and how they are spelled without telling it."""

import numpy as np

from pipelines.city.arrays import Ints, Mask
from pipelines.city.calendar import Month

ORDINARY = 0
"""The writer of ordinary visits; scheme `n` writes as `n + 1`."""

MONTH_BIT, WRITER_BIT = 48, 28
"""Where month and writer stand in a key; a writer has 2**28 keys a month."""


def first_key(month: Month, writer: int) -> int:
    """The first visit key of a writer in a month."""
    return (month.index << MONTH_BIT) + (writer << WRITER_BIT)


def is_ordinary(keys: Ints) -> Mask:
    """Which keys belong to ordinary visits, changed by a scheme or not."""
    writers = 1 << (MONTH_BIT - WRITER_BIT)
    return np.asarray((keys >> WRITER_BIT) % writers == ORDINARY, bool)
