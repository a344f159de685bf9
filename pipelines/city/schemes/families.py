"""All plots of the city, wing by wing."""

from pipelines.city.schemes import charges, doctors, offices, persons, stays, tills, told
from pipelines.city.schemes.plot import Plot

WINGS = (stays, charges, doctors, tills, persons, offices, told)
"""In the order in which their plots choose actors: another order makes another city."""

PLOTS: tuple[Plot, ...] = tuple(plot for wing in WINGS for plot in wing.PLOTS)
"""Every plot of the city, and every look-alike."""

PLOT = {plot.name: plot for plot in PLOTS}
"""The plots by name."""
