"""Drugs against the illness they are paid for, and against the doctor's department."""

from collections.abc import Callable

import polars as pl

from pipelines.city.arrays import Ints
from pipelines.city.claims import Claims
from pipelines.city.conditions import DEPARTMENTS, EYES, REHABILITATION, TCM, TEETH
from pipelines.city.pricelist import ITEMS
from pipelines.city.schemes import PLOT, Plot, Scene
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.doctors.measured import code_of, lines

PERMITTED = {item.key: item.restricted for item in ITEMS if item.restricted}
USUAL = 0.005
"""A drug is on a department's list from this share of its drug money on."""


def off_indication(exports: Exports, code: str) -> int:
    """Lines of restricted drugs in visits none of whose diagnoses permits them."""
    diagnoses = exports["diag_d"].drop_nulls("DIAG_CODE").group_by("MDTRT_ID")
    known = diagnoses.agg(pl.col("DIAG_CODE"))
    given = lines(exports, code).join(known, on="MDTRT_ID")
    rows = given.select("key", "DIAG_CODE").iter_rows()
    return sum(
        not any(diagnosis.startswith(PERMITTED[key]) for diagnosis in listed)
        for key, listed in rows
        if key in PERMITTED
    )


def test_restricted_drugs_without_any_permitted_illness(
    plant: Plant, honest: Exports, world: World
) -> None:
    plot = PLOT["give-restricted-drugs"]
    plain, faint = plant(plot), plant(plot, 0.15)
    assert plain.scheme is not None
    code = code_of(plain.scheme, world)
    assert off_indication(plain, code) > off_indication(honest, code) + 40
    assert off_indication(honest, code) < off_indication(faint, code) < off_indication(plain, code)


def test_a_specialist_clinic_gives_dear_drugs_to_those_who_have_the_illness(
    plant: Plant, honest: Exports, world: World
) -> None:
    exports = plant(PLOT["run-a-specialist-clinic"])
    assert exports.scheme is not None
    code = code_of(exports.scheme, world)
    given = lines(exports, code).filter(pl.col("key").is_in(list(PERMITTED)))
    before = lines(honest, code).filter(pl.col("key").is_in(list(PERMITTED)))
    assert len(given) > len(before) + 10
    assert off_indication(exports, code) <= off_indication(honest, code)


def out_of_scope(exports: Exports, honest: Exports, code: str, department: str) -> float:
    """A doctor's out-patient drug money, in yuan, outside the department's usual list.

    Refills for a registered illness are left out: they follow the person, not the department.
    """
    drug = pl.col("MED_CHRGITM_TYPE").is_in(["09", "10", "11"])
    money = pl.col("DET_ITEM_FEE_SUMAMT").cast(pl.Float64)
    visits = honest["mdtrt_d"].filter(pl.col("MED_TYPE") == "11")
    peers = (
        honest["fee_list_d"]
        .filter(drug, pl.col("BILG_DEPT_CODE") == department)
        .join(visits, on="MDTRT_ID", how="semi")
    )
    shares = peers.group_by("HILIST_CODE").agg(money.sum() / peers.select(money.sum()).item())
    usual = shares.filter(pl.col("DET_ITEM_FEE_SUMAMT") > USUAL)["HILIST_CODE"]
    own = lines(exports, code).filter(drug, pl.col("MED_TYPE") == "11")
    outside = own.filter(~pl.col("HILIST_CODE").is_in(usual.implode()))
    return float(outside["yuan"].sum())


def test_a_doctor_prescribes_what_the_department_never_does(
    plant: Plant, honest: Exports, world: World
) -> None:
    plot = PLOT["prescribe-out-of-scope"]
    plain, faint = plant(plot), plant(plot, 0.15)
    assert plain.scheme is not None
    code = code_of(plain.scheme, world)
    department = DEPARTMENTS[world.doctors.department[plain.scheme.actor]]
    assert department in {TEETH, EYES, TCM, REHABILITATION}
    money = [out_of_scope(exports, honest, code, department) for exports in (honest, faint, plain)]
    assert money[0] < money[1] < money[2]
    assert money[2] > money[0] + 500


def test_a_general_practitioner_refills_what_each_person_is_registered_for(
    play: Callable[[Plot], tuple[Scene, Claims]],
) -> None:
    plot = PLOT["practise-general-medicine"]
    scene, _ = play(plot)
    taken = plot.act(scene).edits
    chronic: Ints = scene.world.people.chronic[taken["psn"]]
    assert len(taken) > 0
    assert (taken["dr"] == scene.actor).all()
    assert (taken["inst"] == scene.world.doctors.inst[scene.actor]).all()
    assert (
        (taken["cond"] == chronic) | (taken["cond"] == scene.world.people.second[taken["psn"]])
    ).all()
