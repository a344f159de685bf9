from typing import Any

import pytest

City = Any  # the builder of conftest.py
BED, DRUG = "01", "09"


def stay_of(city: City, end: str, kinds: dict[str, str], **more: object) -> City:
    """A stay from the first of June with one line a day, told by kind; `dscg_way` 1."""
    city.stay("A", "2025-06-01", end, yuan=400, atddr_no="D1", **({"dscg_way": "1"} | more))
    for day, kind in kinds.items():
        city.line("A", f"2025-06-{day}", f"ITEM{kind}", kind=kind)
    return city


TREATED_TO_THE_FOURTH = {"01": DRUG, "03": BED, "04": DRUG}


def test_working_days_without_treatment_before_discharge_are_told_with_their_share(
    city: City,
) -> None:
    stay_of(city, "2025-06-06", TREATED_TO_THE_FOURTH | {"05": BED})
    assert city.hit("quiet_end") == {"A": 100_00}
    assert city.hits("quiet_end")["dr_code"].to_list() == ["D1"]


@pytest.mark.parametrize(
    ("end", "kinds", "more"),
    [
        ("2025-06-05", TREATED_TO_THE_FOURTH, {}),
        ("2025-06-09", {"06": DRUG, "07": BED, "08": BED}, {}),
        ("2025-06-03", {"01": DRUG, "02": BED}, {}),
        ("2025-06-06", {"04": DRUG, "05": BED}, {"dscg_way": "5"}),
        ("2025-06-06", {"04": DRUG, "05": BED}, {"med_type": "52"}),
        ("2025-06-09", {"04": DRUG}, {}),
    ],
    ids=["treated to the end", "a weekend", "a holiday", "death", "a birth", "nothing charged"],
)
def test_a_quiet_end_with_a_reason_is_left_alone(
    city: City, end: str, kinds: dict[str, str], more: dict[str, str]
) -> None:
    assert stay_of(city, end, kinds, **more).hit("quiet_end") == {}


def test_a_stay_without_any_treatment_is_quiet_from_its_first_working_day(city: City) -> None:
    assert stay_of(city, "2025-06-05", {"03": BED, "04": BED}).hit("quiet_end") == {"A": 400_00}


def test_treatment_of_the_month_before_counts(city: City) -> None:
    city.stay("A", "2025-05-27", "2025-06-04", dscg_way="1")
    city.line("A", "2025-05-30", "DRUG", kind=DRUG).line("A", "2025-06-03", "BED", kind=BED)
    assert city.hit("quiet_end", "2025-05") == {}
    assert city.hit("quiet_end") == {"A": 500_00}
