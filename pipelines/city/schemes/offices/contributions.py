"""Contributions on too low a base: below the wage, or below what the law allows."""

from collections.abc import Sequence

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows
from pipelines.city.calendar import Month
from pipelines.city.claims import OUTPATIENT, Deed, deed
from pipelines.city.conditions import mild_conditions
from pipelines.city.dice import dice
from pipelines.city.employers import LOWEST_BASE
from pipelines.city.institutions import LEVEL_1
from pipelines.city.people import EMPLOYEES
from pipelines.city.schemes.candidates import employers
from pipelines.city.schemes.offices.enrolment import (
    enrolled_at_the_floor,
    newcomers,
)
from pipelines.city.schemes.plot import EMPLOYER, PATIENT, Listed, Plot
from pipelines.city.schemes.scene import Scene, Scheme
from pipelines.city.world import World

PAYING = 1.2
"""How far above the city's mean an employer's usual wage lies that hides most of it."""

STAFF = 12
"""Employees of whom enough have been there for long."""

GROWN = 25
"""Age from which nobody is an apprentice, who may begin low by law."""

TRIAL = 120
"""Days of an apprentice's pay before the full wage."""


def paying_well(world: World) -> Ints:
    """Employers who usually pay more than most, and so many that it is known what is usual."""
    wage, employer = world.employers.wage, world.people.employer
    staff = np.bincount(employer[employer >= 0], minlength=len(wage))
    return np.flatnonzero((wage > PAYING * wage.mean()) & (staff >= STAFF))


def _seen(scene: Scene, among: Ints | None = None) -> Deed:
    """An ordinary visit of somebody newly enrolled, under the employees' insurance."""
    psn = scene.scheme.others(PATIENT) if among is None else among
    psn = scene.rng.permutation(psn[scene.stage.present[psn]])[:1]
    cond, site = scene.rng.choice(mild_conditions(), len(psn)), LEVEL_1
    visits = scene.visit(
        psn, scene.world.people.usual[psn, site], cond, OUTPATIENT,
        scene.office_hours(scene.days(len(psn))),
    )  # fmt: skip
    visits["insutype"] = EMPLOYEES
    return deed(visits, scene.treated(visits))


def declare_less(scene: Scene) -> Deed:
    """E-03: all new employees of one who pays well are declared at about the lowest base.

    The fainter, the more of them on what they earn: a base nearly that of the colleagues is
    within what honest wages differ.
    """
    psn = scene.scheme.others(PATIENT)
    return _seen(scene, psn[_told_less(scene.world, scene.scheme)])


def pay_too_little(scene: Scene) -> Deed:
    """E-05: contributions are paid on a base below the lowest that the law allows."""
    return _seen(scene)


def train_apprentices(scene: Scene) -> Deed:
    """Like E-03: apprentices begin at the lowest base and rise to the usual wage after a trial."""
    return _seen(scene)


def insure_the_low_paid(scene: Scene) -> Deed:
    """Like E-05: cleaners and guards earn little; their base is the lowest lawful one."""
    return _seen(scene)


def declared_low(world: World, scheme: Scheme, months: Sequence[Month]) -> Listed:
    """Bases that are a part of the wage, never below the floor."""
    return Listed(_on_base(world, scheme, months))


def declared_below(world: World, scheme: Scheme, months: Sequence[Month]) -> Listed:
    """Bases below the floor, the further the stronger the scheme."""
    rows = enrolled_at_the_floor(world, scheme, months).enrolments
    rng = dice(world.seed, "bases", scheme.number)
    missing = np.minimum(0.75, rng.uniform(0.2, 0.5, len(rows)) * scheme.intensity)
    rows["base"] = LOWEST_BASE * (1 - missing)
    return Listed(rows)


def _on_base(world: World, scheme: Scheme, months: Sequence[Month]) -> Rows:
    rows = enrolled_at_the_floor(world, scheme, months).enrolments
    wage = int(world.employers.wage[scheme.actor])
    rng = dice(world.seed, "bases", scheme.number)
    strength = max(1.0, scheme.intensity)
    told = wage * (1 - np.minimum(0.8, rng.uniform(0.45, 0.65, len(rows)) * strength))
    honest = wage * rng.uniform(0.85, 1.1, len(rows))
    rows["base"] = np.maximum(LOWEST_BASE, np.where(_told_less(world, scheme), told, honest))
    return rows


def _told_less(world: World, scheme: Scheme) -> Mask:
    """Which of the new employees are declared low: most of them, however faint the scheme."""
    new = len(scheme.others(PATIENT))
    number = round(min(1.0, 0.7 + 0.3 * scheme.intensity) * new)
    return dice(world.seed, "told", scheme.number).permutation(new) < number


def raised_after_the_trial(world: World, scheme: Scheme, months: Sequence[Month]) -> Listed:
    """Each apprentice twice: the trial at the floor, and from then on at the usual wage."""
    trial = enrolled_at_the_floor(world, scheme, months).enrolments
    usual = trial.copy()
    trial["last"] = trial["first"] + TRIAL
    usual["first"] = trial["last"] + 1
    usual["base"] = world.employers.wage[scheme.actor]
    return Listed(np.concatenate([trial, usual]))


PLOTS = (
    Plot(
        declare_less, "E-03", EMPLOYER, 0.4, paying_well,
        members=newcomers((8, 20), GROWN, 55), enlist=declared_low,
    ),
    Plot(
        pay_too_little, "E-05", EMPLOYER, 0.4, employers,
        members=newcomers((8, 20), 20, 55), enlist=declared_below,
    ),
    Plot(
        train_apprentices, "E-03", EMPLOYER, 0.4, paying_well, innocent=True,
        members=newcomers((6, 12), 18, 23), enlist=raised_after_the_trial,
    ),
    Plot(
        insure_the_low_paid, "E-05", EMPLOYER, 0.4, employers, innocent=True,
        members=newcomers((8, 20), 40, 60), enlist=enrolled_at_the_floor,
    ),
)  # fmt: skip
