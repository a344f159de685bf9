"""Any combination of damage: every row is accounted for, and sound rows stay what they are."""

import tempfile
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from features.contract import TABLES
from pipelines.intake import IngestReport, ingest, load_mapping
from pipelines.store import Store

ODD = (
    "", " ", "0", "-", "无", "NULL", "\u3000", "１２．５", "1.0", "01", "-5", "1E+20",
    "1.23456789012346E+17", "2025-02-30", "2025/1/5", "20250105", "1174-01-01", "是", '="7"', "'7",
    "¥9", "a,b", 'a"b', '"', "a\nb", "\0", "张三", "\ufeff", "x" * 300,
)  # fmt: skip
"""Cells as real exports have them; none is a key of the sound export."""

Tables = dict[str, list[dict[str, str]]]
Edit = tuple[str, int, int, str]


def edits(tables: Tables) -> st.SearchStrategy[list[Edit]]:
    """Changes of cells: (table, row, column, text)."""
    cell = st.sampled_from(sorted(tables)).flatmap(
        lambda table: st.tuples(
            st.just(table),
            st.integers(0, len(tables[table]) - 1),
            st.integers(0, len(tables[table][0]) - 1),
            st.sampled_from(ODD),
        )
    )
    return st.lists(cell, max_size=8)


def ingested(export: Any, described: str, root: Path) -> tuple[Store, IngestReport]:
    store = Store(root / "workspace")
    mapping = root / "mapping.toml"
    mapping.write_text(described, encoding="utf-8")
    return store, ingest(store, [export.write(root / "exports")], load_mapping(mapping))


@given(data=st.data(), encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
@settings(max_examples=30)
def test_every_row_is_accounted_for_and_sound_rows_stay(
    data: st.DataObject, encoding: str, new_export: Any, described: str, sound_lake: dict[str, Any]
) -> None:
    export = new_export()
    touched = set()
    for table, row, column, text in data.draw(edits(export.rows)):
        export.set(table, row, **{list(export.rows[table][row])[column]: text})
        touched.add((table, row))
    for table in export.rows:
        export.instead(table, export.text(table).encode(encoding))
    with tempfile.TemporaryDirectory() as place:
        store, report = ingested(export, described, Path(place))
        for name, of in report.tables.items():
            assert of.read == of.kept + of.quarantined == len(export.rows[name])
            safe = [row for n, row in enumerate(export.rows[name]) if (name, n) not in touched]
            keys = pl.DataFrame(safe).select(TABLES[name].key) if safe else None
            if keys is not None:
                assert _of(store.lake(name).collect(), keys).equals(_of(sound_lake[name], keys))


def _of(rows: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    return rows.join(keys, on=keys.columns, how="semi").sort(keys.columns)
