import polars as pl
import pytest

from models.explanation import REASONS
from pipelines.targets.lead import leading_tier, named

TIERS = {"A-14": "红", "I-03": "红", "I-21": "橙", "I-30": "黄"}
Row = tuple[str, str, float, float | None]


def lead(*rows: Row) -> dict[str, object]:
    """What a lead names whose reasons are told by feature, violation, robust z and evidence."""
    reasons = pl.DataFrame(
        [
            {
                "entity_id": "H1", "feature": name, "cause": violation, "violations": violation,
                "contribution": 1.0 - place / 10, "contribution_anomaly": 1.0 - place / 10,
                "contribution_case": 0.0, "value": 1.0, "suspicion": z, "robust_z": z,
                "evidence": evidence, "text": name,
            }
            for place, (name, violation, z, evidence) in enumerate(rows)
        ],
        schema=REASONS,
    )  # fmt: skip
    found = named(reasons, "institution")
    return found.with_columns(tier=leading_tier(TIERS)).row(0, named=True)


@pytest.mark.parametrize(
    ("z", "evidence", "grounds", "tier"),
    [(5.0, 0.02, "claims", "红"), (5.0, None, "measure", "橙"), (1.1, 0.02, None, "黄")],
    ids=["claims show it", "a measure stands out", "one hit of luck"],
)
def test_red_needs_claims_that_luck_does_not_bring(
    z: float, evidence: float | None, grounds: str | None, tier: str
) -> None:
    told = lead(("hollow_share", "I-03", z, evidence))
    assert (told["violations"], told["grounds"], told["tier"]) == ("I-03", grounds, tier)


def test_what_claims_show_of_others_is_not_red() -> None:
    """A house is not suspected of fraud because insured persons came to it from prison (A-14)."""
    told = lead(("in_prison_share", "A-14", 9.0, 0.5))
    assert (told["leading"], told["grounds"], told["tier"]) == ("A-14", "others", "橙")


def test_one_claim_beyond_an_outright_limit_is_no_luck_but_not_red() -> None:
    """A wrong entry in a register explains one woman's item billed for a man as well."""
    told = lead(("after_death_share", "I-03", 1.1, 0.02))
    assert (told["grounds"], told["tier"]) == ("few", "橙")
    assert lead(("after_death_share", "I-03", 3.0, 0.02))["tier"] == "红"


def test_the_first_reason_that_is_borne_out_sets_the_tier() -> None:
    """One hit of luck may be told first; what is graver further down is not asked."""
    told = lead(
        ("lucky_share", "I-03", 1.1, 0.5), ("dear", "I-21", 4.0, None), ("quiet", "I-03", 9.0, None)
    )
    assert told["violations"] == "I-03|I-21"
    assert (told["leading"], told["grounds"], told["tier"]) == ("I-21", "measure", "橙")


def test_an_unknown_violation_is_a_prompt() -> None:
    assert lead(("new_share", "X-99", 9.0, 0.5))["tier"] == "黄"
