"""`targets.csv`: the list as a table that others may rely on."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from pipelines.pages.figures import fixed
from pipelines.targets.alerts import raised
from pipelines.targets.dossier import REASONS_LISTED, page_path

COLUMNS = (
    "rank",
    "level",
    "entity_id",
    "entity_name",
    "area",
    "month",
    "score",
    "percentile",
    "probability",
    "risk_tier",
    "mode",
    "inclusion_probability",
    "violations",
    "reason_1",
    "reason_2",
    "reason_3",
    "amount_at_issue_yuan",
    "hits",
    "model_version",
    "dossier",
    "alerts",
    "rings",
    "sources",
    "model_rank",
    "tips",
    "prior_confirmed",
    "last_outcome",
    "expected_amount_yuan",
    "families",
)
"""The columns of `targets.csv`, in order (design, section 5), then the ids of the rules whose
thresholds the target or one of its departments crosses, and those of its rings, joined by `|`;
then the three sources beside each other (R-22): which of them speak for the target, its rank by the
model among all, its tips of twelve months, its confirmed cases and the day of its last outcome;
then what a visit may be expected to establish, and the families of violations it resembles."""

_DECIMALS = {
    "score": 6,
    "percentile": 2,
    "probability": 4,
    "inclusion_probability": 9,
    "amount_at_issue_yuan": 2,
    "expected_amount_yuan": 2,
}

_COUNTS = ("rank", "hits", "model_rank", "tips", "prior_confirmed")

FORMULA_STARTS = r"^[=+\-@\t\r\n]"
"""Text that a spreadsheet would take for a formula."""


def listing(
    listed: pl.DataFrame, raising: pl.DataFrame, alerts: pl.DataFrame, rings: pl.DataFrame
) -> pl.DataFrame:
    """The list of one level with its reasons, columns as in `COLUMNS`.

    Args:
        listed: `Choice.listed`.
        raising: reasons for suspicion of the listed entities, the strongest first.
        alerts: alerts of the level, columns as in `alerts.ALERT`.
        rings: rings of the level, columns as in `rings.RING`.
    """
    return (
        listed.join(_first_reasons(raising), on="entity_id", how="left")
        .join(_rules(alerts), on="entity_id", how="left")
        .join(_rings(rings), on="entity_id", how="left")
        .with_columns(
            amount_at_issue_yuan=pl.col("amount_at_issue_fen") / 100,
            last_outcome=pl.col("last_outcome_date").dt.to_string(),
            expected_amount_yuan=pl.col("expected_amount_fen") / 100,
            dossier=pl.struct("level", "entity_id").map_elements(
                lambda one: page_path(one["level"], one["entity_id"]), return_dtype=pl.String
            ),
        )
        .select(COLUMNS)
        .sort("rank")
    )


def read_listing(path: Path) -> pl.DataFrame:
    """Read `targets.csv`; identifiers stay text, whatever they look like."""
    numbers = dict.fromkeys(_COUNTS, pl.Int64) | dict.fromkeys(_DECIMALS, pl.Float64)
    return pl.read_csv(path, schema={name: numbers.get(name, pl.String) for name in COLUMNS})


def csv_text(frame: pl.DataFrame, decimals: Mapping[str, int] | None = None) -> str:
    """`frame` as CSV with fixed decimals, the same bytes for the same values.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    places = _DECIMALS if decimals is None else decimals
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    return (
        frame.with_columns(_harmless(name) for name in texts)
        .with_columns(_written(frame[name], n) for name, n in places.items() if name in frame)
        .write_csv(line_terminator="\n")
    )


def _harmless(name: str) -> pl.Expr:
    text = pl.col(name)
    formula = text.str.contains(FORMULA_STARTS)
    return pl.when(formula).then(pl.concat_str(pl.lit("'"), text)).otherwise(text).alias(name)


def _written(column: pl.Series, decimals: int) -> pl.Series:
    texts = [None if value is None else fixed(value, decimals) for value in column]
    return pl.Series(column.name, texts, pl.String)


def _rules(alerts: pl.DataFrame) -> pl.DataFrame:
    """`entity_id, alerts`."""
    rules = raised(alerts).group_by("entity_id").agg(pl.col("rule").sort())
    return rules.select("entity_id", alerts=pl.col("rule").list.join("|"))


def _rings(rings: pl.DataFrame) -> pl.DataFrame:
    """`entity_id, rings`."""
    return rings.group_by("entity_id").agg(rings=pl.col("ring_id").sort().str.join("|"))


def _first_reasons(raising: pl.DataFrame) -> pl.DataFrame:
    """`entity_id, reason_1, reason_2, reason_3`."""
    texts = raising.group_by("entity_id", maintain_order=True).agg("text")
    return texts.select(
        "entity_id",
        *(
            pl.col("text").list.get(place, null_on_oob=True).alias(f"reason_{place + 1}")
            for place in range(REASONS_LISTED)
        ),
    )
