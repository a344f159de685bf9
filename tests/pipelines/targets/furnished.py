"""What a team needs in the made-up city: a short check list, some persons, stays, departments."""

import datetime as dt

import polars as pl

from pipelines.settings import CHECK
from pipelines.targets.departments import DEPARTMENT
from pipelines.targets.on_site import DAYS, PERSON, OnSite

LINES = [
    ("I-02", 1, "count", "按在院清单逐床核对", "go from bed to bed", "在院清单", "list"),
    ("I-02", 2, "visit", "晚上住在哪里？", "Where did you sleep?", "参保人", "the person"),
    ("I-04", 1, "ask_for", "前后两次病历", "both records", "病历", "records"),
    ("I-04", 2, "compare", "主要诊断和间隔天数", "diagnoses and days", None, None),
]


def site(hits: pl.DataFrame, institution: str) -> OnSite:
    """Of every second hit the encounter is a stay of three days; one person is vulnerable."""
    persons = hits["psn_no"].unique().sort()
    groups = ["identity" if n == persons.len() - 1 else None for n in range(persons.len())]
    own = hits.filter(fixmedins_code=institution)
    stays = hits.filter(pl.int_range(pl.len()) % 2 == 0).select(
        "mdtrt_id", begn=pl.col("day") - dt.timedelta(days=2), end="day"
    )
    return OnSite(
        checklist=pl.DataFrame(LINES, schema=CHECK, orient="row"),
        persons=pl.DataFrame(
            {
                "psn_no": persons,
                "special_group": groups,
                "area": ["360102"] * persons.len(),
                "died": None,
            },
            schema=PERSON,
        ),
        stays=stays.select(DAYS.names()).cast(DAYS),
        departments=pl.DataFrame(
            [(institution, "03", 400, 90, 300, 81_234_500, own.height, 60, 712_300, "I-04|I-02")],
            schema=DEPARTMENT,
            orient="row",
        ),
    )
