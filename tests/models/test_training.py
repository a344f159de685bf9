import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from models import anomaly
from models.bundle import Bundle
from models.description import Description
from models.explanation import explain
from models.labels import label
from models.training import Plan, Training, train

REAL = Path(__file__).parents[3] / "shared/data/medicare_claims/labelled"


def overall(training: Training, ranking: str) -> dict[str, Any]:
    return training.evaluation.row(
        by_predicate=(pl.col("fold") == "all") & (pl.col("ranking") == ranking), named=True
    )


def test_what_was_planted_is_found_and_beats_size(training: Training) -> None:
    model, size = overall(training, "model"), overall(training, "size")
    assert model["average_precision"] > 0.9
    assert size["average_precision"] < 0.6
    assert model["lift_in_size_bands"] > 1.5
    assert training.bundle.joint.calibrated


def test_the_facts_tell_how_it_was_made(training: Training) -> None:
    facts = training.bundle.facts
    assert facts["made_by"] == "tests"
    assert facts["months"] == ["2024-06", "2024-09", "2024-12"]
    assert facts["entities"] == {"cleared": 30, "confirmed": 15, "unlabelled": 15}
    assert facts["split"] == "time_forward"
    assert facts["plan"]["params"]["rounds"] == 20
    assert facts["calibration"]["brier"] < facts["calibration"]["blind"]
    judged = training.judged.get_column("entity_id").n_unique()
    assert sum(band["n"] for band in facts["calibration"]["reliability"]) == judged
    assert {row["ranking"] for row in facts["evaluation"]} == {"model", "case", "anomaly", "size"}


def test_nobody_is_judged_by_outcomes_known_before(
    training: Training, labelled: pl.DataFrame
) -> None:
    judged = training.judged.join(labelled, on=["entity_id", "month"])
    cut_off = pl.concat_str("fold", pl.lit("-01")).str.to_date()
    assert judged.height == training.judged.height
    assert judged.select((pl.col("known") >= cut_off).all()).item()


def test_a_fold_is_judged_by_the_forest_of_its_month(
    training: Training,
    snapshots: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
) -> None:
    for month, rows in training.judged.group_by("month"):
        profile = snapshots.filter(pl.col("month") == month[0])
        forest = anomaly.fit(profile, descriptions, trees=plan.trees, seed=plan.seed)
        judged = profile.join(rows, on="entity_id", how="semi").sort("entity_id")
        assert forest.anomaly(judged) == pytest.approx(rows.sort("entity_id")["anomaly"].to_numpy())


def test_equal_input_in_any_order_gives_equal_bytes(
    training: Training,
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
) -> None:
    again = train(
        snapshots.sample(fraction=1.0, shuffle=True, seed=8),
        labelled.reverse(),
        descriptions[::-1],
        plan,
        {"made_by": "tests"},
    )
    assert again.bundle.dump() == training.bundle.dump()
    assert again.evaluation.equals(training.evaluation)


def test_shuffled_outcomes_give_no_lift(
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
) -> None:
    rng = np.random.default_rng(11)
    found = []
    for seed in range(3):
        names = labelled["entity_id"].unique().sort()
        swapped = dict(zip(names, rng.permutation(names.to_numpy()), strict=True))
        mixed = labelled.with_columns(pl.col("entity_id").replace_strict(swapped))
        figures = overall(train(snapshots, mixed, descriptions, replace(plan, seed=seed)), "case")
        found.append(figures["average_precision"] / (figures["confirmed"] / figures["n"]))
    assert np.mean(found) < 1.7


def test_what_was_not_known_at_the_cut_is_refused(
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
) -> None:
    with pytest.raises(ValueError, match=r"profiles of 2024-12 are from after the cut at 2024-11"):
        train(snapshots, labelled, descriptions, plan, as_of=dt.date(2024, 11, 1))
    told = labelled.with_columns(known=pl.lit(dt.date(2024, 12, 1)))
    with pytest.raises(ValueError, match=r"outcomes were known on 2024-12-01 or later"):
        train(snapshots, told, descriptions, plan, as_of=dt.date(2024, 12, 1))


def test_what_tells_of_outcomes_is_no_feature(
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
) -> None:
    leak = replace(descriptions[0], tier="outcome")
    with pytest.raises(ValueError, match=f"not from claims, so nothing to learn from: {leak.name}"):
        train(snapshots, labelled, [leak, *descriptions[1:]], plan)


def test_the_peers_are_kept_with_the_model(
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
    peers: pl.DataFrame,
    profile: pl.DataFrame,
) -> None:
    bundle = train(snapshots, labelled, descriptions, plan, peers=peers.reverse()).bundle
    again = Bundle.load(bundle.dump())
    assert again.reference.equals(peers)
    assert again.dump() == bundle.dump()
    told = explain(again, profile, None, ["H0002"]).reasons
    assert told.equals(explain(bundle, profile, peers, ["H0002"]).reasons)


def test_too_few_outcomes_fall_back_to_the_anomaly_and_say_so(
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
    profile: pl.DataFrame,
) -> None:
    few = labelled.with_columns(
        pl.when(pl.col("entity_id").is_in(["H0001", "H0002", "H0020", "H0021"]))
        .then("outcome")
        .alias("outcome")
    )
    training = train(snapshots, few, descriptions, plan)
    bundle = training.bundle
    assert bundle.cases is None
    assert bundle.facts["no_case_model"] == "2 confirmed entities known, 8 are needed"
    assert bundle.score(profile, "1")["probability"].is_null().all()
    assert overall(training, "model")["n"] == 4
    assert bundle.dump()


def test_without_any_outcome_there_is_still_a_list(
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
    profile: pl.DataFrame,
) -> None:
    blank = labelled.with_columns(outcome=pl.lit(None, pl.String), known=pl.lit(None, pl.Date))
    training = train(snapshots, blank, descriptions, replace(plan, size=None))
    assert training.evaluation.is_empty()
    assert set(training.bundle.score(profile, "1")["entity_id"].head(15)) & {
        f"H{i:04}" for i in range(15)
    }


def test_a_single_month_is_judged_by_held_out_entities(
    profile: pl.DataFrame,
    make_cases: Callable[[], pl.DataFrame],
    descriptions: tuple[Description, ...],
    plan: Plan,
) -> None:
    labelled = label(profile, make_cases(), as_of=dt.date(2025, 1, 1), window_months=12)
    training = train(profile, labelled, descriptions, plan)
    assert training.bundle.facts["split"] == "grouped"
    assert overall(training, "model")["n"] == 45


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.skipif(not REAL.exists(), reason="needs ../shared/data/medicare_claims")
def test_on_real_claims_the_model_beats_size() -> None:
    profile, labelled = real_hospitals()
    names = [name for name in profile.columns if f"{name}_z" in profile.columns]
    descriptions = [Description(n, "count", n, n, REAL_FEATURES[n], ()) for n in names]
    training = train(
        profile,
        labelled,
        descriptions,
        Plan("institution", 100, size="paid", trees=100, bags=2),
    )
    model, anomaly, size = (overall(training, name) for name in ("model", "anomaly", "size"))
    assert model["average_precision"] > size["average_precision"] + 0.03
    assert model["lift_in_size_bands"] > size["lift_in_size_bands"]
    assert anomaly["average_precision"] > 2.5 * size["confirmed"] / size["n"]


REAL_FEATURES = {
    "paid": "context",
    "claims": "context",
    "longest_stay": "high",
    "person_days": "high",
    "stay_variation": "high",
    "claims_per_doctor": "high",
    "same_diagnosis": "high",
    "own_readmission": "high",
    "paid_per_day": "high",
    "short_stays": "high",
    "persons_per_doctor": "high",
}


def real_hospitals() -> tuple[pl.DataFrame, pl.DataFrame]:
    """A dozen aggregates per hospital and the outcomes that are known."""
    claims = (
        pl.scan_csv(REAL / "inpatient.csv", null_values="NA", infer_schema_length=0)
        .with_columns(
            paid=pl.col("InscClaimAmtReimbursed").cast(pl.Float64),
            begin=pl.col("AdmissionDt").str.to_date(),
            end=pl.col("DischargeDt").str.to_date(),
        )
        .with_columns(days=(pl.col("end") - pl.col("begin")).dt.total_days() + 1)
        .with_columns(
            own_days=pl.col("days").sum().over("Provider", "BeneID"),
            doctor_claims=pl.len().over("Provider", "AttendingPhysician"),
            diagnosis=pl.col("ClmDiagnosisCode_1").str.slice(0, 3),
        )
    )
    features = claims.group_by(entity_id="Provider").agg(
        paid=pl.col("paid").sum(),
        claims=pl.len().cast(pl.Float64),
        longest_stay=pl.col("days").max().cast(pl.Float64),
        person_days=pl.col("own_days").max().cast(pl.Float64),
        stay_variation=pl.col("days").std() / pl.col("days").mean(),
        claims_per_doctor=pl.col("doctor_claims").mean(),
        same_diagnosis=pl.col("diagnosis").is_duplicated().mean(),
        own_readmission=pl.col("BeneID").is_duplicated().mean(),
        paid_per_day=pl.col("paid").sum() / pl.col("days").sum(),
        short_stays=(pl.col("days") <= 2).mean(),
        persons_per_doctor=pl.col("BeneID").n_unique() / pl.col("AttendingPhysician").n_unique(),
    )
    trust = pl.col("claims") / (pl.col("claims") + 20)
    profile = features.collect(engine="in-memory").with_columns(
        month=pl.lit("2009-12"), not_scored_reason=pl.lit(None, pl.String)
    )
    profile = profile.with_columns(_robust_z(name, trust) for name in REAL_FEATURES)
    cases = pl.read_csv(REAL / "cases.csv").select(
        entity_id="Provider",
        outcome=pl.when(pl.col("PotentialFraud") == "Yes")
        .then(pl.lit("confirmed"))
        .otherwise(pl.lit("cleared")),
        period_start=dt.date(2009, 1, 1),
        period_end=dt.date(2009, 12, 31),
        confirmed_date=dt.date(2009, 12, 31),
    )
    return profile, label(profile, cases, as_of=dt.date(2010, 1, 1), window_months=12)


def _robust_z(name: str, trust: pl.Expr) -> pl.Expr:
    distance = pl.col(name) - pl.col(name).median()
    mad = 1.4826 * distance.abs().median()
    scale = pl.when(mad > 0).then(mad).otherwise(1.2533 * distance.abs().mean())
    return (distance / scale * trust).clip(-20, 20).alias(f"{name}_z")
