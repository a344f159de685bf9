"""All plots of the city, family by family."""

from pipelines.city.schemes import (
    cards,
    cases_of_stays,
    charge_cases,
    charges,
    collusion,
    contributions,
    copies,
    desks,
    doctors_cards,
    enrolment,
    excess,
    false_records,
    fates,
    hours,
    impostors,
    indications,
    inducement,
    injuries,
    insurers,
    long_stays,
    neighbours,
    off_site,
    overcare,
    paper_claims,
    paper_stays,
    phantom,
    quantities,
    registrars,
    resale,
    rounds,
    scope,
    second_benefits,
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
    second_claims, hours, doctors_cards, overcare, copies, collusion, tills, cards, fates,
    paper_claims, injuries, second_benefits, resale, rounds, enrolment, contributions, desks,
    off_site, registrars, insurers, cases_of_stays, charge_cases,
)  # fmt: skip
PLOTS: tuple[Plot, ...] = tuple(plot for family in FAMILIES for plot in family.PLOTS)
"""Every plot of the city, and every look-alike."""

PLOT = {plot.name: plot for plot in PLOTS}
"""The plots by name."""
