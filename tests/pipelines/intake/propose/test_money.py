import polars as pl
import pytest

from pipelines.intake.propose.money import ENOUGH, money_doubts


@pytest.mark.parametrize(
    ("amounts", "doubted"),
    [
        ([str(8_700 + n) for n in range(ENOUGH)], True),
        ([str(-8_700 - n) for n in range(ENOUGH)], True),
        ([str(8_700 + n) for n in range(ENOUGH - 1)], False),
        ([*(str(8_700 + n) for n in range(ENOUGH)), "12.50"], False),
        ([str(n) for n in range(30, 30 + ENOUGH)], False),
        (["0", "0.00"] * ENOUGH, False),
        (["1,234,567"] * ENOUGH, True),
        ([], False),
    ],
)
def test_whole_and_large_amounts_may_be_fen(amounts: list[str], *, doubted: bool) -> None:
    assert bool(money_doubts(pl.Series("A", amounts, pl.String))) is doubted
