import datetime as dt
from typing import Any

from features.stays import STAY, stays

City = Any  # the builder of conftest.py


def test_stays_are_told_with_their_hits(city: City) -> None:
    city.stay("B", "2025-05-04", "2025-05-06", psn="P2").stay("A", "2025-05-04", "2025-05-09")
    city.stay("C", "2025-04-01", "2025-04-02").stay("D", "2025-05-01", "2025-05-02", site="H2")
    city.visit("E", "2025-05-01")
    city.line("A", "2025-05-05", "X", pric=12.0, pric_uplmt_amt=10.0)
    city.line("A", "2025-05-06", "X", pric=12.0, pric_uplmt_amt=10.0)
    frame = stays(
        city.encounters().lazy(),
        city.hits("over_price", "2025-05").lazy(),
        key="fixmedins_code",
        entities=["H1"],
    ).collect()
    assert dict(frame.schema) == STAY
    assert frame.select("mdtrt_id", "psn_no", "hits").rows() == [
        ("C", "P1", 0), ("A", "P1", 2), ("B", "P2", 0),
    ]  # fmt: skip
    assert frame.row(1)[4:6] == (dt.date(2025, 5, 4), dt.date(2025, 5, 9))
