"""Enrolments entered twice, and persons who lawfully changed their insurance."""

from collections.abc import Sequence

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import Month
from pipelines.city.claims import OUTPATIENT, Deed, deed
from pipelines.city.conditions import mild_conditions
from pipelines.city.institutions import LEVEL_1, LEVEL_2
from pipelines.city.people import EMPLOYEES, RESIDENTS
from pipelines.city.schemes.candidates import clerks
from pipelines.city.schemes.papers import clients, enrolments
from pipelines.city.schemes.plot import CLERK, Case, Listed, Plot
from pipelines.city.schemes.scene import Scene, Scheme
from pipelines.city.schemes.shares import share_of_month, topped_up
from pipelines.city.world import World

ENTERED_TWICE = 30
"""Persons whom a careless clerk enrols a second time, at intensity 1."""

DUPLICATES, DREW_TWICE = 1_276, 43
"""N-71: persons entered twice, and those of them who drew benefits twice."""


def other_insurance(world: World, psn: Ints) -> Ints:
    """Of each person the insurance the person does not have."""
    return EMPLOYEES + RESIDENTS - world.people.insutype[psn]


def enter_badly(scene: Scene) -> Deed:
    """G-03: persons are enrolled twice, without employer or base; a few draw under both."""
    psn = scene.rng.permutation(_twice(scene.world, scene.scheme))[: scene.times(3)]
    visits = _seen(scene, psn)
    visits["insutype"] = other_insurance(scene.world, psn)
    return deed(visits, scene.treated(visits))


def _twice(world: World, scheme: Scheme) -> Ints:
    return clients(world, scheme, max(4, round(ENTERED_TWICE * scheme.intensity)))


def _seen(scene: Scene, psn: Ints) -> Rows:
    kind = scene.rng.choice([LEVEL_1, LEVEL_2], len(psn))
    cond = scene.rng.choice(mild_conditions(), len(psn))
    return scene.visit(
        psn, scene.world.people.usual[psn, kind], cond, OUTPATIENT,
        scene.office_hours(scene.days(len(psn))),
    )  # fmt: skip


def entered_twice(world: World, scheme: Scheme, months: Sequence[Month]) -> Listed:
    """A second open enrolment beside the one each of them has."""
    return _second(world, scheme, months, _twice(world, scheme))


def _second(world: World, scheme: Scheme, months: Sequence[Month], psn: Ints) -> Listed:
    since = months[scheme.first].start.astype("M8[D]") - 30
    return Listed(enrolments(scheme, psn, other_insurance(world, psn), since))


def enter_1276_twice(scene: Scene) -> Deed:
    """G-03, N-71: of 1,276 persons enrolled twice 43 draw twice, 91,000.00 yuan in all."""
    psn = clients(scene.world, scene.scheme, DUPLICATES)[:DREW_TWICE]
    psn = psn[np.arange(len(psn)) % scene.scheme.months == scene.turn]
    visits = _seen(scene, psn)
    visits["insutype"] = other_insurance(scene.world, psn)
    fen = share_of_month(scene, 9_100_000)
    keys = ("thymalfasin", "erythropoietin")
    return deed(visits, topped_up(scene, visits, scene.treated(visits), fen, keys))


def all_1276(world: World, scheme: Scheme, months: Sequence[Month]) -> Listed:
    """N-71: every second enrolment."""
    return _second(world, scheme, months, clients(world, scheme, DUPLICATES))


def move_the_insured(scene: Scene) -> Deed:
    """Like G-03: people change their insurance; the old one ends the day before the new one.

    Nobody draws on the insurance that has ended.
    """
    psn = scene.rng.permutation(clients(scene.world, scene.scheme, ENTERED_TWICE))
    visits = _seen(scene, psn[scene.stage.present[psn]][: scene.times(3)])
    return deed(visits, scene.treated(visits))


def ended_before(world: World, scheme: Scheme, _months: Sequence[Month]) -> Listed:
    """The enrolment in the other insurance, which ended before the present one began."""
    psn = clients(world, scheme, ENTERED_TWICE)
    psn = psn[np.isnat(world.people.moved[psn])]
    rows = enrolments(scheme, psn, other_insurance(world, psn), np.datetime64("2016-01-01"))
    rows["last"] = world.people.enrolled[psn] - 1
    rows["first"] = rows["last"] - 365
    return Listed(rows)


PLOTS = (
    Plot(enter_badly, "G-03", CLERK, 0.4, clerks, enlist=entered_twice),
    Plot(
        enter_1276_twice, "G-03", CLERK, 1, clerks, enlist=all_1276,
        case=Case("N-71", "2024-01", "2024-12", persons=100_000),
    ),
    Plot(move_the_insured, "G-03", CLERK, 0.4, clerks, innocent=True, enlist=ended_before),
)  # fmt: skip
