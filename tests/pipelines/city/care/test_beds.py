import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.care.beds import DIED, meets
from pipelines.city.claims import AWAY, BIRTH, DAY_SURGERY, STAY, blank_visits, is_stay
from pipelines.city.conditions import CONDITIONS
from pipelines.city.world import World


def test_nobody_lies_in_two_beds(year: Rows) -> None:
    stays = np.sort(year[is_stay(year)], order=["psn", "beg"])
    same = stays["psn"][1:] == stays["psn"][:-1]
    assert same.sum() > 200
    assert (stays["beg"][1:][same] >= stays["end"][:-1][same]).all()


def test_hardly_anybody_goes_out_of_the_ward(year: Rows) -> None:
    stays, others = year[is_stay(year)], year[~is_stay(year)]
    assert 0 < meets(others, stays).sum() < 0.05 * len(stays)


def test_meeting_needs_the_same_person_and_a_common_hour() -> None:
    stays, visits = blank_visits(2), blank_visits(4)
    stays["psn"] = 1
    stays["beg"] = np.array(["2024-01-01", "2024-01-20"], "M8[s]")
    stays["end"] = np.array(["2024-01-10", "2024-01-25"], "M8[s]")
    visits["psn"] = 1, 1, 1, 2
    visits["beg"] = np.array(["2024-01-09", "2024-01-10", "2024-01-24", "2024-01-09"], "M8[s]")
    visits["end"] = visits["beg"] + np.timedelta64(3_600, "s")
    assert meets(visits, stays).tolist() == [True, False, True, False]


def test_operations_are_not_for_small_houses(year: Rows, world: World) -> None:
    stays = year[is_stay(year)]
    surgical = np.array([bool(condition.surgery) for condition in CONDITIONS])[stays["cond"]]
    kind = world.institutions.kind[stays["inst"][surgical]]
    assert np.isin(kind, (0, 1, 6)).all()


def test_some_of_the_dying_die_in_a_bed(mortal: World, mortal_quarter: Rows) -> None:
    people, stays = mortal.people, mortal_quarter[is_stay(mortal_quarter)]
    last = stays[stays["way"] == DIED]
    assert (people.died[last["psn"]] == last["end"].astype("M8[D]")).all()
    assert 0.3 < len(last) / (~np.isnat(people.died)).sum() < 0.75


def test_stays_of_all_kinds(year: Rows) -> None:
    assert set(np.unique(year["med_type"][is_stay(year)])) == {STAY, AWAY, DAY_SURGERY, BIRTH}
