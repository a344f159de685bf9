"""Worked cases come out as told: a month's share of a total, and bills that meet it to the fen."""

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows
from pipelines.city.claims import amount_fen
from pipelines.city.pricelist import numbers_of, price_list
from pipelines.city.schemes.scene import Scene
from pipelines.city.treatment import stay_days

SPARE = 3
"""Persons who are asked for each who is needed: some lie in hospital already."""


def share_of_month(scene: Scene, total: int) -> int:
    """The month's part of a total; the parts of all months of the scheme sum to it."""
    return int(parts(total, scene.scheme.months)[scene.turn])


def persons_of_month(scene: Scene, total: int, fits: Mask) -> Ints:
    """The month's part of `total` fitting persons, none of whom is of another month's part."""
    asked = np.array_split(scene.circle(SPARE * total, fits), scene.scheme.months)[scene.turn]
    free = asked[~scene.lying_in[asked] & scene.world.people.here[asked]]
    return free[: share_of_month(scene, total)]


def share_of(scene: Scene, total_fen: int, unit_fen: int) -> tuple[Ints, int]:
    """The month's part of a total that consists of equal units.

    Returns:
        The running numbers of the month's units, and the fen to lay upon them so that the units
        of all months of the scheme, and what is laid upon them, make the total.
    """
    number, rest = divmod(total_fen, unit_fen)
    first, end = (number * n // scene.scheme.months for n in (scene.turn, scene.turn + 1))
    return np.arange(first, end), rest * end // number - rest * first // number


def parts(total: int, number: int) -> Ints:
    """Whole numbers, as equal as can be, that sum to `total`."""
    return np.diff(total * np.arange(number + 1) // number)


def lay_upon(lines: Rows, fen: int) -> Rows:
    """Raise the prices of lines of one unit each, as evenly as can be, by `fen` in all."""
    more = parts(fen, max(len(lines), 1))
    lines["pric"] = (amount_fen(lines) + more[: len(lines)]) / 100
    return lines


def topped_up(scene: Scene, stays: Rows, lines: Rows, fen: int, keys: tuple[str, ...]) -> Rows:
    """Lines of stays with so much more of some items that they sum to `fen`.

    What lines would exceed it are left out; the last of an item is a smaller pack.
    """
    within = lines[amount_fen(lines).cumsum() <= fen]
    missing = parts(fen - int(amount_fen(within).sum()), len(stays) * len(keys))
    at, item = np.tile(np.arange(len(stays)), len(keys)), np.repeat(numbers_of(*keys), len(stays))
    kind = scene.world.institutions.kind[stays["inst"][at]]
    price = np.rint(price_list().at(item, kind) * 100).astype(np.int64)
    blocks = [within]
    for key, row in zip(keys, np.split(np.arange(len(at)), len(keys)), strict=True):
        whole, rest = np.divmod(missing[row], price[row])
        blocks += [_spread(scene, stays, key, whole), _small_pack(scene, stays, key, rest)]
    return np.concatenate(blocks)


def _spread(scene: Scene, stays: Rows, key: str, units: Ints) -> Rows:
    """Units of an item over the days of each stay."""
    days = stay_days(stays)
    row = np.repeat(np.arange(len(stays)), days)
    day = np.arange(len(row)) - np.repeat(days.cumsum() - days, days)
    cnt = units[row] * (day + 1) // days[row] - units[row] * day // days[row]
    some = cnt > 0
    return scene.billed(stays[row[some]], key, cnt[some], day=day[some])


def _small_pack(scene: Scene, stays: Rows, key: str, fen: Ints) -> Rows:
    lines = scene.billed(stays[fen > 0], key, 1)
    lines["pric"] = fen[fen > 0] / 100
    return lines
