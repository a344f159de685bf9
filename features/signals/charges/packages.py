"""Signals of packages: split into their parts, or charged beside what they contain."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal

_LINE = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn", "day")


def _unbundled(claims: Claims) -> pl.LazyFrame:
    """Two or more components of one package charged to an encounter on one day."""
    together = ("mdtrt_id", "package_codg", "day")
    packages = claims.reference["packages"]
    return (
        claims.lines.join(packages, left_on="med_list_codg", right_on="component_codg")
        .filter(pl.col("med_list_codg").n_unique().over(together) >= 2)  # noqa: PLR2004
        .select(*_LINE, amount_fen="at_issue")
        .unique("feedetl_sn", keep="any")
    )


def _contained(claims: Claims) -> pl.LazyFrame:
    """Of one encounter and day: a second visit on the same day has a bill of its own."""
    exclusive = claims.reference["exclusive_items"]
    packages = claims.reference["packages"].rename(
        {"package_codg": "whole_codg", "component_codg": "part_codg"}
    )
    pairs = pl.concat([exclusive, packages])
    wholes = (
        claims.lines.select("mdtrt_id", "day", whole_codg="med_list_codg")
        .join(pairs, on="whole_codg")
        .select("mdtrt_id", "day", med_list_codg="part_codg")
        .unique()
    )
    return claims.lines.join(wholes, on=["mdtrt_id", "day", "med_list_codg"], how="semi").select(
        *_LINE, amount_fen="at_issue"
    )


SIGNALS = (
    Signal(
        name="unbundled",
        violation="I-15",
        zh="分解收费",
        en="unbundled charges",
        rule="同日分别收取一个打包项目的两个及以上组成项目",
        rule_en="two or more components of one package charged on the same day",
        levels=("institution", "doctor"),
        needs=("fee",),
        key="mdtrt_id",
        find=_unbundled,
        certainty="definite",
        national=(26,),
        lists=("packages",),
    ),
    Signal(
        name="contained_item",
        violation="I-17",
        zh="内涵项目重复收费",
        en="items charged beside what contains them",
        rule="同次就诊同日既收取某项目，又收取其内涵已包含的另一项目",
        rule_en="an item charged on the same visit and day as another that contains it",
        levels=("institution", "doctor"),
        needs=("fee",),
        key="mdtrt_id",
        find=_contained,
        certainty="definite",
        national=(25,),
        lists=("exclusive_items", "packages"),
    ),
)
