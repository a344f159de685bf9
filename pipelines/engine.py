"""Where a plan is carried out: on one machine, by Polars.

Everything that `features` describes is a lazy frame; this is the only place that decides how
it is computed. Past one machine the same functions run by key bucket elsewhere (design 3.4).
"""

import polars as pl


class Engine:
    """Polars on this machine.

    The in-memory engine is used because its float aggregates repeat to the byte and its joins
    keep order, which the streaming engine does not promise (libraries.md, 1.1-1.2). Only the
    fee lines are large, and they are read a month at a time.
    """

    def collect(self, plan: pl.LazyFrame) -> pl.DataFrame:
        """Carry out one plan."""
        return plan.collect(engine="in-memory")

    def collect_all(self, *plans: pl.LazyFrame) -> list[pl.DataFrame]:
        """Carry out several plans, sharing what they have in common."""
        return pl.collect_all(plans, engine="in-memory")
