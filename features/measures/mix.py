"""What the money is spent on: shares of charge classes (national indicators ZB10000205)."""

import polars as pl

from features.feature import EVERYONE, PROVIDERS, Feature, Level
from features.measures.aggregate import INPATIENT, mean, ratio, share, total

_ANCILLARY = ("bed_fen", "nursing_fen", "consult_fen")
_TESTS = ("exam_fen", "lab_fen")


def _class_share(*columns: str, among: pl.Expr | None = None) -> pl.Expr:
    of_class = pl.sum_horizontal(total(column, among) for column in columns)
    return ratio(of_class, total("lines_fen", among))


def _mix(
    name: str,
    zh: str,
    en: str,
    columns: tuple[str, ...],
    violations: tuple[str, ...],
    levels: tuple[Level, ...] = PROVIDERS,
) -> Feature:
    return Feature(
        name=name,
        levels=levels,
        unit="share",
        zh=zh,
        en=en,
        formula=f"sum of {' + '.join(c.removesuffix('_fen') for c in columns)} lines / all lines",
        direction="high",
        violations=violations,
        needs=("fee",),
        expr=_class_share(*columns),
    )


FEATURES = (
    _mix("drug_share", "药费占比", "drug share of cost", ("drug_fen",), ("I-22", "D-04"), EVERYONE),
    _mix("herb_share", "中药饮片占比", "herb share of cost", ("herb_fen",), ("I-22",)),
    _mix(
        "test_share", "检验检查占比", "exam and laboratory share of cost", _TESTS, ("I-20", "I-06")
    ),
    _mix(
        "treatment_share",
        "治疗费占比",
        "treatment share of cost",
        ("treatment_fen",),
        ("I-08", "I-21"),
    ),
    _mix(
        "material_share", "耗材占比", "material share of cost", ("material_fen",), ("I-26", "R-02")
    ),
    Feature(
        name="ancillary_share",
        levels=PROVIDERS,
        unit="share",
        zh="住院床位护理诊察费占比",
        en="bed, nursing and consultation share of stays",
        formula="sum of bed + nursing + consult lines of stays / all lines of stays",
        direction="high",
        violations=("I-02",),
        needs=("fee",),
        rests_on="stays",
        expr=_class_share(*_ANCILLARY, among=INPATIENT),
    ),
    Feature(
        name="checkup_stay_share",
        levels=PROVIDERS,
        unit="share",
        zh="体检式住院占比",
        en="check-up stays",
        formula="stays mostly for exam and laboratory (checkup_share_min), no operation / stays",
        direction="high",
        violations=("I-06",),
        needs=("fee",),
        rests_on="stays",
        counted=True,
        expr=share(pl.col("checkup"), INPATIENT),
    ),
    Feature(
        name="items_per_encounter",
        levels=PROVIDERS,
        unit="ratio",
        zh="次均项目种数",
        en="different items per encounter",
        formula="mean number of different items of an encounter",
        direction="high",
        violations=("I-18", "I-20"),
        needs=("fee",),
        expr=mean("items"),
    ),
    Feature(
        name="operation_share",
        levels=PROVIDERS,
        unit="share",
        zh="手术操作住院占比",
        en="stays with an operation",
        formula="stays with an operation code / stays",
        direction="context",
        violations=(),
        needs=("mdtrt.oprn_oprt_code",),
        rests_on="stays",
        counted=True,
        expr=share(pl.col("oprn_oprt_code").is_not_null(), INPATIENT),
    ),
)
