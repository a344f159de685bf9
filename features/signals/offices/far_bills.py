"""Bills of far hospitals: no registered journey, or the same papers for many."""

import polars as pl

from features.signals.claims import Claims
from features.signals.offices.papers import BY_HAND, handled_now, without
from features.signals.persons.presence import ENCOUNTER
from features.signals.signal import Signal

_POOL = 4
"""Digits of an area that name the pooling area (A.8, administrative divisions)."""

_SAME = ("fixmedins_code", "basket", "diag3", "los_days")


def _far_away() -> pl.Expr:
    """The site lies in another pooling area than the person's home."""
    site, home = (pl.col(name).str.slice(0, _POOL) for name in ("fix_blng_admdvs", "live_admdvs"))
    return site != home


def _unregistered_journey(claims: Claims) -> pl.LazyFrame:
    """Far stays claimed by hand of persons neither registered as travellers nor referred."""
    far = handled_now(claims).filter(
        "inpatient", _far_away(), pl.col("refl_old_mdtrt_id").is_null()
    )
    return without(far, claims, "travel").select(*ENCOUNTER, amount_fen="fund_fen")


def _one_template(claims: Claims) -> pl.LazyFrame:
    """Stays of several persons at one far hospital: one illness, one length, one set of items."""
    far = claims.encounters.filter(BY_HAND, "inpatient", _far_away())
    alike = pl.col("psn_no").n_unique().over(_SAME) >= claims.thresholds.template_persons_min
    known = pl.col("basket").is_not_null() & pl.col("diag3").is_not_null()
    return far.filter(known & alike, claims.settled_now).select(*ENCOUNTER, amount_fen="fund_fen")


SIGNALS = (
    Signal(
        name="unregistered_journey",
        violation="G-05",
        also=("A-03", "O-03"),
        zh="无备案异地住院手工报销",
        en="far stays by hand without registration",
        rule="手工报销统筹区外住院费用，就诊时无异地就医备案，也无转诊",
        rule_en="a far stay claimed by hand, neither registered as a journey nor referred",
        levels=("clerk", "patient"),
        needs=(
            "setl.setl_type", "mdtrt", "ext", "psn.live_admdvs", "inst.fix_blng_admdvs",
        ),
        key="psn_no",
        find=_unregistered_journey,
    ),
    Signal(
        name="one_template",
        violation="O-03",
        zh="异地住院票据雷同",
        en="far bills of one template",
        rule="多名参保人手工报销同一外地医院住院，诊断、天数、项目清单均相同",
        rule_en="several persons' far stays claimed by hand: one site, illness, length and bill",
        levels=("patient",),
        needs=(
            "setl.setl_type", "fee", "mdtrt.endtime", "psn.live_admdvs", "inst.fix_blng_admdvs",
        ),
        key="fixmedins_code",
        find=_one_template,
    ),
)  # fmt: skip
