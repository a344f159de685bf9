"""What follows from a confirmed case: measures, penalty, points and the article of law.

The measures are those the catalogue's sources name (section 4, handling outcomes; N-27, N-28,
N-33, N-36 to N-41); articles are of State Council order 735 (`domain_standard` D.1 and E).
"""

from dataclasses import dataclass

import numpy as np

FRAUD = frozenset({"I-01", "I-03", "I-07", "I-08", "I-09", "I-10", "I-28", "P-03", "P-12"})
"""Violations of article 40: fraud by an institution."""

SUBSTITUTION = frozenset({"I-13", "I-26", "P-01"})
ENDS_THE_AGREEMENT = frozenset({"I-01"})

GRAVE_FEN = 50_000_000
"""A major issue: 500,000 yuan or more (N-31)."""

CRIMINAL_FEN = {"institution": 30_000_000, "doctor": 10_000_000, "patient": 3_000_000}
STEPS_FEN = {
    "institution": (500_000, 5_000_000, 20_000_000),
    "doctor": (100_000, 500_000, 2_000_000),
    "patient": (100_000, 500_000, 2_000_000),
}
"""From which amounts on measures grow harder."""

MEASURES = {
    "institution": (
        ("约谈整改", "追回基金"),
        ("追回基金", "违约金"),
        ("追回基金", "违约金", "暂停结算"),
        ("追回基金", "违约金", "暂停协议6个月"),
    ),
    "doctor": (
        ("追回基金", "约谈整改"),
        ("追回基金", "扣分"),
        ("追回基金", "扣分"),
        ("追回基金", "扣分", "暂停处方权"),
    ),
    "patient": (
        ("追回基金",),
        ("追回基金", "暂停联网结算3个月"),
        ("追回基金", "2倍罚款"),
        ("追回基金", "2倍罚款", "失信名单"),
    ),
}
POINTS = (2, 5, 8, 12)
PENALTY_SHARE = {"institution": (0.0, 0.3, 0.3, 1.0), "doctor": (0.0,) * 4, "patient": (0, 0, 2, 2)}
"""Penalty as a multiple of the amount; substitution pays five times (N-36)."""

FIVEFOLD = 5


@dataclass(frozen=True)
class Outcome:
    """What was decided: measures joined by 、, penalty in fen, points, article of the law."""

    disposition: str
    penalty: int
    points: float | None
    article: str


def outcome_of(level: str, violation: str, fen: int) -> Outcome:
    """The outcome of a confirmed case of some amount (fen)."""
    step = int(np.searchsorted(STEPS_FEN[level], fen, side="right"))
    measures = [*MEASURES[level][step]]
    share = PENALTY_SHARE[level][step]
    if level == "institution" and violation in SUBSTITUTION:
        share = FIVEFOLD
    if violation in ENDS_THE_AGREEMENT or (level == "institution" and fen >= GRAVE_FEN):
        measures[-1] = "解除协议"
    if fen >= CRIMINAL_FEN[level] and (level == "patient" or violation in FRAUD):
        measures.append("移送公安")
    return Outcome(
        disposition="、".join(measures),
        penalty=round(fen * share),
        points=float(POINTS[step]) if level == "doctor" else None,
        article=_article(level, violation),
    )


def _article(level: str, violation: str) -> str:
    if level == "patient":
        return "第四十一条"
    return "第四十条" if violation in FRAUD else "第三十八条"
