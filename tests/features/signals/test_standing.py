import polars as pl

from features.signals import SIGNALS
from features.signals.signal import HIT_SCHEMA
from features.signals.standing import standing

ENCOUNTERS = pl.LazyFrame({"mdtrt_id": ["m1", "m2"]})


def kept(*hits: tuple[str, str]) -> list[tuple[str, str]]:
    """Which of `signal, mdtrt_id` count."""
    rows = [{"signal": signal, "mdtrt_id": mdtrt_id} for signal, mdtrt_id in hits]
    found = standing(pl.LazyFrame(rows, schema=HIT_SCHEMA), ENCOUNTERS).collect()
    assert found.schema == HIT_SCHEMA
    return sorted(found.select("signal", "mdtrt_id").rows())


def test_hits_of_a_bill_that_was_taken_back_accuse_nobody() -> None:
    assert kept(("copay_waived", "m1"), ("copay_waived", "refunded")) == [("copay_waived", "m1")]


def test_a_signal_about_what_was_taken_back_counts_all_the_same() -> None:
    assert [signal.name for signal in SIGNALS if signal.of_cancelled] == ["cancelled_for_good"]
    hit = ("cancelled_for_good", "refunded")
    assert kept(hit, ("copay_waived", "refunded")) == [hit]
