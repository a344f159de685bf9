from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from models.description import HITS, Description, described, matrix, z_column


def feature(name: str, direction: str = "high") -> Description:
    return Description(name, "count", name, name, direction, ())


def test_features_of_a_model_are_those_the_profile_has_sorted_by_name() -> None:
    profile = pl.DataFrame({"b": [1.0], "a": [2.0]})
    found = described([feature("b"), feature("gone"), feature("a")], profile, "doctor")
    assert [description.name for description in found] == ["a", "b"]


@pytest.mark.parametrize(
    ("level", "kinds"),
    [
        ("institution", {"lent_card": "others", "long": "measure", "phantom": "deed"}),
        ("doctor", {"lent_card": "others", "long": "measure", "phantom": "others"}),
        ("patient", {"lent_card": "deed", "long": "others", "phantom": "others"}),
    ],
)
def test_claims_show_a_deed_only_of_whoever_commits_such_a_violation(
    level: str, kinds: dict[str, str]
) -> None:
    features = [
        replace(feature("lent_card"), violations=("A-01", "R-02"), source=HITS),
        replace(feature("long"), violations=("I-11", "D-09")),
        replace(feature("phantom"), violations=("I-10",), source=HITS),
    ]
    profile = pl.DataFrame({f.name: [1.0] for f in features})
    assert {d.name: d.kind for d in described(features, profile, level)} == kinds


@pytest.mark.parametrize("violations", [(), ("R-08",)])
def test_what_points_at_nobody_is_ones_own(violations: tuple[str, ...]) -> None:
    growth = replace(feature("growth"), violations=violations)
    (found,) = described([growth], pl.DataFrame({"growth": [1.0]}), "patient")
    assert found.kind == "measure"


def test_an_unknown_direction_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'cost': direction must be one of high, low.*'up'"):
        feature("cost", "up")


def test_the_matrix_has_the_columns_asked_for_in_that_order_with_null_as_nan() -> None:
    profile = pl.DataFrame({"a": [1, None], "b": [3.0, 4.0], "c": [None, None]})
    assert np.array_equal(
        matrix(profile, ["b", "a", "c"]), [[3, 1, np.nan], [4, np.nan, np.nan]], equal_nan=True
    )


def test_everything_wrong_with_a_profile_is_told_at_once() -> None:
    profile = pl.DataFrame({"a": ["1"], "b": [True], "c": [1.0]})
    with pytest.raises(ValueError, match=r"missing columns d, e; not numeric a \(String\), b"):
        matrix(profile, ["a", "b", "c", "d", "e"])


def test_no_columns_make_an_empty_matrix() -> None:
    assert matrix(pl.DataFrame({"a": [1.0, 2.0]}), []).shape == (2, 0)


def test_z_column_names_the_peer_z() -> None:
    assert z_column("stay_days") == "stay_days_z"
