"""One bill or one episode brought to the fund twice: a copied invoice, a stay in two channels."""

import polars as pl

from features.signals.claims import Claims
from features.signals.offices.papers import BY_HAND
from features.signals.persons.presence import ENCOUNTER
from features.signals.signal import Signal


def _same_invoice(claims: Claims) -> pl.LazyFrame:
    """Claims by hand of one site's invoice number; both, in the month of the later one."""
    paper = claims.encounters.filter(BY_HAND, pl.col("invono").is_not_null())
    invoice = ("fixmedins_code", "invono")
    return paper.filter(pl.len().over(invoice) > 1, claims.settled_now.any().over(invoice)).select(
        *ENCOUNTER, amount_fen="fund_fen"
    )


def _two_channels(claims: Claims) -> pl.LazyFrame:
    """A stay claimed by hand while the person lay in another bed that was settled online.

    Told of the site of that bed, which knows where its patient was; on the day of a transfer
    the stays only touch.
    """
    stays = claims.encounters.filter("inpatient").select(
        *ENCOUNTER, "begn", "end", "fund_fen", by_hand=BY_HAND, now=claims.settled_now
    )
    online = stays.filter(~pl.col("by_hand")).select(
        "psn_no", "begn", "end", "now", bed="fixmedins_code", other="mdtrt_id"
    )
    overlap = (pl.col("begn") < pl.col("end_right")) & (pl.col("end") > pl.col("begn_right"))
    return (
        stays.filter("by_hand")
        .join(online, on="psn_no")
        .filter(overlap, pl.col("now") | pl.col("now_right"))
        .sort("mdtrt_id", "other")
        .unique("mdtrt_id", keep="first", maintain_order=True)
        .with_columns(fixmedins_code="bed")
        .select(*ENCOUNTER, amount_fen="fund_fen")
    )


SIGNALS = (
    Signal(
        name="same_invoice",
        violation="A-03",
        zh="同一发票重复手工报销",
        en="one invoice claimed twice",
        rule="同一机构同一发票号码的费用两次及以上手工报销",
        rule_en="an invoice number of one site is claimed by hand more than once",
        levels=("patient", "clerk"),
        needs=("setl.setl_type", "setl.invono"),
        key="fixmedins_code",
        find=_same_invoice,
        certainty="definite",
    ),
    Signal(
        name="two_channels",
        violation="I-41",
        also=("A-10", "A-03"),
        zh="住院期间另有手工报销住院",
        en="a stay by hand during a stay online",
        rule="参保人联网结算住院期间，又手工报销一次时间重叠的住院（计于联网住院机构）",
        rule_en=(
            "a stay claimed by hand overlaps one settled online, and is told of the site of the"
            " latter"
        ),
        levels=("institution", "patient"),
        needs=("setl.setl_type", "mdtrt.endtime"),
        key="psn_no",
        find=_two_channels,
    ),
)
