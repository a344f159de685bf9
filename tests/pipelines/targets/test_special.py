import polars as pl

from pipelines.targets.special import special_groups


def test_an_identity_goes_before_a_mild_stay_in_old_age() -> None:
    psn = pl.LazyFrame({"psn_no": ["p1", "p2", "p3"], "psn_idet_type": ["01", None, None]})
    stays = pl.LazyFrame(
        {
            "psn_no": ["p1", "p2", "p2", "p3", "p4"],
            "inpatient": [True, True, True, False, True],
            "mild": [True, True, True, True, True],
            "elderly": [True, True, True, True, None],
        }
    )
    groups = special_groups(psn, stays).sort("entity_id").collect()
    assert groups.rows() == [("p1", "identity"), ("p2", "elderly_mild")]
