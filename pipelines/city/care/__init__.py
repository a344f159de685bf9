"""Ordinary care: who goes where, when and why. Each file is one rhythm; `rates` says how often."""

from pipelines.city.care.beds import discharge_after, lie_in
from pipelines.city.care.ordinary import ordinary_visits
from pipelines.city.care.refills import registered

__all__ = [
    "discharge_after",
    "lie_in",
    "ordinary_visits",
    "registered",
]
