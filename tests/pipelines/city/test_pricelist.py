"""The price list itself, and the reference lists that refer to it."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from pipelines.city.pricelist import ITEMS, number_of, price_list

REFERENCE = Path(__file__).parents[3] / "config" / "reference"
CODES = {item.code for item in ITEMS}
COMMON = ["name", "valid_from", "valid_to", "source"]


def reference(name: str) -> pl.DataFrame:
    return pl.read_csv(REFERENCE / f"{name}.csv", infer_schema=False)


def listed(name: str, value: str) -> dict[str, int]:
    rows = reference(name)
    return dict(zip(rows["med_list_codg"], rows[value].cast(pl.Int64), strict=True))


def test_codes_and_keys_are_unique() -> None:
    assert len(CODES) == len({item.key for item in ITEMS}) == len(ITEMS)


def test_honest_prices_stay_within_the_limit() -> None:
    items, kinds = np.meshgrid(np.arange(len(ITEMS)), np.arange(6))
    prices = price_list()
    at, limit = prices.at(items.ravel(), kinds.ravel()), prices.limit(items.ravel(), kinds.ravel())
    assert (at > 0).all()
    assert (at <= limit).all()


def test_services_cost_less_in_small_houses_and_drugs_the_same() -> None:
    prices = price_list()
    kinds = np.array([0, 3])
    bed, aspirin = (np.full(2, number_of(key)) for key in ("bed", "aspirin"))
    assert prices.at(bed, kinds).tolist() == [42.0, 33.6]
    assert prices.at(aspirin, kinds).tolist() == [15.0, 15.0]


def test_a_sibling_is_a_cheaper_item_of_the_same_kind() -> None:
    by_key = {item.key: item for item in ITEMS}
    dear = [item for item in ITEMS if item.sibling]
    assert {"digital_film", "lens_multifocal"} <= {item.key for item in dear}
    for item in dear:
        assert by_key[item.sibling].price < item.price
        assert by_key[item.sibling].charge_type == item.charge_type


def test_negotiated_and_restricted_drugs_are_of_class_2() -> None:
    bound = [item for item in ITEMS if item.nego or item.restricted]
    assert {item.payment_class for item in bound} == {2}
    assert [item.pays_for("N18.5") for item in ITEMS if item.key in {"sevelamer", "bed"}] == [1, 1]
    assert not any(item.pays_for("I10") for item in ITEMS if item.restricted)


def test_ages_and_courses_are_sensible() -> None:
    assert all(0 <= item.ages[0] < item.ages[1] for item in ITEMS)
    assert {item.key: item.course for item in ITEMS if item.course} == {"insulin_pump": 7}


def test_daily_limits_are_those_of_the_price_list() -> None:
    expected = {item.code: item.daily_max for item in ITEMS if item.daily_max}
    assert listed("daily_limits", "max_cnt") == expected


def test_sex_limits_are_those_of_the_price_list() -> None:
    assert listed("sex_limits", "gend") == {item.code: item.gend for item in ITEMS if item.gend}


def test_timed_services_are_those_of_the_price_list() -> None:
    expected = {item.code: item.minutes for item in ITEMS if item.minutes}
    assert listed("timed_services", "minutes") == expected


def test_resaleable_drugs_are_those_of_the_price_list() -> None:
    expected = {item.code for item in ITEMS if item.resaleable}
    assert set(reference("resaleable_drugs")["med_list_codg"]) == expected


def test_courses_and_packs_are_those_of_the_price_list() -> None:
    expected = {item.code: item.course for item in ITEMS if item.course}
    assert listed("course_limits", "max_cnt") == expected
    packs = listed("pack_days", "pack_days")
    assert packs == {item.code: item.days for item in ITEMS if item.is_drug and item.days > 1}


def test_drugs_on_prescription_and_restrictions_are_those_of_the_price_list() -> None:
    drugs = [item for item in ITEMS if item.list_type == "101"]
    expected = {item.code for item in drugs if not item.otc}
    assert set(reference("prescription_drugs")["med_list_codg"]) == expected
    rows = reference("restricted_drugs").select("med_list_codg", "diag_prefix").rows()
    assert set(rows) == {(item.code, prefix) for item in drugs for prefix in item.restricted}


@pytest.mark.parametrize("name", ["indications", "drug_scopes"])
def test_lists_of_drugs_name_known_drugs(name: str) -> None:
    drugs = {item.code for item in ITEMS if item.is_drug}
    assert set(reference(name)["med_list_codg"]) <= drugs


def test_imaging_items_are_examinations() -> None:
    exams = {item.code: item.name for item in ITEMS if item.charge_type == "03"}
    listed_names = dict(reference("imaging_items").select("med_list_codg", "name").iter_rows())
    assert listed_names.items() <= exams.items()


def test_packages_name_known_items() -> None:
    packages = reference("packages")
    assert set(packages["package_codg"]) | set(packages["component_codg"]) <= CODES
    assert set(packages["package_codg"]).isdisjoint(packages["component_codg"])


@pytest.mark.parametrize(
    "name",
    ["packages", "daily_limits", "sex_limits", "timed_services", "resaleable_drugs",
     "planned_cycles", "mild_diagnoses", "pack_days", "prescription_drugs", "restricted_drugs",
     "indications", "drug_scopes", "course_limits", "imaging_items"],
)  # fmt: skip
def test_every_list_tells_its_source_and_validity(name: str) -> None:
    rows = reference(name)
    assert rows.columns[-4:] == COMMON
    assert rows["source"].str.starts_with("示例").all()
    assert rows["valid_from"].str.to_date("%Y-%m-%d").is_not_null().all()
    assert rows.is_duplicated().sum() == 0
