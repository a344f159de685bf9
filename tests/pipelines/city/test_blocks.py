import numpy as np

from pipelines.city.blocks import blocks_of, found_at
from pipelines.city.claims import blank_visits


def test_blocks_hold_everybody_once() -> None:
    blocks = blocks_of(25, 10)
    assert [(b.number, b.first, b.last) for b in blocks] == [(0, 0, 10), (1, 10, 20), (2, 20, 25)]
    visits = blank_visits(25)
    visits["psn"] = np.arange(25)
    assert np.concatenate([block.of(visits) for block in blocks]).tolist() == visits.tolist()


def test_keys_are_found_where_they_stand() -> None:
    keys = np.array([7, 3, 5])
    assert found_at(keys, np.array([3, 9, 7, 4])).tolist() == [1, -1, 0, -1]
    assert found_at(keys[:0], np.array([3])).tolist() == [-1]
