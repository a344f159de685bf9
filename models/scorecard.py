"""What each piece of evidence was worth in past cases: a sum with learned weights.

The tally adds up evidence as if all of it were worth the same. A scorecard is the same sum with
weights from outcomes, so each term is its own exact contribution. It knows nothing of features
that act together, as trees do, but a dozen confirmed cases are enough to teach it (decision 024).
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from models import logistic
from models.anomaly import AnomalyModel
from models.description import Floats, Kind, z_column
from models.directed import directed
from models.tally import Tally

WORTH = 0.3
"""What is believed of deeds before any outcome is known: so many log-odds for each unit of their
evidence (`tally`). All else is believed to be worth nothing (decisions 025, 027)."""

DOUBT: dict[Kind, float] = {"deed": 0.25, "measure": 0.1, "others": 0.05}
"""How far what a standard deviation of evidence is worth may lie from that, in log-odds: the
standard deviation of what is believed of a weight (decisions 024, 025, 027)."""


@dataclass(frozen=True)
class Scorecard:
    """margin = base + what each feature's evidence adds, never less for more suspicion.

    Attributes:
        features: names of the features it sees, in the order of its terms.
        directions: the suspicious side of each.
        tally: the weighted sum; 0 for an entity with average evidence.
        base: log-odds of such an entity.
    """

    features: tuple[str, ...]
    directions: tuple[str, ...]
    tally: Tally
    base: float

    @property
    def columns(self) -> tuple[str, ...]:
        """The profile columns that it reads."""
        return tuple(z_column(name) for name in self.features)

    def margin(self, profile: pl.DataFrame) -> Floats:
        """Log-odds of each row: how much it resembles confirmed rather than cleared."""
        if profile.is_empty():
            return np.empty(0)
        return self.base + self.tally.total(directed(profile, self.features, self.directions))

    def contributions(self, profile: pl.DataFrame) -> tuple[float, Floats]:
        """Exact contributions to `margin`: the base, and one column per feature."""
        if profile.is_empty():
            return self.base, np.empty((0, len(self.features)))
        rows = directed(profile, self.features, self.directions)
        return self.base, self.tally.contributions(rows)


def fit(rows: pl.DataFrame, anomaly: AnomalyModel) -> Scorecard:
    """Learn what evidence is worth from rows with `y`, `weight` and the profile columns.

    Evidence is measured as the anomaly measures it, against all who were scored rather than the
    few who were inspected: what hardly anybody shows is not blown up because one inspected did.
    """
    tally, y = anomaly.tally, rows.get_column("y").to_numpy().astype(float)
    weights, base = logistic.fit(
        tally.surplus(directed(rows, anomaly.features, anomaly.directions)),
        y,
        weight=rows.get_column("weight").to_numpy().astype(float),
        prior=np.where(np.array(tally.kinds) == "deed", WORTH * np.array(tally.scales), 0.0),
        spread=np.array([DOUBT[kind] for kind in tally.kinds]),
    )
    return Scorecard(anomaly.features, anomaly.directions, tally.weighed(weights), base)
