"""Schemes of the consulting room: prescriptions, hours, held cards, and bills of other houses."""

from pipelines.city.schemes.doctors import (
    cards,
    collusion,
    copies,
    hours,
    indications,
    neighbours,
    overcare,
    quantities,
    second_claims,
)
from pipelines.city.schemes.plot import Plot

PLOTS: tuple[Plot, ...] = (
    *quantities.PLOTS,
    *indications.PLOTS,
    *neighbours.PLOTS,
    *second_claims.PLOTS,
    *hours.PLOTS,
    *cards.PLOTS,
    *overcare.PLOTS,
    *copies.PLOTS,
    *collusion.PLOTS,
)
