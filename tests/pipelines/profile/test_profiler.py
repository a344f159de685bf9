"""Months as the unit of work: what is kept, what is made again, and that it is equal."""

import re
from pathlib import Path

import polars as pl
import polars.testing
import pytest

from features.contract import LEVELS
from features.encounters import VALID
from features.windows import first_day
from pipelines import Workspace
from pipelines.engine import Engine
from pipelines.profile import HITS, Profiler
from pipelines.profile.kept import DOCTOR_DAYS
from pipelines.settings import load_reference
from tests.conftest import copy_of


def _bytes(ws: Workspace, *folders: str) -> dict[str, bytes]:
    return {
        path.relative_to(ws.root).as_posix(): path.read_bytes()
        for folder in folders
        for path in sorted((ws.root / folder).rglob("*.parquet"))
    }


@pytest.mark.slow
def test_month_by_month_equals_from_scratch(
    done: Workspace, ingested: Workspace, tmp_path: Path
) -> None:
    at_once = done
    step_by_step = copy_of(ingested, tmp_path / "steps")
    for month in ("2024-06", "2024-11", "2025-02"):
        step_by_step.profile(month)
    earlier = _bytes(step_by_step, "encounters", "hits")
    kept = _bytes(at_once, "encounters", "hits")
    assert kept == {name: earlier[name] for name in kept}, "signals look back before the window"
    assert at_once.rings("2025-02").equals(step_by_step.rings("2025-02"))
    for level in LEVELS:
        pl.testing.assert_frame_equal(
            at_once.profiles(level, "2025-02"), step_by_step.profiles(level, "2025-02")
        )


def test_a_second_run_makes_nothing_again(done: Workspace, month: str) -> None:
    made = sorted((done.root / "encounters").rglob("*")) + sorted((done.root / "hits").rglob("*"))
    before = {path: path.stat().st_mtime_ns for path in made}
    done.profile(month)
    assert {path: path.stat().st_mtime_ns for path in made} == before


def _until_june(exports: Path, folder: Path) -> Path:
    """The registers, and the claims of the first six months."""
    folder.mkdir()
    for path in exports.iterdir():
        if path.is_file() and not re.search("_2025-|_2024-(0[7-9]|1)", path.name):
            (folder / path.name).symlink_to(path)
    return folder


def test_a_late_claim_changes_its_month_and_the_window(
    exports: Path, mapping: Path, tmp_path: Path
) -> None:
    half = _until_june(exports, tmp_path / "half")
    early = _until_june(exports, tmp_path / "early")
    late = early / "setl_d_2024-03.csv"
    late.unlink()
    rows = (half / late.name).read_text(encoding="utf-8-sig").splitlines(keepends=True)
    late.write_text("".join(rows[:-40]), encoding="utf-8")

    ws = Workspace(tmp_path / "ws")
    ws.ingest([early], mapping)
    ws.profile("2024-06")
    other = ws.store.partition("encounters", "2024-05", "visits.parquet").stat().st_mtime_ns
    ws.ingest([half / late.name], mapping)
    ws.profile("2024-06")

    whole = Workspace(tmp_path / "whole")
    whole.ingest([half], mapping)
    whole.profile("2024-06")
    folders = ("encounters", "hits", "rings", "profiles")
    assert _bytes(ws, *folders) == _bytes(whole, *folders)
    untouched = ws.store.partition("encounters", "2024-05", "visits.parquet")
    assert untouched.stat().st_mtime_ns == other


def test_an_encounter_has_its_lines_of_months_before_the_first_settlement(
    ingested: Workspace, tmp_path: Path
) -> None:
    ws = copy_of(ingested, tmp_path / "ws")
    *before, first = ws.store.months("lake/setl")[:3]
    for month in before:
        ws.store.drop("lake/setl", month)
    ws.profile(first)
    charged = ws.store.lake("fee", [*before, first]).filter(VALID)
    lines = charged.group_by("mdtrt_id").agg(
        charged=pl.col("det_item_fee_sumamt").sum(), began=pl.col("fee_ocur_time").min()
    )
    profiler = Profiler(ws.store, ws.settings, Engine())
    seen = profiler.encounters(first, [first]).join(lines, on="mdtrt_id").collect()
    assert seen.filter(pl.col("began") < first_day(first)).height > 0
    assert seen["lines_fen"].to_list() == seen["charged"].to_list()


def test_own_pay_in_a_bill_from_before_the_first_settlement_is_told(
    ingested: Workspace, tmp_path: Path
) -> None:
    """Nobody else sees the lines of months that hold no settlements."""
    ws = copy_of(ingested, tmp_path / "ws")
    early, first = ws.store.months("lake/setl")[:2]
    ws.store.drop("lake/setl", early)
    settled = ws.store.lake("setl", [first]).select("mdtrt_id")
    fee = ws.store.lake("fee", [early]).collect()
    late = fee.lazy().join(settled, on="mdtrt_id", how="semi").filter(pl.col("inscp_scp_amt") > 0)
    line = late.collect()["feedetl_sn"][0]
    tonic = load_reference(first)["own_pay_items"].collect()["med_list_codg"][0]
    item = pl.when(pl.col("feedetl_sn") == line).then(pl.lit(tonic)).otherwise("med_list_codg")
    ws.store.write("lake/fee", early, fee.with_columns(med_list_codg=item))
    ws.profile(first)
    told = ws.store.scan(HITS, [first]).filter(pl.col("feedetl_sn") == line).collect()
    assert told["signal"].to_list() == ["own_pay_covered"]
    assert ws.store.scan(DOCTOR_DAYS).collect()["day"].min() >= first_day(first)


def test_every_available_feature_has_a_column_and_every_other_a_reason(
    done: Workspace, month: str
) -> None:
    from features.catalogue import features_of

    unavailable = done.unavailable(month)
    for level in LEVELS:
        columns = set(done.profiles(level, month).columns)
        for feature in features_of(level):
            assert (feature.name in columns) != (feature.name in unavailable[level])
