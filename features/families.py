"""Families of violations: what kind of case an entity resembles.

Single violations have too few confirmed cases to learn from; their families may have enough. A
violation belongs to one topic, and may besides be one of the three fakes (R-31 三假), which the
national campaign counts by themselves.
"""

from dataclasses import dataclass

from features.violations import VIOLATIONS


@dataclass(frozen=True)
class Family:
    """Violations that look alike in claims.

    Attributes:
        name: ASCII name, by which models and files know it.
        zh: what inspectors call it.
        en: the same in English.
        violations: the catalogue ids in it.
    """

    name: str
    zh: str
    en: str
    violations: frozenset[str]


def _topic(name: str, zh: str, en: str, violations: str) -> Family:
    return Family(name, zh, en, frozenset(violations.split()))


def _fake(name: str, zh: str, en: str) -> Family:
    ids = (id_ for id_, violation in VIOLATIONS.items() if violation.fake == zh)
    return Family(name, zh, en, frozenset(ids))


TOPICS = (
    _topic(
        "stays", "住院行为", "stays that need not be, or are cut up",
        "I-01 I-02 I-03 I-04 I-05 I-06 I-11 I-12 I-31 D-07 D-08 D-09 A-04",
    ),
    _topic(
        "fabrication", "虚构与伪造", "services, records and bills made up",
        "I-08 I-09 I-10 I-36 I-39 I-40 I-41 D-05 D-06 D-13 P-12 P-16 A-03 A-08 A-13 A-15",
    ),
    _topic(
        "cards", "冒名与卡证", "cards in other hands, accounts cashed out",
        "I-07 I-27 I-28 I-29 I-32 I-33 I-37 D-01 D-02 D-10 P-02 P-03 P-08 P-09 P-13 P-14"
        " A-01 A-02",
    ),
    _topic(
        "charges", "收费与计价", "prices, items and counts of charges",
        "I-13 I-14 I-15 I-16 I-17 I-18 I-19 I-26 I-30 I-34 I-38 P-05 P-15",
    ),
    _topic(
        "care", "过度诊疗与用药", "more tests, treatment and drugs than needed",
        "I-20 I-21 I-22 I-23 I-24 I-25 D-03 D-04 D-11 D-12 P-10",
    ),
    _topic(
        "goods", "物品与进销存", "goods for drugs, stock that does not add up",
        "I-35 P-01 P-04 P-06 P-07 P-11 A-07",
    ),
    _topic(
        "benefits", "参保与待遇", "benefits not due, or drawn twice",
        "A-05 A-06 A-09 A-10 A-11 A-12 A-14",
    ),
)  # fmt: skip
"""The topics; agencies, employers and others are not scored and have none."""

FAKES = (
    _fake("fake_patient", "假病人", "fake patient"),
    _fake("fake_illness", "假病情", "fake illness"),
    _fake("fake_bill", "假票据", "fake bill"),
)

TOPIC_OF: dict[str, Family] = {id_: topic for topic in TOPICS for id_ in topic.violations}
"""The topic of a violation."""

FAMILIES: dict[str, Family] = {family.name: family for family in (*TOPICS, *FAKES)}
"""All families, in the order in which they are told."""
