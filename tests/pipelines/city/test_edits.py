import numpy as np
import polars as pl

from pipelines.city.claims import STAY, blank_visits
from pipelines.city.edits import edits_of
from pipelines.city.world import World


def test_each_changed_field_is_told_before_and_after(world: World) -> None:
    ordinary = blank_visits(3)
    ordinary["visit"], ordinary["med_type"] = [7, 8, 9], 11
    ordinary["beg"] = ordinary["end"] = np.datetime64("2024-03-05T09:00:00")
    edits = ordinary[[1, 1]].copy()
    edits["scheme"] = [3, 4]
    edits["med_type"] = STAY
    edits["end"][1] = np.datetime64("2024-03-06T09:00:00")
    told = edits_of(world, ordinary, edits)
    assert told.select("scheme", "field", "honest", "exported").rows() == [
        (4, "med_type", "11", "21"),
        (4, "endtime", "2024-03-05 09:00:00", "2024-03-06 09:00:00"),
    ]
    assert told["mdtrt_id"].n_unique() == 1


def test_no_edit_tells_nothing(world: World) -> None:
    told = edits_of(world, blank_visits(2), blank_visits(0))
    assert told.is_empty()
    assert told.schema["scheme"] == pl.Int32
