"""A dossier of more than 100,000 claims, from the made-up city."""

from dataclasses import replace

import polars as pl

from pipelines.targets.chosen import chosen
from pipelines.targets.dossier import Dossier, dossiers
from pipelines.targets.inputs import TargetInputs

_TIMES = 250


def enormous(inputs: TargetInputs) -> Dossier:
    """The first institution with 105,000 hits and 60,000 stays of 6,000 persons."""
    source = inputs.levels["institution"]
    hits = inputs.hits.filter(fixmedins_code="H36010200001").collect()
    stays = [
        source.closer.stays.with_columns(
            pl.format("{}-{}", pl.lit(n), "mdtrt_id").alias("mdtrt_id"),
            pl.format("{}-{}", pl.lit(n), "psn_no").alias("psn_no"),
        )
        for n in range(4 * _TIMES)
    ]
    more = replace(source, closer=replace(source.closer, stays=pl.concat(stays)))
    listed = chosen(inputs)["institution"].listed.head(1)
    (one,) = dossiers("institution", more, pl.concat([hits] * _TIMES).lazy(), listed)
    return one
