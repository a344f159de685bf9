import string

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.targets.chosen import chosen
from pipelines.targets.dossier import (
    Dossier,
    behind,
    dossiers,
    evidence_path,
    file_stem,
    foremost,
    page_path,
)
from pipelines.targets.inputs import TargetInputs

SAFE = set(string.ascii_letters + string.digits + "_-")


@pytest.fixture(scope="module")
def known(inputs: TargetInputs) -> list[Dossier]:
    listed = chosen(inputs)["institution"].listed
    return list(dossiers("institution", inputs.levels["institution"], inputs.hits, listed))


def test_plain_identifiers_are_file_names() -> None:
    assert page_path("institution", "H36010200001") == "dossiers/institution-H36010200001.html"
    assert evidence_path("doctor", "D1") == "evidence/doctor-D1.csv"


@given(st.text(min_size=1), st.text(min_size=1))
def test_file_names_are_safe_and_distinct(one: str, other: str) -> None:
    stems = [file_stem("patient", entity) for entity in (one, other)]
    assert all(set(stem) <= SAFE and len(stem) <= 80 for stem in stems)
    assert (stems[0].lower() == stems[1].lower()) == (one == other)


def test_identifiers_that_differ_by_case_only_get_different_files() -> None:
    assert file_stem("doctor", "Ab1").lower() != file_stem("doctor", "AB1").lower()


def test_dossiers_follow_the_list_and_hold_their_own(known: list[Dossier]) -> None:
    assert [one.target["rank"] for one in known] == list(range(1, 13))
    for one in known:
        entity = one.target["entity_id"]
        assert set(one.reasons["entity_id"]) <= {entity}
        assert set(one.hits["fixmedins_code"]) <= {entity}
        assert one.hits.height == (one.target["hits"] or 0)
        assert one.course["month"].is_sorted()
        assert one.course.height == 24


def test_measures_stand_beside_the_peers(known: list[Dossier]) -> None:
    measures = known[0].measures
    assert measures.height == 15
    assert measures["robust_z"].abs().is_sorted(descending=True)
    row = measures.row(by_predicate=pl.col("feature") == "mean_stay_days", named=True)
    assert row["median"] == 8.2
    assert row["p90"] == pytest.approx(8.2 * 1.6)
    assert known[0].peer_size == 41


def test_earlier_cases_and_tips_stand_apart_from_the_measures(known: list[Dossier]) -> None:
    assert known[0].history.rows() == [("prior_confirmed", 3.0), ("tips", 0.0)]
    assert not {"prior_confirmed", "tips"} & set(known[0].measures["feature"])


def test_alerts_are_the_targets_own_and_its_departments(known: list[Dossier]) -> None:
    assert known[0].alerts.select("certainty", "rule", "department").rows() == [
        ("definite", "R-18", None), ("suspect", "R-03", None), ("suspect", "R-14", "03"),
    ]  # fmt: skip
    assert known[2].alerts.is_empty()


def test_reasons_for_and_against_do_not_mix(known: list[Dossier]) -> None:
    for one in known:
        assert (one.raising["contribution"] > 0).all()
        assert (one.lowering["contribution"] < 0).all()
        assert one.lowering["contribution"].is_sorted()


def test_a_reason_has_the_claims_of_its_signals_behind_it(known: list[Dossier]) -> None:
    reason = {"feature": "mild_stay_share", "members": [{"feature": "same_basket_share"}]}
    house = next(one for one in known if "same_basket" in one.hits["signal"])
    told = behind(reason, house.hits, "institution")
    own = house.hits.filter(signal="same_basket")
    assert told == {
        "signals": ["same_basket"],
        "hits": own.height,
        "claims": own["mdtrt_id"].n_unique(),
        "amount_fen": own["amount_fen"].sum(),
    }
    assert behind({"feature": "mild_stay_share", "members": []}, own, "institution") is None


def test_size_is_never_a_reason(known: list[Dossier]) -> None:
    assert any(
        one.reasons.filter(feature="fund_total_yuan")["contribution"][0] > 0 for one in known
    )
    assert not any("fund_total_yuan" in one.raising["feature"] for one in known)


def test_an_entity_that_nothing_is_known_about(inputs: TargetInputs) -> None:
    listed = chosen(inputs)["institution"].listed.head(1)
    source = inputs.levels["institution"]
    nothing = {name: getattr(source, name).clear() for name in ("reasons", "profile", "course")}
    empty = type(source)(**vars(source) | nothing)
    (one,) = dossiers("institution", empty, inputs.hits.clear(), listed)
    assert one.measures.is_empty()
    assert one.peer_group is None
    assert one.hits.is_empty()


@pytest.mark.parametrize(
    ("added", "told"),
    [([0.1, 0.3, 0.2], [0.1, 0.3]), ([0.1, 0.2, 0.9], [0.1, 0.2, 0.9]), ([0.1], [0.1]), ([], [])],
)
def test_the_first_reasons_are_told_and_the_one_that_moves_the_score_the_most(
    added: list[float], told: list[float]
) -> None:
    of_one = pl.DataFrame({"contribution": added}, schema={"contribution": pl.Float64})
    assert foremost(of_one, 2)["contribution"].to_list() == told
