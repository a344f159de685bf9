"""All plots of the city, family by family."""

from pipelines.city.schemes import (
    cases_of_stays,
    charges,
    doctors,
    false_records,
    impostors,
    inducement,
    innocents,
    long_stays,
    paper_stays,
    patients,
    pharmacy,
    thresholds,
    turnover,
)
from pipelines.city.schemes.plot import Plot

FAMILIES = (
    inducement, paper_stays, turnover, thresholds, long_stays, impostors, false_records,
    cases_of_stays, charges, pharmacy, doctors, patients, innocents,
)  # fmt: skip
PLOTS: tuple[Plot, ...] = tuple(plot for family in FAMILIES for plot in family.PLOTS)
"""Every plot of the city, and every look-alike."""

PLOT = {plot.name: plot for plot in PLOTS}
"""The plots by name."""
