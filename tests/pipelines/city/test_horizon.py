import numpy as np

from pipelines.city.dice import dice
from pipelines.city.horizon import Horizon


def test_a_horizon_counts_from_january() -> None:
    horizon = Horizon.of(2023, 14)
    assert (str(horizon.first), str(horizon.last)) == ("2023-01-01", "2024-02-29")
    assert horizon.days == 425


def test_days_are_drawn_from_the_horizon_and_perhaps_before() -> None:
    horizon = Horizon.of(2024, 1)
    days = horizon.draw(500, dice(0, "days"))
    assert (days.min(), days.max()) == (horizon.first, horizon.last)
    earlier = horizon.draw(500, dice(0, "days"), before=2)
    assert np.datetime64("2022-01-01") <= earlier.min() < np.datetime64("2022-03-01")
