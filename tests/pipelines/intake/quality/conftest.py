"""A lake of small tables, and the partitions that an ingest brings."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from features.contract import TABLES
from pipelines.intake.quality import Limits, Quality, assess
from pipelines.intake.quality.lake import Lake
from pipelines.intake.report import TableReport
from pipelines.store import Store

Lay = Callable[..., None]


def laid_in(store: Store) -> Lay:
    """Write a month of a table from its columns."""

    def lay(table: str, month: str, **columns: list[object]) -> None:
        dtypes = TABLES[table].dtypes
        series = [pl.Series(name, values, dtypes[name]) for name, values in columns.items()]
        store.write(f"lake/{table}", month, pl.DataFrame(series))

    return lay


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "workspace")


@pytest.fixture
def fresh(tmp_path: Path) -> Store:
    return Store(tmp_path / "fresh")


@pytest.fixture
def had(store: Store) -> Lay:
    """What the workspace had before the ingest."""
    return laid_in(store)


@pytest.fixture
def came(fresh: Store) -> Lay:
    """What the ingest puts into its place."""
    return laid_in(fresh)


@pytest.fixture
def lake(store: Store, fresh: Store) -> Lake:
    return Lake(store, fresh)


@pytest.fixture
def damaged(had: Lay, came: Lay, store: Store, fresh: Store) -> Quality:
    """An ingest with something of everything that a report can tell."""
    had("setl", "2024-01", **settlements("2024-01", 120))
    had("psn", "all", psn_no=["person-1"], brdy=[dt.date(1850, 2, 3)])
    had("mdtrt", "2024-01", **visits("2024-01", 120))
    came("setl", "2024-02", **settlements("2024-02", 60, fixmedins_code=["<H2>"] * 60))
    came("mdtrt", "2024-02", **visits("2024-02", 58))
    came("fee", "2024-02", **lines("2024-02", 60))
    refused = {"2024-02": {"setl_time|not_a_time": 3}, "unknown": {"quoting": 1, "odd_rule": 1}}
    accounts = {
        "setl": TableReport(
            read=70,
            new=60,
            replaced=1,
            repeated=3,
            superseded=1,
            quarantined=5,
            withdrawn=1,
            new_by_month={"2024-02": 60},
            quarantined_by_month=refused,
        ),
        "mdtrt": TableReport(read=58, new=58, new_by_month={"2024-02": 58}),
        "fee": TableReport(read=60, new=60, new_by_month={"2024-02": 60}),
    }
    sources = ["june.zip/setl <1>.csv", "mdtrt.csv", "fee.csv"]
    return assess(store, fresh, accounts, Limits(), mapping="city", sources=sources)


def settlements(month: str, count: int, **columns: list[object]) -> dict[str, list[object]]:
    """Settlements of a month, one person's, on its first 28 days; every tenth of a local type."""
    return {
        "setl_id": [f"{month}-{n}" for n in range(count)],
        "mdtrt_id": [f"visit {month}-{n}" for n in range(count)],
        "psn_no": ["person-1"] * count,
        "fixmedins_code": ["H1"] * count,
        "setl_time": times(month, count),
        "med_type": [
            "2105" if n % 10 == 0 else "9901" if n % 10 == 1 else "11" for n in range(count)
        ],
        "medfee_sumamt": [1000] * count,
        "balc": [None if month == "2024-02" else 5] * count,
    } | columns


def visits(month: str, count: int) -> dict[str, list[object]]:
    """The encounters of `settlements`."""
    return {
        "mdtrt_id": [f"visit {month}-{n}" for n in range(count)],
        "psn_no": ["person-1"] * count,
        "begntime": times(month, count),
    }


def lines(month: str, count: int) -> dict[str, list[object]]:
    """A line for each of `settlements`; some are a fen short, open, strange or there twice."""
    owners: list[object] = [f"{month}-{n}" for n in range(count)]
    owners[:4] = [None, "elsewhere", "2024-02-9", "2024-02-9"]
    return {
        "feedetl_sn": [str(n) for n in range(count)],
        "setl_id": owners,
        "fee_ocur_time": times(month, 1) * count,
        "det_item_fee_sumamt": [999 if n % 6 == 0 else 1000 for n in range(count)],
    }


def times(month: str, count: int) -> list[object]:
    """Mornings of the first 28 days of a month, over and over."""
    return [dt.datetime.fromisoformat(f"{month}-{n % 28 + 1:02}T08:30") for n in range(count)]
