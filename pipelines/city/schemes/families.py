"""All plots of the city, family by family."""

from pipelines.city.schemes import charges, doctors, innocents, patients, pharmacy, stays
from pipelines.city.schemes.plot import Plot

FAMILIES = (stays, charges, pharmacy, doctors, patients, innocents)
PLOTS: tuple[Plot, ...] = tuple(plot for family in FAMILIES for plot in family.PLOTS)
"""Every plot of the city, and every look-alike."""

PLOT = {plot.name: plot for plot in PLOTS}
"""The plots by name."""
