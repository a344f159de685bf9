"""What must hold for any claims whatever: small cities drawn at random."""

import io
from collections.abc import Callable
from dataclasses import fields
from random import Random
from typing import Any

import polars as pl
import polars.testing
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from features.catalogue import PROFILE_LEVELS
from features.contract import LEVELS, TABLES
from features.encounters import Parts, reduce_month, standing_lines
from features.profile import Profile

pytestmark = pytest.mark.slow

City = Any  # the builder of conftest.py
NewCity = Callable[[], City]
Drawn = list[dict[str, Any]]
MONTHS = ("2025-04", "2025-05", "2025-06")
MONEY = {name: [c for c in table.columns if table.unit(c)] for name, table in TABLES.items()}

laws = settings(
    max_examples=3, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip

days = st.integers(0, 80).map(lambda n: f"2025-{4 + n // 28:02}-{1 + n % 28:02} 12:00")
doctors = st.sampled_from(["D1", "D2", "D3", None])
drawn_lines = st.fixed_dictionaries(
    {
        "time": days,
        "item": st.sampled_from(
            ["INSULIN", "INJECTION", "ACUPUNCTURE", "RINSE", "SCALE", "DELIVERY"]
        ),
        "yuan": st.integers(1, 300),
        "kind": st.sampled_from(["01", "03", "05", "07", "09"]),
        "cnt": st.sampled_from([0.25, 1.0, 3.0, 30.0]),
        "pric": st.sampled_from([None, 8.0, 12.0]),
        "pric_uplmt_amt": st.sampled_from([None, 10.0]),
        "prd_days": st.sampled_from([None, 30.0]),
        "bilg_dr_codg": doctors,
    }
)
drawn_visits = st.fixed_dictionaries(
    {
        "begin": days,
        "length": st.integers(0, 9),
        "psn": st.sampled_from(["P1", "P2", "P3"]),
        "site": st.sampled_from(["H1", "H2", "H3"]),
        "med_type": st.sampled_from(["11", "21", "21", "41"]),
        "yuan": st.integers(1, 2000),
        "acct_pay": st.sampled_from([None, 0, 500_00]),
        "balc": st.sampled_from([None, 0]),
        "dscg_maindiag_code": st.sampled_from([None, "J06.9", "I10", "Z51.1"]),
        "atddr_no": doctors,
        "insutype": st.sampled_from([None, "310", "390"]),
        "setl_type": st.sampled_from([None, "1", "2"]),
        "invono": st.sampled_from([None, "1"]),
        "refunded": st.sampled_from([False, False, False, True]),
        "lines": st.lists(drawn_lines, max_size=4),
    }
)
drawn = st.lists(drawn_visits, min_size=8, max_size=20)


def told(new_city: NewCity, visits: Drawn, mark: str = "") -> City:
    """The city of drawn visits; `mark` makes every name in it another's."""
    city = new_city().lower(
        peer_group_min=2, min_encounters_doctor=1, min_encounters_patient=1, mild_group_min=2
    )
    for n, person in enumerate(("P1", "P2", "P3")):
        sex = str(1 + n % 2)
        city.person(f"{mark}{person}", gend=sex, brdy=f"19{5 + n}0-01-01", live_admdvs=f"{mark}V")
        city.add(
            "enrol", psn_insu_rlts_id=f"{mark}{n}", psn_no=f"{mark}{person}", insutype="310",
            psn_insu_date="2025-04-20", emp_no=f"{mark}E", clctstd=(3 + n) * 1000_00,
        )  # fmt: skip
    for n, visit in enumerate(visits):
        row = dict(visit)
        lines, refunded, length = row.pop("lines"), row.pop("refunded"), row.pop("length")
        begin, doctor = row.pop("begin"), row.pop("atddr_no")
        month, day = int(begin[5:7]), min(28, int(begin[8:10]) + length)
        row["end"] = f"2025-{month:02}-{day:02} 18:00"
        row |= {name: f"{mark}{row[name]}" for name in ("psn", "site")}
        name = f"{mark}M{n:02}"
        city.visit(name, begin, atddr_no=doctor and mark + doctor, **row)
        for line in lines:
            by = line["bilg_dr_codg"]
            city.line(name, **line | {"bilg_dr_codg": by and mark + by})
        if refunded:
            city.refund(name, "2025-06-30 12:00")
    return city


def parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def outcome(city: City) -> dict[str, bytes]:
    """Everything that `features` makes of a city, to the byte."""
    parts = city.parts("2025-06")
    made = {
        part.name: getattr(parts, part.name).collect(engine="in-memory") for part in fields(Parts)
    }
    made["hits"] = city.all_hits(*MONTHS)
    for level, profile in city.profiles().items():
        made |= {level: profile.table, f"{level} peers": profile.peers}
    return {name: parquet(frame) for name, frame in made.items()}


@laws
@given(visits=drawn, random=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    new_city: NewCity, visits: Drawn, random: Random
) -> None:
    city = told(new_city, visits)
    before = outcome(city)
    for rows in city.rows.values():
        random.shuffle(rows)
    after = outcome(city)
    assert [name for name in before if before[name] != after[name]] == []


def at_once(city: City) -> Parts:
    """All months reduced as if they were one."""
    tables = (city.table(name) for name in ("setl", "mdtrt", "diag", "oprn", "fee"))
    return reduce_month(*tables, standing_lines(city.table("fee")))


@laws
@given(visits=drawn)
def test_months_apart_give_the_same_as_all_at_once(new_city: NewCity, visits: Drawn) -> None:
    city = told(new_city, visits)
    apart = city.assembled(city.parts(*MONTHS))
    pl.testing.assert_frame_equal(apart, city.assembled(at_once(city)))


@laws
@given(visits=drawn)
def test_the_order_of_months_changes_nothing(new_city: NewCity, visits: Drawn) -> None:
    city = told(new_city, visits)
    forth, back = (city.assembled(city.parts(*m)) for m in (MONTHS, MONTHS[::-1]))
    pl.testing.assert_frame_equal(forth, back)


def values(profile: Profile) -> pl.DataFrame:
    """What an entity itself did, whoever the others are."""
    relative = ("cost_index", "los_index", "overlong", "day_cost_index", "excess")
    own = [f.name for f in profile.features if not f.name.startswith(relative)]
    return profile.table.select("entity_id", *own)


@laws
@given(visits=drawn, others=drawn)
def test_strangers_change_nothing_but_what_like_cases_cost(
    new_city: NewCity, visits: Drawn, others: Drawn
) -> None:
    """Indices, excess and overlong stays alone compare with all cases of the window."""
    alone, crowd = told(new_city, visits), told(new_city, visits)
    for name, rows in told(new_city, others, mark="X").rows.items():
        crowd.rows[name] += rows
    crowded = crowd.profiles()
    ours = ~pl.col("entity_id").str.starts_with("X")
    for level, profile in alone.profiles().items():
        pl.testing.assert_frame_equal(values(profile), values(crowded[level]).filter(ours))


def ten_times_dearer(city: City) -> City:
    """All money, and the thresholds that are told in yuan."""
    for name, rows in city.rows.items():
        for row in rows:
            row |= {c: row[c] * 10 for c in MONEY[name] if row.get(c) is not None}
    t = city.thresholds
    told = [field.name for field in fields(t) if field.name.endswith("_yuan")]
    return city.lower(**{name: getattr(t, name) * 10 for name in told})


@laws
@given(visits=drawn)
def test_dearer_money_changes_no_share_and_no_ratio(new_city: NewCity, visits: Drawn) -> None:
    """All but the share of round amounts, which are round in today's yuan."""
    dearer = ten_times_dearer(told(new_city, visits)).profiles()
    for level, old in told(new_city, visits).profiles().items():
        features = [f for f in old.features if f.name != "round_amount_share"]
        same = [f.name for f in features if f.unit != "yuan"] + [f"{f.name}_z" for f in features]
        yuan = [f.name for f in features if f.unit == "yuan"]
        new = dearer[level].table
        pl.testing.assert_frame_equal(old.table.select(same), new.select(same))
        pl.testing.assert_frame_equal(old.table.select(pl.col(yuan) * 10), new.select(yuan))


@laws
@given(visits=drawn)
def test_hits_of_a_month_need_no_later_month(new_city: NewCity, visits: Drawn) -> None:
    """What was found in May stays found, whatever June brings."""
    city = told(new_city, visits)
    whole = city.all_hits("2025-05")
    for name in ("setl", "fee"):
        time = TABLES[name].month_of
        city.rows[name] = [row for row in city.rows[name] if str(row[time]) < "2025-06"]
    assert parquet(whole) == parquet(city.all_hits("2025-05"))


@laws
@given(visits=drawn)
def test_a_signal_is_the_share_of_standing_encounters_it_hits(
    new_city: NewCity, visits: Drawn
) -> None:
    city = told(new_city, visits)
    hits = city.all_hits(*MONTHS).join(city.encounters(), on="mdtrt_id", how="semi")
    for level, profile in city.profiles(levels=LEVELS).items():
        counted = [f.name for f in profile.features if f.source == "hits"]
        hit = hits.pivot(
            "signal", index=PROFILE_LEVELS[level].key, values="mdtrt_id",
            aggregate_function=pl.element().n_unique(),
        )  # fmt: skip
        own = profile.table.select("entity_id", "encounters").join(
            hit, left_on="entity_id", right_on=PROFILE_LEVELS[level].key, how="left",
            maintain_order="left",
        )  # fmt: skip
        for name in counted:
            signal = name.removesuffix("_share")
            found = own[signal].fill_null(0) if signal in own.columns else 0
            expected = (found / own["encounters"]).clip(upper_bound=1)
            assert profile.table[name].to_list() == expected.to_list()
