import datetime as dt

import polars as pl

from features.signals.signal import HIT_SCHEMA
from pipelines.settings import CHECK
from pipelines.targets.on_site import on_site

MAY = dt.date(2025, 5, 1)
ENCOUNTERS = pl.LazyFrame(
    {
        "mdtrt_id": ["m1", "m2", "m3"],
        "psn_no": ["p1", "p2", "p3"],
        "fixmedins_code": ["H1", "H1", "H2"],
        "department": ["H1/03", "H1/03", None],
        "inpatient": [True, False, True],
        "mild": [True, True, False],
        "elderly": [True, True, True],
        "begn": [MAY] * 3,
        "end": [MAY + dt.timedelta(days=3)] * 3,
        "medfee_fen": [1000, 200, 300],
    }
)
PSN = pl.LazyFrame(
    {
        "psn_no": ["p1", "p2", "p3"],
        "psn_idet_type": [None, "30", None],
        "live_admdvs": ["360102", "360103", None],
    }
)

EXT = pl.LazyFrame(
    {"psn_no": ["p2", "p1"], "ext_type": ["death", "prison"], "begndate": [MAY, MAY]},
)


def test_it_knows_the_persons_stays_and_departments_behind_hits_and_no_others() -> None:
    hits = pl.LazyFrame(
        [{"mdtrt_id": m, "psn_no": p, "violation": "I-02", "amount_fen": 5}
         for m, p in (("m2", "p2"), ("m1", "p1"), ("m1", "p1"))],
        schema=HIT_SCHEMA,
    )  # fmt: skip
    made = on_site(pl.DataFrame(schema=CHECK), PSN, EXT, ENCOUNTERS, hits)
    assert made.persons.rows() == [
        ("p1", "elderly_mild", "360102", None),
        ("p2", "identity", "360103", MAY),
    ]
    assert made.stays.rows() == [("m1", MAY, MAY + dt.timedelta(days=3))]
    assert made.departments.select("entity_id", "department", "hits").rows() == [("H1", "03", 3)]
