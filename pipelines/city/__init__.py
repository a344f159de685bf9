"""The simulated city: raw exports, past cases and the truth about both.

The city checks the machinery; it is never evidence of detection quality.
"""

from pipelines.city.explain import Explained, explain
from pipelines.city.simulate import City, simulate

__all__ = ["City", "Explained", "explain", "simulate"]
