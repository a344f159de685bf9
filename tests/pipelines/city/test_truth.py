import polars as pl

from pipelines.city import City

ELSEWHERE = ["hang-beds", "take-over-transfers"]
"""Plots of a site that leave claims at other sites too."""


def test_planted_claims_exist_in_the_exports(truth: pl.DataFrame, fee: pl.DataFrame) -> None:
    exported = fee.select("BKKP_SN", "MDTRT_ID")
    keys = {"left_on": ["feedetl_sn", "mdtrt_id"], "right_on": ["BKKP_SN", "MDTRT_ID"]}
    assert truth.join(exported, how="anti", **keys).is_empty()  # type: ignore[arg-type]
    assert truth["feedetl_sn"].is_unique().all()
    assert 0.02 < len(truth) / len(fee) < 0.7


def test_planted_claims_belong_to_a_scheme_while_it_runs(
    truth: pl.DataFrame, schemes: pl.DataFrame, setl: pl.DataFrame
) -> None:
    assert set(truth["scheme_id"]) <= set(schemes["scheme_id"])
    dated = truth.join(setl, left_on="mdtrt_id", right_on="MDTRT_ID").join(schemes, on="scheme_id")
    month = dated["SETL_TIME"].str.to_datetime("%Y%m%d %H%M%S").dt.strftime("%Y-%m")
    assert (month >= dated["month_from"]).all()


def test_planted_lines_touch_their_actor(
    truth: pl.DataFrame, schemes: pl.DataFrame, fee: pl.DataFrame
) -> None:
    actors = schemes.filter(pl.col("role") == "actor")
    lines = truth.join(fee, left_on="feedetl_sn", right_on="BKKP_SN").join(actors, on="scheme_id")
    at_home = ~pl.col("plot").is_in([*ELSEWHERE, "abet-false-claims", "refer-far-away"])
    site = lines.filter(pl.col("level") == "institution", at_home)
    assert (site["MEDINS_CODE"] == site["entity_id"]).all()
    person = lines.filter(pl.col("level") == "patient", pl.col("plot") != "bring-the-twin")
    assert (person["PSN_NO"] == person["entity_id"]).all()


def test_columns_are_those_agreed(city: City, truth: pl.DataFrame) -> None:
    assert pl.read_csv(city.out / "truth" / "schemes.csv").columns == [
        "scheme_id", "violation", "level", "entity_id", "month_from", "month_to", "innocent",
        "role", "plot", "intensity", "case",
    ]  # fmt: skip
    assert truth.columns == ["scheme_id", "mdtrt_id", "feedetl_sn"]


def test_edits_name_encounters_of_the_exports(city: City, mdtrt: pl.DataFrame) -> None:
    edits = pl.read_parquet(city.out / "truth" / "edits.parquet")
    assert edits.columns == ["scheme_id", "mdtrt_id", "field", "honest", "exported"]
    assert len(edits) > 0
    assert (edits["honest"] != edits["exported"]).all()
    ended = edits.filter(pl.col("field") == "endtime")
    kept = ended.join(mdtrt, left_on="mdtrt_id", right_on="MDTRT_ID")
    assert (kept["exported"] == kept["ENDDATE"]).mean() > 0.9  # the others are settled later
