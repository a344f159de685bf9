import numpy as np

from pipelines.city.calendar import months_from
from pipelines.city.claims import STAY
from pipelines.city.life import Life
from pipelines.city.world import build_world


def test_stays_over_the_month_end_are_settled_when_they_end() -> None:
    life = Life.begin(build_world(1_000, 2024, 0), 6)
    first, second = months_from("2024-01", 2)
    life.live(first)
    waiting = life.pending.visits
    assert (waiting["settled"] >= first.end).all()
    assert (waiting["med_type"] == STAY).any()
    tables = life.live(second)
    before = tables.mdtrt_d["BEGNDATE"].str.starts_with("2024-01")
    assert before.sum() > 0
    ended = tables.mdtrt_d["ENDDATE"].str.slice(0, 7)
    assert (ended <= "2024-02").all()
    assert (ended < "2024-02").mean() < 0.03  # claims that a clerk settles by hand


def test_what_schemes_took_is_remembered_by_month() -> None:
    life = Life.begin(build_world(1_000, 2024, 0), 6)
    (month,) = months_from("2024-01", 1)
    tables = life.live(month)
    assert life.taken[:, 0].sum() == tables.planted["fen"].sum() > 0
    assert (life.taken[:, 1:] == 0).all()
    assert np.isclose(life.charged["patient"].sum(), life.charged["institution"].sum())
