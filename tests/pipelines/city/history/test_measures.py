import pytest

from pipelines.city.history.measures import outcome_of

YUAN = 100


@pytest.mark.parametrize(
    ("level", "violation", "yuan", "measure"),
    [
        ("institution", "I-17", 1_000, "约谈整改"),
        ("institution", "I-02", 100_000, "暂停结算"),
        ("institution", "I-01", 100_000, "解除协议"),
        ("institution", "I-17", 600_000, "解除协议"),
        ("institution", "I-03", 400_000, "移送公安"),
        ("doctor", "D-04", 30_000, "暂停处方权"),
        ("patient", "A-07", 10_000, "2倍罚款"),
        ("patient", "A-07", 40_000, "移送公安"),
    ],
)
def test_measures_grow_with_the_amount(level: str, violation: str, yuan: int, measure: str) -> None:
    assert measure in outcome_of(level, violation, yuan * YUAN).disposition


def test_substitution_pays_five_times_and_persons_twice() -> None:
    assert outcome_of("institution", "P-01", 1_000 * YUAN).penalty == 5_000 * YUAN
    assert outcome_of("patient", "A-07", 8_000 * YUAN).penalty == 16_000 * YUAN


def test_only_doctors_lose_points_and_articles_follow_the_act() -> None:
    assert outcome_of("doctor", "D-04", 100 * YUAN).points == 2
    assert outcome_of("patient", "A-07", 100 * YUAN).points is None
    articles = [
        outcome_of(*each, 100).article
        for each in (("institution", "I-02"), ("institution", "I-03"), ("patient", "A-07"))
    ]
    assert articles == ["第三十八条", "第四十条", "第四十一条"]
