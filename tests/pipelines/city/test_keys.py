import numpy as np

from pipelines.city.calendar import months_from
from pipelines.city.keys import ORDINARY, first_key, is_ordinary


def test_keys_tell_ordinary_visits_from_those_of_schemes() -> None:
    for month in months_from("2024-01", 3):
        keys = np.array([first_key(month, writer) for writer in (ORDINARY, 1, 5_000)]) + 12
        assert is_ordinary(keys).tolist() == [True, False, False]
