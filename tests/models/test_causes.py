import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.causes import EVIDENT, SIZE_AND_MIX, cause_of, causes, evidence
from models.description import Description
from models.explanation import REASONS

Row = tuple[str, str, float, float | None, float | None]


def frame(*rows: Row, entity: str = "H1") -> pl.DataFrame:
    """Feature, violations, contribution, suspicion, evidence; the first violation is the cause."""
    return pl.DataFrame(
        [
            {
                "entity_id": entity, "feature": name, "cause": ids.split("|")[0],
                "violations": ids, "contribution": adds, "contribution_anomaly": adds,
                "contribution_case": 0.0, "value": 1.0, "suspicion": suspicion,
                "evidence": weight, "text": name.upper(),
            }
            for name, ids, adds, suspicion, weight in rows
        ],
        schema=REASONS,
    )  # fmt: skip


def described(*violations: str, direction: str = "high") -> Description:
    return Description("stay_days", "days", "平均住院日", "mean stay", direction, violations)


@pytest.mark.parametrize(
    ("level", "cause"), [("institution", "I-11"), ("doctor", "D-09"), ("patient", "I-11")]
)
def test_the_cause_is_rather_what_the_entity_does_itself(level: str, cause: str) -> None:
    assert cause_of(described("I-11", "D-09"), level) == cause


def test_collusion_is_the_doing_of_doctor_and_patient_alike() -> None:
    ring = described("O-01", "I-37", "D-07")
    found = [cause_of(ring, level) for level in ("doctor", "patient", "institution")]
    assert found == ["I-37", "I-37", "I-37"]
    assert cause_of(described("D-07", "I-37"), "doctor") == "D-07"


def test_size_and_mix_are_one_cause_and_no_suspicion() -> None:
    assert cause_of(described("R-09", direction="context"), "institution") == SIZE_AND_MIX
    assert cause_of(described(), "institution") == "stay_days"


def test_what_points_to_one_cause_is_one_reason() -> None:
    told = causes(
        frame(
            ("stays", "I-11|D-09", 0.2, 3.0, None),
            ("stays_3m", "I-11|D-09", 0.5, 2.0, None),
            ("hollow", "I-02", 0.4, 4.0, None),
            ("stays_trend", "I-11|R-01", -0.1, 0.0, None),
        ),
        "institution",
    )
    assert told.select("place", "cause", "contribution", "text").rows() == [
        (1, "I-11", pytest.approx(0.6), "STAYS_3M"), (2, "I-02", 0.4, "HOLLOW"),
    ]  # fmt: skip
    assert [m["feature"] for m in told["members"][0]] == ["stays", "stays_trend"]


def test_violations_that_little_points_to_are_not_named() -> None:
    told = causes(
        frame(("stays", "I-11|D-09", 0.9, 3.0, None), ("trend", "I-11|R-01", 0.1, 3.0, None)),
        "institution",
    )
    assert told["violations"].to_list() == ["I-11|D-09"]


def test_evidence_of_ones_own_doing_comes_before_measures_that_of_others_does_not() -> None:
    told = causes(
        frame(
            ("cost", "I-21", 0.9, 1.5, None),
            ("near", "I-20", 2.0, 0.5, None),
            ("doctors", "D-06", 0.1, 9.0, 2.0),
            ("hollow", "I-02", 0.1, 9.0, 0.3),
            ("split", "I-04", 0.2, 9.0, 0.2),
            ("one_claim", "I-16", 0.3, 9.0, EVIDENT / 2),
            ("alike", "I-17", 0.4, 0.0, 5.0),
        ),
        "institution",
    )
    order = ["hollow", "split", "cost", "one_claim", "doctors", "near", "alike"]
    assert told["feature"].to_list() == order


def test_what_speaks_against_has_no_place_and_is_led_by_the_strongest() -> None:
    told = causes(
        frame(
            ("short", "I-11", -0.5, -2.0, None),
            ("longest", "I-11", 0.2, 3.0, None),
            ("size", "", 0.9, None, None),
            ("cost", "I-21", 0.1, 2.0, None),
        ),
        "institution",
    )
    assert told.select("place", "cause", "feature").rows() == [
        (1, "I-21", "cost"), (None, "", "size"), (None, "I-11", "short"),
    ]  # fmt: skip


def test_a_missing_value_never_speaks_for_a_reason() -> None:
    told = causes(
        frame(("unknown", "I-11", 0.9, None, None), ("days", "I-11", 0.1, 0.2, None)).with_columns(
            value=pl.when(pl.col("feature") == "days").then(1.0)
        ),
        "institution",
    )
    assert told["feature"].to_list() == ["days"]


def test_what_only_missing_values_raise_is_no_reason() -> None:
    rows = frame(("unknown", "I-04", 0.9, None, None), ("split", "I-04", -0.1, 0.0, None))
    missing = pl.when(pl.col("feature") == "split").then(0.0)
    told = causes(rows.with_columns(value=missing), "institution")
    assert told.select("place", "contribution").rows() == [(None, pytest.approx(0.8))]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["I-02", "I-04|D-06", "I-11|D-09", ""]),
            st.floats(-2, 2),
            st.none() | st.floats(-20, 20),
            st.none() | st.floats(0, 5),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_causes_add_up_to_the_reasons_in_any_order(
    drawn: list[tuple[str, float, float | None, float | None]],
) -> None:
    rows = frame(*((f"f{n:02}", *row) for n, row in enumerate(drawn)))
    told = causes(rows, "institution")
    assert causes(rows.reverse(), "institution").equals(told)
    assert told["contribution"].sum() == pytest.approx(rows["contribution"].sum(), abs=1e-12)
    assert told["cause"].n_unique() == told.height == rows["cause"].n_unique()
    assert told["members"].list.len().sum() + told.height == rows.height


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_more_claims_weigh_more_and_what_is_usual_nothing(
    share: float, more: float, usual: float
) -> None:
    low, high = sorted((share, more))
    assert 0 <= evidence(low, usual) <= evidence(high, usual) + 1e-12
    assert evidence(usual, usual) == 0
