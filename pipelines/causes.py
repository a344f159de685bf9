"""Whether the reasons of listed entities name what was planted in a simulated city.

Like `pipelines.proof` it checks the machinery and is no evidence of detection in the field.
"""

from pathlib import Path

import polars as pl

from features.windows import trailing
from pipelines.errors import InputError
from pipelines.score import read_scores
from pipelines.targets.listing import read_listing
from pipelines.workspace import Workspace

CAUSES: dict[str, type[pl.DataType]] = {
    "level": pl.String,
    "entity_id": pl.String,
    "violation": pl.String,
    "rank": pl.Int64,
}
"""Columns of `causes`."""


def causes(workspace: Workspace, truth: Path, month: str) -> pl.DataFrame:
    """Where among its reasons each listed cheat's planted violation stands first.

    Only places of the list that the ranking gave are looked at, and reasons that raise the
    suspicion; those drawn at random have none.

    Args:
        workspace: with the list of `month`.
        truth: the folder that `feijian simulate` wrote beside the exports.
        month: the month of the list.

    Returns:
        The columns of `CAUSES`, one row per listed entity and violation planted on it within the
        window of the month, sorted; `rank` is 1 for the first reason, null when none names it.
        An entity in several schemes is right when any of them is named: take its least rank.

    Raises:
        InputError: when `truth` is not the truth of a simulated city, or there is no list.
    """
    planted = planted_in(truth, trailing(month, workspace.settings.window_months))
    listed = _listed(workspace.root / "targets" / month / "targets.csv")
    guilty = planted.filter(~pl.col("innocent")).select("level", "entity_id", "violation").unique()
    guilty = guilty.join(listed, on=["level", "entity_id"], how="semi")
    levels = guilty.get_column("level").unique().sort()
    reasons = [_places(workspace, level, month) for level in levels]
    if not reasons:
        return pl.DataFrame(schema=CAUSES)
    found = guilty.join(pl.concat(reasons), on=["level", "entity_id", "violation"], how="left")
    return found.select(pl.col(name).cast(dtype) for name, dtype in CAUSES.items()).sort(pl.all())


def planted_in(truth: Path, window: list[str]) -> pl.DataFrame:
    """The rows of `truth/schemes.csv`, cheats and look-alikes, that ran in any of the months.

    Raises:
        InputError: when `truth` is not the truth of a simulated city.
    """
    path = truth / "schemes.csv"
    if not path.exists():
        raise InputError(f"{truth}: holds no schemes.csv; name the truth/ of a simulated city")
    schemes = pl.read_csv(path, infer_schema=False)
    ran = (pl.col("month_from") <= window[-1]) & (pl.col("month_to") >= window[0])
    return schemes.filter(ran).with_columns(pl.col("innocent") == "true")


def _listed(path: Path) -> pl.DataFrame:
    if not path.exists():
        raise InputError(f"{path} is not there; run `feijian targets` first")
    return read_listing(path).filter(pl.col("mode") == "model").select("level", "entity_id")


def _places(workspace: Workspace, level: str, month: str) -> pl.DataFrame:
    """Per entity and violation, the place of the first reason that names it."""
    reasons = read_scores(workspace.store, level, month).reasons
    return (
        reasons.filter(pl.col("contribution") > 0)
        .sort("entity_id", "contribution", "feature", descending=[False, True, False])
        .with_columns(rank=pl.int_range(1, pl.len() + 1).over("entity_id"))
        .with_columns(pl.col("violations").str.split("|"))
        .explode("violations")
        .group_by("entity_id", violation="violations")
        .agg(pl.col("rank").min())
        .with_columns(level=pl.lit(level))
    )
