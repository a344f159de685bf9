"""Few alarms, and the right ones first."""

import numpy as np
import polars as pl
import pytest

from models.comparison import ALL
from pipelines.watch.alert import WatchAlert
from pipelines.watch.drift import Months, drift, drift_alerts
from pipelines.watch.limits import Alarm, Drift

FEATURES = [f"f{i:02}" for i in range(30)]
LIMITS = Drift(least_distance=0.1, deals=400, area_entities=20, entities=300, leads=40)
ALARM = Alarm(chance=0.03, most=5)
CHANCE = ALARM.chance / 9


class Sum:
    """A model whose score is the sum of all features."""

    def score(self, profile: pl.DataFrame, _: str) -> pl.DataFrame:
        score = pl.sum_horizontal(FEATURES)
        rank = score.rank("ordinal", descending=True).cast(pl.Int64)
        return profile.select("entity_id", "month", score=score, rank=rank)

    def contributions(self, profile: pl.DataFrame, entities: list[str]) -> "Sum":
        rows = profile.filter(pl.col("entity_id").is_in(entities))
        self.frame = rows.unpivot(
            FEATURES, index="entity_id", variable_name="feature", value_name="contribution"
        )
        return self


def months(seed: int, planted: tuple[str, str | None] | None = None) -> Months:
    """Two months; `planted` moves a feature in an area, or everywhere."""
    rng, entities = np.random.default_rng(seed), 150
    lasting = rng.normal(size=(entities, len(FEATURES)))
    area = np.array([f"A{i % 3}" for i in range(entities)])
    frames = []
    for month in ("2024-05", "2024-06"):
        values = lasting + 0.4 * rng.normal(size=lasting.shape)
        if planted and month == "2024-06":
            inside = area == planted[1] if planted[1] else np.ones(entities, dtype=bool)
            values[inside, FEATURES.index(planted[0])] += 1.5
        columns = {name: values[:, i] for i, name in enumerate(FEATURES)}
        who = {"entity_id": [f"E{i:03}" for i in range(entities)], "area": area, "month": month}
        frames.append(pl.DataFrame({**who, **columns}))
    return Months(*frames, bundle=Sum())  # type: ignore[arg-type]


def alerts(of: Months) -> list[WatchAlert]:
    return drift_alerts(drift(of, FEATURES, LIMITS, 0), "institution", LIMITS, ALARM, CHANCE)


def test_a_month_without_drift_raises_no_alert_in_nineteen_of_twenty() -> None:
    quiet = [not alerts(months(seed)) for seed in range(20)]
    assert sum(quiet) >= 19


@pytest.mark.parametrize("seed", range(4))
def test_drift_of_one_feature_in_one_area_is_named_first(seed: int) -> None:
    first = alerts(months(seed, (FEATURES[7 * seed], "A1")))[0]
    assert (first.kind, first.subject, first.areas) == ("shift", FEATURES[7 * seed], ("A1",))


def test_what_moved_everywhere_is_in_no_area() -> None:
    first = alerts(months(5, ("f03", None)))[0]
    assert (first.subject, first.areas) == ("f03", ())
    assert first.numbers["area"] == ALL


def test_reasons_that_lead_more_often_are_told() -> None:
    moved = months(6, ("f03", None))
    more = moved.current.with_columns(pl.col("f03") + 3)
    found = alerts(Months(moved.reference, more, moved.bundle))
    assert {"shift", "score_shift", "reason_shift"} <= {alert.kind for alert in found}


def test_where_most_has_moved_few_are_told_one_by_one() -> None:
    before = months(7)
    moved = before.current.with_columns(pl.col(FEATURES) * 3)
    found = alerts(Months(before.reference, moved, before.bundle))
    assert [alert.kind for alert in found[ALARM.most :]] == ["more_shifts"]
    assert found[-1].numbers["n"] > ALARM.most


def test_the_same_entities_are_drawn_where_there_are_more() -> None:
    few = Drift(least_distance=0.1, deals=20, area_entities=20, entities=60, leads=40)
    before = months(8)
    found = drift(before, FEATURES, few, 0).filter(pl.col("kind") == "feature")
    assert set(found.filter(pl.col("area") == ALL)["n"]) == {60}
