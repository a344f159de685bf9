"""Damaged exports give the lake of sound ones, less the rows that nobody can read."""

from pathlib import Path

import polars as pl
import pytest

from pipelines import Workspace
from pipelines.city import simulate
from pipelines.intake.report import IngestReport

TABLES = {"setl_d": ("setl", "setl_id"), "mdtrt_d": ("mdtrt", "mdtrt_id")}


Ingested = tuple[Workspace, IngestReport]
Both = tuple[Path, Ingested, Ingested]
HIT = ("setl", "mdtrt", "diag")


def ingested(raw: Path, root: Path, mapping: Path) -> tuple[Workspace, IngestReport]:
    ws = Workspace(root)
    return ws, ws.ingest([raw], mapping)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, mapping: Path) -> Both:
    root = tmp_path_factory.mktemp("defects")
    for name, defects in (("sound", False), ("damaged", True)):
        simulate(root / name, persons=300, months=6, seed=5, defects=defects)
    sound, damaged = (
        ingested(root / name, root / f"ws-{name}", mapping) for name in ("sound", "damaged")
    )
    return root, sound, damaged


def lake(ws: Workspace, table: str) -> pl.DataFrame:
    return pl.read_parquet(ws.root / "lake" / table / "**/*.parquet", hive_partitioning=False)


@pytest.mark.parametrize(("export", "names"), TABLES.items(), ids=TABLES)
def test_only_what_nobody_can_read_is_missing(
    export: str,
    names: tuple[str, str],
    both: Both,
) -> None:
    root, (sound, _), (damaged, _) = both
    table, key = names
    defects = pl.read_parquet(root / "damaged" / "truth" / "defects.parquet")
    lost = defects.filter(pl.col("file").str.starts_with(export), pl.col("fate") == "quarantined")[
        "key"
    ]
    whole = lake(sound, table)
    left = whole.filter(~pl.col(key).is_in(lost.implode()))
    assert 0 < len(lost) < len(whole) / 20
    assert lake(damaged, table).sort(key).equals(left.sort(key))


def test_nothing_is_lost(
    both: Both,
) -> None:
    root, (_, before), (_, after) = both
    defects = pl.read_parquet(root / "damaged" / "truth" / "defects.parquet")
    count = dict(defects["fate"].value_counts().iter_rows())
    for report in (before, after):
        for each in report.tables.values():
            assert each.read == each.kept + each.quarantined
    more = sum(
        after.tables[t].quarantined - before.tables[t].quarantined
        for t in ("setl", "mdtrt", "diag")
    )
    assert more == count["quarantined"]
    read = sum(after.tables[t].read - before.tables[t].read for t in HIT)
    assert read == count["repeated"]


def test_files_come_in_several_forms_and_repeat_to_the_byte(tmp_path: Path) -> None:
    for name in ("one", "two"):
        simulate(tmp_path / name, persons=100, months=7, seed=1, defects=True)
    one, two = (
        {p.name: p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()}
        for n in ("one", "two")
    )
    assert one == two
    starts = {content[:2] for name, content in one.items() if "_d_" in name}
    assert len(starts) > 3
