"""A challenger in the shade: it scores each month beside the champion, and no list sees it."""

import json
from pathlib import Path

import polars as pl

from models.agreement import AGREEMENT, agreement
from pipelines import audit
from pipelines.errors import InputError
from pipelines.manifest import write_json
from pipelines.registry.versions import Version, load
from pipelines.score import read_profile
from pipelines.store import Store, write_parquet

FOLDER = "shadow"


def shadows_of(root: Path, level: str) -> list[int]:
    """The versions that score in the shade."""
    path = _file(root, level)
    if not path.exists():
        return []
    versions: list[int] = json.loads(path.read_text(encoding="utf-8"))["versions"]
    return versions


def set_shadow(root: Path, level: str, version: Version | None) -> None:
    """Let a version score in the shade from now on, or none any more."""
    known = [] if version is None else shadows_of(root, level)
    added = [] if version is None or version.number in known else [version.number]
    write_json(_file(root, level), {"versions": [*known, *added]})


def score_shadows(store: Store, level: str, month: str) -> None:
    """Score a month with every shadow of a level.

    A shadow that cannot score must not stop the month: the audit says why.
    """
    profile, _ = read_profile(store, level, month)
    for number in shadows_of(store.root, level):
        try:
            version = load(level, str(number))
            table = version.bundle.score(profile, version.label)
        except (InputError, ValueError) as error:
            audit.record(store.root, "shadow failed", level=level, month=month, version=number,
                         why=str(error))  # fmt: skip
            continue
        write_parquet(table, store.partition(f"{FOLDER}/{level}", month, f"{number}.parquet"))


def shadow_agreement(store: Store, level: str, places: int) -> pl.DataFrame:
    """`version` and `models.agreement.AGREEMENT` of every month a shadow scored beside the list."""
    frames = [pl.DataFrame(schema={"version": pl.Int64, **AGREEMENT})]
    for path in sorted((store.root / FOLDER / level).glob("month=*/*.parquet")):
        month = path.parent.name.removeprefix("month=")
        scored = store.partition(f"scores/{level}", month)
        if scored.exists():
            listed, shadow = (pl.read_parquet(each, glob=False) for each in (scored, path))
            told = agreement(listed, shadow, places)
            frames.append(told.select(pl.lit(int(path.stem), pl.Int64).alias("version"), pl.all()))
    return pl.concat(frames).sort("version", "month")


def _file(root: Path, level: str) -> Path:
    return root / "models" / f"{level}-shadow.json"
