from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from pipelines.city.calendar import months_from
from pipelines.city.claims import Claims, amount_fen, blank_lines
from pipelines.city.schemes import PLOT, Plot, Scene
from pipelines.city.schemes.shares import lay_upon, parts, share_of

Play = Callable[[Plot], tuple[Scene, Claims]]


@pytest.mark.parametrize(("total", "number"), [(100, 6), (12, 5), (3, 8), (0, 2)])
def test_parts_are_even_and_sum_to_the_total(total: int, number: int) -> None:
    found = parts(total, number)
    assert len(found) == number
    assert found.sum() == total
    assert found.max() - found.min() <= 1


@pytest.mark.parametrize("months", [1, 5, 12])
@pytest.mark.parametrize(("total", "unit"), [(19_800_000, 60_000), (2_100_001, 8_640), (700, 100)])
def test_the_shares_of_all_months_make_the_total(
    months: int, total: int, unit: int, play: Play
) -> None:
    scene = play(PLOT["overprice"])[0]
    scene = replace(scene, scheme=replace(scene.scheme, first=2, last=1 + months))
    calendar = months_from("2024-01", 2 + months)[2:]
    shares = [share_of(replace(scene, stage=replace(scene.stage, month=m)), total, unit)
              for m in calendar]  # fmt: skip
    numbers = np.concatenate([number for number, _ in shares])
    assert np.array_equal(numbers, np.arange(total // unit))
    assert len(numbers) * unit + sum(rest for _, rest in shares) == total
    assert all(rest == 0 for number, rest in shares if not len(number))


def test_fen_are_laid_evenly_upon_lines() -> None:
    lines = blank_lines(3)
    lines["cnt"], lines["pric"] = 1, 10.0
    assert sorted(amount_fen(lay_upon(lines, 10)).tolist()) == [1_003, 1_003, 1_004]
    assert len(lay_upon(blank_lines(0), 0)) == 0
