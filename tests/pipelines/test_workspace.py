"""The job from end to end, on a small city."""

import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from features.catalogue import PROFILE_LEVELS
from features.contract import LEVELS
from pipelines import InputError, Workspace
from pipelines.registry.versions import load
from pipelines.score import read_scores
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


@pytest.mark.parametrize("level", LEVELS)
def test_every_score_is_its_base_and_its_contributions(
    done: Workspace, month: str, level: str
) -> None:
    scored = read_scores(done.store, level, month)
    bundle = load(level, str(scored.model_number)).bundle
    known = scored.table.filter(pl.col("score").is_not_null())
    everyone = known.get_column("entity_id").to_list()
    shares = bundle.contributions(done.profiles(level, month), everyone)
    sums = shares.frame.group_by("entity_id").agg(pl.col("contribution").sum() + shares.base)
    gap = (
        known.filter(pl.col("entity_id").is_in(everyone))
        .join(sums, on="entity_id")
        .select((pl.col("score") - pl.col("contribution")).abs())
        .to_series()
    )
    assert len(gap) == len(everyone) > 0
    assert gap.max() <= 1e-6


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


def test_explain_goes_from_the_score_down_to_the_claims(
    done: Workspace, month: str, tmp_path: Path
) -> None:
    best = done.score(month, "institution").row(0, named=True)
    told = done.explain(best["entity_id"], month)
    assert told.level == "institution"
    assert told.base + told.table()["contribution"].sum() == pytest.approx(best["score"], abs=1e-6)
    assert set(told.claims()["fixmedins_code"]) == {best["entity_id"]}
    assert told.waterfall().startswith("<svg")
    page = told.to_html(tmp_path / "one.html")
    assert best["entity_id"] in page.read_text(encoding="utf-8")
    assert page.stat().st_mode & 0o077 == 0


def test_a_draw_is_repeated_from_its_files(done: Workspace, month: str, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    listed = read_listing(done.root / f"targets/{month}/targets.csv").filter(level="institution")
    barred = listed["entity_id"][0]
    roster.write_text(
        f"inspector_id,name,recusals\ni1,张三,{barred}\ni2,李四,\ni3,王五,\n", encoding="utf-8"
    )
    ws = copy_of(done, tmp_path / "drawn")
    drawn = ws.draw(month, roster)
    assert set(drawn.targets["mode"]) == {"random"}
    assert {one.target.entity_id for one in drawn.parties} == set(listed["entity_id"])
    (party,) = (one for one in drawn.parties if one.target.entity_id == barred)
    assert party.inspectors == ("i2", "i3")
    assert [path.name for path in drawn.files] == ["institution.json", "inspectors.json"]
    for path in drawn.files:
        assert ws.verify_draw(path) == []
        assert "张三" not in path.read_text(encoding="utf-8")


def test_a_policy_that_cannot_be_met_leaves_the_last_list(
    done: Workspace, month: str, tmp_path: Path
) -> None:
    policy = tmp_path / "all.toml"
    policy.write_text('[[quotas]]\nname = "全部"\nleast = 99999\n', encoding="utf-8")
    before = (done.root / f"targets/{month}/targets.csv").read_bytes()
    with pytest.raises(InputError, match="全部: 99999 wanted"):
        done.targets(month, policy)
    assert (done.root / f"targets/{month}/targets.csv").read_bytes() == before


def test_claims_named_as_evidence_exist_in_the_lake(done: Workspace, month: str) -> None:
    hits = done.store.scan("hits").collect()
    assert hits.height > 0
    # Who still lies in a ward has lines and an encounter but no settlement yet.
    for table, key in (("fee", "feedetl_sn"), ("mdtrt", "mdtrt_id"), ("setl", "setl_id")):
        known = done.store.lake(table).select(key).collect().to_series()
        assert hits[key].drop_nulls().is_in(known.implode()).all(), key


@pytest.mark.parametrize("level", PROFILE_LEVELS)
def test_every_profiled_level_can_be_read(done: Workspace, month: str, level: str) -> None:
    assert done.profiles(level, month).height > 0
    assert set(done.alerts(month, level)["level"]) <= {level}


def test_alerts_of_all_levels_come_with_the_definite_first(done: Workspace, month: str) -> None:
    alerts = done.alerts(month)
    assert alerts.height == sum(done.alerts(month, level).height for level in PROFILE_LEVELS) > 0
    assert alerts["certainty"].is_sorted()


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


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda ws: ws.profile("2031-01"), "no settlements in 2031-01"),
        (lambda ws: ws.explain("x", "2024-03"), "2024-03 has no scores"),
        (lambda ws: ws.profile("2025-13"), "a month is written YYYY-MM"),
        (lambda ws: ws.score("2024-03"), "2024-03 has no institution profiles"),
        (lambda ws: ws.explain("H000", "2025-02"), "no entity 'H000'"),
        (lambda ws: ws.score("2025-02", "hospital"), "no level 'hospital'"),
        (lambda ws: ws.score("2025-02", "department"), "no level 'department'"),
        (lambda ws: ws.profiles("ward", "2025-02"), "no level 'ward'.*department, clerk"),
        (lambda ws: ws.alerts("2025-02", "ward"), "no level 'ward'"),
        (lambda ws: ws.alerts("2024-03"), "2024-03 is not profiled"),
        (lambda ws: ws.score("2025-02", "doctor", "99"), "no version or alias '99'"),
        (lambda ws: ws.targets("2024-05"), "2024-05 has no scores"),
        (lambda ws: ws.targets("2025-02", "nowhere.toml"), "nowhere.toml"),
    ],
)
def test_a_wrong_call_gets_one_clear_message(
    done: Workspace, call: Callable[[Workspace], object], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        call(done)


def test_an_empty_workspace_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="run `feijian ingest` first"):
        Workspace(tmp_path / "none").profile()


def test_identifiers_that_look_like_numbers_stay_text(done: Workspace, month: str) -> None:
    table = read_listing(done.root / f"targets/{month}/targets.csv")
    assert table.schema["entity_id"] == table.schema["area"] == pl.String
    assert table.schema["probability"] == pl.Float64


def test_another_language_retells_every_reason(done: Workspace, month: str) -> None:
    scored = {"doctor": read_scores(done.store, "doctor", month)}
    english = Workspace(done.root, lang="en")
    inputs = english._inputs(month, english._policy(None), scored)
    texts = inputs.levels["doctor"].reasons.collect()["text"].str.join(" ").item()
    assert "median" in texts
    assert "中位数" not in texts


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


def test_a_city_can_be_simulated_from_a_workspace(tmp_path: Path) -> None:
    told: list[str] = []
    ws = Workspace(tmp_path / "ws", progress=lambda what, _done, _of: told.append(what))
    city = ws.simulate(tmp_path / "city", persons=40, months=6, seed=2)
    assert (city.persons, city.schemes) == (40, 0)
    assert (tmp_path / "city" / "truth" / "schemes.csv").exists()
    assert told == list(city.months)
