from typing import Any

from features.institution import INSTITUTION
from features.level import Registers

City = Any  # the builder of conftest.py


def described(city: City) -> dict[str, dict[str, Any]]:
    registers = Registers(*(city.table(name) for name in ("inst", "dr", "psn", "case", "tip")))
    frame = INSTITUTION.describe(city.encounters().lazy(), registers).collect()
    assert frame["entity_id"].is_unique().all()
    return {row["entity_id"]: row for row in frame.to_dicts()}


def test_only_institutions_with_encounters_are_described(city: City) -> None:
    city.add("inst", fixmedins_code="H9", fixmedins_name="quiet")
    city.visit("A", "2025-06-01").visit("B", "2025-06-02")
    (found,) = described(city).values()
    assert (found["entity_name"], found["area"], found["kind"], found["grade"]) == (
        "H1", "01", "A", "2",
    )  # fmt: skip


def test_a_shop_has_its_type_for_kind_and_no_grade(city: City) -> None:
    city.add(
        "inst", fixmedins_code="R1", fixmedins_name="R1", fixmedins_type="2", medins_type=None,
        medinslv=None,
    )  # fmt: skip
    found = described(city.purchase("A", "2025-06-01"))["R1"]
    assert (found["kind"], found["grade"]) == ("2", "-")


def test_an_unregistered_institution_is_unknown_but_there(city: City) -> None:
    city.visit("A", "2025-06-01").rows["inst"].clear()
    found = described(city)["H1"]
    assert [found[name] for name in ("entity_name", "kind", "grade", "area")] == [None] * 4
