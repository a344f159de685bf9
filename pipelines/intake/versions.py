"""Which version of a row is in the lake: a function of the set of accepted rows alone.

Rows of one primary key with equal contents are one version, and its time is the latest
`updt_time` they came with; no time is before all times, and a column that was not supplied is
null. The version with the latest time is in the lake. Where several share the latest time, the one
that says all that the others say, and more, is the version: an export mapped again with a column
more contradicts nobody. Where they contradict each other, nothing says which is right: they are
contested, and none is in the lake until a later version decides. All versions but the one in the
lake are superseded: they are put aside, so the lake and what is put aside are together every
version that ever came.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl
from polars import selectors as cs

from features.contract import Table
from pipelines.intake.quarantine import MONTH
from pipelines.intake.sources.source import SOURCE_LINE

SOURCE = "_reading"
"""The number of the reading that a row came from."""

UPDT_TIME = "updt_time"

LAKE: Final = "lake"
SUPERSEDED: Final = "superseded"

PLACE = "_place"
"""Where a held row lies: `lake` or `superseded`."""

STAYS = "_stays"
"""False in a changed row that only tells that its key leaves."""

_CAME = "_came"
_HELD_TIME = "_held_time"
_TOLD = "_told"
_NOW = "_now"
_OUTCOME = "_outcome"
_CONTESTED = "contested"
_COUNTED = ("new", "replaced", "superseded")


@dataclass(frozen=True)
class Decided:
    """What became of incoming rows, and what changes where.

    Attributes:
        new: by month, rows of unknown keys that are now in the lake.
        replaced: rows that are now in the lake, of keys of which other versions were held.
        superseded: rows of which there is a later version.
        repeated: rows equal to one that was held, or that came more than once.
        withdrawn: rows that were in the lake and are now contested.
        contested: the key, `_reading`, `source_line`, `_month` of incoming contested rows.
        changes: for `lake` and `superseded`, with `_month`: all rows of the keys that change
            there, as they are now; one that does not stay (`_stays`) only tells its key.
    """

    new: dict[str, int]
    replaced: int
    superseded: int
    repeated: int
    withdrawn: int
    contested: pl.DataFrame
    changes: dict[str, pl.DataFrame]


def decide(came: pl.DataFrame, held: pl.DataFrame, table: Table) -> Decided:
    """Decide between the versions of every key that came.

    Args:
        came: `_reading`, `source_line`, `_month` and the supplied columns.
        held: `_place`, `_month` and the columns of every row that is held of these keys.
        table: says what the key is, and the order of the columns.
    """
    columns = [n for n in table.columns if n in {*came.columns, *held.columns, UPDT_TIME}]
    contents = [name for name in (MONTH, *columns) if name != UPDT_TIME]
    total, (came, held) = len(came), (_uniform(rows, columns, table) for rows in (came, held))
    settled = _settled(came, held, contents, table.key)
    came, held = (rows.join(settled, on=table.key, how="anti") for rows in (came, held))
    versions = _versions(came, held, contents, table.key)
    contested = versions.filter(pl.col(_OUTCOME) == _CONTESTED)
    refused = came.join(contested, on=table.key, how="semi").join(
        contested, on=contents, how="semi", nulls_equal=True
    )
    new, replaced, superseded = (versions.filter(pl.col(_OUTCOME) == kind) for kind in _COUNTED)
    return Decided(
        new=dict(new.group_by(MONTH).len().iter_rows()),
        replaced=len(replaced),
        superseded=len(superseded),
        repeated=total - len(refused) - len(new) - len(replaced) - len(superseded),
        withdrawn=contested.filter(pl.col(PLACE) == LAKE).height,
        contested=refused.select(*table.key, SOURCE, SOURCE_LINE, MONTH),
        changes={
            LAKE: _changes(versions, LAKE, columns, table.key),
            SUPERSEDED: _changes(versions, SUPERSEDED, columns, table.key),
        },
    )


def _uniform(rows: pl.DataFrame, columns: Sequence[str], table: Table) -> pl.DataFrame:
    """Add the absent columns, empty; and let zero have one sign, or equal rows could differ."""
    absent = (pl.lit(None, table.dtypes[n]).alias(n) for n in columns if n not in rows.columns)
    unsigned = pl.when(cs.float() == 0).then(0.0).otherwise(cs.float()).name.keep()
    return rows.with_columns(unsigned, *absent)


def _settled(
    came: pl.DataFrame, held: pl.DataFrame, contents: list[str], key: list[str]
) -> pl.DataFrame:
    """The keys of which nothing came but what the lake has: mostly almost all known ones."""
    lake = held.filter(pl.col(PLACE) == LAKE)
    equal = [pl.col(n).eq_missing(pl.col(f"{n}_held")) for n in contents if n not in key]
    time, held_time = pl.col(UPDT_TIME), pl.col(f"{UPDT_TIME}_held")
    no_later = time.is_null() | (time <= held_time).fill_null(value=False)
    return (
        came.join(lake, on=key, suffix="_held")
        .group_by(key)
        .agg(pl.all_horizontal(no_later, *equal).all().alias("settled"))
        .filter("settled")
        .select(key)
    )


def _versions(
    came: pl.DataFrame, held: pl.DataFrame, contents: list[str], key: list[str]
) -> pl.DataFrame:
    """Each content of each key once: its times, where it is held, where it belongs now."""
    nowhere = pl.lit(None, pl.String).alias(PLACE)
    arrived = came.select(*contents, UPDT_TIME, nowhere, pl.lit(True).alias(_CAME))  # noqa: FBT003
    known = held.select(*contents, UPDT_TIME, PLACE, pl.lit(False).alias(_CAME))  # noqa: FBT003
    held_time = pl.when(~pl.col(_CAME)).then(UPDT_TIME).alias(_HELD_TIME)
    rows = pl.concat([arrived, known]).with_columns(held_time)
    several = rows.select(key).is_duplicated()
    alone = rows.filter(~several)
    return pl.concat(
        [
            alone.with_columns(pl.lit(LAKE).alias(_NOW), pl.lit("new").alias(_OUTCOME)),
            _weighed(rows.filter(several), contents, key),
        ]
    )


def _weighed(rows: pl.DataFrame, contents: list[str], key: list[str]) -> pl.DataFrame:
    """The versions of keys with several rows: the one with the latest time is in the lake."""
    latest = pl.col(UPDT_TIME).eq_missing(pl.max(UPDT_TIME).over(key))
    told = pl.sum_horizontal(pl.col(contents).is_not_null()).cast(pl.Int32)
    fullest = (pl.col(_TOLD) == pl.max(_TOLD).over(key)) & ~pl.col(_CONTESTED)
    versions = (
        rows.group_by(contents)
        .agg(pl.max(UPDT_TIME, PLACE, _CAME, _HELD_TIME))
        .with_columns(pl.when(latest).then(told).otherwise(-1).alias(_TOLD))
    )
    return (
        versions.with_columns(_contradicted(versions, contents, key).alias(_CONTESTED))
        .with_columns(_either(fullest, LAKE, SUPERSEDED).alias(_NOW))
        .with_columns(_outcome(key).alias(_OUTCOME))
        .drop(_TOLD, _CONTESTED)
    )


def _contradicted(versions: pl.DataFrame, contents: list[str], key: list[str]) -> pl.Expr:
    """Whether a version is one of the latest of its key, and these do not all agree.

    They agree when each says only what the fullest says. Two that are equally full and differ
    do not: one of them says what the other does not.
    """
    latest = pl.col(_TOLD) >= 0
    if not versions.filter(latest).select(key).is_duplicated().any():
        return pl.lit(value=False)
    fullest = (pl.col(name).sort_by(_TOLD).last().over(key) for name in contents)
    agrees = (
        pl.col(name).is_null() | pl.col(name).eq_missing(value)
        for name, value in zip(contents, fullest, strict=True)
    )
    return latest & (latest & ~pl.all_horizontal(agrees)).any().over(key)


def _outcome(key: list[str]) -> pl.Expr:
    """What became of the rows of a version; null where none came, or none changed anything."""
    held, in_lake = pl.col(PLACE).is_not_null(), pl.col(_NOW) == LAKE
    stands = held & (~in_lake | (pl.col(PLACE) == LAKE))
    return (
        pl.when(_CONTESTED)
        .then(pl.lit(_CONTESTED))
        .when(pl.col(_CAME) & ~stands & in_lake)
        .then(_either(held.any().over(key), "replaced", "new"))
        .when(pl.col(_CAME) & ~stands)
        .then(pl.lit("superseded"))
    )


def _either(condition: pl.Expr, true: str, false: str) -> pl.Expr:
    return pl.when(condition).then(pl.lit(true)).otherwise(pl.lit(false))


def _changes(
    versions: pl.DataFrame, place: str, columns: list[str], key: list[str]
) -> pl.DataFrame:
    """All rows that the keys with a change in a partition of `place` have or had there."""
    was, now = pl.col(PLACE).eq_missing(pl.lit(place)), pl.col(_NOW) == place
    same = was & now & pl.col(UPDT_TIME).eq_missing(pl.col(_HELD_TIME))
    here = versions.filter(was | now)
    return (
        here.join(here.filter(~same), on=[*key, MONTH], how="semi")
        .with_columns(now.alias(STAYS))
        .select(MONTH, *columns, STAYS)
        .sort(key)
    )
