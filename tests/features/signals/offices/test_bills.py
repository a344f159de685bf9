from typing import Any

import pytest

City = Any  # the builder of conftest.py


def paper(city: City, name: str, **more: Any) -> City:
    row = {"begin": "2025-05-01", "end": "2025-05-08", "settled": "2025-06-03", "setl_type": "1"}
    return city.stay(name, **row | {"site": "HF", "yuan": 5000, "invono": "123"} | more)


def test_an_invoice_is_claimed_twice(city: City) -> None:
    """Both, once the second comes."""
    paper(city, "A", settled="2025-05-20")
    paper(city, "B", psn="P2")
    assert city.hit("same_invoice", "2025-05") == {}
    assert city.hit("same_invoice") == {"A": 3000_00, "B": 3000_00}
    assert city.hit("same_invoice", "2025-07") == {}


@pytest.mark.parametrize(
    "one", [{"invono": "124"}, {"invono": None}, {"site": "HG"}, {"setl_type": "2"}]
)
def test_another_invoice(city: City, one: dict[str, object]) -> None:
    assert paper(paper(city, "A"), "B", **one).hit("same_invoice") == {}


def test_a_claim_taken_back_and_settled_anew_is_one(city: City) -> None:
    paper(city, "A").refund("A", "2025-06-04")
    assert paper(city, "B").hit("same_invoice") == {}


def online(city: City, begin: str, end: str, **more: Any) -> City:
    return city.stay("O", begin, end, **more)


@pytest.mark.parametrize(
    ("begin", "end"), [("2025-05-01", "2025-05-08"), ("2025-05-07", "2025-05-12")]
)
def test_a_person_lies_in_two_beds(city: City, begin: str, end: str) -> None:
    found = online(paper(city, "A"), begin, end).hits("two_channels")
    (hit,) = found.select("mdtrt_id", "fixmedins_code", "psn_no", "amount_fen").rows()
    assert hit == ("A", "H1", "P1", 3000_00)


@pytest.mark.parametrize(
    "one",
    [
        {"begin": "2025-05-08", "end": "2025-05-12"},
        {"begin": "2025-04-20", "end": "2025-05-01"},
        {"begin": "2025-05-02", "end": "2025-05-06", "psn": "P2"},
        {"begin": "2025-05-02", "end": "2025-05-06", "setl_type": "1"},
        {"begin": "2025-05-02", "end": "2025-05-06", "med_type": "11"},
    ],
    ids=["transferred after", "transferred before", "another", "on paper too", "a visit"],
)
def test_one_bed_at_a_time(city: City, one: dict[str, str]) -> None:
    assert online(paper(city, "A"), **one).hit("two_channels") == {}


def test_it_is_found_when_the_later_is_settled(city: City) -> None:
    online(paper(city, "A", settled="2025-05-10"), "2025-05-02", "2025-05-06", settled="2025-06-01")
    assert city.hit("two_channels", "2025-05") == {}
    assert city.hit("two_channels") == {"A": 3000_00}
