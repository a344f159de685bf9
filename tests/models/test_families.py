"""Which kind of case: long stays or low own payment, told apart among the same inspected."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from models.bundle import Bundle
from models.description import Description
from models.families import KINDS, Families
from models.training import Plan, Training, train

STAYS = [f"H{n:04}" for n in range(15)]
DRUGS = [f"H{n:04}" for n in range(15, 30)]


def _two_kinds(profile: pl.DataFrame) -> pl.DataFrame:
    """Besides the first fifteen, who stay long, another fifteen sell many drugs."""
    selling = pl.col("entity_id").is_in(DRUGS)
    return profile.with_columns(
        drugs=pl.col("drugs") + 40 * selling, drugs_z=pl.col("drugs_z") + 4 * selling
    )


def _confirmed(labelled: pl.DataFrame, entities: list[str]) -> pl.DataFrame:
    outcome = pl.when(pl.col("entity_id").is_in(entities)).then(pl.lit("confirmed"))
    known = pl.when(pl.col("outcome").is_not_null()).then(outcome.otherwise(pl.lit("cleared")))
    return labelled.with_columns(outcome=known)


@pytest.fixture(scope="module")
def taught(
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
) -> Training:
    kinds = {"stays": STAYS, "drugs": DRUGS, "goods": STAYS[:3]}
    families = {name: _confirmed(labelled, of) for name, of in kinds.items()}
    return train(
        _two_kinds(snapshots),
        _confirmed(labelled, STAYS + DRUGS),
        descriptions,
        plan,
        families=families,
    )


def _likeliest(training: Training, profile: pl.DataFrame) -> pl.DataFrame:
    kinds = training.bundle.families.kinds(_two_kinds(profile))
    return kinds.group_by("entity_id", maintain_order=True).first()


def test_the_kind_is_told(taught: Training, profile: pl.DataFrame) -> None:
    first = _likeliest(taught, profile)
    for entities, family in ((STAYS, "stays"), (DRUGS, "drugs")):
        own = first.filter(pl.col("entity_id").is_in(entities))
        assert own.filter(family=family).height >= 0.9 * own.height
        assert np.mean(own["probability"].to_numpy()) > 0.5
    others = first.filter(~pl.col("entity_id").is_in(STAYS + DRUGS))
    assert np.mean(others["probability"].to_numpy()) < 0.3


def test_the_score_is_what_it_is_without_families(
    taught: Training,
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    profile: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
) -> None:
    alone = train(
        _two_kinds(snapshots), _confirmed(labelled, STAYS + DRUGS), descriptions, plan
    ).bundle
    assert alone.score(profile, "1").equals(taught.bundle.score(profile, "1"))
    assert alone.families == Families(refused={})


def test_too_few_cases_of_a_family_are_told(taught: Training) -> None:
    assert taught.bundle.families.refused == {"goods": "3 confirmed entities known, 8 are needed"}


def test_a_family_tells_how_well_it_keeps_its_word(taught: Training) -> None:
    stays = taught.bundle.families.models[0]
    assert (stays.name, stays.facts["confirmed"]) == ("stays", 15)
    assert stays.share == pytest.approx(15 / stays.facts["inspected"])
    assert stays.facts["calibration"]["brier"] < stays.facts["calibration"]["blind"]


def test_families_are_saved_with_the_bundle(taught: Training, profile: pl.DataFrame) -> None:
    files = taught.bundle.dump()
    kinds = Bundle.load(files).families.kinds(profile)
    assert kinds.equals(taught.bundle.families.kinds(profile))
    assert Bundle.load(files).dump() == files
    del files["family_stays_00.txt"]
    with pytest.raises(ValueError, match="1 of 2 boosters of family_stays"):
        Bundle.load(files)


def test_the_kind_does_not_depend_on_the_order_of_rows(
    taught: Training, profile: pl.DataFrame
) -> None:
    families = taught.bundle.families
    assert families.kinds(profile.reverse()).equals(families.kinds(profile))


def test_nobody_is_told_a_kind_without_families(profile: pl.DataFrame) -> None:
    assert Families().kinds(profile).schema == pl.Schema(KINDS)


def test_a_family_that_cannot_be_told_apart_claims_no_probability(
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    profile: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
) -> None:
    anybody = [f"H{n:04}" for n in range(0, 45, 3)]
    chance = train(
        snapshots,
        labelled,
        descriptions,
        replace(plan, seed=3),
        families={"chance": _confirmed(labelled, anybody)},
    )
    (family,) = chance.bundle.families.models
    assert "no_probability" in family.facts
    assert chance.bundle.families.kinds(profile)["probability"].is_null().all()
