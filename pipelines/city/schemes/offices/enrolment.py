"""Employments that are only on paper, contributions on too low a base, and honest newcomers."""

from collections.abc import Sequence

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import Month
from pipelines.city.claims import OUTPATIENT, Deed, deed
from pipelines.city.conditions import conditions_of, mild_conditions
from pipelines.city.dice import dice
from pipelines.city.employers import LOWEST_BASE
from pipelines.city.institutions import LEVEL_1, LEVEL_2, LEVEL_3
from pipelines.city.people import EMPLOYEES
from pipelines.city.schemes.candidates import employers, residents
from pipelines.city.schemes.papers import enrolments
from pipelines.city.schemes.plot import EMPLOYER, PATIENT, Case, Listed, Member, Members, Plot
from pipelines.city.schemes.scene import Scene, Scheme
from pipelines.city.world import World

CONTRIBUTION = 0.125
"""Share of the base that is paid for a person, employer and employee together."""

DEAR_ILLNESSES = ("I25.1", "S72.0", "C34.9", "I63.9")
SOON = 3
"""Months from the enrolment in which the dear care comes."""

CASE_PERSONS, CASE_MONTHS, CASE_FEN, LATECOMER = 15, 29, 38_600_000, 4
"""N-72: 15 persons from 2023-01 to 2025-05, contributions of 386,000.00 yuan short; one of them
is enrolled four months later, so that the sum comes out to the fen."""

CASE_WAGE = 860_000
"""The least usual wage in fen of an employer that can fall so short."""


def enrol_falsely(scene: Scene) -> Deed:
    """A-06: a sick person is enrolled as somebody's employee and admitted within weeks."""
    return _dear_care(scene, np.array([scene.actor]))


def hire_on_paper(scene: Scene) -> Deed:
    """E-01: an employer enrols sick strangers; dear care begins within 90 days."""
    return _dear_care(scene, scene.scheme.others(PATIENT))


def hire_fifteen_on_paper(scene: Scene) -> Deed:
    """E-01, N-72: 15 persons with invented contracts, contributions of 386,000.00 yuan short."""
    return _dear_care(scene, scene.scheme.others(PATIENT))


def _dear_care(scene: Scene, enrolled: Ints) -> Deed:
    """Stays under the employees' insurance, many of them soon after the enrolment."""
    early = scene.month.index - scene.scheme.first < SOON
    share = min(1.0, (0.5 if early else 0.15) * scene.scheme.intensity)
    fit = enrolled[~scene.lying_in[enrolled] & scene.stage.present[enrolled]]
    number = int(scene.rng.binomial(len(fit), share))
    least = int(scene.month.index == scene.scheme.first)
    psn = scene.rng.permutation(fit)[: max(least, number)]
    sites = scene.world.people.usual[psn, scene.rng.choice([LEVEL_3, LEVEL_2], len(psn))]
    cond = scene.rng.choice(conditions_of(*DEAR_ILLNESSES), len(psn))
    stays = scene.stay(psn, sites, cond, scene.days(len(psn)), scene.rng.integers(6, 13, len(psn)))
    stays["insutype"] = EMPLOYEES
    return deed(stays, scene.treated(stays))


def fall_ill_in_a_new_job(scene: Scene) -> Deed:
    """Like A-06: in the second month of a first job a healthy young person gets appendicitis.

    The base is the wage that the employer pays, and there is no care before or after.
    """
    return _now_and_then(scene, np.array([scene.actor]), when=1)


def open_a_factory(scene: Scene) -> Deed:
    """Like E-01: a new factory enrols many, who are young, healthy, and earn their base."""
    return _now_and_then(scene, scene.scheme.others(PATIENT), when=4)


def _now_and_then(scene: Scene, enrolled: Ints, when: int) -> Deed:
    """A cold now and then; once one of them is operated on."""
    fit = enrolled[~scene.lying_in[enrolled] & scene.stage.present[enrolled]]
    psn = scene.rng.permutation(fit)[: max(1, len(fit) // 10)]
    cond = scene.rng.choice(mild_conditions(), len(psn))
    site = scene.world.people.usual[psn, LEVEL_1]
    visits = scene.visit(psn, site, cond, OUTPATIENT, scene.office_hours(scene.days(len(psn))))
    if scene.month.index == scene.scheme.first + when and len(fit):
        hospital = int(scene.world.people.usual[fit[0], LEVEL_2])
        ill = conditions_of("K35.8")
        stay = scene.stay(fit[:1], hospital, ill, np.array([12]), np.array([5]))
        visits = np.concatenate([visits, stay])
    visits["insutype"] = EMPLOYEES
    return deed(visits, scene.treated(visits))


def newcomers(size: tuple[int, int], youngest: int, below: int) -> Members:
    """Residents of the employer's area and an age, whom it enrols; how many, from and to."""

    def members(world: World, actor: int, rng: np.random.Generator) -> tuple[Member, ...]:
        found = residents(youngest, below)(world)
        near = world.people.area[found] == world.employers.area[actor]
        found = found[near] if near.sum() >= size[1] else found
        chosen = rng.permutation(found)[: rng.integers(*size)]
        return tuple((PATIENT, int(psn)) for psn in chosen)

    return members


def _start(scheme: Scheme, months: Sequence[Month]) -> np.datetime64:
    """Enrolled two weeks before the scheme's first month."""
    return np.datetime64(months[scheme.first].first, "D") - np.timedelta64(14, "D")


def _employed(world: World, scheme: Scheme, months: Sequence[Month]) -> Rows:
    """Everybody whom a scheme enrols, on the lowest base there is."""
    psn = scheme.others(PATIENT) if scheme.level == EMPLOYER else [scheme.actor]
    rows = enrolments(scheme, psn, EMPLOYEES, _start(scheme, months))
    rows["employer"], rows["base"] = _employer(world, scheme), LOWEST_BASE
    return rows


def _employer(world: World, scheme: Scheme) -> int:
    if scheme.level == EMPLOYER:
        return scheme.actor
    return int(dice(world.seed, "employer of", scheme.number).integers(len(world.employers)))


def enrolled_at_the_floor(world: World, scheme: Scheme, months: Sequence[Month]) -> Listed:
    """New employees on the lowest lawful base."""
    return Listed(_employed(world, scheme, months))


def enrolled_at_the_wage(world: World, scheme: Scheme, months: Sequence[Month]) -> Listed:
    """New employees on about the usual wage of the employer."""
    rows = _employed(world, scheme, months)
    rng = dice(world.seed, "new wages", scheme.number)
    wage = world.employers.wage[rows["employer"]] * rng.uniform(0.85, 1.1, len(rows))
    rows["base"] = np.maximum(wage, LOWEST_BASE)
    return Listed(rows)


def fifteen_enrolled(world: World, scheme: Scheme, months: Sequence[Month]) -> Listed:
    """N-72: bases so low that in 29 months the contributions fall short by just what is told."""
    rows = _employed(world, scheme, months)
    first = months[scheme.first].start.astype("M8[M]") - 12
    rows["first"] = first.astype("M8[D]")
    rows["first"][-1:] = (first + LATECOMER).astype("M8[D]")
    rows["last"] = months[scheme.last].end.astype("M8[D]") - 1
    late = CASE_MONTHS - LATECOMER
    fen = round(CASE_FEN / CONTRIBUTION)
    usual = fen // (CASE_MONTHS * (CASE_PERSONS - 1) + late) // 100 * 100
    gap = usual + 5_000 * (np.arange(CASE_PERSONS) - (CASE_PERSONS - 2) / 2)
    gap[-1] = (fen - CASE_MONTHS * gap[:-1].sum()) / late
    rows["base"] = world.employers.wage[scheme.actor] - np.rint(gap[: len(rows)]).astype(np.int64)
    return Listed(rows)


def well_paying(world: World) -> Ints:
    """Employers whose usual wage is so high that N-72 fits into it."""
    return np.flatnonzero(world.employers.wage >= CASE_WAGE)


PLOTS = (
    Plot(enrol_falsely, "A-06", PATIENT, 4, residents(45, 75), enlist=enrolled_at_the_floor),
    Plot(
        hire_on_paper, "E-01", EMPLOYER, 0.4, employers,
        members=newcomers((4, 10), 45, 75), enlist=enrolled_at_the_floor,
    ),
    Plot(
        hire_fifteen_on_paper, "E-01", EMPLOYER, 1, well_paying,
        members=newcomers((CASE_PERSONS, CASE_PERSONS + 1), 30, 70), enlist=fifteen_enrolled,
        case=Case("N-72", "2024-01", "2025-05"),
    ),
    Plot(
        fall_ill_in_a_new_job, "A-06", PATIENT, 2.5, residents(18, 30), innocent=True,
        enlist=enrolled_at_the_wage,
    ),
    Plot(
        open_a_factory, "E-01", EMPLOYER, 0.4, employers,
        members=newcomers((25, 50), 18, 40), innocent=True, enlist=enrolled_at_the_wage,
    ),
)  # fmt: skip
