"""What the inspectors of the city did: whom they visited, and what came of it.

Inspections are few and biased to large subjects and tips, as in reality, so that labels are
biased too; a tenth of the guilty get away. An outcome is known one to three months later.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import polars as pl

from pipelines.city.arrays import Floats, Ints
from pipelines.city.calendar import Month
from pipelines.city.dice import dice
from pipelines.city.schemes import Scheme
from pipelines.city.world import World

FIRST_INSPECTION = 6
"""Month index of the first inspections."""

CAPACITY = {"institution": 6, "doctor": 6, "patient": 10}
"""Inspections a month in a city of 20,000 persons, of which two at least are made anywhere."""

RANDOM_SHARE = 0.15
MISSED = 0.1
STOPS = 0.65
"""Chance that a confirmed actor stops."""

TIPS = {"guilty": 0.09, "look-alike": 0.04, "other": 0.0005}
"""Chance of a tip in a month."""

LOOKED_BACK = 12
"""Months an inspection looks back."""

REST = 6
"""Months for which an inspected subject is left alone."""

MEASURES = ("追回基金", "追回基金并处违约金", "暂停医保服务协议", "移送司法机关")


@dataclass(frozen=True)
class Inspection:
    """One visit: the subject, how it was chosen, what was found, and when that was known.

    `probability` is the chance of having been drawn, where the draw was random.
    """

    level: str
    actor: int
    month: int
    source: str
    probability: float | None
    found: Scheme | None
    known: dt.date


def inspect(
    world: World,
    month: Month,
    schemes: Sequence[Scheme],
    sizes: dict[str, Floats],
    past: Sequence[Inspection],
) -> list[Inspection]:
    """The inspections of a month. `sizes` is what each subject has charged before it, in fen."""
    if month.index < FIRST_INSPECTION:
        return []
    rng = dice(world.seed, "inspections", month.index)
    made = []
    for level, size in sizes.items():
        recent = [i.actor for i in past if i.level == level and i.month > month.index - REST]
        open_to = np.setdiff1d(np.flatnonzero(size > 0), recent)
        number = max(2, round(CAPACITY[level] * len(world.people) / 20_000))
        guilty = guilty_in(schemes, level, month.index)
        tips = _tips(schemes, level, guilty, len(size), rng)
        for actor, source, probability in _choose(open_to, size, tips, number, rng):
            scheme = guilty.get(actor)
            found = scheme if rng.random() >= MISSED else None
            known = month.first + dt.timedelta(days=int(rng.integers(30, 92)))
            made.append(Inspection(level, actor, month.index, source, probability, found, known))
    return made


def guilty_in(schemes: Sequence[Scheme], level: str, index: int) -> dict[int, Scheme]:
    """Who was cheating in the 12 months before a month, and how."""
    return {
        scheme.actor: scheme
        for scheme in schemes
        if scheme.level == level
        and not scheme.innocent
        and scheme.first < index
        and scheme.last >= index - LOOKED_BACK
    }


def _tips(
    schemes: Sequence[Scheme],
    level: str,
    guilty: dict[int, Scheme],
    subjects: int,
    rng: np.random.Generator,
) -> Ints:
    """The subjects somebody complained of this month."""
    chance = np.full(subjects, TIPS["other"])
    chance[[s.actor for s in schemes if s.level == level and s.innocent]] = TIPS["look-alike"]
    chance[list(guilty)] = TIPS["guilty"]
    return np.flatnonzero(rng.random(subjects) < chance)


def _choose(
    open_to: Ints, size: Floats, tips: Ints, number: int, rng: np.random.Generator
) -> list[tuple[int, str, float | None]]:
    """A random share, then tips for half of what is left, then by size."""
    number = min(number, len(open_to))
    at_random = min(number, max(1, round(number * RANDOM_SHARE)))
    drawn = rng.choice(open_to, at_random, replace=False)
    tipped = rng.permutation(np.setdiff1d(np.intersect1d(tips, open_to), drawn))
    tipped = tipped[: (number - at_random + 1) // 2]
    rest = np.setdiff1d(open_to, np.concatenate([drawn, tipped]))
    weights = size[rest] ** 0.8
    left = number - at_random - len(tipped)
    planned = rng.choice(rest, left, replace=False, p=weights / weights.sum()) if left else rest[:0]
    probability = at_random / max(1, len(open_to))
    return [
        *((int(actor), "random", probability) for actor in drawn),
        *((int(actor), "tip", None) for actor in tipped),
        *((int(actor), "plan", None) for actor in planned),
    ]


def who_stops(world: World, month: Month, made: Sequence[Inspection]) -> set[int]:
    """The numbers of the schemes that end with their discovery; the others go on."""
    rng = dice(world.seed, "repentance", month.index)
    return {i.found.number for i in made if i.found is not None and rng.random() < STOPS}


def case_ledger(
    world: World, months: Sequence[Month], inspections: Sequence[Inspection], taken: Ints
) -> pl.DataFrame:
    """The ledger of cases known by the end of the last month, in the bureau's own columns.

    `taken` (scheme x month) is what each scheme charged, in fen.
    """
    over = months[-1].first + dt.timedelta(days=months[-1].days)
    known = [inspection for inspection in inspections if inspection.known < over]
    rows = [_case(world, months, inspection, taken) for inspection in known]
    ledger = pl.DataFrame(rows, schema=LEDGER, orient="row").sort(
        "CONFIRM_DATE", "SUBJ_TYPE", "SUBJ_CODE"
    )
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(6)
    return ledger.select((pl.lit("AJ36") + number).alias("CASE_ID"), *LEDGER)


LEDGER: dict[str, pl.DataType | type[pl.DataType]] = {
    "SUBJ_TYPE": pl.String,
    "SUBJ_CODE": pl.String,
    "RESULT": pl.String,
    "PERIOD_BEGN": pl.Date,
    "PERIOD_END": pl.Date,
    "CONFIRM_DATE": pl.Date,
    "VIOLATION": pl.String,
    "AMOUNT": pl.Decimal(18, 2),
    "SOURCE": pl.String,
    "DISPOSITION": pl.String,
    "INCL_PROB": pl.Float64,
}
SUBJECT = {"institution": "机构", "doctor": "医师", "patient": "参保人"}


def _case(
    world: World, months: Sequence[Month], inspection: Inspection, taken: Ints
) -> tuple[object, ...]:
    codes = {
        "institution": world.institutions.code,
        "doctor": world.doctors.code,
        "patient": world.people.psn_no,
    }
    scheme = inspection.found
    first, last = max(0, inspection.month - LOOKED_BACK), inspection.month - 1
    if scheme is not None:
        first, last = max(first, scheme.first), min(last, scheme.last)
    fen = 0 if scheme is None else int(taken[scheme.number, first : last + 1].sum())
    return (
        SUBJECT[inspection.level],
        str(codes[inspection.level][inspection.actor]),
        "未查实" if scheme is None else "查实",
        months[first].first,
        months[last].first + dt.timedelta(days=months[last].days - 1),
        inspection.known,
        None if scheme is None else scheme.violation,
        Decimal(fen) / 100,
        inspection.source,
        "未发现违规" if scheme is None else _measure(inspection.level, fen),
        inspection.probability,
    )


def _measure(level: str, fen: int) -> str:
    """The measure taken, harder with the amount."""
    steps = (500_000, 5_000_000, 20_000_000) if level == "institution" else (200_000, 10**6, 10**7)
    return MEASURES[sum(fen >= step for step in steps)]
