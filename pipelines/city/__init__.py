"""The simulated city: raw exports, past cases and the truth about both.

The city checks the machinery; it is never evidence of detection quality.
"""

from pipelines.city.calibration import CAVEATS, Measured, measured, report
from pipelines.city.explain import Explained, explain
from pipelines.city.simulate import City, simulate

__all__ = [
    "CAVEATS",
    "City",
    "Explained",
    "Measured",
    "explain",
    "measured",
    "report",
    "simulate",
]
