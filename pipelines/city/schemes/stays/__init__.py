"""Schemes with stays in hospital: invented, bought, stretched, split, under a false name."""

from pipelines.city.schemes.plot import Plot
from pipelines.city.schemes.stays import (
    false_records,
    impostors,
    inducement,
    long_stays,
    paper_stays,
    thresholds,
    turnover,
)

PLOTS: tuple[Plot, ...] = (
    *inducement.PLOTS,
    *paper_stays.PLOTS,
    *turnover.PLOTS,
    *thresholds.PLOTS,
    *long_stays.PLOTS,
    *impostors.PLOTS,
    *false_records.PLOTS,
)
