"""Look-alikes that are not tested beside the scheme they resemble."""

from collections.abc import Callable

import numpy as np

from pipelines.city.claims import Claims
from pipelines.city.schemes import PLOT, Plot, Scene

Play = Callable[[Plot], tuple[Scene, Claims]]


def test_a_referral_is_one_day_two_sites_one_illness(play: Play) -> None:
    _, claims = play(PLOT["be-referred"])
    assert len(np.unique(claims.visits["beg"].astype("M8[D]"))) == 1
    assert len(np.unique(claims.visits["cond"])) == 1
    assert len(np.unique(claims.visits["inst"])) == 2
