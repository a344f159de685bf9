"""The job from end to end, on a small city."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from features.contract import LEVELS
from pipelines import InputError, Workspace
from pipelines.targets.listing import read_listing
from tests.conftest import SMALL, copy_of


def test_the_list_has_every_level_and_the_columns_others_rely_on(
    done: Workspace, month: str
) -> None:
    table = pl.read_csv(done.root / f"targets/{month}/targets.csv")
    assert table.columns == [
        "rank", "level", "entity_id", "entity_name", "area", "month", "score", "percentile",
        "probability", "risk_tier", "mode", "inclusion_probability", "violations", "reason_1",
        "reason_2", "reason_3", "amount_at_issue_yuan", "hits", "model_version", "dossier",
        "alerts", "rings", "sources", "model_rank", "tips", "prior_confirmed", "last_outcome",
        "expected_amount_yuan", "families",
    ]  # fmt: skip
    assert set(table["level"]) == set(LEVELS)
    assert (done.root / f"targets/{month}" / table["dossier"][0]).exists()


def test_the_same_command_twice_gives_the_same_bytes(done: Workspace, month: str) -> None:
    folder = done.root / f"targets/{month}"
    names = ["targets.csv", "draw.csv", "targets.html", "targets.xlsx", "manifest.json"]
    before = {name: (folder / name).read_bytes() for name in names}
    done.score(month)
    done.targets(month)
    assert {name: (folder / name).read_bytes() for name in names} == before


@pytest.mark.slow
def test_shuffled_rows_of_the_exports_give_the_same_list(
    done: Workspace, exports: Path, mapping: Path, month: str, tmp_path: Path
) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(exports, raw, ignore=shutil.ignore_patterns("truth"))
    for path in raw.glob("*.csv"):
        pl.read_csv(path, infer_schema=False).sample(fraction=1, shuffle=True, seed=1).write_csv(
            path
        )
    for path in raw.glob("*.parquet"):
        pl.read_parquet(path).sample(fraction=1, shuffle=True, seed=2).write_parquet(path)
    again = Workspace(tmp_path / "workspace")
    again.root.mkdir()
    (again.root / "feijian.toml").write_text(SMALL)
    again.ingest([raw], mapping)
    for level in LEVELS:
        trained = again.train(level, month)
        assert not trained.version.is_new, "the same rows must give the same model"
    again.run(month)
    name = f"targets/{month}/targets.csv"
    assert (again.root / name).read_bytes() == (done.root / name).read_bytes()


def test_a_policy_that_cannot_be_met_leaves_the_last_list(
    done: Workspace, month: str, tmp_path: Path
) -> None:
    policy = tmp_path / "all.toml"
    policy.write_text('[[quotas]]\nname = "全部"\nleast = 99999\n', encoding="utf-8")
    before = (done.root / f"targets/{month}/targets.csv").read_bytes()
    with pytest.raises(InputError, match="全部: 99999 wanted"):
        done.targets(month, policy)
    assert (done.root / f"targets/{month}/targets.csv").read_bytes() == before


def test_the_list_names_the_rules_of_its_targets_and_their_departments(
    done: Workspace, month: str
) -> None:
    alerts = done.alerts(month).with_columns(pl.col("entity_id").str.split("/").list.first())
    table = read_listing(done.root / f"targets/{month}/targets.csv")
    own = table["level"].replace("institution", "department")
    for row, part in zip(table.to_dicts(), own, strict=True):
        of = alerts.filter(
            pl.col("level").is_in([row["level"], part]), pl.col("entity_id") == row["entity_id"]
        )
        assert (row["alerts"] or "") == "|".join(sorted(set(of["rule"])))


def test_identifiers_that_look_like_numbers_stay_text(done: Workspace, month: str) -> None:
    table = read_listing(done.root / f"targets/{month}/targets.csv")
    assert table.schema["entity_id"] == table.schema["area"] == pl.String
    assert table.schema["probability"] == pl.Float64


def test_a_lead_below_the_explained_has_its_violations_too(
    done: Workspace, month: str, tmp_path: Path
) -> None:
    few = copy_of(done, tmp_path / "few")
    (few.root / "feijian.toml").write_text(SMALL.replace("institution = 60", "institution = 2"))
    few = Workspace(few.root)
    few.score(month, "institution")
    few.targets(month)
    columns = ["entity_id", "violations", "risk_tier", "reason_1"]
    both = [read_listing(ws.root / f"targets/{month}/targets.csv") for ws in (done, few)]
    first, second = (t.filter(pl.col("level") == "institution").select(columns) for t in both)
    assert first.equals(second)
