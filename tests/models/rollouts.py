"""Judged rows of invented entities: a champion, a challenger as good as asked for, and size."""

import numpy as np
import polars as pl

from models.comparison import JUDGED


def judged(
    seed: int, quality: float = 1.0, *, entities: int = 200, months: int = 4, noise: float = 1.0
) -> pl.DataFrame:
    """Half of the entities are inspected each month; a quarter of them is confirmed.

    A champion stands one standard deviation higher on confirmed ones, the challenger `quality`.
    """
    rng = np.random.default_rng(seed)
    confirmed = rng.random(entities) < 0.25
    frames = []
    for month in range(months):
        who = rng.permutation(entities)[: entities // 2]
        y = confirmed[who].astype(int)
        frames.append(
            pl.DataFrame(
                {
                    "entity_id": [f"H{i:04}" for i in who],
                    "month": f"2024-{month + 1:02}",
                    "y": y,
                    "amount_fen": 100 * y,
                    "novel": (who % 10 == 0) & (y == 1),
                    "visited": 0.1,
                    "champion": y + rng.normal(size=len(who)),
                    "challenger": quality * y + noise * rng.normal(size=len(who)),
                    "size": rng.random(len(who)),
                    "champion_probability": None,
                    "challenger_probability": None,
                    "area": [("east", "west")[i % 2] for i in who],
                },
                schema_overrides={**JUDGED},
            )
        )
    return pl.concat(frames)
