"""How often the people of the city use care: every rate in one place.

Rates are records per person and year; the shares of records that they aim at are those of
`domain_standard` A.12: in-patient 5.3 %, out-patient 35 %, pharmacy 47 %, chronic 4.9 %, of
6.2 settlements per person and year.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Channel:
    """A way to settle: visits per person and year, and how they spread over kinds of site.

    `kinds` follows `institutions.KINDS`; `place` is a rhythm of the calendar; `illness` the field
    of a condition that says how often it leads there.
    """

    med_type: int
    rate: float
    place: str
    illness: str
    kinds: tuple[float, ...]


OUTPATIENTS = Channel(11, 1.86, "clinic", "visit", (0.14, 0.24, 0.25, 0.2, 0.15, 0, 0.02))
EMERGENCIES = Channel(13, 0.1, "emergency", "visit", (0.4, 0.45, 0.13, 0, 0, 0, 0.02))
PURCHASES = Channel(41, 2.66, "shop", "visit", (0, 0, 0, 0, 0, 1, 0))
STAYS = Channel(21, 0.257, "ward", "stay", (0.33, 0.44, 0.2, 0, 0, 0, 0.03))

BUYS = {True: 1.75, False: 0.5}
"""How much employees (True), whose account pays, and residents buy in pharmacies."""

FAITHFUL = 0.8
"""Share of visits to the usual site of the kind; the others go where a neighbour goes."""

ATTRACTED = 0.3
"""Share of the visits for a speciality that go to a site with this speciality."""

FOR_THE_CHRONIC_ILLNESS = 0.3
"""Share of visits, purchases and stays of the chronically ill for just that illness."""

WENT_OUT = 0.02
"""Share of visits during a stay that happen nevertheless (a relative fetches the drugs)."""

REGISTERED = 0.18
"""Share of the chronically ill who are registered for it (门诊慢特病备案) and settle as such."""

LATE, SKIPPED = 0.25, 0.06
"""Share of refills that come up to ten days late, and that are skipped."""

DIALYSED = 0.37
"""Share of persons with kidney failure who are on haemodialysis."""

SESSION_MISSED = 0.02

CHEMO_YEARS = 2
"""A person with cancer has one course of chemotherapy in so many years, if any."""

CHEMO_COURSE, CHEMO_CYCLE, CHEMO_DAY_CASE = 0.5, 21, 0.25
"""Share with a course, days of a cycle, and share of persons treated as day cases."""

INSTITUTIONALISED = 0.3
"""Share of persons with a psychosis who live on a ward, settled every two to three months."""

BIRTHS = 0.045
"""Births per woman of 20 to 41 and year."""

CHECKS = (203, 175, 147, 119, 91, 63, 35, 14)
"""Days before the birth on which a pregnancy is checked."""

CHECK_KEPT, CAESAREAN = 0.85, 0.42

JAUNDICED = 0.15
"""Share of newborn children who are admitted in their first week."""

DAY_SURGERY_SHARE = 0.35
"""Share of cataracts, hernias and the like that are operated in a day."""

BRIEF = 0.01
"""Share of other stays that end after one night."""

ADMITTED_AT_ONCE = 0.15
"""Share of stays that begin through the emergency room at any hour."""

DIES_IN_A_BED = 0.55

REFERRED_ON, REFERRED_TO_A_BED = 0.02, 0.01
"""Share of visits at small sites that lead to a visit, or a stay, at a hospital."""

FOLLOWED_UP = 0.25
"""Share of stays after which the person is seen again."""

REHABILITATED = 0.3
"""Share of strokes and fractures that go on to a rehabilitation ward."""

TCM_CLAIMED = {True: 0.9, False: 0.4}
"""Share of TCM visits at hospitals (True) and at clinics that are settled as 中医特色门诊."""

ON_SPECIAL_DRUGS = 0.6
"""Share of persons with cancer, hepatitis or the like who get a special drug every month."""

MANUAL_AWAY, MANUAL_HERE = 0.5, 0.012
"""Share of claims from outside the city, and from inside, that a clerk settles by hand."""

LIABLE = {True: 0.12, False: 0.03}
"""Share of injuries treated in bed (True) or not for which somebody else is liable."""

LATE_UPLOAD, LATE_AT_MONTH_END = 0.01, 0.03
