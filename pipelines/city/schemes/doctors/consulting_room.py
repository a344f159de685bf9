"""The consulting room: visits that one doctor attends, on days of the roster or off it."""

from functools import cache

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Rows
from pipelines.city.calendar import DAY
from pipelines.city.claims import OUTPATIENT
from pipelines.city.conditions import CONDITIONS, departments
from pipelines.city.pricelist import number_of, price_list
from pipelines.city.schemes.scene import Scene
from pipelines.city.treatment import charge

MONTH_PACK = 28
"""Days of supply of a pack that is meant for long use."""


def own_site(scene: Scene) -> int:
    """The main site of the actor, a doctor."""
    return int(scene.world.doctors.inst[scene.actor])


def attended(
    scene: Scene,
    psn: Ints,
    cond: Ints | int,
    begin: Ints,
    *,
    med_type: int = OUTPATIENT,
    inst: int | None = None,
) -> Rows:
    """Visits that the actor, a doctor, attends: at the main site unless another is named."""
    visits = scene.visit(psn, own_site(scene) if inst is None else inst, cond, med_type, begin)
    visits["dr"] = scene.actor
    return visits


def visits_at(scene: Scene, inst: int, *med_types: int) -> Rows:
    """The ordinary visits of some types in the month at any site."""
    found: Rows = scene.stage.visits[scene.stage.by_site.at(inst)]
    return found[np.isin(found["med_type"], med_types)]


def duty_days(scene: Scene, doctor: int) -> Ints:
    """The days of the month on which a doctor is on the roster; all where none is kept."""
    return _days_of(scene, scene.world.doctors.week[doctor])


def free_days(scene: Scene, doctor: int) -> Ints:
    """The days of the month on which a doctor is off; all of a doctor who is never off."""
    return _days_of(scene, ~scene.world.doctors.week[doctor])


def _days_of(scene: Scene, week: Mask) -> Ints:
    day = np.arange(scene.month.days)
    listed = week[(scene.month.first.weekday() + day) % 7]
    return day[listed] if listed.any() else day


def on_duty(scene: Scene, doctor: int, day: Ints) -> Ints:
    """The given days, each put off to the next one on which the doctor is on the roster."""
    duty = duty_days(scene, doctor)
    return duty[np.minimum(np.searchsorted(duty, day), len(duty) - 1)]


def open_days(scene: Scene, inst: int, n: int) -> Ints:
    """Some days, perhaps the same ones, on which a site's first doctor is on the roster."""
    return scene.rng.choice(duty_days(scene, int(scene.world.doctors.at(inst)[0])), n)


def few(scene: Scene, days: Ints, mean: float) -> Ints:
    """Some of the given days, about `mean` x intensity of them, in order."""
    number = min(scene.times(mean), len(days))
    return np.sort(scene.rng.choice(days, number, replace=False))


def in_series(scene: Scene, days: Ints, size: int, gap: tuple[int, int]) -> Ints:
    """On each day `size` visits one after the other, `gap` seconds apart: when they begin."""
    latest = max(8 * 3_600 + 60, 17 * 3_600 - size * gap[1])
    opening = days * DAY + scene.rng.integers(8 * 3_600, latest, len(days))
    gaps = scene.rng.integers(*gap, (len(days), size))
    begin: Ints = opening[:, None] + gaps.cumsum(axis=1)
    return begin.ravel()


def charged(scene: Scene, visits: Rows, items: Ints, cnt: Floats | Ints | float) -> Rows:
    """One line per visit (rows may repeat) of an item each, minutes into it, as planted."""
    counts = np.asarray(np.broadcast_to(cnt, len(visits)), np.float64)
    lines = charge(scene.world, visits, items, counts, scene.rng.integers(120, 590, len(visits)))
    lines["scheme"] = scene.scheme.number
    return lines


def basket(scene: Scene, visits: Rows, contents: dict[str, int]) -> Rows:
    """The same items and counts at every visit."""
    lines = [scene.billed(visits, key, cnt) for key, cnt in contents.items()]
    return np.concatenate(lines)


def usual_drugs(visits: Rows) -> tuple[Ints, Ints]:
    """The take-home drugs of each visit's illness: the visit's row, and the item."""
    row, item = np.nonzero(_take_home()[visits["cond"]])
    return row.astype(np.int64), item.astype(np.int64)


def long_treated(conditions: Ints) -> Mask:
    """Which conditions (places, or negative for none) need packs for a month at home."""
    needs: Mask = np.any(_take_home() & (price_list().days >= MONTH_PACK), axis=1)
    return np.asarray((conditions >= 0) & needs[conditions], bool)


@cache
def _take_home() -> Mask:
    """Which take-home drugs (condition x item) each condition is treated with."""
    table = np.zeros((len(CONDITIONS), len(price_list().days)), bool)
    for row, condition in enumerate(CONDITIONS):
        table[row, [number_of(key) for key in condition.drugs]] = True
    return np.asarray(table & (price_list().days > 0), bool)


@cache
def seen_by(department: int) -> Ints:
    """The conditions that a department (its place) sees in its consulting rooms."""
    often = np.array([condition.visit > 0 and not condition.gend for condition in CONDITIONS])
    return np.flatnonzero((departments() == department) & often)
