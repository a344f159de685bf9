"""How a worked case meets the sum that is told of it, to the fen, over all its months."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.claims import amount_fen
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.shares import parts


def share_of(scene: Scene, total_fen: int, unit_fen: int) -> tuple[Ints, int]:
    """The month's part of a total that consists of equal units.

    Returns:
        The running numbers of the month's units, and the fen to lay upon them so that the units
        of all months of the scheme, and what is laid upon them, make the total.
    """
    number, rest = divmod(total_fen, unit_fen)
    first, end = (number * n // scene.scheme.months for n in (scene.turn, scene.turn + 1))
    return np.arange(first, end), rest * end // number - rest * first // number


def lay_upon(lines: Rows, fen: int) -> Rows:
    """Raise the prices of lines of one unit each, as evenly as can be, by `fen` in all."""
    more = parts(fen, max(len(lines), 1))
    lines["pric"] = (amount_fen(lines) + more[: len(lines)]) / 100
    return lines
