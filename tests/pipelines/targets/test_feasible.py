from pipelines.targets.cells import Cells, Crew, Demand
from pipelines.targets.feasible import Programme, Shortfall


def programme(
    *demands: Demand, size: tuple[int, ...] = (3, 2), places: int = 4, random_places: int = 0
) -> Programme:
    cells = Cells(of=(), size=size, hours=(10, 20), demands=demands, crews=())
    return Programme(cells, places, random_places)


def test_a_place_that_a_quota_needs_is_kept() -> None:
    open_ = programme(Demand("二", frozenset({1}), wanted=2))
    assert open_.allows((2, 0), (0, 0))
    assert not open_.allows((3, 0), (0, 0))
    assert not open_.allows((2, 0), (0, 0), settled=True)
    assert open_.allows((2, 2), (0, 0), settled=True)


def test_drawn_places_count_for_drawn_quotas_only() -> None:
    ranked = programme(Demand("二", frozenset({1}), wanted=1), places=2, random_places=1)
    assert not ranked.allows((1, 0), (0, 1))
    drawn = programme(Demand("二", frozenset({1}), wanted=1, drawn=True), places=2, random_places=1)
    assert drawn.allows((1, 0), (0, 1), settled=True)


def test_of_a_drawn_cell_nobody_else_is_listed() -> None:
    of = programme(
        Demand("一", frozenset({0}), wanted=1, drawn=True),
        Demand("二", frozenset({0, 1}), wanted=3),
        places=9,
    )
    assert of.shortfalls() == [Shortfall("二", 3, 2)]


def test_limits_hold_for_listed_and_drawn_together() -> None:
    most = programme(Demand("限", frozenset({0}), wanted=0, most=2), random_places=1)
    assert most.allows((1, 0), (1, 0))
    assert not most.allows((2, 0), (1, 0))


def test_crews_share_the_visits() -> None:
    crews = (Crew(20, frozenset({0, 1})), Crew(10, frozenset({0})))
    of = Programme(Cells((), (3, 2), (10, 20), (), crews), 5, 0)
    assert of.allows((1, 1), (0, 0))
    assert of.allows((3, 0), (0, 0))
    assert not of.allows((2, 1), (0, 0))
    assert not of.allows((0, 2), (0, 0))


def test_each_shortfall_is_told_under_the_quotas_before_it() -> None:
    short = programme(
        Demand("一", frozenset({0}), wanted=3),
        Demand("二", frozenset({1}), wanted=2),
        Demand("都", frozenset({0, 1}), wanted=4),
        Demand("多", frozenset({0, 1}), wanted=9),
    ).shortfalls()
    assert short == [Shortfall("二", 2, 1), Shortfall("多", 9, 4)]
