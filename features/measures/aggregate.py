"""The few shapes an aggregate takes. Every one is null where it has nothing to stand on."""

import polars as pl

FEN_PER_YUAN = 100

INPATIENT = pl.col("inpatient")
VISIT = ~pl.col("inpatient") & (pl.col("setting") != "pharmacy")
RECENT = pl.col("months_ago") < 3  # noqa: PLR2004


def ratio(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """`numerator / denominator`, null where the denominator is not positive."""
    return pl.when(denominator > 0).then(numerator / denominator)


def share(of: pl.Expr, among: pl.Expr | None = None) -> pl.Expr:
    """The share of encounters for which `of` holds, among those for which `among` holds.

    An encounter for which either is unknown (null) counts in neither.
    """
    known = of.is_not_null() if among is None else of.is_not_null() & among.fill_null(value=False)
    return ratio((of & known).sum(), known.sum())


def total(column: str, where: pl.Expr | None = None) -> pl.Expr:
    """The sum."""
    return _values(column, where).sum()


def mean(column: str, where: pl.Expr | None = None) -> pl.Expr:
    """The mean, as exact sum over count."""
    values = _values(column, where)
    return ratio(values.sum(), values.count())


def mean_yuan(column: str, where: pl.Expr | None = None) -> pl.Expr:
    """The mean of a fen column, in yuan."""
    return mean(column, where) / FEN_PER_YUAN


def spread(column: str, where: pl.Expr | None = None, least: int = 3) -> pl.Expr:
    """Coefficient of variation; null below `least` values."""
    values = _values(column, where)
    return pl.when(values.count() >= least).then(ratio(values.std(), values.mean()))


def deviation(column: str, where: pl.Expr | None = None, least: int = 3) -> pl.Expr:
    """Standard deviation; null below `least` values."""
    values = _values(column, where)
    return pl.when(values.count() >= least).then(values.std())


def skewness(column: str, where: pl.Expr | None = None, least: int = 5) -> pl.Expr:
    """Skewness; null below `least` values, 0 where all are equal."""
    values = _values(column, where)
    return pl.when(values.count() >= least).then(values.skew().fill_nan(0.0))


def quantile(column: str, at: float, where: pl.Expr | None = None) -> pl.Expr:
    """The `at` quantile, linearly interpolated."""
    return _values(column, where).quantile(at, interpolation="linear").cast(pl.Float64)


def summed(numerator: str, denominator: str, where: pl.Expr | None = None) -> pl.Expr:
    """Sum over sum, over encounters where both are known."""
    both = pl.col(numerator).is_not_null() & pl.col(denominator).is_not_null()
    mask = both if where is None else both & where
    return ratio(pl.col(numerator).filter(mask).sum(), pl.col(denominator).filter(mask).sum())


def distinct(column: str, where: pl.Expr | None = None) -> pl.Expr:
    """How many different values."""
    return _values(column, where).drop_nulls().n_unique()


def top_share(column: str, where: pl.Expr | None = None, least: int = 1) -> pl.Expr:
    """The share of the most frequent value; null below `least` values: of few, one leads."""
    values = _values(column, where).drop_nulls()
    return pl.when(values.len() >= least).then(values.unique_counts().max() / values.len())


def herfindahl(column: str, where: pl.Expr | None = None, least: int = 2) -> pl.Expr:
    """The chance that two encounters drawn at random share the value.

    The Herfindahl index without its bias: the sum of squared shares is 1/n or more for n
    encounters, so that it would call every small entity concentrated.
    """
    values = _values(column, where).drop_nulls()
    counts, n = values.unique_counts().cast(pl.Int64), values.len().cast(pl.Int64)
    return pl.when(n >= least).then((counts * (counts - 1)).sum() / (n * (n - 1)))


def busiest_day(where: pl.Expr | None = None) -> pl.Expr:
    """The most encounters on one day."""
    return _values("day", where).drop_nulls().unique_counts().max()


def _values(column: str, where: pl.Expr | None) -> pl.Expr:
    return pl.col(column) if where is None else pl.col(column).filter(where)
