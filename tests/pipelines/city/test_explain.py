"""A scheme in the open: what was planted, and the same actor without it."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.city import City, explain
from pipelines.errors import InputError


@pytest.fixture
def busiest(schemes: pl.DataFrame, truth: pl.DataFrame) -> str:
    guilty = schemes.filter(pl.col("innocent") == "false", pl.col("level") == "institution")
    known = guilty["scheme_id"].to_list()
    return str(truth.filter(pl.col("scheme_id").is_in(known))["scheme_id"].mode().sort()[0])


def test_what_is_told_adds_up_with_the_truth(
    city: City, busiest: str, truth: pl.DataFrame, fee: pl.DataFrame
) -> None:
    one = explain(city.out, busiest)
    planted = truth.filter(pl.col("scheme_id") == busiest)
    assert one.by_month["lines"].sum() == len(planted)
    money = fee.join(planted, left_on="BKKP_SN", right_on="feedetl_sn", how="semi")["fen"].sum()
    assert round(float(one.by_month["yuan"].sum()) * 100) == money
    assert one.scheme["scheme_id"].unique().to_list() == [busiest]
    assert one.scheme["violation"][0] in one.told


def test_life_without_it_is_smaller_by_what_was_planted(
    city: City, busiest: str, truth: pl.DataFrame
) -> None:
    one = explain(city.out, busiest)
    measure = {row["measure"]: row for row in one.life.iter_rows(named=True)}
    gap = measure["yuan"]["exported"] - measure["yuan"]["honest"]
    assert gap == pytest.approx(float(one.by_month["yuan"].sum()), abs=0.05)
    assert measure["encounters"]["exported"] >= measure["encounters"]["honest"]


def test_examples_show_planted_lines_among_the_others(city: City, busiest: str) -> None:
    examples = explain(city.out, busiest).examples
    assert examples["planted"].any()
    assert examples.filter("planted")["MDTRT_ID"].n_unique() <= 3


def test_what_is_not_there_is_told(city: City, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no scheme of this city; truth/schemes.csv lists them"):
        explain(city.out, "hang-beds-9999")
    with pytest.raises(InputError, match="holds no simulated city"):
        explain(tmp_path, "hang-beds-0000")
