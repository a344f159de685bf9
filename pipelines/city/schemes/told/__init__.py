"""The worked cases of the catalogue that lie in stays and charges, as told."""

from pipelines.city.schemes.plot import Plot
from pipelines.city.schemes.told import charges, stays

PLOTS: tuple[Plot, ...] = (
    *stays.PLOTS,
    *charges.PLOTS,
)
