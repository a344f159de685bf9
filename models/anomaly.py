"""Who is unusual among the peers, in the direction of suspicion.

Both parts see *directed* peer z: how far an entity stands on the suspicious side of its peers'
median, zero on the other side. Size and mix (`context`) are not shown to them. The tally adds up
what speaks against an entity, the isolation forest finds what is rare in combination.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from models.description import Description, Floats, matrix, z_column
from models.directed import directed
from models.isolation import Isolation, grow
from models.tally import Tally, add_up

FOREST = 0.25
"""Weight of the forest beside the tally, both per standard deviation (decision 005)."""


@dataclass(frozen=True)
class AnomalyModel:
    """A tally and an isolation forest on directed peer z.

    Attributes:
        features: names of the features it sees, in the order of its columns.
        directions: the suspicious side of each feature.
        tally: what speaks against an entity, added up.
        isolation: the forest.
        usual: mean of what the forest says of the entities fitted.
        spread: its standard deviation.
    """

    features: tuple[str, ...]
    directions: tuple[str, ...]
    tally: Tally
    isolation: Isolation
    usual: float
    spread: float

    def anomaly(self, profile: pl.DataFrame) -> Floats:
        """How unusual each row is, in standard deviations of the entities it was fitted to."""
        if profile.is_empty():
            return np.empty(0)
        rows = directed(profile, self.features, self.directions)
        forest = (self.isolation.unusual(rows) - self.usual) / self.spread
        return self.tally.total(rows) + FOREST * forest

    def contributions(self, profile: pl.DataFrame) -> tuple[float, Floats]:
        """Exact contributions to `anomaly`: the base, and one column per feature.

        Positive raises the suspicion; base + the sum of a row = its anomaly. A row costs several
        milliseconds, so pass only the rows to be shown.
        """
        rows = directed(profile, self.features, self.directions)
        base, shares = self.isolation.contributions(rows)
        weight = FOREST / self.spread
        return weight * (base - self.usual), self.tally.contributions(rows) + weight * shares


def fit(
    profile: pl.DataFrame, descriptions: Sequence[Description], *, trees: int = 1000, seed: int = 0
) -> AnomalyModel:
    """Fit to one month's scored entities; the order of rows does not matter.

    Features without a suspicious side, or without any spread on it, are left out. Only the forest
    depends on the seed; fewer than about 1,000 trees make it do so (performance.md, section 3).

    Raises:
        ValueError: when fewer than two entities, or no feature with spread, are left.
    """
    used = [d for d in descriptions if d.direction != "context"]
    profile = profile.sort("entity_id")
    rows = directed(profile, [d.name for d in used], [d.direction for d in used])
    varies = np.ptp(rows, axis=0) > 0 if len(rows) else np.zeros(len(used), dtype=bool)
    if len(rows) < 2 or not varies.any():  # noqa: PLR2004  # one row cannot be unusual
        raise ValueError(
            f"no isolation forest: {len(rows)} entities with {int(varies.sum())} features "
            "that differ among them; at least 2 entities and 1 feature are needed"
        )
    kept, rows = [d for d, v in zip(used, varies, strict=True) if v], rows[:, varies]
    known = ~np.isnan(matrix(profile, [z_column(d.name) for d in kept]))
    isolation = grow(rows, trees=trees, seed=seed)
    unusual = isolation.unusual(rows)
    return AnomalyModel(
        tuple(d.name for d in kept),
        tuple(d.direction for d in kept),
        add_up(rows, known, [d.violations for d in kept], [d.kind for d in kept]),
        isolation,
        float(unusual.mean()),
        float(unusual.std()) or 1.0,
    )
