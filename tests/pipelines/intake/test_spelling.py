import polars as pl
import pytest

from pipelines.intake.spelling import amount, plain, stripped, unlike_plain


def spelt(text: str, *steps: str) -> str:
    known = {"stripped": stripped, "plain": plain, "amount": amount}
    column = pl.col("text")
    for step in steps:
        column = known[step](column)
    value: str = pl.DataFrame({"text": [text]}).select(column).item()
    return value


@pytest.mark.parametrize("space", [" ", "\t", "\u3000", "\u00a0", "\ufeff", "\u200b", "\0"])
def test_spaces_of_every_kind_go_from_both_ends_only(space: str) -> None:
    assert spelt(f"{space}A {space}B{space}{space}", "stripped") == f"A {space}B"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１２３．５０", "123.50"),
        ("－１", "-1"),
        ("Ｈ３６０１\u3000", "H3601"),
        ('="0012"', "0012"),
        ("'0012", "0012"),
        ('"0012"', "0012"),
        ("O'Neil", "O'Neil"),
        ("A=B", "A=B"),
    ],
)
def test_full_width_and_disguised_values_become_plain(text: str, value: str) -> None:
    assert spelt(text, "plain") == value


@pytest.mark.parametrize("text", ["¥12.50", "￥12.50", "12.50元", "12.50"])
def test_an_amount_loses_its_currency(text: str) -> None:
    assert spelt(text, "plain", "amount") == "12.50"


def test_a_negative_amount_keeps_its_sign() -> None:
    assert spelt("-¥3", "amount") == "-3"


def test_only_columns_that_need_it_are_respelt() -> None:
    texts = pl.DataFrame(
        {"plain": ["H1", None], "wide": ["H1", "Ｈ1"], "quoted": ['="1"', "2"], "empty": ["", None]}
    )
    assert unlike_plain(texts) == ["wide", "quoted"]
