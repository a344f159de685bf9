"""Who is where with whom: the gatherings of a window, of which those that recur make rings.

A gathering is a few members at one place and time: persons admitted to a site on a day, cards in
a row at a till, a day's patients of one basket or of one doctor's suspect treatment. Between
providers it is turned round: the gathering is a patient, its members are those who had him in bed.
Cost: linear in encounters and hits, but for the sort that finds the rows at a till.
"""

import datetime as dt

import polars as pl

from features.network.kinds import ADMISSION, BASKET, CARDS, DOCTORS, KINDS, SITES, TREATMENT
from features.signals import SIGNALS
from features.signals.tills.rows import OUTSIDE_WARDS, TILL, in_a_row
from features.thresholds import Thresholds

_NO_TIME = dt.time()
"""What stands in a source that tells the day alone: of that, nobody knows the order."""

_DOCTOR = pl.col("dr_code").is_not_null()
_FABRICATED = "I-08"
_SUSPECT = [s.name for s in SIGNALS if s.violation == _FABRICATED]


def gatherings(encounters: pl.LazyFrame, hits: pl.LazyFrame, t: Thresholds) -> pl.LazyFrame:
    """Every seat at a gathering: who, when, and the encounter that shows it.

    Args:
        encounters: assembled encounters of the window.
        hits: hits of the window.
        t: thresholds.

    Returns:
        `kind, gathering, entity_id, mdtrt_id, day, site, area`: where a member of the gathering
        was seen, and the residence area of the patient; several encounters of one member at one
        gathering are several rows.
    """
    return pl.concat(
        [
            _seats(ADMISSION, _stays(encounters), "fixmedins_code", "begn"),
            _seats(CARDS, _rows(encounters, t), *TILL, "run", "begn"),
            _seats(BASKET, _baskets(encounters, t), "fixmedins_code", "begn", "basket"),
            _seats(TREATMENT, _treated(encounters, hits), "dr_code", "begn"),
            _seats(SITES, _of_area(encounters), "psn_no"),
            _seats(DOCTORS, _of_area(encounters).filter(_DOCTOR), "psn_no"),
        ]
    )


def _seats(kind: str, visits: pl.LazyFrame, *together: str) -> pl.LazyFrame:
    return visits.select(
        "mdtrt_id",
        kind=pl.lit(kind),
        gathering=pl.concat_str(pl.col(together).cast(pl.String).fill_null(""), separator="|"),
        entity_id=KINDS[kind].key,
        day="begn",
        site="fixmedins_code",
        area="live_admdvs",
    )


def _stays(encounters: pl.LazyFrame) -> pl.LazyFrame:
    """Stays that nobody had planned or referred: cycles and transfers bring people together."""
    return encounters.filter(
        "inpatient",
        ~pl.col("planned").fill_null(value=False),
        pl.col("refl_old_mdtrt_id").is_null(),
    )


def _of_area(encounters: pl.LazyFrame) -> pl.LazyFrame:
    """Stays of persons whose residence is known: without it neighbours look like accomplices."""
    return _stays(encounters).filter(pl.col("live_admdvs").is_not_null())


def _rows(encounters: pl.LazyFrame, t: Thresholds) -> pl.LazyFrame:
    """Rows of cards at one till; after midnight it is a row of another day."""
    timed = encounters.filter(OUTSIDE_WARDS, pl.col("setl_time").dt.time() != _NO_TIME)
    rows = in_a_row(timed, seconds=t.row_gap_seconds, persons=t.row_persons_min)
    return rows.with_columns(begn="day")


def _baskets(encounters: pl.LazyFrame, t: Thresholds) -> pl.LazyFrame:
    """Like baskets for unlike illnesses; for one illness they are a pathway."""
    together = ("fixmedins_code", "begn", "basket")
    return encounters.filter(
        ~pl.col("inpatient"),
        pl.col("setting") != "pharmacy",
        pl.col("items") >= t.circle_items_min,
    ).filter(
        pl.col("psn_no").n_unique().over(together) >= t.circle_persons_min,
        pl.col("diag3").n_unique().over(together) >= t.circle_illnesses_min,
    )


def _treated(encounters: pl.LazyFrame, hits: pl.LazyFrame) -> pl.LazyFrame:
    """Out-patients of whose treatment a signal says that it was perhaps never given."""
    suspect = hits.filter(pl.col("signal").is_in(_SUSPECT))
    seen = encounters.filter(~pl.col("inpatient"), _DOCTOR)
    return seen.join(suspect, on="mdtrt_id", how="semi")
