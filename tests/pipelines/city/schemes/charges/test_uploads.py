"""I-36: late uploads, sums that do not add up, reversals, and lines without a doctor."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from pipelines.city.calendar import DAY, months_from
from pipelines.city.claims import amount_fen
from pipelines.city.schemes import PLOT
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.houses import Play, beside, deed_of, measured


def nameless(lines: pl.DataFrame) -> float:
    """Share of fee lines without an ordering doctor."""
    return lines["BILG_DR_CODE"].null_count() / len(lines)


def test_made_up_lines_name_no_doctor(plant: Plant, honest: Exports, world: World) -> None:
    usual, faint, plain = measured(PLOT["upload-falsely"], nameless, plant, honest, world)
    assert usual < faint < plain
    assert plain > usual + 0.05


@pytest.mark.parametrize(("intensity", "least"), [(0.15, 0.02), (1.0, 0.4)])
def test_uploads_are_late_and_do_not_add_up(intensity: float, least: float, play: Play) -> None:
    scene, deed = deed_of(PLOT["upload-falsely"], play, intensity)
    edits = deed.edits
    assert len(edits) > least * len(scene.at_site())
    assert (edits["lag"] >= 3 * DAY).all()
    assert (edits["header"] >= 0).all()
    assert not (edits["refund"] & (edits["header"] > 0)).all()


def test_a_change_of_software_is_late_for_one_month(play: Play) -> None:
    plot = PLOT["change-the-software"]
    scene = deed_of(plot, play)[0]
    late = [
        len(plot.act(replace(scene, stage=replace(scene.stage, month=month))).edits)
        for month in months_from("2024-01", 6)
    ]
    assert np.count_nonzero(late) == 1


def test_nothing_but_the_hour_of_upload_changes_with_the_software(play: Play) -> None:
    plot = PLOT["change-the-software"]
    scene = deed_of(plot, play)[0]
    second = months_from("2024-02", 2)[1]
    edits = plot.act(replace(scene, stage=replace(scene.stage, month=second))).edits
    assert (edits["header"] == 0).all()
    assert not edits["refund"].any()


def test_what_is_cancelled_is_settled_again_alike(play: Play) -> None:
    claims = deed_of(PLOT["settle-again"], play)[1].claims
    cancelled = claims.visits["refund"]
    first, again = claims.visits[cancelled], claims.visits[~cancelled]
    assert (first[["psn", "inst", "beg"]] == again[["psn", "inst", "beg"]]).all()
    wait = (again["settled"] - first["settled"]).astype(int)
    assert ((wait > 0) & (wait < DAY)).all()
    fen = amount_fen(claims.lines)
    sums = [fen[np.isin(claims.lines["visit"], v["visit"])].sum() for v in (first, again)]
    assert sums[0] == sums[1] > 0


def test_settling_again_names_its_doctors(plant: Plant, honest: Exports, world: World) -> None:
    usual, beside_it = beside(PLOT["settle-again"], nameless, plant, honest, world)
    assert beside_it < usual + 0.02
