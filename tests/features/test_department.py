import polars as pl

from features.department import within_site


def test_a_department_is_taken_apart_into_its_site_and_its_own_code() -> None:
    found = pl.DataFrame({"entity_id": ["H1/03", "H2/03.1/a"]})
    assert found.select(within_site("entity_id")).rows() == [("H1", "03"), ("H2", "03.1/a")]
