"""Signals of the wrong person: impossible items, claims settled twice, sites too many."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal

_ENCOUNTER = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "day")
_KNOWN_SEX = ("1", "2")
_FEN = 100


def _wrong_sex(claims: Claims) -> pl.LazyFrame:
    limits = claims.reference["sex_limits"].rename({"gend": "only"})
    persons = claims.psn.filter(pl.col("gend").is_in(_KNOWN_SEX)).select("psn_no", "gend")
    return (
        claims.lines.join(limits, on="med_list_codg")
        .join(persons, on="psn_no")
        .filter(pl.col("gend") != pl.col("only"))
        .select(
            "fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn", "day",
            amount_fen="at_issue",
        )
    )  # fmt: skip


def _double_claim(claims: Claims) -> pl.LazyFrame:
    """Same person, dates and total, settled as two encounters by different payers or sites."""
    same = ("psn_no", "begn", "end", "medfee_fen")
    twice = pl.col("mdtrt_id").n_unique().over(same) > 1
    sites = pl.col("fixmedins_code").n_unique().over(same)
    payers = pl.col("insutype").drop_nulls().n_unique().over(same)
    apart = (sites > 1) | (payers > 1)
    return claims.encounters.filter(
        pl.col("setting") != "pharmacy",
        pl.col("medfee_fen") >= claims.thresholds.double_claim_min_yuan * _FEN,
        twice,
        apart,
        claims.settled_now.any().over(same),
    ).select(*_ENCOUNTER, amount_fen="fund_fen")


def _many_sites(claims: Claims) -> pl.LazyFrame:
    visits = claims.encounters.filter(claims.settled_now, ~pl.col("inpatient"))
    sites = pl.col("fixmedins_code").n_unique().over("psn_no", "day")
    return visits.filter(sites > 2).select(*_ENCOUNTER, amount_fen="fund_fen")  # noqa: PLR2004


SIGNALS = (
    Signal(
        name="wrong_sex",
        violation="I-07",
        zh="项目与性别不符",
        en="items that do not fit the sex",
        rule="限性别项目用于另一性别的参保人",
        rule_en="an item for one sex charged to a person of the other",
        levels=("institution", "doctor", "patient"),
        needs=("fee", "psn.gend"),
        key="psn_no",
        find=_wrong_sex,
        lists=("sex_limits",),
    ),
    Signal(
        name="double_claim",
        violation="A-05",
        zh="同一费用重复结算",
        en="the same cost settled twice",
        rule="同一参保人、同起止日、同金额在不同机构或险种结算两次",
        rule_en="same person, dates and amount settled twice by different sites or payers",
        levels=("institution", "patient"),
        needs=("setl", "mdtrt"),
        key="psn_no",
        find=_double_claim,
    ),
    Signal(
        name="many_sites_one_day",
        violation="A-11",
        zh="同日三家及以上就医",
        en="three or more sites on one day",
        rule="同一参保人同日在三家及以上机构门诊或购药",
        rule_en="one person visits three or more institutions or pharmacies on one day",
        levels=("institution", "patient"),
        needs=("setl",),
        key="psn_no",
        find=_many_sites,
    ),
)
