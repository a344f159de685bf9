from pipelines.targets.cells import Cells, Demand
from pipelines.targets.solver import Limits, solved

CELLS = Cells(of=(), size=(3, 2), hours=(0, 0), demands=(), crews=())


def limits(places: int, random_places: int = 0, listed: tuple[int, ...] = (0, 0)) -> Limits:
    return Limits(places, random_places, listed, drawn=(0, 0), most=(3, 2))


def test_the_cheapest_list_is_found() -> None:
    assert solved(CELLS, limits(4), (), [-1, -2, 0, 0]) == ((2, 2), (0, 0))
    assert solved(CELLS, limits(4, listed=(3, 0)), (), [-1, -2, 0, 0]) == ((3, 1), (0, 0))


def test_some_places_are_for_the_draw() -> None:
    assert solved(CELLS, limits(4, random_places=3), (), [-1, -1, -1, -2]) == ((1, 0), (1, 2))


def test_there_may_be_no_list() -> None:
    assert solved(CELLS, limits(1), [Demand("二", frozenset({0, 1}), wanted=2)], [0] * 4) is None


def test_nobody_is_a_list_if_nobody_is_wanted() -> None:
    nobody = Cells(of=(), size=(), hours=(), demands=(), crews=())
    none = Limits(1, 0, (), (), ())
    assert solved(nobody, none, [Demand("零", frozenset(), wanted=0)], []) == ((), ())
    assert solved(nobody, none, [Demand("一", frozenset(), wanted=1)], []) is None
