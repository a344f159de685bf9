"""What a fee line leaves for whom, before anybody pays."""

import numpy as np
import numpy.typing as npt

from pipelines.city.arrays import Ints, Rows
from pipelines.city.claims import amount_fen
from pipelines.city.pricelist import price_list
from pipelines.city.settlement.rules import IN_SCOPE

OWN_PAY = 3
"""The payment class outside the catalogue (丙)."""

PARTS = np.dtype([("scope", "i8"), ("outside", "i8"), ("over", "i8"), ("first", "i8")])
"""The parts of an amount in fen: within the policy scope (`inscp_amt`), outside the catalogue
(`fulamt_ownpay_amt`), above the limit price (`overlmt_selfpay`), and the person's first share
of class 2 (`preselfpay_amt`)."""


def line_parts(lines: Rows, kind: Ints) -> Rows:
    """The parts (`PARTS`) of each line at institutions of given kinds; they add up to it."""
    prices, item = price_list(), lines["item"].astype(np.int64)
    paid_as = np.where(lines["paid_as"] > 0, lines["paid_as"], prices.payment_class[item])
    own, amount = paid_as == OWN_PAY, amount_fen(lines)
    above = np.maximum(0.0, lines["pric"] - prices.limit(item, kind)) * lines["cnt"]
    parts = np.zeros(len(lines), PARTS)
    parts["outside"] = np.where(own, amount, 0)
    parts["over"] = np.where(own, 0, np.minimum(whole_fen(above * 100), amount))
    rest = amount - parts["outside"] - parts["over"]
    parts["scope"] = whole_fen(rest * IN_SCOPE[paid_as])
    parts["first"] = rest - parts["scope"]
    return parts


def whole_fen(amount: npt.NDArray[np.floating]) -> Ints:
    """Amounts rounded to the fen."""
    return np.asarray(np.rint(amount), np.int64)
