"""All plots of the city, family by family."""

from pipelines.city.schemes import (
    charges,
    collusion,
    copies,
    doctors_cards,
    hours,
    indications,
    innocents,
    neighbours,
    overcare,
    patients,
    pharmacy,
    quantities,
    second_claims,
    stays,
)
from pipelines.city.schemes.plot import Plot

FAMILIES = (
    stays, charges, quantities, indications, neighbours, second_claims, pharmacy,
    hours, doctors_cards, overcare, copies, patients, collusion, innocents,
)  # fmt: skip
PLOTS: tuple[Plot, ...] = tuple(plot for family in FAMILIES for plot in family.PLOTS)
"""Every plot of the city, and every look-alike."""

PLOT = {plot.name: plot for plot in PLOTS}
"""The plots by name."""
