"""The checks between tables, for the months that an ingest touches."""

from collections.abc import Iterator

from pipelines.intake.quality.check import NEEDS, Check, missing
from pipelines.intake.quality.duplicates import DUPLICATES, near_duplicates
from pipelines.intake.quality.headers import against_lines
from pipelines.intake.quality.lake import Lake
from pipelines.intake.quality.limits import Limits
from pipelines.intake.quality.references import REFERENCES, absurd_ages, unknown, unsettled


def checks(lake: Lake, limits: Limits) -> tuple[Check, ...]:
    """Every check that the lake allows, in the order of `NEEDS`, then of the months."""
    possible = NEEDS.keys() - missing(lake)
    order = list(NEEDS)
    return tuple(
        sorted(_made(lake, limits, possible), key=lambda c: (order.index(c.name), c.month))
    )


def _made(lake: Lake, limits: Limits, possible: set[str]) -> Iterator[Check]:
    if "header_differs" in possible:
        changed = {*lake.touched("setl"), *lake.touched("fee")}
        yield from against_lines(lake, changed & {*lake.months("setl")}, limits.line_months)
    if "unsettled_line" in possible:
        yield from (unsettled(lake, month) for month in lake.touched("fee"))
    if "absurd_age" in possible:
        oldest = limits.oldest_age
        yield from (absurd_ages(lake, month, oldest) for month in lake.touched("mdtrt"))
    for name in REFERENCES.keys() & possible:
        yield from (unknown(lake, name, month) for month in lake.touched(REFERENCES[name].table))
    for name in DUPLICATES.keys() & possible:
        yield from (near_duplicates(lake, name, month) for month in lake.touched(DUPLICATES[name]))
