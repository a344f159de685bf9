import polars as pl

from features.feature import Feature

AGE = Feature(
    name="age", levels=("patient",), unit="ratio", zh="", en="", formula="", direction="context",
    violations=(), needs=("fee", "psn.brdy"), expr=pl.len(),
)  # fmt: skip


def test_a_feature_is_available_when_all_it_needs_is_supplied() -> None:
    assert AGE.available(frozenset({"fee", "psn", "psn.brdy"}))


def test_what_is_missing_is_told() -> None:
    assert not AGE.available(frozenset({"psn"}))
    assert AGE.missing(frozenset({"psn", "fee"})) == ("psn.brdy",)
