"""How much a visit may be expected to establish."""

import polars as pl


def expected_amount() -> pl.Expr:
    """`expected_amount_fen`: the chance of a finding times the fen at issue, to the fen.

    Null where no probability is told, because there are too few outcomes or because it did not
    keep its word on those held out: what is at issue is then all that can be said, and no
    percentile stands in for a chance.
    """
    expected = pl.col("probability") * pl.col("amount_at_issue_fen")
    return expected.round().cast(pl.Int64).alias("expected_amount_fen")
