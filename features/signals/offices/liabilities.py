"""Injuries for which somebody else has to pay."""

from collections.abc import Callable

import polars as pl

from features.reference import starts_with_any
from features.signals.claims import Claims
from features.signals.persons.presence import ENCOUNTER
from features.signals.signal import Signal

_INJURIES = ("S", "T")
"""ICD-10 chapter XIX: injury, poisoning and other consequences of external causes."""

_DECLARED = "1"


def _owed_by_others(kind: str) -> Callable[[Claims], pl.LazyFrame]:
    """Care of an injury, begun while a list of another office names who must pay for it."""

    def find(claims: Claims) -> pl.LazyFrame:
        injured = claims.encounters.filter(
            claims.settled_now,
            starts_with_any("diag", _INJURIES),
            pl.col("ttp_pay_flag").ne_missing(_DECLARED),
        )
        until = pl.col("enddate")
        listed = (pl.col("begn") >= pl.col("begndate")) & (
            (pl.col("begn") <= until) | until.is_null()
        )
        return (
            injured.join(claims.registered(kind), on="psn_no")
            .filter(listed)
            .select(*ENCOUNTER, amount_fen="fund_fen")
            .unique("mdtrt_id", keep="any")
        )

    return find


SIGNALS = (
    Signal(
        name="work_injury_paid",
        violation="A-04",
        zh="工伤由医保支付",
        en="work injuries paid by the fund",
        rule="工伤名单所列期间因伤就医，由医保结算且未标明第三方责任",
        rule_en="care of an injury that the list of work injuries names, and no liable party told",
        levels=("institution", "patient"),
        needs=("setl", "mdtrt", "diag", "ext"),
        key="psn_no",
        find=_owed_by_others("work_injury"),
    ),
    Signal(
        name="liable_party_untold",
        violation="A-10",
        zh="第三方责任未申报",
        en="a liable party untold",
        rule="第三方责任名单所列期间因伤就医，由医保结算且未标明第三方责任",
        rule_en="care of an injury for which a list names a liable party, and the claim none",
        levels=("institution", "patient"),
        needs=("setl", "mdtrt.ttp_pay_flag", "diag", "ext"),
        key="psn_no",
        find=_owed_by_others("third_party"),
    ),
)
