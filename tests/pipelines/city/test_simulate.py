"""The whole city: repeatable, refused where absurd, and told of as it is."""

import hashlib
from pathlib import Path

import polars as pl
import pytest

from pipelines.city import City, simulate
from pipelines.errors import InputError


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
        simulate(base / name, persons=300, months=6, seed=seed)
    return base / "a", base / "b", base / "c"


def test_equal_arguments_give_equal_bytes(twice: tuple[Path, Path, Path]) -> None:
    assert digest(twice[0]) == digest(twice[1])


def test_another_seed_gives_another_city(twice: tuple[Path, Path, Path]) -> None:
    one, other = digest(twice[0]), digest(twice[2])
    assert one.keys() == other.keys()
    same = {name for name in one if one[name] == other[name]}
    assert {"hilist_b.csv", "hilist_lmtpric_d.csv"} <= same  # one catalogue for all cities
    assert not any("_2024-" in name for name in same)


def test_a_city_may_be_written_over_but_nothing_else(tmp_path: Path) -> None:
    simulate(tmp_path / "city", persons=60, months=6)
    simulate(tmp_path / "city", persons=60, months=6, seed=1)
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("x")
    with pytest.raises(InputError, match="not a simulated city"):
        simulate(tmp_path / "letters", persons=60, months=6)
    with pytest.raises(InputError, match="is a file"):
        simulate(tmp_path / "letters" / "dear.txt", persons=500, months=6)
    assert (tmp_path / "letters" / "dear.txt").read_text() == "x"


def test_absurd_arguments_are_refused_together(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        simulate(tmp_path / "city", persons=0, months=5, seed=-1)
    for told in ("persons is 0", "months is 5", "seed is -1"):
        assert told in str(refused.value)
    with pytest.raises(InputError, match="first_month"):
        simulate(tmp_path / "city", first_month="2024-13")
    assert list(tmp_path.iterdir()) == []


def test_progress_names_every_month(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    simulate(tmp_path / "city", persons=60, months=6, progress=lambda *step: told.append(step))
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
