"""The whole city: repeatable, refused where absurd, and visibly cheated."""

import hashlib
from pathlib import Path

import polars as pl
import pytest

from pipelines.city import City, simulate
from pipelines.city.pricelist import ITEMS
from pipelines.errors import InputError

ROUTINE = {"01", "02", "07"}
MINUTES = pl.DataFrame(
    {
        "HILIST_CODE": [item.code for item in ITEMS],
        "minutes": [item.minutes for item in ITEMS],
        "daily_max": [item.daily_max for item in ITEMS],
    }
)


def digest(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    base = tmp_path_factory.mktemp("cities")
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        simulate(base / name, persons=600, months=8, seed=seed)
    return base / "a", base / "b", base / "c"


def test_equal_arguments_give_equal_bytes(twice: tuple[Path, Path, Path]) -> None:
    assert digest(twice[0]) == digest(twice[1])


def test_another_seed_gives_another_city(twice: tuple[Path, Path, Path]) -> None:
    one, other = digest(twice[0]), digest(twice[2])
    assert one.keys() == other.keys()
    same = {name for name in one if one[name] == other[name]}
    assert same == {"hilist_b.csv", "hilist_lmtpric_d.csv"}  # one catalogue for all cities


def test_a_city_may_be_written_over_but_nothing_else(tmp_path: Path) -> None:
    simulate(tmp_path / "city", persons=500, months=6)
    simulate(tmp_path / "city", persons=500, months=6, seed=1)
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("x")
    with pytest.raises(InputError, match="not a simulated city"):
        simulate(tmp_path / "letters", persons=500, months=6)
    with pytest.raises(InputError, match="is a file"):
        simulate(tmp_path / "letters" / "dear.txt", persons=500, months=6)
    assert (tmp_path / "letters" / "dear.txt").read_text() == "x"


def test_absurd_arguments_are_refused_together(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        simulate(tmp_path / "city", persons=499, months=5, seed=-1)
    for told in ("persons is 499", "months is 5", "seed is -1"):
        assert told in str(refused.value)
    with pytest.raises(InputError, match="first_month"):
        simulate(tmp_path / "city", first_month="2024-13")
    assert list(tmp_path.iterdir()) == []


def test_progress_names_every_month(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    simulate(tmp_path / "city", persons=500, months=6, progress=lambda *step: told.append(step))
    assert told[:2] == [("2024-01", 0, 6), ("2024-02", 1, 6)]
    assert len(told) == 6


def test_the_readme_says_that_it_proves_nothing(city: City) -> None:
    text = (city.out / "README.txt").read_text(encoding="utf-8")
    assert "never evidence of detection quality" in text
    assert "seed=3" in text


def test_the_report_counts_what_was_written(
    city: City, setl: pl.DataFrame, fee: pl.DataFrame, schemes: pl.DataFrame
) -> None:
    assert (city.settlements, city.fee_lines) == (len(setl), len(fee))
    assert city.schemes + city.innocents == len(schemes.filter(pl.col("role") == "actor"))


def above_peers(values: pl.DataFrame, actors: pl.Series) -> float:
    """The mean percentile (0 to 1) of the actors among the sites of their own kind.

    `values` has `entity` and `value`; the kind is told by the first letter of the code.
    """
    placed = values.with_columns(
        place=pl.col("value").rank().over(pl.col("entity").str.head(1))
        / pl.len().over(pl.col("entity").str.head(1))
    )
    return float(placed.filter(pl.col("entity").is_in(actors.to_list()))["place"].mean())  # type: ignore[arg-type]


def actors_of(schemes: pl.DataFrame, plot: str) -> pl.Series:
    return schemes.filter(pl.col("plot") == plot)["entity_id"]


def test_hung_beds_are_visible_in_hollow_days(fee: pl.DataFrame, schemes: pl.DataFrame) -> None:
    in_ward = fee.filter((pl.col("MED_CHRGITM_TYPE") == "01").any().over("MDTRT_ID"))
    days = in_ward.group_by("MEDINS_CODE", "MDTRT_ID", pl.col("FEE_OCUR_TIME").dt.date()).agg(
        hollow=pl.col("MED_CHRGITM_TYPE").is_in(list(ROUTINE)).all()
    )
    share = days.group_by(entity="MEDINS_CODE").agg(value=pl.col("hollow").mean())
    assert above_peers(share, actors_of(schemes, "hang-beds")) > 0.9


def test_phantom_services_are_visible_in_minutes_a_day(
    fee: pl.DataFrame, schemes: pl.DataFrame
) -> None:
    minutes = (
        fee.join(MINUTES, on="HILIST_CODE")
        .group_by("BILG_DR_CODE", pl.col("FEE_OCUR_TIME").dt.date())
        .agg(minutes=(pl.col("minutes") * pl.col("CNT")).sum())
    )
    worst = minutes.group_by(entity="BILG_DR_CODE").agg(value=pl.col("minutes").max())
    assert above_peers(worst, actors_of(schemes, "bill-phantom-services")) > 0.95


def test_bursts_are_visible_in_gaps(setl: pl.DataFrame, schemes: pl.DataFrame) -> None:
    tills = setl.filter(pl.col("MED_TYPE") == "41", pl.col("REFD_SETL_FLAG") == "0").with_columns(
        at=pl.col("SETL_TIME").str.to_datetime("%Y%m%d %H%M%S")
    )
    quick = (
        tills.sort("FIXMEDINS_CODE", "at")
        .with_columns(gap=pl.col("at").diff().over("FIXMEDINS_CODE").dt.total_seconds())
        .group_by(entity="FIXMEDINS_CODE")
        .agg(value=(pl.col("gap") < 50).mean())
    )
    assert above_peers(quick, actors_of(schemes, "swipe-collected-cards")) > 0.9


def test_resale_is_visible_in_days_of_supply(fee: pl.DataFrame, schemes: pl.DataFrame) -> None:
    supply = fee.group_by(entity="PSN_NO").agg(value=pl.col("PRD_DAYS").sum())
    assert above_peers(supply, actors_of(schemes, "resell-drugs")) > 0.97


def test_unbundling_is_visible_in_parts_beside_the_package(
    fee: pl.DataFrame, schemes: pl.DataFrame
) -> None:
    codes = {item.key: item.code for item in ITEMS}
    both = fee.group_by("MEDINS_CODE", "MDTRT_ID").agg(
        both=(pl.col("HILIST_CODE") == codes["scaling_package"]).any()
        & (pl.col("HILIST_CODE") == codes["polishing"]).any()
    )
    share = both.group_by(entity="MEDINS_CODE").agg(value=pl.col("both").mean())
    guilty = actors_of(schemes, "unbundle-scaling")
    assert share.filter(pl.col("value") > 0)["entity"].sort().to_list() == guilty.sort().to_list()
