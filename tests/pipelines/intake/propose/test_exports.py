"""Proposing for whole exports: the simulated city, and foreign claims where they are at hand."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from features.contract import TABLES
from pipelines import Workspace
from pipelines.errors import InputError
from pipelines.intake import Mapping, load_mapping
from pipelines.intake.propose import Aliases, Proposal, mapping_text, propose, propose_from
from pipelines.intake.sources.parquet import ParquetFile
from pipelines.intake.sources.source import Batch

ROOT = Path(__file__).parents[4]
GOLDEN = ROOT / "tests/golden/map_city.toml"
MEDICARE = ROOT.parent / "shared/data/medicare_claims"

Write = Callable[..., Any]


@pytest.fixture(scope="session")
def city(city_exports: Path) -> Proposal:
    return propose([city_exports])


@pytest.fixture
def by_hand() -> Mapping:
    return load_mapping(ROOT / "config/mappings/simulated_city.toml")


def sources(mapping: Mapping) -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (table.table.name, column): source.columns
        for table in mapping.tables
        for column, source in table.columns.items()
    }


def test_the_citys_mapping_is_found_and_nothing_sure_is_wrong(
    city: Proposal, by_hand: Mapping
) -> None:
    wanted = sources(by_hand)
    found = {
        (table.table.name, each.column): each for table in city.tables for each in table.columns
    }
    right = [key for key, columns in wanted.items() if (found[key].source,) == columns]
    assert len(right) >= 0.95 * len(wanted)
    assert all(key in right for key in wanted if found[key].confidence == "sure")


def test_the_citys_files_are_grouped_as_by_hand(city: Proposal, by_hand: Mapping) -> None:
    assert {(each.table.name, each.files) for each in city.tables} == {
        (each.table.name, each.files) for each in by_hand.tables
    }
    assert city.missing_tables == ()


def test_the_citys_proposal_as_written(city: Proposal) -> None:
    assert mapping_text(city, "city") == GOLDEN.read_text(encoding="utf-8")


def test_the_citys_proposal_loads(city: Proposal, tmp_path: Path) -> None:
    path = tmp_path / "city.toml"
    path.write_text(mapping_text(city, "city"), encoding="utf-8")
    assert {table.table.name for table in load_mapping(path).tables} == {
        each.table.name for each in city.tables
    }


def test_the_truth_is_not_proposed(city: Proposal) -> None:
    assert {each.name for each in city.unrecognised} >= {"claims.parquet", "schemes.csv"}


def test_a_file_without_a_header_gives_away_none_of_its_cells(
    write: Write, aliases: Aliases
) -> None:
    source = write("setl_d.csv", "S1,V1,张三,13800000000", "S2,V2,李四,13800000001")
    found = propose_from([source], aliases)
    assert found.tables == ()
    assert "张三" not in mapping_text(found, "m") + str(found)


def test_a_source_that_cannot_be_read_is_told_and_left_out(
    write: Write, aliases: Aliases, tmp_path: Path
) -> None:
    nothing = tmp_path / "empty.parquet"
    nothing.touch()
    empty = ParquetFile(nothing)
    good = write("psn.csv", "psn_no,gend", "P1,男")
    found = propose_from([empty, good], aliases)
    assert [each.table.name for each in found.tables] == ["psn"]
    assert [each.name for each in found.unrecognised] == ["empty.parquet"]


@dataclass(frozen=True)
class Damaged:
    """A source whose header can be read and whose rows cannot."""

    name: str

    def columns(self) -> list[str]:
        return ["dr_code", "fixmedins_code"]

    def batches(self, _: Sequence[str]) -> Iterator[Batch]:
        raise InputError(f"{self.name}: the file is damaged; copy it again")


def test_rows_that_cannot_be_read_are_told_and_left_out(write: Write, aliases: Aliases) -> None:
    found = propose_from([Damaged("dr.csv"), write("psn.csv", "psn_no,gend", "P1,男")], aliases)
    assert [each.table.name for each in found.tables] == ["psn"]
    (other,) = found.unrecognised
    assert (other.name, other.why.en) == (
        "dr.csv", "unreadable: the file is damaged; copy it again",
    )  # fmt: skip


def lake(root: Path, exports: Path, mapping: Path) -> dict[str, pl.DataFrame]:
    """The tables of the lake that `mapping` makes of the exports."""
    workspace = Workspace(root)
    report = workspace.ingest([exports], mapping)
    assert all(of.read == of.kept + of.quarantined for of in report.tables.values())
    return {
        name: pl.read_parquet(sorted(root.glob(f"lake/{name}/*/*.parquet"))).sort(TABLES[name].key)
        for name, of in report.tables.items()
        if of.new
    }


def every_third_month(exports: Path, folder: Path) -> Path:
    """The registers, and the claims of 2024-01, 2024-04, 2024-07 and 2024-10."""
    folder.mkdir()
    for path in exports.iterdir():
        month = re.search(r"_2024-(\d\d)", path.name)
        if path.is_file() and (month is None or int(month[1]) % 3 == 1):
            (folder / path.name).symlink_to(path)
    return folder


@pytest.mark.slow
def test_the_citys_proposal_unchanged_gives_the_lake_of_the_mapping_by_hand(
    city: Proposal, city_exports: Path, tmp_path: Path
) -> None:
    path = tmp_path / "city.toml"
    path.write_text(mapping_text(city, "city"), encoding="utf-8")
    exports = every_third_month(city_exports, tmp_path / "exports")
    proposed = lake(tmp_path / "proposed", exports, path)
    by_hand = lake(tmp_path / "by_hand", exports, ROOT / "config/mappings/simulated_city.toml")
    assert list(proposed) == list(by_hand)
    for name, rows in by_hand.items():
        assert_frame_equal(proposed[name].select(rows.columns), rows)


def test_tables_come_in_the_order_of_the_contract(city: Proposal) -> None:
    names = [each.table.name for each in city.tables]
    assert names == sorted(names, key=list(TABLES).index)


@pytest.mark.real
def test_foreign_claims_get_an_answer_that_promises_little() -> None:
    if not MEDICARE.exists():
        pytest.skip("the Medicare claims are not beside the checkout")
    found = propose([MEDICARE])
    tables = {each.table.name: each for each in found.tables}
    assert {"mdtrt", "psn"} <= set(tables)
    assert "setl" in found.missing_tables or tables["setl"].missing
    person = {each.column: each.source for each in tables["psn"].columns}
    assert (person["psn_no"], person["gend"], person["brdy"]) == ("BeneID", "Gender", "DOB")
    assert "NA" in tables["psn"].null_values
