import numpy as np
import polars as pl

from pipelines.city.registers import ext_list
from pipelines.city.registers.persons import known_dead
from pipelines.city.schemes.plot import FACT
from pipelines.city.world import World


def test_facts_are_those_of_the_people(world: World) -> None:
    counts = dict(ext_list(world)["EXT_TYPE"].value_counts().iter_rows())
    inside = world.people.here & (world.people.jailed <= world.horizon.last)
    assert counts == {
        "death": known_dead(world).sum(),
        "prison": inside.sum(),
        "chronic": world.people.certified[world.people.here].sum(),
    }


def test_what_has_not_ended_has_no_end(world: World) -> None:
    facts = ext_list(world)
    ends = facts["ENDDATE"].drop_nulls()
    assert (ends <= world.horizon.last.astype(object)).all()
    assert facts["EXT_ID"].n_unique() == len(facts)


def test_what_a_scheme_lists_stands_among_the_others(world: World) -> None:
    day = np.datetime64("2024-03-01")
    listed = np.array([(5, "work_injury", day, None, 0)], FACT)
    found = ext_list(world, [listed]).filter(pl.col("EXT_TYPE") == "work_injury")
    assert found["PSN_NO"].to_list() == [world.people.psn_no[5]]
    assert found["SOURCE"].to_list() == ["人社部门"]
