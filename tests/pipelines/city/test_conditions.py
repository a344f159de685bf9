import numpy as np
import pytest

from pipelines.city.conditions import (
    CONDITIONS,
    DEPARTMENTS,
    Condition,
    age_class,
    condition_of,
    conditions_under,
    mild_conditions,
)
from pipelines.city.pricelist import ITEMS

KEYS = {item.key: item for item in ITEMS}


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.code)
def test_treatment_names_known_items_that_fit_the_sex(condition: Condition) -> None:
    named = {*condition.tests, *condition.drugs, *condition.ward, *condition.surgery}
    assert named <= KEYS.keys()
    assert condition.department in DEPARTMENTS
    for key in named:
        assert KEYS[key].gend in {0, condition.gend}


def test_age_classes_begin_at_18_45_and_65() -> None:
    assert age_class(np.array([0, 17, 18, 44, 45, 64, 65, 99])).tolist() == [0, 0, 1, 1, 2, 2, 3, 3]


def test_conditions_are_found_by_their_code() -> None:
    assert CONDITIONS[condition_of("Z51.1")].name == "恶性肿瘤化学治疗"
    assert all(CONDITIONS[number].mild for number in mild_conditions())


def test_conditions_are_found_by_the_beginning_of_their_code() -> None:
    assert {CONDITIONS[n].code for n in conditions_under("O8")} == {"O80", "O82"}
    assert len(conditions_under("XX")) == 0
