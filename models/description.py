"""What the models need to know of a feature, and the numbers of a profile as matrices."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt
import polars as pl

from models.whose import is_own

Floats = npt.NDArray[np.float64]
"""A vector or matrix of float64."""

Kind = Literal["deed", "measure", "others"]
"""What a feature is evidence of (decision 027). `deed`: claims show what the entity itself did;
`measure`: it stands apart in what it does itself; `others`: either, of what others do there or
with it."""

DIRECTIONS = ("high", "low", "both", "context")
"""Which side of the peers is suspicious; `context` (size, mix) never is."""

CLAIMS = "claims"
"""The tier of what was billed: all that a model may learn from."""

MADE_OF_STAYS = frozenset({"stays", "charged_stays", "compared_stays"})
"""What a feature rests on that is made of stays in hospital, or of some of them."""

HITS = "hits"
"""The source of a feature that counts hits, so that claims can be shown for it."""


class Described(Protocol):
    """A feature as the catalogue describes it; anything with these attributes will do."""

    @property
    def name(self) -> str:
        """The profile column of the raw value."""

    @property
    def unit(self) -> str:
        """One of `yuan`, `share`, `count`, `days`, `ratio`, `per_month`, `z`."""

    @property
    def zh(self) -> str:
        """The Chinese label."""

    @property
    def en(self) -> str:
        """The English label."""

    @property
    def direction(self) -> str:
        """One of `DIRECTIONS`."""

    @property
    def violations(self) -> tuple[str, ...]:
        """Catalogue ids of the violations that the feature points at, such as `I-04`."""

    @property
    def source(self) -> str:
        """The rows it is computed from; `hits` are claims that can be shown."""

    @property
    def rests_on(self) -> str:
        """What it is made of, such as `stays`."""

    @property
    def tier(self) -> str:
        """Its leakage tier; models learn from `claims` alone."""


@dataclass(frozen=True)
class Description:
    """A feature's description as a model keeps it: a plain value that can be written as JSON."""

    name: str
    unit: str
    zh: str
    en: str
    direction: str
    violations: tuple[str, ...]
    source: str = "encounters"
    rests_on: str = "encounters"
    tier: str = CLAIMS
    own: bool = True
    """Whether it points at what an entity of the level does itself, or at nothing in particular;
    if not, at what others do there or with it."""

    def __post_init__(self) -> None:
        if self.direction not in DIRECTIONS:
            raise ValueError(
                f"feature {self.name!r}: direction must be one of {', '.join(DIRECTIONS)}, "
                f"got {self.direction!r}"
            )

    @property
    def counts_hits(self) -> bool:
        """Whether claims can be shown for it; if not, it is a measure."""
        return self.source == HITS

    @property
    def kind(self) -> Kind:
        """What it is evidence of."""
        if not self.own:
            return "others"
        return "deed" if self.counts_hits else "measure"

    @classmethod
    def of(cls, feature: Described, level: str) -> "Description":
        """Copy what the models need from a catalogue entry."""
        return cls(
            name=feature.name,
            unit=feature.unit,
            zh=feature.zh,
            en=feature.en,
            direction=feature.direction,
            violations=tuple(feature.violations),
            source=feature.source,
            rests_on=feature.rests_on,
            tier=feature.tier,
            own=is_own(feature.violations, level),
        )


def z_column(name: str) -> str:
    """The profile column of a feature's robust z against its peers."""
    return f"{name}_z"


def described(
    descriptions: Iterable[Described], profile: pl.DataFrame, level: str
) -> tuple[Description, ...]:
    """Descriptions of the features that the profile of a level has, sorted by name.

    A feature that could not be computed has no column and is left out.

    Raises:
        ValueError: when one tells of earlier cases or of the outcome itself: a model that learned
            from it would find those who were found already.
    """
    descriptions = tuple(descriptions)
    leaks = sorted(feature.name for feature in descriptions if feature.tier != CLAIMS)
    if leaks:
        raise ValueError(f"not from claims, so nothing to learn from: {', '.join(leaks)}")
    present = (Description.of(f, level) for f in descriptions if f.name in profile)
    return tuple(sorted(present, key=lambda description: description.name))


def matrix(profile: pl.DataFrame, columns: Sequence[str]) -> Floats:
    """Columns of a profile as float64, shape (rows, columns), in the order asked for; null is NaN.

    LightGBM neither checks the order of columns nor survives text in them, so every number a
    model sees comes through here.

    Raises:
        ValueError: see `check_columns`.
    """
    check_columns(profile, columns)
    if not columns:
        return np.empty((profile.height, 0))
    return profile.select(pl.col(columns).cast(pl.Float64)).to_numpy().astype(np.float64)


def widened(shares: Floats, owned: Sequence[str], names: Sequence[str]) -> Floats:
    """Contributions of some features as columns of all; a feature that is not `owned` adds 0."""
    wide = np.zeros((len(shares), len(names)))
    wide[:, [names.index(name) for name in owned]] = shares
    return wide


IDENTITY = ("entity_id", "month", "peer_group", "not_scored_reason")
"""The columns of a profile that hold text."""


def check_profile(profile: pl.DataFrame, columns: Sequence[str]) -> None:
    """Make sure that a frame is a profile: who it is about as text, and numbers in `columns`.

    Columns are found by their names, so their order is never wrong; what a model does not know
    it does not look at.

    Raises:
        ValueError: naming every column that is missing or of a wrong type, and those that the
            model does not know, for a column may just be called differently.
    """
    problems = [
        *_missing(profile, [*IDENTITY, *columns]),
        *_not(profile, IDENTITY, "text", lambda dtype: dtype == pl.String),
        *_not(profile, columns, "numeric", lambda dtype: dtype.is_numeric()),
    ]
    if problems:
        known = {*IDENTITY, *columns}
        unknown = [column for column in profile.columns if column not in known]
        told = [f"not known to the model {', '.join(unknown)}"] if unknown else []
        raise ValueError(f"the profile does not fit the model: {'; '.join([*problems, *told])}")


def check_columns(profile: pl.DataFrame, columns: Sequence[str]) -> None:
    """Make sure that a profile has columns, and numbers in them.

    Raises:
        ValueError: when columns are missing or not numeric; all of them are named.
    """
    problems = [
        *_missing(profile, columns),
        *_not(profile, columns, "numeric", lambda dtype: dtype.is_numeric()),
    ]
    if problems:
        raise ValueError(f"the profile does not fit the model: {'; '.join(problems)}")


def _missing(profile: pl.DataFrame, columns: Sequence[str]) -> list[str]:
    held = set(profile.columns)
    missing = [column for column in columns if column not in held]
    return [f"missing columns {', '.join(missing)}"] if missing else []


def _not(
    profile: pl.DataFrame, columns: Sequence[str], kind: str, fits: Callable[[pl.DataType], bool]
) -> list[str]:
    """Columns of another type; one that holds nothing but nulls is of any."""
    wanted = set(columns)
    wrong = [
        f"{column} ({dtype})"
        for column, dtype in profile.schema.items()
        if column in wanted and dtype != pl.Null and not fits(dtype)
    ]
    return [f"not {kind} {', '.join(wrong)}"] if wrong else []
