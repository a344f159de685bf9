from pipelines.targets.cells import Cells, Demand
from pipelines.targets.feasible import Programme
from pipelines.targets.spread import WAYS, Way, spread


def programme(*demands: Demand, places: int, random_places: int) -> Programme:
    cells = Cells(of=(), size=(5, 5, 5), hours=(0, 0, 0), demands=demands, crews=())
    return Programme(cells, places, random_places)


NONE = (0, 0, 0)


def test_in_one_cell_places_fall_in_one_way() -> None:
    assert spread(programme(places=4, random_places=4), NONE, (0, 9, 0)) == (Way(1, (0, 4, 0)),)


def test_over_all_ways_cells_get_what_their_weight_gives_them() -> None:
    ways = spread(programme(places=3, random_places=2), NONE, (200, 100, 100))
    assert sum(way.times for way in ways) == WAYS
    assert all(sum(way.places) == 2 for way in ways)
    means = [sum(way.times * way.places[cell] for way in ways) / WAYS for cell in range(3)]
    assert means == [1.0, 0.5, 0.5]


def test_every_way_is_within_the_quotas() -> None:
    limit = Demand("限", frozenset({0}), wanted=0, most=1)
    drawn = Demand("抽", frozenset({1, 2}), wanted=2, drawn=True)
    ways = spread(programme(limit, drawn, places=9, random_places=3), NONE, (900, 100, 300))
    assert {way.places[0] for way in ways} == {1}
    assert {way.places[1] + way.places[2] for way in ways} == {2}
    assert len(ways) > 1


def test_what_is_listed_for_certain_counts_for_a_drawn_quota() -> None:
    drawn = Demand("抽", frozenset({1}), wanted=2, drawn=True)
    ways = spread(programme(drawn, places=9, random_places=0), (0, 1, 0), (0, 100, 0))
    assert ways == (Way(1, (0, 1, 0)),)
