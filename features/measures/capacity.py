"""What a house has room for: the fullest day of its beds (I-02, I-03)."""

import polars as pl

from features.feature import Feature
from features.measures.aggregate import INPATIENT, ratio


def _fullest_day() -> pl.Expr:
    """Most stays at once; the day of discharge is no day in a bed.

    The house is fullest on a day on which somebody is admitted.
    """
    begn, end = (pl.col(day).filter(INPATIENT).to_physical().sort() for day in ("begn", "end"))
    admitted = begn.search_sorted(begn, side="right")
    return (admitted.cast(pl.Int64) - end.search_sorted(begn, side="right")).max()


FEATURES = (
    Feature(
        name="bed_occupancy_peak",
        levels=("institution",),
        unit="ratio",
        zh="最满日床位使用率",
        en="bed occupancy of the fullest day",
        formula="most stays on one day, that of discharge aside / approved beds",
        direction="high",
        violations=("I-02", "I-03"),
        needs=("inst.aprv_bed_cnt", "mdtrt.endtime"),
        rests_on="stays",
        expr=ratio(_fullest_day(), pl.col("aprv_bed_cnt").first()),
        since="0.2",
    ),
)
