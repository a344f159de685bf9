"""A doctor's hours: more of them than a day has, at two sites at once, or off the roster."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.calendar import DAY
from pipelines.city.claims import NO_DEED, Deed, deed, jointly
from pipelines.city.conditions import (
    DEPARTMENTS,
    GENERAL,
    INTERNAL,
    REHABILITATION,
    TCM,
    condition_of,
    mild_conditions,
)
from pipelines.city.dice import dice
from pipelines.city.institutions import CLINIC, LEVEL_1, VILLAGE
from pipelines.city.schemes.candidates import in_hospitals, with_a_second_site
from pipelines.city.schemes.doctors.consulting_room import (
    attended,
    basket,
    duty_days,
    few,
    free_days,
    in_series,
    own_site,
)
from pipelines.city.schemes.plot import DOCTOR, Plot
from pipelines.city.schemes.scene import Scene

THERAPY = {
    TCM: ("M54.5", {"consult": 1, "acupuncture": 1, "massage": 1}),
    REHABILITATION: ("I69.3", {"consult": 1, "exercise": 1, "physiotherapy": 1}),
}
"""By department: the illness, and an hour of therapy for it."""


def bill_phantom_services(scene: Scene) -> Deed:
    """D-06: more hours of therapy in a day than anybody works, for the same circle of persons."""
    department = DEPARTMENTS[scene.world.doctors.department[scene.actor]]
    code, therapy = THERAPY[department]
    size = max(3, round(14 * scene.scheme.intensity))
    circle = scene.clientele(own_site(scene), 30)[: 2 * size]
    size = min(size, len(circle))
    days = few(scene, duty_days(scene, scene.actor), 1.3)
    psn = np.concatenate([scene.rng.permutation(circle)[:size] for _ in days])
    visits = attended(scene, psn, condition_of(code), scene.office_hours(np.repeat(days, size)))
    return deed(visits, basket(scene, visits, therapy))


def bill_at_two_sites(scene: Scene) -> Deed:
    """D-06: the licence is used at a second site on days when the doctor works at the first."""
    doctors = scene.world.doctors
    known = (own_site(scene), int(doctors.second_site[scene.actor]))
    outposts = np.setdiff1d(scene.world.institutions.of_kind(LEVEL_1, CLINIC), known)
    elsewhere = int(outposts[scene.scheme.number % len(outposts)])
    days = np.repeat(few(scene, duty_days(scene, scene.actor), 3), 3)
    return jointly(_surgery(scene, inst, days) for inst in (own_site(scene), elsewhere))


def work_at_two_sites(scene: Scene) -> Deed:
    """Like D-06: a doctor registered at two sites, at the second one on days of its own."""
    free = _idle_days(scene)
    if not len(free):
        return NO_DEED
    second = int(scene.world.doctors.second_site[scene.actor])
    return _surgery(scene, second, np.repeat(few(scene, free, 3), 4))


def _surgery(scene: Scene, inst: int, day: Ints) -> Deed:
    """Ordinary consultations of the doctor at a site, one for every day given."""
    psn = scene.rng.permutation(scene.clientele(inst))[: len(day)]
    cond = scene.rng.choice(mild_conditions(), len(psn))
    visits = attended(scene, psn, cond, scene.office_hours(day[: len(psn)]), inst=inst)
    return deed(visits, scene.treated(visits))


def _idle_days(scene: Scene) -> Ints:
    """The days of the month on which the doctor has neither visits nor patients in bed."""
    own = scene.by_doctor()
    first: Ints = (own["beg"] - scene.month.start).astype(np.int64) // DAY
    last: Ints = (own["end"] - scene.month.start).astype(np.int64) // DAY
    day = np.arange(scene.month.days)
    busy = (first[:, None] <= day) & (day <= last[:, None])
    return np.flatnonzero(~busy.any(axis=0))


def settle_for_another_site(scene: Scene) -> Deed:
    """D-10: on days off, a doctor's code settles the customers of a clinic without contract.

    They all come from around that clinic, in another part of the city, minutes apart.
    """
    days = few(scene, free_days(scene, scene.actor), 2)
    size = max(3, round(14 * scene.scheme.intensity))
    customers = _neighbourhood(scene, _far_clinic(scene))[: 20 * size]
    psn = scene.rng.choice(customers, len(days) * size)
    visits = attended(
        scene,
        psn,
        scene.rng.choice(mild_conditions(), len(psn)),
        in_series(scene, days, size, (90, 240)),
    )
    return deed(visits, scene.treated(visits))


def _neighbourhood(scene: Scene, inst: int) -> Ints:
    """Persons who live in the area of a site."""
    found = scene.clientele(inst)
    living: Ints = found[scene.world.people.area[found] == scene.world.institutions.area[inst]]
    return living


def _far_clinic(scene: Scene) -> int:
    """A small site in another area, the same every month."""
    sites = scene.world.institutions
    small = sites.of_kind(CLINIC, VILLAGE)
    far = small[sites.area[small] != sites.area[own_site(scene)]]
    return int(dice(scene.world.seed, "far clinic", scene.scheme.number).choice(far))


def stand_in_on_days_off(scene: Scene) -> Deed:
    """Like D-10: a locum covers weekends at the second site the register names for it.

    Off the roster of the main site, but registered where the visits are, with half an hour
    for each of a few patients of the place.
    """
    second = int(scene.world.doctors.second_site[scene.actor])
    days = few(scene, np.intersect1d(free_days(scene, scene.actor), _idle_days(scene)), 2)
    psn = scene.rng.permutation(scene.clientele(second))[: 6 * len(days)]
    begin = in_series(scene, days, 6, (1_500, 2_400))[: len(psn)]
    visits = attended(scene, psn, scene.rng.choice(mild_conditions(), len(psn)), begin, inst=second)
    return deed(visits, scene.treated(visits))


PLOTS = (
    Plot(bill_phantom_services, "D-06", DOCTOR, 3, in_hospitals(TCM, REHABILITATION)),
    Plot(bill_at_two_sites, "D-06", DOCTOR, 3, in_hospitals(GENERAL, INTERNAL)),
    Plot(work_at_two_sites, "D-06", DOCTOR, 1.2, with_a_second_site, innocent=True),
    Plot(settle_for_another_site, "D-10", DOCTOR, 3, in_hospitals(GENERAL, INTERNAL)),
    Plot(stand_in_on_days_off, "D-10", DOCTOR, 1.2, with_a_second_site, innocent=True),
)
