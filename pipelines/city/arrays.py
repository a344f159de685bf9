"""The kinds of array the city is made of."""

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.str_]
Mask = npt.NDArray[np.bool_]
Times = npt.NDArray[np.datetime64]
Rows = npt.NDArray[np.void]
"""Visits, fee lines or settlements: structured arrays (see `claims`)."""
