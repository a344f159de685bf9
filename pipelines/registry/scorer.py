"""The registered model as MLflow loads it: a profile frame in, scores or reasons out.

`mlflow.pyfunc.load_model("models:/feijian-institution@champion")` imports this module, wherever
the project is installed, and hands it the bundle's files. It runs no code that lies beside them.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl

from models.bundle import Bundle
from models.explanation import explain
from pipelines.registry.files import SHA256, hash_of, read_files

OUTPUTS = ("scores", "reasons")
"""What `predict` may be asked for."""

PARAMS: dict[str, str | int] = {"output": "scores", "explained": 20, "lang": "zh"}
"""Parameters of `predict` and their defaults: what to give, for reasons of how many best leads
and in which language."""


class Scorer:
    """Scores and explains a profile of the level the bundle was trained on."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle

    def predict(
        self, model_input: pd.DataFrame, params: Mapping[str, Any] | None = None
    ) -> pd.DataFrame:
        """Score every row, or explain the best leads.

        Args:
            model_input: a profile as `profiles/<level>` holds it, columns in any order.
            params: see `PARAMS`.

        Returns:
            Columns as in `scores/`, best lead first; of `output` `reasons` those of
            `models.explanation.REASONS`, and `base`: base + the sum of an entity's contributions
            = its score. The peers of the sentences are those the model learned from.

        Raises:
            ValueError: the frame is no profile of the model, or a parameter is not known.
        """
        asked = {**PARAMS, **(params or {})}
        if asked["output"] not in OUTPUTS or asked["lang"] not in ("zh", "en"):
            raise ValueError(f"output is one of {', '.join(OUTPUTS)}, lang zh or en; got {asked}")
        profile = pl.from_pandas(model_input)
        scores = self.bundle.score(profile, "").drop("model_version")
        if asked["output"] == "scores":
            return scores.to_pandas()
        best = scores.filter(pl.col("rank") <= asked["explained"])
        told = explain(self.bundle, profile, None, best["entity_id"].to_list(), lang=asked["lang"])
        return told.reasons.with_columns(base=told.base).to_pandas()


def _load_pyfunc(path: str, model_config: Mapping[str, Any] | None = None) -> Scorer:
    """What MLflow calls; the files are read only when their hash is the one logged with them."""
    files = read_files(Path(path))
    if hash_of(files) != (model_config or {}).get(SHA256):
        raise ValueError("the model's files have changed since it was registered: not loaded")
    return Scorer(Bundle.load(files))
