"""The planted schemes of the city and their innocent look-alikes."""

from pipelines.city.schemes.casting import PLOT, PLOTS, cast
from pipelines.city.schemes.plot import Plot
from pipelines.city.schemes.scene import Scene, Scheme
from pipelines.city.schemes.stage import Stage

__all__ = ["PLOT", "PLOTS", "Plot", "Scene", "Scheme", "Stage", "cast"]
