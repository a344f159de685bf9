"""The kinds of rings: what brings their members together, and what that points to."""

from dataclasses import dataclass

from features.feature import Level


@dataclass(frozen=True)
class RingKind:
    """One kind of ring.

    Attributes:
        name: ASCII name.
        level: whom it binds together.
        key: the claim column that names a member.
        zh: Chinese name, what they did together.
        en: English name.
        violations: catalogue ids it points to.
    """

    name: str
    level: Level
    key: str
    zh: str
    en: str
    violations: tuple[str, ...]


ADMISSION, CARDS, BASKET, TREATMENT = "admission", "cards", "basket", "treatment"
SITES, DOCTORS = "sites", "doctors"

KINDS: dict[str, RingKind] = {
    kind.name: kind
    for kind in (
        RingKind(
            ADMISSION, "patient", "psn_no", "多次同日同院入院", "admitted together again and again",
            ("O-01", "I-01", "D-07"),
        ),
        RingKind(
            CARDS, "patient", "psn_no", "多次连续刷卡", "the same cards in a row at a till",
            ("P-03", "I-27", "P-13"),
        ),
        RingKind(
            BASKET, "patient", "psn_no", "多次同日同单就诊", "unlike illnesses, one basket",
            ("I-37",),
        ),
        RingKind(
            TREATMENT, "patient", "psn_no", "多次同日同医师可疑治疗",
            "suspect treatment at one doctor on the same days", ("I-37", "I-08", "D-06"),
        ),
        RingKind(
            SITES, "institution", "fixmedins_code", "住院患者异常重合",
            "in-patients in common beyond chance", ("O-01", "I-01"),
        ),
        RingKind(
            DOCTORS, "doctor", "dr_code", "住院患者异常重合",
            "in-patients in common beyond chance", ("O-01", "D-07"),
        ),
    )
}  # fmt: skip
"""Every kind by name."""
