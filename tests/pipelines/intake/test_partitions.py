from pathlib import Path

import polars as pl
import pytest
from pyarrow import parquet

from features.contract import TABLES
from pipelines.intake import partitions
from pipelines.intake.partitions import Partition

CASE = TABLES["case"]
OUTCOME = CASE.dtypes["outcome"]


def _held(path: Path, **outcomes: str) -> Path:
    frame = pl.DataFrame({"case_id": list(outcomes), "outcome": list(outcomes.values())})
    frame.with_columns(pl.col("outcome").cast(OUTCOME)).write_parquet(path)
    return path


def _changes(path: Path, **sources: str | None) -> Path:
    """Changed cases with a source; a case whose source is None leaves."""
    frame = pl.DataFrame({"case_id": list(sources), "source": list(sources.values())})
    frame.with_columns(_stays=pl.col("source").is_not_null()).write_parquet(path)
    return path


def _partition(held: list[Path], changes: list[Path]) -> Partition:
    return Partition(CASE, held, changes, ["case_id", "outcome", "source"], ["case_id"])


def test_changed_keys_have_only_their_changed_rows(tmp_path: Path) -> None:
    held = _held(tmp_path / "held", A="confirmed", B="cleared", C="confirmed")
    changes = [_changes(tmp_path / "one", B="s", C=None), _changes(tmp_path / "two", AA="t")]
    target = tmp_path / "month=all" / "part.parquet"
    _partition([held], changes).write(target, 100)
    written = pl.read_parquet(target)
    assert written.rows() == [("A", "confirmed", None), ("AA", None, "t"), ("B", None, "s")]
    assert written.schema["outcome"] == OUTCOME


def test_a_partition_that_loses_its_last_row_is_written_empty(tmp_path: Path) -> None:
    held = _held(tmp_path / "held", A="cleared")
    _partition([held], [_changes(tmp_path / "one", A=None)]).write(tmp_path / "part", 100)
    assert pl.read_parquet(tmp_path / "part").schema == {
        name: CASE.dtypes[name] for name in ("case_id", "outcome", "source")
    }
    assert pl.read_parquet(tmp_path / "part").is_empty()


def test_a_column_can_be_added_without_any_change_of_rows(tmp_path: Path) -> None:
    held = _held(tmp_path / "held", A="cleared")
    _partition([held], []).write(tmp_path / "part", 100)
    assert pl.read_parquet(tmp_path / "part").rows() == [("A", "cleared", None)]


def test_row_groups_are_full_whatever_the_ranges(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partitions, "ROW_GROUP", 4)
    parts = [_changes(tmp_path / f"{n}", **{f"{n}{i}": "s" for i in range(3)}) for n in range(3)]
    _partition([], parts).write(tmp_path / "part", 1)
    found = parquet.read_metadata(tmp_path / "part")
    assert [found.row_group(n).num_rows for n in range(found.num_row_groups)] == [4, 4, 1]


def test_a_failure_while_rows_are_read_is_told(tmp_path: Path) -> None:
    held = _held(tmp_path / "held", A="cleared", B="cleared")
    partition = _partition([held], [])
    held.write_bytes(held.read_bytes()[:4] + b"?" * 20 + held.read_bytes()[24:])
    with pytest.raises(pl.exceptions.PolarsError):
        partition.write(tmp_path / "part", 100)
