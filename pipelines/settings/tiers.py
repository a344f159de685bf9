"""Which tier a violation makes of a lead: `config/tiers.csv`."""

from collections.abc import Mapping

import polars as pl

from features.violations import RULES, VIOLATIONS
from pipelines.errors import InputError
from pipelines.settings.dated import dated
from pipelines.settings.places import CONFIG

TIERS = ("红", "橙", "黄")
"""The tiers that a violation can have, gravest first (domain standard D.6)."""

TIER: Mapping[str, pl.DataType] = {
    "article": pl.Int64(),
    "violation": pl.String(),
    "tier": pl.String(),
}
"""The columns of `config/tiers.csv`: an article's tier, or that of a single violation."""


def load_tiers(month: str) -> dict[str, str]:
    """The tier (红, 橙, 黄) of a lead by violation and rule, as valid on the month's last day.

    The article that forbids a violation decides, unless `config/tiers.csv` names the violation.

    Raises:
        InputError: for a file that cannot be read, a violation or a tier that does not exist, and
            an article without a tier.
    """
    path = CONFIG / "tiers.csv"
    lines = dated(path, TIER, month)
    by_article = dict(lines.filter(pl.col("violation").is_null()).select("article", "tier").rows())
    by_name = dict(lines.drop_nulls("violation").select("violation", "tier").rows())
    known = VIOLATIONS | RULES
    tiers = {id_: by_name.get(id_, by_article.get(v.article)) for id_, v in known.items()}
    problems = [
        *(f"{id_}: no such violation" for id_ in by_name if id_ not in known),
        *(
            f"{id_}: article {known[id_].article} has no tier"
            for id_, of in tiers.items()
            if not of
        ),
        *(f"{of}: a tier is one of {', '.join(TIERS)}" for of in lines["tier"] if of not in TIERS),
    ]
    if problems:
        raise InputError(f"{path}: {'; '.join(problems)}")
    return {id_: str(of) for id_, of in tiers.items()}
