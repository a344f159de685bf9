from pathlib import Path

import pytest

from models.description import Description
from models.reasons import Lang, Standing, amount, sentence

GOLDEN = Path(__file__).parents[1] / "golden"
QUANTILES = {"p10": 3000.0, "p25": 4500.0, "p75": 8000.0, "p90": 10000.0, "p99": 12000.0}
SHARES = {"p10": 0.0, "p25": 0.0, "p75": 0.0, "p90": 0.02, "p99": 0.1}
NINE = {"lowest": 2500.0, "second_lowest": 3000.0, "second_highest": 9800.0, "highest": 12480.0}

COST = Description("cost", "yuan", "次均住院费用", "Cost per stay", "high", ())
READMIT = Description("readmit", "share", "15日再入院率", "15-day readmissions", "high", ())
STAY = Description("stay", "days", "平均住院日", "Mean length of stay", "both", ())
VISITS = Description("visits", "per_month", "月均就诊次数", "Visits", "high", ())
PERSONS = Description("persons", "count", "同住同出人数", "Persons in and out together", "high", ())
RATIO = Description("ratio", "ratio", "费用与病组均费比", "Cost over group mean", "high", ())
HOURS = Description("hours", "hours", "单日最长工时", "Longest day", "high", ())
TREND = Description("trend", "z", "费用增速", "Growth", "both", ())

CASES = [
    (COST, Standing(12480.0, 6100.0, QUANTILES, peers=500), "institution", False),
    (COST, Standing(10500.0, 6100.0, QUANTILES, peers=500), "institution", False),
    (COST, Standing(8100.0, 6100.0, QUANTILES, peers=500), "institution", False),
    (COST, Standing(6500.0, 6100.0, QUANTILES, peers=500), "institution", True),
    (COST, Standing(2500.0, 6100.0, QUANTILES, peers=500), "institution", True),
    (COST, Standing(4400.0, 6100.0, QUANTILES, peers=500), "institution", True),
    (COST, Standing(6100.0, 6100.0, QUANTILES, peers=500), "institution", True),
    (COST, Standing(45.678, 6.1), "patient", False),
    (COST, Standing(12480.0, None), "institution", False),
    (COST, Standing(None, 6100.0, QUANTILES, peers=500), "institution", True),
    (READMIT, Standing(0.415, 0.1), "doctor", False),
    (READMIT, Standing(0.415, 0.0, SHARES, peers=500), "doctor", False),
    (READMIT, Standing(0.0, 0.1), "doctor", True),
    (READMIT, Standing(0.0, 0.0, SHARES, peers=500), "doctor", True),
    (STAY, Standing(3.2, 8.0), "institution", False),
    (STAY, Standing(8.04, 8.0), "institution", False),
    (VISITS, Standing(31.0, 0.2), "patient", False),
    (PERSONS, Standing(1234.0, 4.0), "institution", False),
    (RATIO, Standing(1.62, 1.01), "doctor", False),
    (TREND, Standing(-3.2, 0.4), "doctor", False),
    (TREND, Standing(2.5, -0.4), "doctor", False),
    (HOURS, Standing(14.5, 6.0, peer_group="A1·3·05"), "doctor", False),
    (HOURS, Standing(14.5, 6.0, peer_group="A1·*·05"), "doctor", False),
    (COST, Standing(12480.0, 6100.0, QUANTILES, "A1·3·360102", 500), "institution", False),
    (COST, Standing(12480.0, 6100.0, QUANTILES, "A1·3", 500), "institution", False),
    (COST, Standing(12480.0, 6100.0, QUANTILES, "A1", 500), "institution", False),
    (VISITS, Standing(31.0, 0.2, peer_group="310·60-69·1"), "patient", False),
    (VISITS, Standing(31.0, 0.2, peer_group="*·60-69·1"), "patient", False),
    (VISITS, Standing(31.0, 0.2, peer_group="*·60-69"), "patient", False),
    (RATIO, Standing(1.62, 1.01, peer_group="a·b·c·d"), "doctor", False),
    (COST, Standing(12480.0, 6100.0, QUANTILES | NINE, "A1·3", 9), "institution", False),
    (COST, Standing(2500.0, 6100.0, QUANTILES | NINE, "A1·3·05", 24), "doctor", True),
    (COST, Standing(12480.0, 6100.0, QUANTILES | NINE, "310·60-69", 36), "patient", False),
    (READMIT, Standing(0.005, 0.0, SHARES, peers=500, encounters=196), "doctor", False),
    (READMIT, Standing(0.0, 0.1, encounters=196), "doctor", True),
    (READMIT, Standing(0.5, 0.1, stays=2), "doctor", False),
    (COST, Standing(12480.0, 6100.0, QUANTILES, peers=500, stays=1), "doctor", False),
    (COST, Standing(12480.0, 6100.0, QUANTILES, peers=500, stays=10), "doctor", False),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sentences(lang: Lang) -> None:
    told = [
        sentence(feature, standing, level=level, lang=lang, against=against)
        for feature, standing, level, against in CASES
    ]
    golden = (GOLDEN / f"reasons_{lang}.txt").read_text(encoding="utf-8")
    assert told == golden.splitlines()


@pytest.mark.parametrize(
    ("peers", "told"),
    [
        (3, ""), (4, "（前 25%）"), (9, "（前 25%）"), (10, "（前 10%）"), (24, "（前 25%）"),
        (66, "（前 10%）"), (99, "（前 1%）"), (150, "（前 1%）"), (None, ""),
    ],
)  # fmt: skip
def test_rarity_is_no_finer_than_the_group_bears(peers: int | None, told: str) -> None:
    far = Standing(12480.0, 6100.0, QUANTILES, peers=peers)
    assert sentence(COST, far, level="institution", lang="zh").endswith(f"2.0 倍{told}")


@pytest.mark.parametrize(
    ("value", "peers", "told"),
    [
        (12480.0, 9, "（9 家中最高）"),
        (13000.0, 9, "（9 家中最高）"),  # of another month, and beyond all of this one
        (10001.0, 9, "（前 25%）"),
        (12480.0, 24, "（24 家中最高）"),
        (12480.0, 500, "（前 1%）"),
        (12480.0, 4, "（前 25%）"),
        (12480.0, None, ""),
        (2500.0, 9, "（9 家中最低）"),
        (2900.0, 9, "（最低 25%）"),
    ],
)
def test_of_a_small_group_the_first_is_told(value: float, peers: int | None, told: str) -> None:
    first = Standing(value, 6100.0, QUANTILES | NINE, peers=peers)
    text = sentence(COST, first, level="institution", lang="zh")
    assert text == text.partition("（")[0] + told


def test_who_shares_the_extreme_is_not_the_first() -> None:
    shared = {"second_highest": 9.0, "highest": 9.0}
    assert "最高" not in sentence(
        STAY, Standing(9.0, 5.0, shared, peers=9), level="doctor", lang="zh"
    )


def test_a_value_that_many_share_is_not_rare() -> None:
    """A third of the group is at 9 months, which is its 75th, 90th and 99th percentile."""
    shared = Standing(9.0, 5.0, {"p75": 9.0, "p90": 9.0, "p99": 9.0}, peers=500)
    assert "（" not in sentence(STAY, shared, level="institution", lang="zh")


def test_whoever_differs_from_peers_that_are_all_alike_is_rare() -> None:
    alike = dict.fromkeys(QUANTILES, 5.0)
    for value, ending in ((9.0, "（前 1%）"), (5.0, "相当"), (2.0, "（最低 10%）")):
        told = sentence(STAY, Standing(value, 5.0, alike, peers=500), level="doctor", lang="zh")
        assert told.endswith(ending)


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (0.0003, "share", "0.03%"),
        (0.00096, "share", "0.10%"),
        (0.0, "share", "0.0%"),
        (-0.0004, "share", "-0.04%"),
        (0.004, "ratio", "0.004"),
        (0.25, "ratio", "0.25"),
    ],
)
def test_little_is_never_written_as_nothing(value: float, unit: str, written: str) -> None:
    assert amount(value, unit, "zh") == written
