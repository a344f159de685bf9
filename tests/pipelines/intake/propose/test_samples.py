from collections.abc import Callable
from typing import Any

import polars as pl

from pipelines.intake.propose.groups import grouped
from pipelines.intake.propose.samples import MASK, nulls_of, sample, shown

Write = Callable[..., Any]


def test_the_first_and_the_last_source_are_read_under_one_spelling(write: Write) -> None:
    sources = [
        write("s_1.csv", "ID,Sum", "a,1"),
        write("s_2.csv", "ID,Sum", "b,2"),
        write("s_3.csv", "id,SUM", " ｃ ,"),
    ]
    (group,) = grouped([(source, source.columns()) for source in sources])
    assert sample(group, ["ID", "Sum"]).to_dict(as_series=False) == {
        "ID": ["a", "c"], "Sum": ["1", None],
    }  # fmt: skip


def test_spellings_of_missing_are_found_but_not_in_flags() -> None:
    texts = pl.DataFrame({"A": ["x", "-", "NULL"], "F_FLAG": ["有", "无", None]})
    assert nulls_of(texts, ["F_FLAG"]) == ("NULL", "-")
    assert nulls_of(texts, []) == ("NULL", "-", "无")


def test_a_few_different_values_are_shown() -> None:
    assert shown(pl.Series("V", ["a", "a", "b", "c", "d"]), words=True) == ("a", "b", "c")
    assert shown(pl.Series("V", ["x" * 50]), words=True) == (f"{'x' * 39}…",)
    assert shown(pl.Series("V", [], pl.String), words=True) == ()


def test_numbers_of_persons_are_never_shown() -> None:
    invented = ["110101190001010017", "13800000000", "call 13800000000"]
    assert shown(pl.Series("V", invented), words=True) == (MASK, MASK, MASK)


def test_words_are_shown_in_columns_of_words_only() -> None:
    words = pl.Series("V", ["张三", "Zhang San", "D3601"])
    assert shown(words, words=True) == ("张三", "Zhang San", "D3601")
    assert shown(words, words=False) == (MASK, MASK, "D3601")
