"""Costly pictures: CT and MRI among imaging (national indicators ZB10000205005 and 6)."""

import polars as pl

from features.feature import PROVIDERS, Feature
from features.measures.aggregate import share


def _among_imaging(kind: str, zh: str, en: str) -> Feature:
    return Feature(
        name=f"{kind}_share",
        levels=PROVIDERS,
        unit="share",
        zh=f"{zh}检查占比",
        en=f"{en} among imaging",
        formula=f"encounters with a {kind} item of imaging_items / encounters with any of them",
        direction="high",
        violations=("I-20",),
        needs=("fee",),
        rests_on="imaging",
        counted=True,
        expr=share(pl.col(kind), pl.col("imaged")),
        since="0.2",
    )


FEATURES = (
    _among_imaging("ct", "CT", "CT"),
    _among_imaging("mri", "核磁", "MRI"),
    Feature(
        name="scan_rate",
        levels=PROVIDERS,
        unit="ratio",
        zh="每百人次 CT 与核磁例数",
        en="CT and MRI per hundred encounters",
        formula="encounters with a ct or mri item of imaging_items / encounters with items x 100",
        direction="high",
        violations=("I-20", "D-11"),
        needs=("fee",),
        expr=100 * share(pl.col("ct") | pl.col("mri")),
        since="0.2",
    ),
)
