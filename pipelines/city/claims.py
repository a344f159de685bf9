"""Claims inside the city: arrays of numbers, spelled out as codes only on export.

A visit points to persons, sites, doctors and conditions by their place in the world; a fee
line points to its visit. What is settled follows from the lines, so they always add up.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Rows

NO_SCHEME = -1
OUTPATIENT, EMERGENCY, CHRONIC, STAY, AWAY, DAY_SURGERY, PHARMACY = 11, 13, 14, 21, 25, 28, 41
SPECIAL_DRUG, TCM_VISIT, ACCIDENT = 15, 16, 19
BIRTH_VISIT, BIRTH = 51, 52
"""National `med_type` codes."""

ONLINE = -1
"""The clerk of a settlement that no clerk handled: it was settled online."""

VISIT = np.dtype(
    [
        ("visit", "i8"),  # key, unique in the city
        ("psn", "i4"),
        ("inst", "i4"),
        ("dr", "i4"),  # attending doctor, -1 at a pharmacy
        ("cond", "i2"),  # main diagnosis, -1 where none is recorded
        ("med_type", "i4"),
        ("beg", "M8[s]"),
        ("end", "M8[s]"),
        ("settled", "M8[s]"),
        ("insutype", "i2"),
        ("waived", "?"),  # the person pays nothing
        ("scheme", "i4"),  # the scheme that planted or changed it, or NO_SCHEME
        ("came_from", "i8"),  # key of the visit that referred the person here, or NO_VISIT
        ("card", "i1"),  # mdtrt_cert_type: 1 electronic, 2 identity card, 3 social security card
        ("till", "i2"),  # number of the operator at the site
        ("way", "i1"),  # dscg_way
        ("third_party", "?"),  # ttp_pay_flag: somebody else is liable
        ("lag", "i4"),  # seconds from settlement to upload
        ("header", "i8"),  # fen the settlement says beyond its lines
        ("refund", "?"),  # cancelled later, whatever chance says
        ("stands", "?"),  # never cancelled by chance
        ("clerk", "i2"),  # agency clerk of a manual claim (setl_type 1), or ONLINE
        ("payer", "i2"),  # clerk who pays a manual claim out
        ("review", "i4"),  # seconds a clerk looked at a manual claim
        ("payout", "i2"),  # days until a manual claim or the serious-illness share is paid out
        ("invoice", "i8"),  # invoice number, 0 where it follows from the key
        ("scripted", "?"),  # a scheme wrote all its lines: none are drawn for it
    ]
)
LINE = np.dtype(
    [
        ("visit", "i8"),
        ("item", "i2"),
        ("cnt", "f8"),
        ("pric", "f8"),  # yuan
        ("time", "M8[s]"),
        ("dr", "i4"),  # ordering doctor, -1 where none is named
        ("days", "i2"),  # days of supply, 0 where it is none
        ("scheme", "i4"),
        ("given", "i2"),  # the item that left the shelf instead, NOTHING_GIVEN, or AS_BILLED
        ("paid_as", "i1"),  # payment class used (1, 2, 3), 0: that of the catalogue
        ("bare", "?"),  # no order, report or record stands behind it
        ("rx", "?"),  # a prescription number is given
        ("dept", "i2"),  # billing department, -1: that of the ordering doctor
    ]
)
IN_PATIENT = (STAY, AWAY, DAY_SURGERY, BIRTH)
"""The `med_type` codes of stays (A.8)."""

NO_VISIT = -1
AS_BILLED, NOTHING_GIVEN = -1, -2


def blank_visits(n: int) -> Rows:
    """`n` visits in which nothing out of the ordinary stands yet."""
    rows = np.zeros(n, VISIT)
    for name in ("scheme", "came_from", "clerk", "payer"):
        rows[name] = -1
    rows["card"], rows["way"] = 1, 1
    return rows


def blank_lines(n: int) -> Rows:
    """`n` fee lines in which nothing out of the ordinary stands yet."""
    rows = np.zeros(n, LINE)
    for name in ("scheme", "dept"):
        rows[name] = -1
    rows["given"], rows["rx"] = AS_BILLED, True
    return rows


def is_stay(visits: Rows) -> Mask:
    """Which visits are stays in a bed."""
    return np.isin(visits["med_type"], IN_PATIENT)


@dataclass(frozen=True)
class Claims:
    """Visits and their fee lines. Lines may belong to visits that stand elsewhere."""

    visits: Rows
    lines: Rows

    def __len__(self) -> int:
        return len(self.visits)


def together(parts: Iterable[Claims]) -> Claims:
    """All claims of several parts."""
    found = list(parts)
    return Claims(
        np.concatenate([np.zeros(0, VISIT), *(part.visits for part in found)]),
        np.concatenate([np.zeros(0, LINE), *(part.lines for part in found)]),
    )


def amount_fen(lines: Rows) -> Ints:
    """The amount of each line in fen."""
    fen: Floats = np.rint(lines["cnt"] * lines["pric"] * 100)
    return fen.astype(np.int64)


STOCK = np.dtype(
    [
        ("inst", "i4"),
        ("item", "i2"),
        ("move", "i1"),  # place in MOVES
        ("time", "M8[s]"),
        ("cnt", "f8"),
        ("pric", "f8"),  # yuan
        ("pharmacist", "i4"),  # -1: none named
        ("insured", "?"),  # a sale settled with the insurance, not for cash
        ("visit", "i8"),  # the purchase it belongs to, or NO_VISIT
        ("scheme", "i4"),
    ]
)
MOVES = ("purchase", "purchase_return", "sale", "sale_return", "stock")
OPERATION = np.dtype(
    [
        ("visit", "i8"),
        ("item", "i2"),  # an item of charge type 06
        ("time", "M8[s]"),
        ("dr", "i4"),
        ("anaesthetist", "i4"),  # -1: none named
        ("scheme", "i4"),
    ]
)


@dataclass(frozen=True)
class Deed:
    """What one actor does in a month.

    `claims` are new visits, and new lines of these or of ordinary visits. `edits` are ordinary
    visits as the actor leaves them: what differs replaces that part of the visit of the same key,
    before its honest lines are drawn. `stock` and `operations` are rows beside those that follow
    from the lines.
    """

    claims: Claims
    edits: Rows = field(default_factory=lambda: np.zeros(0, VISIT))
    stock: Rows = field(default_factory=lambda: np.zeros(0, STOCK))
    operations: Rows = field(default_factory=lambda: np.zeros(0, OPERATION))


def deed(visits: Rows, lines: Rows) -> Deed:
    """A deed that is nothing but new visits and lines."""
    return Deed(Claims(visits, lines))


def charged(lines: Iterable[Rows]) -> Deed:
    """A deed that is nothing but new lines of ordinary visits."""
    return deed(blank_visits(0), np.concatenate([blank_lines(0), *lines]))


def jointly(deeds: Iterable[Deed]) -> Deed:
    """Several deeds as one."""
    found = [NO_DEED, *deeds]
    return Deed(
        claims=together(each.claims for each in found),
        edits=np.concatenate([each.edits for each in found]),
        stock=np.concatenate([each.stock for each in found]),
        operations=np.concatenate([each.operations for each in found]),
    )


NO_DEED = deed(blank_visits(0), blank_lines(0))
