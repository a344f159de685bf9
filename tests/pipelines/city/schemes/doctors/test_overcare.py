"""Too much at one doctor: against the same illnesses in the rest of the city."""

import polars as pl

from pipelines.city.schemes import PLOT
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.doctors.measured import code_of, lines, settled, visits

KINDS = {"tests": ["03", "04"], "drugs": ["09", "10", "11"], "charges": ["05"]}


def cost_index(exports: Exports, honest: Exports, code: str) -> float:
    """What the doctor's visits cost, against the same illness and way of care elsewhere."""
    illness = ("MED_TYPE", "DSCG_MAINDIAG_CODE")
    peers = honest["mdtrt_d"].select("MDTRT_ID", *illness)
    fee = pl.col("MEDFEE_SUMAMT").cast(pl.Float64)
    usual = (
        honest["setl_d"]
        .filter(fee > 0)
        .drop("MED_TYPE")
        .join(peers, on="MDTRT_ID")
        .group_by(illness)
        .agg(usual=fee.mean())
    )
    own = settled(exports, code).join(usual, on=illness)
    return float(own["MEDFEE_SUMAMT"].sum() / own["usual"].sum())


def lines_a_visit(exports: Exports, code: str) -> dict[str, float]:
    """Mean lines of each kind at a visit outside the ward."""
    seen = len(visits(exports, code).filter(pl.col("MED_TYPE") != "21"))
    own = lines(exports, code).filter(pl.col("MED_TYPE") != "21")["MED_CHRGITM_TYPE"]
    return {kind: own.is_in(types).sum() / seen for kind, types in KINDS.items()}


def test_dear_extras_raise_the_cost_index(plant: Plant, honest: Exports, world: World) -> None:
    plot = PLOT["order-too-much"]
    plain, faint = plant(plot), plant(plot, 0.15)
    assert plain.scheme is not None
    code = code_of(plain.scheme, world)
    index = [cost_index(each, honest, code) for each in (honest, faint, plain)]
    assert index[0] < index[1] < index[2]
    assert index[2] > index[0] + 0.2


def test_a_teaching_doctor_costs_what_the_illnesses_cost(
    plant: Plant, honest: Exports, world: World
) -> None:
    exports = plant(PLOT["sign-for-residents"])
    assert exports.scheme is not None
    code = code_of(exports.scheme, world)
    before, after = settled(honest, code), settled(exports, code)
    assert after["MEDFEE_SUMAMT"].sum() > before["MEDFEE_SUMAMT"].sum()
    assert cost_index(exports, honest, code) < cost_index(honest, honest, code) + 0.2


def test_three_disorders_at_once(plant: Plant, honest: Exports, world: World) -> None:
    plot = PLOT["overdo-everything"]
    plain, faint = plant(plot), plant(plot, 0.15)
    assert plain.scheme is not None
    code = code_of(plain.scheme, world)
    usual, hint, gross = (lines_a_visit(each, code) for each in (honest, faint, plain))
    for kind in KINDS:
        assert gross[kind] > 1.3 * usual[kind]
        assert usual[kind] <= hint[kind] < gross[kind]


def test_a_first_work_up_is_never_repeated(plant: Plant, honest: Exports, world: World) -> None:
    exports = plant(PLOT["work-up-new-patients"])
    assert exports.scheme is not None
    code = code_of(exports.scheme, world)
    own = lines(exports, code).filter(
        pl.col("MDTRT_ID").is_in(exports.planted["mdtrt_id"].implode())
    )
    assert lines_a_visit(exports, code)["tests"] > lines_a_visit(honest, code)["tests"]
    assert len(own) == len(own.unique(["PSN_NO", "key"]))
