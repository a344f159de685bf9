"""Items that fit only the other sex, unless the register has the sex wrong."""

import polars as pl

from features.signals.claims import Claims, in_basket
from features.signals.persons.presence import LINE, seen_by_a_doctor
from features.signals.signal import Signal

_DESK = ("fixmedins_code", "dr_code")
_KNOWN_SEX = ("1", "2")


def wrong_sex(claims: Claims) -> pl.LazyFrame:
    """Lines for one sex on the card of the other.

    Not at pharmacies, where members of a family may buy with one account, and not on the cards
    of persons whose sex the register has wrong.
    """
    limits = claims.reference["sex_limits"].rename({"gend": "only"})
    persons = claims.psn.filter(pl.col("gend").is_in(_KNOWN_SEX)).select("psn_no", "gend")
    unfit = (
        claims.lines.join(limits, on="med_list_codg")
        .join(persons, on="psn_no")
        .filter(pl.col("gend") != pl.col("only"))
    )
    lines = seen_by_a_doctor(claims, unfit).select(*LINE, amount_fen="at_issue")
    return lines.join(_wrongly_registered(claims, lines), on="psn_no", how="anti")


def _wrongly_registered(claims: Claims, lines: pl.LazyFrame) -> pl.LazyFrame:
    """Persons all of whose items for one sex tell of the other one, day after day at one site.

    A doctor who sees several such persons is no witness, but in a large hospital some lend their
    cards beside the one whose entry is wrong: the more days tell of an entry, the more of them
    may be at the doctor's.
    """
    t = claims.thresholds
    wrong = pl.col("gend") != pl.col("only")
    crowd = pl.col("psn_no").filter(wrong).n_unique().over(_DESK)
    seen = (
        _told_by_items(claims, lines)
        .with_columns(crowd=crowd)
        .group_by("psn_no")
        .agg(
            pl.col("crowd").min(),
            wrong=wrong.all(),
            days=pl.col("begn").n_unique(),
            sites=pl.col("fixmedins_code").n_unique(),
        )
    )
    return seen.filter(
        "wrong",
        pl.col("sites") == 1,
        pl.col("days") >= t.wrong_register_days_min,
        pl.col("crowd") < t.wrong_sex_persons_per_day * pl.col("days"),
    ).select("psn_no")


def _told_by_items(claims: Claims, lines: pl.LazyFrame) -> pl.LazyFrame:
    """What the items of the suspects' visits tell of their sex, over all months seen."""
    return (
        claims.encounters.filter(pl.col("setting") != "pharmacy")
        .join(lines.select("psn_no").unique(), on="psn_no", how="semi")
        .select("psn_no", "gend", "begn", *_DESK, med_list_codg=in_basket())
        .explode("med_list_codg", keep_nulls=False, empty_as_null=False)
        .join(claims.reference["sex_limits"].rename({"gend": "only"}), on="med_list_codg")
    )


SIGNALS = (
    Signal(
        name="wrong_sex",
        violation="I-07",
        also=("I-28", "D-01", "A-01"),
        zh="项目与性别不符",
        en="items that do not fit the sex",
        rule="限性别项目用于另一性别的参保人（药店购药、登记性别有误者除外）",
        rule_en=(
            "an item for one sex charged to a person of the other, pharmacies and persons whose"
            " sex is registered wrongly aside"
        ),
        levels=("institution", "doctor", "patient"),
        needs=("fee", "psn.gend"),
        key="psn_no",
        find=wrong_sex,
        certainty="definite",
        national=(67, 81),
        lists=("sex_limits",),
    ),
)
