"""Every violation type is planted, blatant and faint, and its signals are asked what they see."""

from pathlib import Path

import polars as pl
import pytest

from pipelines import Workspace
from pipelines.city import simulate
from pipelines.city.schemes import PLOTS
from pipelines.city.schemes.visible import BY_PROXY, IN_CLAIMS, WITH_LISTS
from pipelines.errors import InputError
from pipelines.proof import planted, proof

pytestmark = pytest.mark.slow

BLATANT, FAINT = 2.0, 0.15
FEWEST = 5
"""Of fewer planted encounters a share says nothing; `docs/signals.md` has a larger city."""

BEYOND_LUCK = 2.33
"""Deviations: three hits where none is usual are 2.4 (decision 004)."""

SEEN_LESS = {
    "certify-pneumonia": (0.85, 0.6),  # some have a film of the lungs for another reason
    "order-too-much": (0.94, 0.6),  # a failing heart is due its echo
    "swipe-for-another-shop": (0.95, 0.5),
}
"""Plots that honest rules see less of than 0.95 and 0.6, with what they do see."""


def proved(root: Path, intensity: float, mapping: Path) -> pl.DataFrame:
    plant = [p.name if p.innocent else f"{p.name}:{intensity}" for p in PLOTS if p.case is None]
    raw, ws = root / "raw", Workspace(root / "workspace")
    simulate(raw, persons=20_000, months=8, seed=11, first_month="2024-09", plant=plant)
    ws.ingest([raw], mapping)
    ws.profile()
    return ws.proof(raw / "truth")


@pytest.fixture(scope="module")
def blatant(tmp_path_factory: pytest.TempPathFactory, mapping: Path) -> pl.DataFrame:
    return proved(tmp_path_factory.mktemp("blatant"), BLATANT, mapping)


@pytest.fixture(scope="module")
def faint(tmp_path_factory: pytest.TempPathFactory, mapping: Path) -> pl.DataFrame:
    return proved(tmp_path_factory.mktemp("faint"), FAINT, mapping)


def cheats(found: pl.DataFrame) -> list[dict[str, object]]:
    return found.filter(~pl.col("innocent"), pl.col("planted") >= FEWEST).to_dicts()


def test_every_type_that_data_can_show_is_planted_and_has_a_signal(blatant: pl.DataFrame) -> None:
    assert set(blatant["violation"]) == IN_CLAIMS | WITH_LISTS | BY_PROXY


def test_the_blatant_are_seen(blatant: pl.DataFrame) -> None:
    seen = {p["plot"]: p["recall"] for p in cheats(blatant)}
    assert len(seen) > 90
    assert {n: r for n, r in seen.items() if r < SEEN_LESS.get(n, (0.95, 0))[0]} == {}


def test_most_of_the_faint_are_seen(faint: pl.DataFrame) -> None:
    seen = {p["plot"]: p["recall"] for p in cheats(faint)}
    assert len(seen) > 60
    assert {n: r for n, r in seen.items() if r < SEEN_LESS.get(n, (0, 0.6))[1]} == {}


@pytest.mark.parametrize("city", ["blatant", "faint"])
def test_look_alikes_are_hit_less_than_a_tenth_as_often(
    city: str, request: pytest.FixtureRequest
) -> None:
    found: pl.DataFrame = request.getfixturevalue(city)
    cheat = found.filter(~pl.col("innocent")).group_by("violation").agg(pl.col("recall").max())
    innocents = found.filter(pl.col("innocent"), pl.col("planted") >= FEWEST)
    wrong = innocents.join(cheat, on="violation", suffix="_cheat").filter(
        pl.col("recall") > 0.1 * pl.col("recall_cheat")
    )
    assert wrong.select("plot", "recall").rows() == []


def test_the_blatant_leave_their_peers(blatant: pl.DataFrame) -> None:
    """Where there are peers enough to leave: further than luck takes one in a hundred."""
    z = blatant.filter(~pl.col("innocent"))["z"].drop_nulls()
    assert len(z) > 80
    assert (z > BEYOND_LUCK).mean() > 0.9


def test_what_is_no_truth_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no schemes"):
        proof(Workspace(tmp_path / "w").store, tmp_path, "2025-01")


def test_added_and_changed_encounters_are_planted(tmp_path: Path) -> None:
    rows = pl.DataFrame({"scheme_id": ["s", "s"], "mdtrt_id": ["A", "A"], "feedetl_sn": ["1", "2"]})
    rows.write_parquet(tmp_path / "claims.parquet")
    rows.head(1).with_columns(mdtrt_id=pl.lit("B")).write_parquet(tmp_path / "edits.parquet")
    assert planted(tmp_path).rows() == [("s", "A"), ("s", "B")]
