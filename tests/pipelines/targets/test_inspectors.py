from collections import Counter
from pathlib import Path

import pytest

from pipelines.errors import InputError
from pipelines.targets.inspectors import Inspector, Rules, Target, draw_inspectors, read_roster

HOSPITAL, SHOP = Target("H1", "甲", "A100"), Target("P1", "乙", "2")
ROSTER = [
    Inspector("a", area="甲"),
    Inspector("b", areas=("甲",)),
    Inspector("c", kinds=("A100",)),
    Inspector("d", barred=("H1",)),
    Inspector("e", area="乙"),
]


def able(target: Target, rules: Rules) -> set[str]:
    return {one.inspector_id for one in ROSTER if one.may_inspect(target, rules)}


def test_recusals_areas_kinds_and_the_own_area_are_respected() -> None:
    assert able(HOSPITAL, Rules()) == {"a", "b", "c", "e"}
    assert able(SHOP, Rules()) == {"a", "d", "e"}
    assert able(HOSPITAL, Rules(cross_area=True)) == {"b", "c", "e"}
    assert able(Target("H9", None, None), Rules(cross_area=True)) == {"a", "d", "e"}


def test_a_target_that_too_few_may_visit_is_named() -> None:
    with pytest.raises(InputError, match="P1: 4 wanted, 3 available"):
        draw_inspectors([HOSPITAL, SHOP], ROSTER, Rules(each=4), "s|2025-06")


def test_who_goes_depends_on_the_seed_and_on_no_order() -> None:
    first = draw_inspectors([HOSPITAL, SHOP], ROSTER, Rules(), "s|2025-06")
    assert first == draw_inspectors([SHOP, HOSPITAL], ROSTER[::-1], Rules(), "s|2025-06")
    assert first != draw_inspectors([HOSPITAL, SHOP], ROSTER, Rules(), "t|2025-06")


def test_everybody_who_may_go_goes_equally_often() -> None:
    draws = 10_000
    wins: Counter[str] = Counter()
    for seed in range(draws):
        (party,) = draw_inspectors([HOSPITAL], ROSTER, Rules(), f"{seed}|2025-06")
        wins.update(party.inspectors)
    expected = len(party.inspectors) / party.eligible
    deviation = (expected * (1 - expected) / draws) ** 0.5
    assert wins.keys() == {"a", "b", "c", "e"}
    assert all(abs(n / draws - expected) <= 4 * deviation for n in wins.values())


def test_a_roster_is_read_without_names(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(
        "inspector_id,name,area,areas,kinds,former_employers,recusals\n"
        "i2,李四,乙,,,,\ni1,张三,甲,甲|乙,A100, H2|H1 ,H1\n",
        encoding="utf-8",
    )
    read = read_roster(path)
    assert read == [
        Inspector("i1", "甲", ("乙", "甲"), ("A100",), ("H1", "H2")),
        Inspector("i2", "乙"),
    ]
    assert "张三" not in str(read)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "cannot be read as a roster"),
        ("name\n张三\n", "a roster has a column inspector_id"),
        ("inspector_id\ni1\ni1\n", "an inspector_id of its own"),
        ("inspector_id,area\n,甲\n", "an inspector_id of its own"),
    ],
)
def test_a_roster_that_cannot_be_used(tmp_path: Path, text: str | None, told: str) -> None:
    path = tmp_path / "roster.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read_roster(path)
