"""The planted schemes of the city and their innocent look-alikes."""

from pipelines.city.schemes.casting import PLOT, PLOTS, Plot, cast
from pipelines.city.schemes.scene import Scene, Scheme

__all__ = ["PLOT", "PLOTS", "Plot", "Scene", "Scheme", "cast"]
