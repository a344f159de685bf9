"""What to look at for each violation: `config/checklist.csv`."""

from collections.abc import Mapping

import polars as pl

from features.violations import RULES, VIOLATIONS
from pipelines.errors import InputError
from pipelines.settings.dated import dated
from pipelines.settings.places import CONFIG

WAYS = ("ask_for", "count", "compare", "ask", "visit")
"""How something is checked: papers asked for, things counted on site, data compared, people on site
asked, the insured asked at home."""


CHECK: Mapping[str, pl.DataType] = {
    "violation": pl.String(),
    "step": pl.Int64(),
    "way": pl.String(),
    "zh": pl.String(),
    "en": pl.String(),
    "document_zh": pl.String(),
    "document_en": pl.String(),
}
"""The columns of `config/checklist.csv`: what to look at or to ask for each violation and rule, in
which order, by which of `WAYS`, in two languages, and in what papers or whom."""


def load_checklist(month: str) -> pl.DataFrame:
    """The lines of `config/checklist.csv` (`CHECK`) valid on the month's last day, in their order.

    Raises:
        InputError: for a file that cannot be read, and for every violation or way that does not
            exist.
    """
    path = CONFIG / "checklist.csv"
    lines = dated(path, CHECK, month).sort("violation", "step", maintain_order=True)
    problems = [
        *(
            f"{id_}: no such violation"
            for id_ in lines["violation"].unique().sort()
            if id_ not in VIOLATIONS | RULES
        ),
        *(
            f"{way}: a way is one of {', '.join(WAYS)}"
            for way in lines["way"].unique().sort()
            if way not in WAYS
        ),
    ]
    if problems:
        raise InputError(f"{path}: {'; '.join(problems)}")
    return lines
