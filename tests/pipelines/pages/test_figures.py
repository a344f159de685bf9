import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.pages.figures import count, fixed, moment, percent, signed, yuan


def test_counts() -> None:
    assert [count(value) for value in (None, 0, 1234567)] == ["—", "0", "1,234,567"]


@pytest.mark.parametrize(
    ("fen", "written"),
    [
        (None, "—"),
        (0, "0.00"),
        (5, "0.05"),
        (-5, "-0.05"),
        (1.5, "0.02"),
        (123_456_789, "1,234,567.89"),
    ],
)
def test_amounts(fen: float | None, written: str) -> None:
    assert yuan(fen) == written


@pytest.mark.parametrize(
    ("share", "fine", "coarse"),
    [
        (None, "—", "—"),
        (0, "0.00%", "0.0%"),
        (1e-9, "<0.01%", "<0.1%"),
        (0.0005, "0.05%", "<0.1%"),
        (0.5, "50.00%", "50.0%"),
        (0.9995, "99.95%", ">99.9%"),
        (1 - 1e-9, ">99.99%", ">99.9%"),
        (1, "100.00%", "100.0%"),
        (-0.25, "-25.00%", "-25.0%"),
    ],
)
def test_shares(share: float | None, fine: str, coarse: str) -> None:
    assert [percent(share), percent(share, 1)] == [fine, coarse]


@given(st.floats(0, 1, exclude_min=True, exclude_max=True), st.integers(0, 4))
def test_a_share_never_looks_like_none_or_all(share: float, decimals: int) -> None:
    assert percent(share, decimals) not in {percent(0, decimals), percent(1, decimals)}


def test_signs_and_zeros() -> None:
    assert [signed(x, 1) for x in (1.25, -1.25, -0.01, None)] == ["+1.2", "−1.2", "0", "—"]
    assert [fixed(x, 2) for x in (1.005, -0.001, None)] == ["1.00", "0.00", ""]


def test_times() -> None:
    midnight = dt.datetime.fromisoformat("2024-01-02")
    assert moment(None) == "—"
    assert moment(midnight) == moment(midnight.date()) == "2024-01-02"
    assert moment(midnight.replace(hour=9, minute=5)) == "2024-01-02 09:05"
