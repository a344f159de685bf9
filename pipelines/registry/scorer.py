"""The registered model as MLflow loads it: a profile frame in, a scores frame out.

MLflow runs this file (models from code) in whatever process calls
`mlflow.pyfunc.load_model("models:/feijian-institution@champion")`.
"""

from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
from mlflow.models import set_model
from mlflow.pyfunc.model import PythonModel, PythonModelContext

from models.bundle import Bundle


class Scorer(PythonModel):
    """Scores a profile of the level the bundle was trained on."""

    def load_context(self, context: PythonModelContext) -> None:
        """Read the bundle's files."""
        folder = Path(context.artifacts["bundle"])
        self.bundle = Bundle.load({path.name: path.read_bytes() for path in folder.iterdir()})

    def predict(
        self,
        context: PythonModelContext,  # noqa: ARG002  # MLflow passes it by this name
        model_input: pd.DataFrame,
        params: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> pd.DataFrame:
        """Score every row; columns as in `scores/`, best lead first."""
        return self.bundle.score(pl.from_pandas(model_input), "").drop("model_version").to_pandas()


set_model(Scorer())
