"""Schemes of the insured: lent cards, forged bills, drugs for sale, benefits drawn twice."""

from pipelines.city.schemes.persons import (
    cards,
    fates,
    injuries,
    paper_claims,
    resale,
    rounds,
    second_benefits,
)
from pipelines.city.schemes.plot import Plot

PLOTS: tuple[Plot, ...] = (
    *cards.PLOTS,
    *fates.PLOTS,
    *paper_claims.PLOTS,
    *injuries.PLOTS,
    *second_benefits.PLOTS,
    *resale.PLOTS,
    *rounds.PLOTS,
)
