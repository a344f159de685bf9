"""How much of an entity happens in rings (`features.network`)."""

import polars as pl

from features.feature import Feature, Level
from features.measures.aggregate import ratio
from features.network.kinds import ADMISSION, BASKET, CARDS, DOCTORS, KINDS, SITES, TREATMENT
from features.network.standing import visits_of

_LISTED: tuple[Level, ...] = ("institution", "doctor", "patient")
_COLLUSION = ("I-37", "O-01", "D-07")


def _share(name: str, kind: str, zh: str, en: str, *needs: str) -> Feature:
    return Feature(
        name=name,
        levels=_LISTED,
        unit="share",
        zh=zh,
        en=en,
        formula=f"encounters within its rings of this kind ({KINDS[kind].en}) / encounters",
        direction="high",
        violations=KINDS[kind].violations,
        needs=("setl", *needs),
        expr=ratio(pl.col(visits_of(kind)), pl.col("encounters")),
        source="rings",
        since="0.2",
    )


FEATURES = (
    Feature(
        name="rings",
        levels=_LISTED,
        unit="count",
        zh="涉及团伙数",
        en="rings",
        formula="rings of which it is a member or in whose middle it is",
        direction="high",
        violations=_COLLUSION,
        needs=("setl", "mdtrt"),
        expr=pl.col("rings"),
        source="rings",
        since="0.2",
    ),
    Feature(
        name="ring_size",
        levels=_LISTED,
        unit="count",
        zh="最大团伙人数",
        en="members of its largest ring",
        formula="members of the largest of its rings",
        direction="high",
        violations=_COLLUSION,
        needs=("setl", "mdtrt"),
        expr=pl.col("ring_size"),
        source="rings",
        since="0.2",
    ),
    Feature(
        name="ring_fund_share",
        levels=_LISTED,
        unit="share",
        zh="团伙基金占比",
        en="share of the fund in rings",
        formula="what the fund paid for encounters within its rings / what it paid",
        direction="high",
        violations=_COLLUSION,
        needs=("setl.fund_pay_sumamt", "mdtrt"),
        expr=ratio(pl.col("ring_fund"), pl.col("fund_total")),
        source="rings",
        since="0.2",
    ),
    _share(
        "admission_ring_share", ADMISSION, "团伙同日入院占比", "encounters of co-admission rings",
        "mdtrt",
    ),
    _share("card_ring_share", CARDS, "团伙连续刷卡占比", "encounters of card rings"),
    _share(
        "basket_ring_share", BASKET, "团伙同单就诊占比", "encounters of one-basket rings",
        "fee", "mdtrt.dscg_maindiag_code",
    ),
    _share(
        "treatment_ring_share", TREATMENT, "团伙可疑治疗占比", "encounters of treatment rings",
        "fee.bilg_dr_codg",
    ),
    Feature(
        name="shared_patients_share",
        levels=("institution", "doctor"),
        unit="share",
        zh="异常重合患者住院占比",
        en="stays of patients shared beyond chance",
        formula="stays of patients it has in common with others of its ring of providers / "
        "encounters",
        direction="high",
        violations=("O-01", "I-01", "D-07"),
        needs=("mdtrt", "psn.live_admdvs"),
        expr=ratio(pl.sum_horizontal(map(visits_of, (SITES, DOCTORS))), pl.col("encounters")),
        source="rings",
        since="0.2",
    ),
)  # fmt: skip
