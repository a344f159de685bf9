"""What a team needs on site beside the list: what to look at, where, and whom to ask."""

from dataclasses import dataclass, field

import polars as pl

from features.stays import STAY
from pipelines.settings import CHECK
from pipelines.targets.departments import DEPARTMENT, departments
from pipelines.targets.special import special_groups

PERSON = {
    "psn_no": pl.String(), "special_group": pl.String(), "area": pl.String(), "died": pl.Date(),
}  # fmt: skip
"""A person behind hits: `identity`, `elderly_mild` or null, where the person lives, and the day of
death that other offices know."""

DAYS = pl.Schema({name: STAY[name] for name in ("mdtrt_id", "begn", "end")})
"""A stay in hospital behind hits, and its days; whoever's it is, while `features.stays` tells of an
entity's own: hits of one doctor lie in stays of another."""

_SEEN = (
    "mdtrt_id", "psn_no", "fixmedins_code", "department", "inpatient", "mild", "elderly",
    "begn", "end", "medfee_fen",
)  # fmt: skip


@dataclass(frozen=True)
class OnSite:
    """What a team needs on site.

    Attributes:
        checklist: what to look at for each violation, columns as in `settings.CHECK`, in order.
        persons: the persons behind hits, columns as in `PERSON`.
        stays: the stays behind hits, columns as in `DAYS`.
        departments: the departments behind hits, columns as in `departments.DEPARTMENT`.
    """

    checklist: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=CHECK))
    persons: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PERSON))
    stays: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=DAYS))
    departments: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=DEPARTMENT))


def on_site(
    checklist: pl.DataFrame,
    psn: pl.LazyFrame,
    ext: pl.LazyFrame,
    encounters: pl.LazyFrame,
    hits: pl.LazyFrame,
) -> OnSite:
    """What a team needs on site, of everybody behind the hits of a window.

    Args:
        checklist: what to look at for each violation.
        psn: the register of persons.
        ext: what other offices know of persons.
        encounters: assembled encounters of the window.
        hits: hits of the window.
    """
    seen, found = pl.collect_all([encounters.select(_SEEN), hits], engine="in-memory")
    return OnSite(
        checklist=checklist,
        persons=_persons(psn, ext, seen, found),
        stays=_stays(seen, found),
        departments=departments(seen, found),
    )


def _persons(
    psn: pl.LazyFrame, ext: pl.LazyFrame, seen: pl.DataFrame, hits: pl.DataFrame
) -> pl.DataFrame:
    dead = ext.filter(pl.col("ext_type").cast(pl.String()) == "death")
    groups = special_groups(psn, seen.lazy()).rename({"entity_id": "psn_no"})
    return (
        hits.lazy()
        .select(pl.col("psn_no").drop_nulls().unique())
        .join(groups, on="psn_no", how="left")
        .join(psn.select("psn_no", area="live_admdvs"), on="psn_no", how="left")
        .join(dead.group_by("psn_no").agg(died=pl.col("begndate").max()), on="psn_no", how="left")
        .select(list(PERSON))
        .sort("psn_no")
        .collect(engine="in-memory")
    )


def _stays(seen: pl.DataFrame, hits: pl.DataFrame) -> pl.DataFrame:
    behind = seen.filter("inpatient").join(hits, on="mdtrt_id", how="semi")
    return behind.select(list(DAYS)).sort("mdtrt_id")
