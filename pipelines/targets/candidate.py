"""Everybody who could be on the list of a level, and who may not."""

import polars as pl

from pipelines.targets.policy import Policy

CANDIDATE = pl.Schema(
    {
        "entity_id": pl.String(),
        "entity_name": pl.String(),
        "area": pl.String(),
        "kind": pl.String(),
        "score": pl.Float64(),
        "percentile": pl.Float64(),
        "probability": pl.Float64(),
        "rank": pl.Int64(),
        "model_version": pl.String(),
        "hits": pl.Int64(),
        "amount_at_issue_fen": pl.Int64(),
        "families": pl.String(),
        "violations": pl.String(),
        "leading": pl.String(),
        "grounds": pl.String(),
        "last_outcome_date": pl.Date(),
        "not_scored_reason": pl.String(),
        "fixmedins_type": pl.String(),
        "medinslv": pl.String(),
        "special_group": pl.String(),
        "main_site": pl.String(),
        "main_site_name": pl.String(),
        "tier": pl.String(),
        "expected_amount_fen": pl.Int64(),
        "tips": pl.Int64(),
        "last_tip_date": pl.Date(),
        "prior_confirmed": pl.Int64(),
        "last_confirmed_date": pl.Date(),
    }
)
"""The columns of `candidates`: everything that the choice and the list need of an entity.

`rank` is the rank among all scored entities, `violations` the ids that its reasons point to,
the strongest first, joined by `|`, `leading` the first of them that is borne out and `grounds` by
what (`lead.named`), `families` the kinds of case it resembles, in the same way,
`last_outcome_date` the day on which its latest inspection's
outcome was known, `last_confirmed_date` that of the latest that found a violation.
`special_group` is a registered special identity (R-21), `main_site` where a doctor or a person is
mostly seen, `tier` the tier by the reasons given when
the month was scored, null for who was not among the best then. `tips` are those of twelve months
(R-19), `prior_confirmed` all confirmed cases (R-18); null where there is no ledger of them.
"""

FLAGGED = "flagged"
"""Whether the model flags an entity (R-20)."""


def judged(candidates: pl.DataFrame, policy: Policy, month: str) -> pl.DataFrame:
    """Every candidate in the order of the ids, with what the policy says of it.

    Returns:
        The columns of `CANDIDATE`, `rank` as `model_rank`, then `reason` (`excluded`, `kind`,
        `cool_down` or null) and `detail` (code, kind, date) of who cannot be listed, `flagged`,
        and whether a tip or a look-back (`tipped`, `looked_back`) may list it all the same.
    """
    flagged = (pl.col("percentile") >= policy.flagged_percentile).fill_null(value=False)
    scope = pl.col("reason").is_in(["excluded", "kind"]).not_().fill_null(value=True)
    return (
        plain(candidates)
        .with_columns(_exclusion(policy, month))
        .with_columns(
            flagged.alias(FLAGGED),
            tipped=scope & _tipped(),
            looked_back=scope & _looked_back(policy, month),
        )
    )


def plain(candidates: pl.DataFrame) -> pl.DataFrame:
    """The columns that matter, in the order of the entities."""
    return (
        candidates.select(CANDIDATE.names())
        .cast(CANDIDATE)
        .sort("entity_id")
        .rename({"rank": "model_rank"})
    )


def months_since(day: pl.Expr, month: str) -> pl.Expr:
    """Months from that of a day to `month`."""
    now = _month_number(pl.lit(month).str.to_date("%Y-%m"))
    return now - _month_number(day)


def _month_number(day: pl.Expr) -> pl.Expr:
    return day.dt.year().cast(pl.Int32) * 12 + day.dt.month()


def _exclusion(policy: Policy, month: str) -> list[pl.Expr]:
    """`reason` and `detail` of those who are not eligible."""
    outcome = pl.col("last_outcome_date")
    named = pl.col("entity_id").is_in(policy.excluded)
    kind = pl.col("kind").is_in(policy.excluded_kinds)
    cooling = months_since(outcome, month) < policy.cool_down_months
    reasons = {"excluded": named, "kind": kind, "cool_down": cooling}
    details = {"excluded": pl.col("entity_id"), "kind": pl.col("kind"), "cool_down": outcome}
    return [
        pl.coalesce(pl.when(holds).then(pl.lit(name)) for name, holds in reasons.items()).alias(
            "reason"
        ),
        pl.coalesce(
            pl.when(holds).then(details[name].cast(pl.String)) for name, holds in reasons.items()
        ).alias("detail"),
    ]


def _tipped() -> pl.Expr:
    """A tip of the last twelve months, received after the latest outcome if there is one."""
    answered = pl.col("last_tip_date") <= pl.col("last_outcome_date")
    return (pl.col("tips") > 0).fill_null(value=False) & ~answered.fill_null(value=False)


def _looked_back(policy: Policy, month: str) -> pl.Expr:
    """The latest outcome is a finding, and the time has come to see what became of it."""
    found = pl.col("last_confirmed_date")
    ago = months_since(found, month)
    due = ago.is_between(policy.look_back_from, policy.look_back_to)
    return (due & (found == pl.col("last_outcome_date"))).fill_null(value=False)
