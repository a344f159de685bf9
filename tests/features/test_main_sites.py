from typing import Any

from features.main_sites import main_sites

City = Any  # the builder of conftest.py


def test_the_main_site_has_most_encounters_and_of_equals_the_lower_code(city: City) -> None:
    city.visit("A", "2025-06-01", site="H2", atddr_no="D1").visit("B", "2025-06-02", site="H1")
    city.visit("C", "2025-06-03", site="H2", atddr_no="D1")
    city.visit("D", "2025-06-03", site="H1", atddr_no="D1", psn="P2")
    city.visit("E", "2025-06-04", site="H3", atddr_no="D2", psn="P2")
    seen = city.encounters().lazy()
    of_doctors = main_sites(seen, "dr_code").collect().rows()
    assert of_doctors == [("D1", "H2"), ("D2", "H3")]
    assert main_sites(seen, "psn_no").collect().rows() == [("P1", "H2"), ("P2", "H1")]
