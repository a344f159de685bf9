"""One paper for many: stays alike to the item (I-03), copied records (D-05)."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal
from features.signals.stays.admission import NO_OPERATION, STAY, newly_shown, stays

_TOGETHER = ("fixmedins_code", "begn", "end")
_COPY = ("dr_code", "basket")


def _templated(claims: Claims) -> pl.LazyFrame:
    """Operations are left out: those of a day rightly look alike. Cost: the pairs of a group."""
    t = claims.thresholds
    group = (
        stays(claims)
        .filter(pl.col("basket").is_not_null(), NO_OPERATION, ~pl.col("planned"))
        .filter(pl.col("psn_no").n_unique().over(_TOGETHER) >= t.template_group_min)
        .with_columns(basket=pl.col("basket").str.split(" "))
    )
    other = group.select("psn_no", "basket", *_TOGETHER)
    shared = pl.col("basket").list.set_intersection("basket_other").list.len()
    either = pl.col("basket").list.set_union("basket_other").list.len()
    alike = (
        group.join(other, on=_TOGETHER, suffix="_other")
        .filter(shared >= t.template_overlap_min * either)
        .group_by("mdtrt_id")
        .agg(persons=pl.col("psn_no_other").n_unique())
        .filter(pl.col("persons") >= t.template_group_min)
    )
    return (
        group.filter(claims.settled_now)
        .join(alike, on="mdtrt_id", how="semi")
        .select(*STAY, amount_fen="medfee_fen")
    )


def _copied(claims: Claims) -> pl.LazyFrame:
    t = claims.thresholds
    tested = pl.sum_horizontal("exam_fen", "lab_fen") > 0
    treated = pl.sum_horizontal("drug_fen", "herb_fen") > 0
    full = claims.encounters.filter(
        pl.col("items") >= t.copied_items_min, tested, treated, pl.col("dr_code").is_not_null()
    )

    def series(encounters: pl.LazyFrame) -> pl.LazyFrame:
        several = pl.col("psn_no") >= t.copied_persons_min
        different = pl.col("diag3") >= t.copied_illnesses_min
        counted = encounters.group_by(_COPY).agg(pl.col("psn_no", "diag3").drop_nulls().n_unique())
        return counted.filter(several, different)

    return newly_shown(full, _COPY, series, claims).select(*STAY, amount_fen="medfee_fen")


SIGNALS = (
    Signal(
        name="templated_stays",
        violation="I-03",
        zh="同进同出同项目住院",
        en="templated stays",
        rule="多名参保人同日入院、同日出院且收费项目几乎相同（手术及计划性住院除外）",
        rule_en="several persons in and out on the same days with nearly the same items, "
        "operations and planned cycles aside",
        levels=("institution", "doctor"),
        needs=("fee",),
        key="fixmedins_code",
        find=_templated,
    ),
    Signal(
        name="copied_records",
        violation="D-05",
        zh="不同病种同一套项目",
        en="one basket for different illnesses",
        rule="同一医师给不同病种的多名参保人开出完全相同的一套检查和药品",
        rule_en="a doctor gives persons with different illnesses the very same tests and drugs",
        levels=("doctor",),
        needs=("fee", "mdtrt.dscg_maindiag_code"),
        key="dr_code",
        find=_copied,
    ),
)
