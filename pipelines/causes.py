"""Whether the reasons name what was planted: the place of the planted cause among them.

It checks the machinery on simulated cities and says nothing about detection in the field.
"""

from pathlib import Path

import polars as pl

from features.contract import LEVELS
from features.windows import trailing
from models.causes import causes as by_cause
from pipelines.errors import InputError
from pipelines.score import read_scores
from pipelines.targets.listing import read_listing
from pipelines.targets.places import MODEL
from pipelines.workspace import Workspace


def causes(workspace: Workspace, truth: Path, month: str) -> pl.DataFrame:
    """The first reason that names what a listed entity did.

    An entity that does several things is counted once: inspectors who are sent for any of them
    are sent rightly. Who was drawn at random is left out, for the list gives no reason for them.

    Args:
        workspace: one whose month is listed.
        truth: the folder that `feijian simulate` wrote beside the exports.
        month: the month of the list.

    Returns:
        `level, entity_id, violation, rank`, sorted: everybody on the list by rank who takes part in
        a scheme, what they did (of several, what a reason names first), and the place of the
        first reason that names it; null where none does.

    Raises:
        InputError: when `truth` is not the truth of a simulated city.
    """
    planted = planted_in(truth, trailing(month, workspace.settings.window_months))
    listed = read_listing(workspace.root / "targets" / month / "targets.csv")
    whose = ["level", "entity_id"]
    return (
        planted.filter(~pl.col("innocent"))
        .select(*whose, "violation")
        .unique()
        .join(listed.filter(mode=MODEL), on=whose, how="semi")
        .join(_named(workspace, month), on=[*whose, "violation"], how="left")
        .sort(*whose, "rank", "violation", nulls_last=True)
        .unique(whose, keep="first", maintain_order=True)
        .select(*whose, "violation", "rank")
    )


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


def _named(workspace: Workspace, month: str) -> pl.DataFrame:
    """The first reason of each explained entity that names a violation."""
    frames = [
        by_cause(read_scores(workspace.store, level, month).reasons, level)
        .filter(pl.col("place").is_not_null())
        .with_columns(pl.lit(level).alias("level"), violation=pl.col("violations").str.split("|"))
        .explode("violation")
        .group_by("level", "entity_id", "violation")
        .agg(rank=pl.col("place").min())
        for level in LEVELS
    ]
    return pl.concat(frames)
