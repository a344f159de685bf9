"""One entity: why it has its score, beside its peers, down to its claims."""

import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from models.causes import causes
from pipelines.pages.pdf import print_page
from pipelines.store import keep_private, write_text
from pipelines.targets.charts import waterfall
from pipelines.targets.choose import UNLISTED
from pipelines.targets.chosen import candidate
from pipelines.targets.dossier_page import explained_html
from pipelines.targets.facts import facts
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.terms import terms_of


@dataclass(frozen=True)
class Explained:
    """What `Workspace.explain` returns.

    Attributes:
        level: `institution`, `doctor` or `patient`.
        month: the month of the profile.
        scores: the entity's row of the scores.
        base: where every score starts; base + the sum of contributions = the score.
        reasons: every feature's part in it, the largest first.
        hits: the claims behind it.
        inputs: what its dossier is made from.
    """

    level: str
    month: str
    scores: dict[str, object]
    base: float
    reasons: pl.DataFrame
    hits: pl.DataFrame
    inputs: TargetInputs

    @property
    def causes(self) -> pl.DataFrame:
        """The reasons, those of one cause summed up (`models.causes`), the first one first."""
        return causes(self.reasons, self.level)

    @property
    def disclaimer(self) -> str:
        """What every lead is told with, in the language of the workspace."""
        return terms_of(self.inputs, self.level)["disclaimer"]

    @cached_property
    def standing(self) -> dict[str, object]:
        """What a list of the month says of it, in the language of the workspace.

        `mode` (how it came on the list, or that it is on none), `risk_tier` and `tier_ground` (the
        violation that sets it, and what bears it out; None of who is on none), `violations`
        (named, joined by `|`), `amount_at_issue_yuan`, `expected_amount_yuan`, `model_rank` (of
        how many), `last_outcome` and `main_site` (of doctors and insured persons).
        """
        row = candidate(self.inputs, self.level, str(self.scores["entity_id"])).row(0, named=True)
        words = facts(row, self.inputs, self.level, terms_of(self.inputs, self.level))
        amounts = {
            f"{name}_yuan": None if (fen := row[f"{name}_fen"]) is None else fen / 100
            for name in ("amount_at_issue", "expected_amount")
        }
        told = {name: row[name] for name in ("risk_tier", "violations")} | words | amounts
        none = ("risk_tier", "tier_ground") if row["mode"] == UNLISTED else ()
        return {name: None if name in none else value or None for name, value in told.items()}

    def table(self) -> pl.DataFrame:
        """Reasons with value, peers and contribution, the first one first."""
        return self.causes.select(
            *("place", "cause", "feature", "value", "peer_median", "robust_z"),
            *("contribution", "violations", "text"),
        )

    def claims(self) -> pl.DataFrame:
        """The hits of the window: signal, claim ids, day, fen at issue."""
        return self.hits

    def waterfall(self) -> str:
        """The picture from the base over the contributions to the score, as SVG."""
        score = float(str(self.scores["score"]))
        strongest = self.causes.sort(
            pl.col("contribution").abs(), "cause", descending=[True, False]
        )
        return waterfall(strongest, self.base, score, terms_of(self.inputs, self.level))

    def to_html(self, path: Path) -> Path:
        """Write the dossier page, for who writes it alone."""
        page = explained_html(self.inputs, self.level, str(self.scores["entity_id"]))
        write_text(page, path)
        keep_private(path)
        return path

    def to_pdf(self, path: Path) -> Path:
        """Print the dossier page to A4, for who prints it alone.

        Raises:
            InputError: no Chromium is found, or it cannot print.
        """
        with tempfile.TemporaryDirectory(prefix="feijian-") as folder:
            print_page(self.to_html(Path(folder) / "dossier.html"), path)
        keep_private(path)
        return path
