"""Schemes in the bills of a house: prices, quantities, swapped goods, services never rendered."""

from pipelines.city.schemes.charges import (
    excess,
    phantom,
    prices,
    scope,
    swaps,
    uploads,
)
from pipelines.city.schemes.plot import Plot

PLOTS: tuple[Plot, ...] = (
    *prices.PLOTS,
    *excess.PLOTS,
    *phantom.PLOTS,
    *swaps.PLOTS,
    *scope.PLOTS,
    *uploads.PLOTS,
)
