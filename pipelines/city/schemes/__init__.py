"""The planted schemes of the city and their innocent look-alikes."""

from pipelines.city.schemes.casting import FEWEST, Cast, cast
from pipelines.city.schemes.families import PLOT, PLOTS
from pipelines.city.schemes.plan import Plan, plan_of, whole_plan
from pipelines.city.schemes.plot import Plot
from pipelines.city.schemes.scene import Scene, Scheme
from pipelines.city.schemes.stage import Stage

__all__ = [
    "FEWEST",
    "PLOT",
    "PLOTS",
    "Cast",
    "Plan",
    "Plot",
    "Scene",
    "Scheme",
    "Stage",
    "cast",
    "plan_of",
    "whole_plan",
]
