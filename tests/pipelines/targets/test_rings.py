import datetime as dt

import polars as pl
import pytest

from features.network.rings import RING
from pipelines.targets.rings import rings_by, told

LINE = {
    "ring_id": "R1", "kind": "admission", "level": "patient", "entity_id": "P1", "role": "member",
    "members": 3, "strength": 2.5, "months": 2, "first_day": dt.date(2025, 5, 1),
    "last_day": dt.date(2025, 6, 10), "encounters": 9, "medfee_fen": 9_000_00, "fund_fen": 5_400_00,
}  # fmt: skip


def rings(*changes: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame([LINE | change for change in changes], schema=RING)


@pytest.mark.parametrize(
    ("lang", "kind"),
    [("zh", "多次同日同院入院"), ("en", "admitted together again and again")],
)
def test_a_ring_is_told_in_words_to_those_of_the_level(lang: str, kind: str) -> None:
    house = {"level": "institution", "entity_id": "H1", "role": "middle"}
    made = told(rings({}, house), "institution", lang)
    assert made.rows() == [("H1", "R1", kind, "middle", 3, 2, 9, 5_400_00)]


def test_the_costliest_ring_comes_first() -> None:
    made = told(rings({}, {"ring_id": "R2", "fund_fen": 1}, {"ring_id": "R0"}), "patient", "zh")
    assert rings_by(made) == {"P1": ["R0", "R1", "R2"]}
    assert rings_by(made.clear()) == {}
