import numpy as np

from pipelines.city.claims import blank_visits
from pipelines.city.institutions import OUTSIDE
from pipelines.city.travel import REGISTERED, registrations, treated_away
from pipelines.city.world import World


def test_most_travellers_registered_before_their_first_visit(world: World) -> None:
    far = int(world.institutions.of_kind(OUTSIDE)[0])
    visits = blank_visits(2_000)
    visits["psn"], visits["inst"] = np.arange(2_000) // 2, far
    visits["beg"] = np.datetime64("2024-03-05T09:00:00") + np.arange(2_000).astype("m8[h]")
    facts = registrations(world, [visits[1_000:], visits[:1_000]])
    assert len(np.unique(facts["psn"])) == len(facts)
    assert abs(len(facts) / 1_000 - REGISTERED) < 0.03
    first = visits["beg"][2 * facts["psn"]]
    assert (facts["first"] < first).all()
    assert (facts["last"] > first).all()
    assert set(facts["kind"]) == {"travel"}


def test_visits_at_home_are_no_travel(world: World) -> None:
    visits = blank_visits(5)
    assert len(treated_away(world, visits)) == 0
    assert len(registrations(world, [visits[:0]])) == 0
