import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.care.aftermath import TO_COMMUNITY
from pipelines.city.claims import NO_VISIT, OUTPATIENT, is_stay
from pipelines.city.conditions import CONDITIONS, conditions_under
from pipelines.city.institutions import LEVEL_1, LEVEL_2
from pipelines.city.world import World


def sources(year: Rows, visits: Rows) -> Rows:
    """The visits that the given ones came from."""
    order = np.argsort(year["visit"])
    found: Rows = year[order[np.searchsorted(year["visit"], visits["came_from"], sorter=order)]]
    assert (found["visit"] == visits["came_from"]).all()
    return found


def test_small_sites_refer_to_hospitals_within_days(year: Rows, world: World) -> None:
    referred = year[year["came_from"] != NO_VISIT]
    first = sources(year, referred)
    assert (first["psn"] == referred["psn"]).all()
    wait = (referred["beg"] - first["end"]).astype(np.int64) / 86_400
    assert (wait >= 0).all()
    assert (wait <= 8).all()
    on = first["med_type"] == OUTPATIENT
    assert (world.institutions.kind[first["inst"][on]] >= LEVEL_1).all()
    assert (world.institutions.kind[referred["inst"][on]] <= LEVEL_2).all()
    assert is_stay(referred[on]).sum() > 20
    assert (~is_stay(referred[on])).sum() > 50


def test_strokes_and_fractures_go_on_to_rehabilitation(year: Rows) -> None:
    referred = year[year["came_from"] != NO_VISIT]
    first = sources(year, referred)
    rehabilitation = is_stay(first)
    assert rehabilitation.sum() > 10
    assert np.isin(referred["cond"][rehabilitation], conditions_under("I69.3", "Z50")).all()
    assert (first["way"][rehabilitation] == TO_COMMUNITY).all()
    assert set(np.array([c.code[:3] for c in CONDITIONS])[first["cond"][rehabilitation]]) <= {
        "I63", "S72",
    }  # fmt: skip


def test_persons_are_seen_again_after_a_stay(year: Rows) -> None:
    stays = year[is_stay(year)]
    visits = year[year["med_type"] == OUTPATIENT]
    again = 0
    for stay in stays[:400]:
        same = visits[(visits["psn"] == stay["psn"]) & (visits["inst"] == stay["inst"])]
        wait = (same["beg"].astype("M8[D]") - stay["end"].astype("M8[D]")).astype(int)
        again += bool(((wait >= 5) & (wait <= 22) & (same["cond"] == stay["cond"])).any())
    assert 0.12 < again / 400 < 0.4
