"""One illness of the city, and the words that several of them share."""

from dataclasses import dataclass

YOUNG, ADULT, OLD, ANY = (4, 1, 0.7, 0.8), (0.3, 1, 1, 0.8), (0, 0.15, 1, 3), (1, 1, 1, 1)
CHILD = (1, 0, 0, 0)
"""Weights of the four age classes."""

BASIC = ("cbc", "urine", "liver", "renal")
PRE_OP = ("cbc", "liver", "renal", "coagulation", "ecg", "xray")
HEART = ("ecg", "lipids", "renal", "echo")

FALL, ACCIDENT = "W19.9", "V49.9"
"""ICD-10 external causes of injuries: a fall, a traffic accident."""


@dataclass(frozen=True)
class Condition:
    """An illness: how often it leads to a visit or a stay, and what is then done.

    `ages` weights the four age classes. Items are named by the words of the price list:
    `tests` at a visit or admission, `drugs` taken home, `ward` given daily in a stay,
    `surgery` once in a stay with probability `operated`. `los` is the mean stay in days;
    `cause` the external cause that belongs to an injury.
    """

    code: str
    name: str
    department: str
    visit: float
    stay: float
    ages: tuple[float, float, float, float]
    los: float = 7
    gend: int = 0
    chronic: float = 0
    mild: bool = False
    tests: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    ward: tuple[str, ...] = ()
    surgery: tuple[str, ...] = ()
    operated: float = 0
    cause: str = ""
