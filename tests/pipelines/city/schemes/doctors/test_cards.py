"""Cards in a doctor's hands: who is treated on them, and what is left on them."""

import polars as pl

from pipelines.city.pricelist import FEMALE, MALE
from pipelines.city.schemes import PLOT
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.doctors.measured import code_of, lines, settled

ONLY = {
    "gyn_us": FEMALE, "cervical_smear": FEMALE, "progesterone": FEMALE,
    "prostate_us": MALE, "psa": MALE, "finasteride": MALE,
}  # fmt: skip


def sexed(exports: Exports, world: World, code: str) -> pl.DataFrame:
    """The doctor's lines of items for one sex, with that sex and the person's."""
    people = pl.DataFrame({"PSN_NO": world.people.psn_no, "GEND": world.people.gend})
    return (
        lines(exports, code)
        .filter(pl.col("key").is_in(list(ONLY)))
        .join(people, on="PSN_NO")
        .with_columns(fits=pl.col("key").replace_strict(ONLY) == pl.col("GEND"))
    )


def impossible(exports: Exports, world: World, code: str) -> int:
    """Visits with an item that the person's sex rules out."""
    return sexed(exports, world, code).filter(~pl.col("fits"))["MDTRT_ID"].n_unique()


def test_men_are_treated_as_women_on_lent_cards(
    plant: Plant, honest: Exports, world: World
) -> None:
    plot = PLOT["let-others-use-cards"]
    plain, faint = plant(plot), plant(plot, 0.15)
    assert plain.scheme is not None
    code = code_of(plain.scheme, world)
    assert impossible(honest, world, code) == 0
    assert 0 < impossible(faint, world, code) < impossible(plain, world, code)
    assert impossible(plain, world, code) >= 6


def test_couples_come_together_each_on_the_own_card(plant: Plant, world: World) -> None:
    exports = plant(PLOT["see-couples"])
    assert exports.scheme is not None
    code = code_of(exports.scheme, world)
    assert impossible(exports, world, code) == 0
    both = sexed(exports, world, code).filter(
        pl.col("MDTRT_ID").is_in(exports.planted["mdtrt_id"].implode())
    )
    sexes = both.group_by("day").agg(pl.col("GEND").n_unique())["GEND"]
    assert (sexes == 2).mean() > 0.8  # type: ignore[operator]


def drained(exports: Exports, code: str) -> int:
    """Settlements that took 200 yuan or more and left nothing on the account."""
    paid = settled(exports, code)
    return len(paid.filter(pl.col("ACCT_PAY") >= 200, pl.col("BALC") == 0))


def resaleable_share(exports: Exports, code: str) -> float:
    """Share of the doctor's out-patient money in drugs that find a buyer, and in tonics."""
    own = lines(exports, code).filter(pl.col("MED_TYPE") != "21")
    wares = pl.col("resaleable") | (pl.col("key") == "ginseng")
    return float(own.filter(wares)["yuan"].sum() / own["yuan"].sum())


def test_accounts_are_emptied_at_the_desk(plant: Plant, honest: Exports, world: World) -> None:
    plot = PLOT["profit-from-cards"]
    plain, faint = plant(plot), plant(plot, 0.15)
    assert plain.scheme is not None
    code = code_of(plain.scheme, world)
    assert drained(honest, code) < drained(faint, code) < drained(plain, code)
    assert drained(plain, code) >= 6
    assert resaleable_share(plain, code) > 0.5


def test_a_diabetes_clinic_gives_a_pack_a_month_and_empties_no_account(
    plant: Plant, honest: Exports, world: World
) -> None:
    exports = plant(PLOT["run-a-diabetes-clinic"])
    assert exports.scheme is not None
    code = code_of(exports.scheme, world)
    own = lines(exports, code).filter(
        pl.col("MDTRT_ID").is_in(exports.planted["mdtrt_id"].implode()), pl.col("resaleable")
    )
    monthly = own.group_by("PSN_NO", "key", pl.col("day").dt.month()).agg(pl.col("CNT").sum())
    assert resaleable_share(exports, code) > resaleable_share(honest, code)
    assert monthly["CNT"].max() == 1
    assert drained(exports, code) <= drained(honest, code) + 1
