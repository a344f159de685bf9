"""From where on a number in the quality report is worth a look."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The thresholds of the alerts; a bureau changes them in `[quality]` of `feijian.toml`.

    Attributes:
        rows_from: fewer rows than this many times the month before.
        rows_to: more rows than this many times the month before.
        mean_from: a mean amount below this many times that of the month before.
        mean_to: a mean amount above this many times that of the month before.
        null_points: a share of missing values higher by so many percentage points.
        quarantine_share: a larger share of the rows read is in quarantine.
        check_share: a larger share of rows fails a check between tables.
        compared_rows: months with fewer rows than this are not compared.
        silent_rows: an institution had at least this many rows before it sent none.
        oldest_age: nobody is older at a visit, in years.
        line_months: lines of a settlement are looked for in so many months before its own.
    """

    rows_from: float = 0.7
    rows_to: float = 1.5
    mean_from: float = 0.7
    mean_to: float = 1.5
    null_points: float = 5.0
    quarantine_share: float = 0.01
    check_share: float = 0.01
    compared_rows: int = 100
    silent_rows: int = 10
    oldest_age: int = 120
    line_months: int = 12
