import numpy as np
import polars as pl
import pytest

from pipelines.city.claims import STAY, blank_visits
from pipelines.city.edits import edited, edits_of
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


def test_who_waives_the_own_part_does_not_send_home_whom_a_doctor_keeps(world: World) -> None:
    """Two schemes change one stay: neither undoes what the other does to another part of it."""
    ordinary = blank_visits(2)
    ordinary["visit"], ordinary["med_type"] = [7, 8], STAY
    ordinary["beg"] = ordinary["end"] = np.datetime64("2024-03-05T09:00:00")
    kept, spared = edits = ordinary[[1, 1]].copy()
    kept["scheme"], spared["scheme"] = 3, 4
    kept["end"], kept["scripted"] = np.datetime64("2024-03-09T09:00:00"), True
    spared["waived"] = True
    for order in (edits, edits[::-1]):
        left = edited(ordinary, order)
        assert left["end"].tolist() == [ordinary["end"][0], kept["end"]]
        assert left["scripted"].tolist() == left["waived"].tolist() == [False, True]
        told = edits_of(world, ordinary, order)
        assert told.select("scheme", "field").rows() == [(3, "endtime"), (4, "waived")]


def test_a_site_and_its_doctor_are_changed_as_one() -> None:
    """Nobody attends at a house where he does not work since two schemes moved one visit."""
    ordinary = blank_visits(1)
    ordinary["visit"] = 7
    moved, taken = edits = ordinary[[0, 0]].copy()
    moved["inst"], moved["dr"] = 5, 50
    taken["dr"] = 60
    assert edited(ordinary, edits)[["inst", "dr"]].tolist() == [(ordinary["inst"][0], 60)]


def test_no_edit_tells_nothing(world: World) -> None:
    told = edits_of(world, blank_visits(2), blank_visits(0))
    assert told.is_empty()
    assert told.schema["scheme"] == pl.Int32


def test_an_edit_changes_the_visit_of_its_key() -> None:
    visits = blank_visits(3)
    visits["visit"] = [7, 3, 5]
    edit = visits[1:2].copy()
    edit["waived"] = True
    changed = edited(visits, edit)
    assert changed["visit"].tolist() == [7, 3, 5]
    assert changed["waived"].tolist() == [False, True, False]
    assert not visits["waived"].any()


def test_an_edit_of_a_strange_visit_is_refused() -> None:
    visits = blank_visits(2)
    visits["visit"] = [1, 2]
    strange = visits[:1].copy()
    strange["visit"] = 9
    for known in (visits, visits[:0]):
        with pytest.raises(ValueError, match="not stand among"):
            edited(known, strange)
