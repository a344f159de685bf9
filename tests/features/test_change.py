from typing import Any

import pytest

from features.change import CHANGE, changes, shift_of, since
from features.change import told as worth_telling

City = Any  # the builder of conftest.py
QUIET = [4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 5]
JUMP = [4, 5, 4, 5, 4, 5, 4, 16, 17, 16, 17, 16]
ODD_MONTH = [4, 5, 4, 5, 4, 25, 4, 5, 4, 5, 4, 5]
FALL = JUMP[::-1]


def told(city: City, visits: list[int], yuan: list[float] | None = None) -> City:
    """So many visits a month, the last of them in June 2025."""
    for ago, count in enumerate(reversed(visits)):
        month = f"{2024 + (17 - ago) // 12}-{(17 - ago) % 12 + 1:02}"
        price = 100.0 if yuan is None else yuan[-1 - ago]
        for day in range(1, count + 1):
            city.visit(f"{month}-{day}", f"{month}-{day:02}", yuan=price)
    return city


def shift(city: City, name: str) -> tuple[float | None, float | None]:
    found = changes(city.encounters().lazy(), "fixmedins_code").collect(engine="in-memory")
    return found.select(shift_of(name), since(name)).row(0)


def test_a_jump_is_told_with_its_month(city: City) -> None:
    told(city, JUMP)
    size, months = shift(city, "encounters")
    assert months == 5
    assert size is not None
    assert size > 2
    assert shift(city, "fund")[1] == 5


def test_a_fall_points_the_other_way(city: City) -> None:
    size, months = shift(told(city, FALL), "encounters")
    assert months == 7
    assert size is not None
    assert size < -2


@pytest.mark.parametrize("visits", [QUIET, ODD_MONTH], ids=["quiet", "one odd month"])
def test_noise_is_no_shift(city: City, visits: list[int]) -> None:
    size, _ = shift(told(city, visits), "encounters")
    assert size is not None
    assert abs(size) < 1


def test_few_encounters_make_no_large_shift(city: City) -> None:
    """From one to two a month is what chance does."""
    size, _ = shift(told(city, [1] * 6 + [2] * 6), "encounters")
    assert size is not None
    assert 0 < size < 1


def test_dearer_encounters_shift_the_cost_and_not_their_number(city: City) -> None:
    told(city, [9] * 12, [100.0] * 8 + [400.0] * 4)
    size, months = shift(city, "cost")
    assert months == 4
    assert size == pytest.approx(300 / (250 / 3))
    assert shift(city, "encounters")[0] == 0


@pytest.mark.parametrize("visits", [[4] * 5, [4] * 3 + [0] * 9 + [4] * 2], ids=["new", "gap"])
def test_too_few_months_are_no_level(city: City, visits: list[int]) -> None:
    assert shift(told(city, visits[-12:]), "encounters") == (None, None)


def test_changes_worth_a_word_are_told_with_their_first_month(city: City) -> None:
    found = changes(told(city, JUMP).encounters().lazy(), "fixmedins_code")
    marked = worth_telling(found, "2025-06", 2.0).collect(engine="in-memory")
    assert dict(marked.schema) == CHANGE
    assert marked.select("entity_id", "measure", "month").rows() == [
        ("H1", "encounters", "2025-02"),
        ("H1", "fund", "2025-02"),
    ]
    assert worth_telling(found, "2025-06", 99.0).collect(engine="in-memory").is_empty()
