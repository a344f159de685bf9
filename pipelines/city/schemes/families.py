"""All plots of the city, family by family."""

from pipelines.city.schemes import (
    cases_of_stays,
    charge_cases,
    charges,
    collusion,
    copies,
    doctors_cards,
    excess,
    false_records,
    hours,
    impostors,
    indications,
    inducement,
    innocents,
    long_stays,
    neighbours,
    overcare,
    paper_stays,
    patients,
    phantom,
    quantities,
    scope,
    second_claims,
    swaps,
    thresholds,
    tills,
    turnover,
    uploads,
)
from pipelines.city.schemes.plot import Plot

FAMILIES = (
    inducement, paper_stays, turnover, thresholds, long_stays, impostors, false_records,
    charges, excess, phantom, swaps, scope, uploads, quantities, indications, neighbours,
    second_claims, hours, doctors_cards, overcare, copies, collusion, tills, patients, innocents,
    cases_of_stays, charge_cases,
)  # fmt: skip
PLOTS: tuple[Plot, ...] = tuple(plot for family in FAMILIES for plot in family.PLOTS)
"""Every plot of the city, and every look-alike."""

PLOT = {plot.name: plot for plot in PLOTS}
"""The plots by name."""
