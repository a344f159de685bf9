"""A small world in which two of eight features give the cheaters away."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import strategies as st

from models.description import Description
from models.labels import label
from models.training import Plan, Training, train
from models.trees import TreeParams

Make = Callable[..., Any]


def any_rows(columns: tuple[str, ...]) -> st.SearchStrategy[pl.DataFrame]:
    """One to three rows of a profile, unknown values among them."""
    value = st.none() | st.floats(-100, 100)
    row = st.lists(value, min_size=len(columns), max_size=len(columns))
    schema = dict.fromkeys(columns, pl.Float64)
    return st.lists(row, min_size=1, max_size=3).map(
        lambda drawn: pl.DataFrame(drawn, schema=schema, orient="row")
    )


FEATURES = {
    "stay_days": ("days", "平均住院日", "mean length of stay", "high", ("I-02",)),
    "own_pay": ("share", "自付比例", "share paid by the person", "low", ("I-01",)),
    "readmit": ("share", "15日再入院率", "15-day readmission", "high", ("I-04",)),
    "cost": ("yuan", "次均住院费用", "cost per stay", "both", ()),
    "weekend": ("share", "周末入院占比", "weekend admissions", "high", ()),
    "volume": ("count", "结算人次", "settlements", "context", ()),
    "drugs": ("share", "药占比", "share of drugs", "high", ("I-22",)),
    "tests": ("per_month", "检查次数", "tests", "high", ("I-21",)),
}


@pytest.fixture(scope="session")
def descriptions() -> tuple[Description, ...]:
    return tuple(
        Description(name, unit, zh, en, direction, violations)
        for name, (unit, zh, en, direction, violations) in sorted(FEATURES.items())
    )


def _month(entities: int, month: str, seed: int, cheaters: int) -> pl.DataFrame:
    rng = np.random.default_rng([seed, int(month[-2:])])
    z = rng.normal(size=(entities, len(FEATURES)))
    names = list(FEATURES)
    z[:cheaters, names.index("stay_days")] += 4.0
    z[:cheaters, names.index("own_pay")] -= 4.0
    columns = {name: 50.0 + 10.0 * z[:, i] for i, name in enumerate(names)}
    columns |= {f"{name}_z": z[:, i] for i, name in enumerate(names)}
    return pl.DataFrame(
        {
            "entity_id": [f"H{i:04}" for i in range(entities)],
            "month": month,
            "peer_group": "综合医院·三级",
            "peer_size": entities,
            "not_scored_reason": pl.Series([None] * entities, dtype=pl.String),
            **columns,
        }
    )


@pytest.fixture(scope="session")
def make_month() -> Make:
    """One month's profile; the first `cheaters` entities stay long and let nobody pay."""

    def make(
        entities: int = 60, month: str = "2024-12", seed: int = 1, cheaters: int = 15
    ) -> pl.DataFrame:
        return _month(entities, month, seed, cheaters)

    return make


@pytest.fixture(scope="session")
def profile(make_month: Make) -> pl.DataFrame:
    return make_month()


@pytest.fixture(scope="session")
def rows(profile: pl.DataFrame) -> pl.DataFrame:
    """What a case model learns from: all were inspected, the cheaters confirmed."""
    cheats = pl.int_range(pl.len()) < 15
    return profile.with_columns(y=cheats.cast(pl.Int64), weight=pl.lit(1.0))


@pytest.fixture(scope="session")
def snapshots(make_month: Make) -> pl.DataFrame:
    return pl.concat([make_month(month=f"2024-{month:02}") for month in (6, 9, 12)])


@pytest.fixture(scope="session")
def make_cases() -> Make:
    """Outcomes of the first entities, found one after another through 2024."""

    def make(entities: int = 45, cheaters: int = 15, year: int = 2024) -> pl.DataFrame:
        order = np.random.default_rng(3).permutation(entities)
        return pl.DataFrame(
            {
                "entity_id": [f"H{i:04}" for i in range(entities)],
                "outcome": ["confirmed" if i < cheaters else "cleared" for i in range(entities)],
                "period_start": dt.date(2023, 1, 1),
                "period_end": dt.date(2024, 12, 31),
                "confirmed_date": [
                    dt.date(year, 1, 1) + dt.timedelta(days=int(7 * place)) for place in order
                ],
            }
        )

    return make


@pytest.fixture(scope="session")
def labelled(snapshots: pl.DataFrame, make_cases: Make) -> pl.DataFrame:
    return label(snapshots, make_cases(), as_of=dt.date(2024, 12, 1), window_months=12)


@pytest.fixture(scope="session")
def plan() -> Plan:
    return Plan(
        level="institution",
        capacity=10,
        size="volume",
        params=TreeParams(rounds=20),
        trees=60,
        bags=2,
        seed=7,
    )


@pytest.fixture(scope="session")
def training(
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
) -> Training:
    return train(snapshots, labelled, descriptions, plan, {"made_by": "tests"})


@pytest.fixture(scope="session")
def peers() -> pl.DataFrame:
    names = sorted(FEATURES)
    return pl.DataFrame(
        {
            "peer_group": "综合医院·三级",
            "feature": names,
            "peer_size": 60,
            "median": 50.0,
            "mad": 10.0,
            "p10": 37.0,
            "p25": 43.0,
            "p75": 57.0,
            "p90": 63.0,
            "p99": 73.0,
        }
    )
