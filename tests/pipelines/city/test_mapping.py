"""`config/mappings/simulated_city.toml` leads from the exports to the whole contract."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from features.contract import TABLES
from pipelines.city import City

MAPPING = Path(__file__).parents[3] / "config" / "mappings" / "simulated_city.toml"
ENTRIES: list[dict[str, Any]] = tomllib.loads(MAPPING.read_text(encoding="utf-8"))["table"]


def source_columns(entry: dict[str, Any]) -> set[str]:
    return {
        source if isinstance(source, str) else source["from"]
        for source in entry["columns"].values()
    }


def test_every_table_of_the_contract_is_mapped() -> None:
    assert {entry["table"] for entry in ENTRIES} == TABLES.keys()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["files"])
def test_required_columns_are_supplied_and_none_is_invented(entry: dict[str, Any]) -> None:
    table = TABLES[entry["table"]]
    assert set(table.required) <= set(entry["columns"]) <= set(table.columns)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["table"])
def test_source_columns_stand_in_every_file(entry: dict[str, Any], city: City) -> None:
    files = sorted(city.out.glob(entry["files"]))
    assert len(files) == (len(city.months) if "*" in entry["files"] else 1)
    for file in files:
        scan = pl.scan_parquet if file.suffix == ".parquet" else pl.scan_csv
        assert source_columns(entry) <= set(scan(file).collect_schema())


def test_the_truth_is_never_ingested(city: City) -> None:
    hidden = [file.name for file in (city.out / "truth").iterdir()]
    assert sorted(hidden) == ["claims.parquet", "edits.parquet", "schemes.csv"]
    for entry in ENTRIES:
        assert not any(fnmatch(name, entry["files"]) for name in hidden)
