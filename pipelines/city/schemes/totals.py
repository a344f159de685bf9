"""How a worked case meets the sum that is told of it, to the fen, over all its months."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.claims import amount_fen
from pipelines.city.schemes.scene import Scene


def share_of(scene: Scene, total_fen: int, unit_fen: int) -> tuple[Ints, int]:
    """The month's part of a total that consists of equal units.

    Returns:
        The running numbers of the month's units, and the fen to lay upon them so that the units
        of all months of the scheme, and what is laid upon them, make the total.
    """
    number, rest = divmod(total_fen, unit_fen)
    months = scene.scheme.last - scene.scheme.first + 1
    played = scene.month.index - scene.scheme.first
    first, end = (number * n // months for n in (played, played + 1))
    return np.arange(first, end), rest * end // number - rest * first // number


def lay_upon(lines: Rows, fen: int) -> Rows:
    """Raise the prices of lines of one unit each, as evenly as can be, by `fen` in all."""
    n = max(len(lines), 1)
    more = fen * np.arange(1, n + 1) // n - fen * np.arange(n) // n
    lines["pric"] = (amount_fen(lines) + more[: len(lines)]) / 100
    return lines
