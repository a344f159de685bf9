"""Services that were never rendered: beyond all capacity, without order, report or record."""

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows
from pipelines.city.claims import OUTPATIENT, STAY, Deed, charged, deed
from pipelines.city.conditions import DEPARTMENTS, REHABILITATION, TCM, condition_of
from pipelines.city.dice import happens
from pipelines.city.institutions import CHINESE, CLINIC, LEVEL_1, LEVEL_2
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene

THERAPIES = ("acupuncture", "massage")
UNRECORDED = ("ecg", "ultrasound", "nebuliser", "dressing", "crp")
SENT_OUT = ("tumour_marker", "culture", "hba1c")
A_DAYS_WORK = 14
"""Half-hour treatments that one therapist can give on a day, breaks included."""


def invent_therapy(scene: Scene) -> Deed:
    """I-08: one circle of cards, acupuncture and massage beyond any day of the therapist."""
    therapist = int(therapists(scene)[0])
    return therapy_days(scene, scene.actor, therapist, days=scene.times(2), sessions=20)


def therapy_days(scene: Scene, inst: int, doctor: int, *, days: int, sessions: int) -> Deed:
    """Days on which one doctor bills therapy for many persons of the actor's circle."""
    size = max(4, round(sessions * scene.scheme.intensity))
    circle = scene.circle(2 * size, scene.aged(30))
    open_days = _open_days(scene, days)
    psn = [scene.rng.permutation(circle)[:size] for _ in open_days]
    day = np.repeat(open_days, [len(each) for each in psn])
    return therapy(scene, np.concatenate(psn), day, inst, doctor)


def therapy(scene: Scene, psn: Ints, day: Ints, inst: int, doctor: int) -> Deed:
    """Visits for back pain, all to one doctor of a site, each billed every therapy."""
    begin = scene.office_hours(day)
    visits = scene.visit(psn, inst, condition_of("M54.5"), OUTPATIENT, begin)
    visits["dr"] = doctor
    lines = [scene.billed(visits, key, 1) for key in ("consult", *THERAPIES)]
    return deed(visits, np.concatenate(lines))


def therapists(scene: Scene) -> Ints:
    """The doctors of the actor, those of Chinese medicine and rehabilitation first."""
    here = scene.world.doctors.at(scene.actor)
    skilled = [DEPARTMENTS.index(name) for name in (TCM, REHABILITATION)]
    unskilled = ~np.isin(scene.world.doctors.department[here], skilled)
    return here[np.argsort(unskilled, kind="stable")]


def _open_days(scene: Scene, number: int) -> Ints:
    """Some days of the month, the same day not twice; Sundays are seldom among them."""
    drawn = scene.month.draw_days(3 * number, "clinic", scene.rng)
    return scene.rng.permutation(np.unique(drawn))[:number]


def needle_honestly(scene: Scene) -> Deed:
    """Like I-08: a loved clinic of Chinese medicine, busy every day within working hours."""
    day = np.repeat(_open_days(scene, scene.times(5)), A_DAYS_WORK // 2)
    return _treated_by_turns(scene, day, ("acupuncture", "cupping"), therapists(scene)[:1])


def treat_with_many_hands(scene: Scene) -> Deed:
    """Like I-08: a large physiotherapy department; many sessions, and a therapist for each."""
    everyone = therapists(scene)
    days = _open_days(scene, scene.times(1.2))
    day = np.repeat(days, A_DAYS_WORK // 2 * min(len(everyone), 3))
    return _treated_by_turns(scene, day, ("acupuncture", "physiotherapy"), everyone[:3])


def _treated_by_turns(scene: Scene, day: Ints, keys: tuple[str, ...], doctors: Ints) -> Deed:
    """Visits that the doctors take in turn, so that each has her share of every day."""
    psn = scene.rng.choice(scene.patients_near(scene.actor, 90, scene.anyone), len(day))
    begin = scene.office_hours(day)
    visits = scene.visit(psn, scene.actor, condition_of("M51.2"), OUTPATIENT, begin)
    visits["dr"] = doctors[np.arange(len(visits)) % len(doctors)]
    lines = [scene.billed(visits, key, 1) for key in ("general_care", *keys)]
    return deed(visits, np.concatenate(lines))


def charge_without_record(scene: Scene) -> Deed:
    """I-19: services without order, report or record; of most of them no doctor is named.

    Of a visit neither orders nor reports are exported: what is named there lacks nothing. A name
    is left out by chance, too: each service is charged so twice a month at least.
    """
    here = scene.at_site(OUTPATIENT, STAY)
    some = [scene.billed(scene.some(here, 0.35, least=2), key, 1) for key in UNRECORDED]
    lines = np.concatenate(some)
    of_visits = np.isin(lines["visit"], here["visit"][here["med_type"] == OUTPATIENT])
    return charged([_unordered(lines, of_visits | happens(0.7, len(lines), scene.rng))])


def _unordered(lines: Rows, nameless: Mask) -> Rows:
    lines["bare"] = True
    lines["dr"][nameless] = -1
    return lines


def send_samples_out(scene: Scene) -> Deed:
    """Like I-19: tests the house cannot do; ordered by its doctor, reported by another house."""
    here = scene.at_site(OUTPATIENT, STAY)
    return charged(scene.billed(scene.some(here, 0.3), key, 1) for key in SENT_OUT)


PLOTS = (
    Plot(invent_therapy, "I-08", INSTITUTION, 1.2, sites(LEVEL_1)),
    Plot(needle_honestly, "I-08", INSTITUTION, 0.6, sites(CLINIC, focus=CHINESE), innocent=True),
    Plot(treat_with_many_hands, "I-08", INSTITUTION, 0.3, sites(LEVEL_2), innocent=True),
    Plot(charge_without_record, "I-19", INSTITUTION, 0.6, sites(LEVEL_1, LEVEL_2)),
    Plot(send_samples_out, "I-19", INSTITUTION, 0.4, sites(LEVEL_1), innocent=True),
)
