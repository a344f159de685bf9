import pytest

from pipelines.city.schemes.shares import parts


@pytest.mark.parametrize(("total", "number"), [(100, 6), (12, 5), (3, 8), (0, 2)])
def test_parts_are_even_and_sum_to_the_total(total: int, number: int) -> None:
    found = parts(total, number)
    assert len(found) == number
    assert found.sum() == total
    assert found.max() - found.min() <= 1
