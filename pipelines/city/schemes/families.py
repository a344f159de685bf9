"""All plots of the city, family by family."""

from pipelines.city.schemes import (
    cards,
    charges,
    contributions,
    desks,
    doctors,
    enrolment,
    fates,
    injuries,
    innocents,
    insurers,
    off_site,
    paper_claims,
    pharmacy,
    registrars,
    resale,
    rounds,
    second_benefits,
    stays,
)
from pipelines.city.schemes.plot import Plot

FAMILIES = (
    stays, charges, pharmacy, doctors, innocents,
    cards, fates, paper_claims, injuries, second_benefits, resale, rounds,
    enrolment, contributions, desks, off_site, registrars, insurers,
)  # fmt: skip
PLOTS: tuple[Plot, ...] = tuple(plot for family in FAMILIES for plot in family.PLOTS)
"""Every plot of the city, and every look-alike."""

PLOT = {plot.name: plot for plot in PLOTS}
"""The plots by name."""
