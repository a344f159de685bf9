"""Who is admitted at all: the mildly ill, the healthy, out-patients; and honest short stays."""

import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.claims import DAY_SURGERY, NO_DEED, OUTPATIENT, STAY, Claims, Deed, deed
from pipelines.city.conditions import (
    CHILDREN,
    GENERAL,
    INTERNAL,
    condition_of,
    conditions_of,
    mild_conditions,
)
from pipelines.city.dice import happens
from pipelines.city.institutions import LEVEL_1, LEVEL_2, LEVEL_3
from pipelines.city.schemes.candidates import in_hospitals, sites
from pipelines.city.schemes.plot import DOCTOR, INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.stays.bedside import (
    admitted,
    in_bed,
    is_routine,
    routine,
    under,
    workplace,
)

BUNDLE = (
    "ct", "ultrasound", "echo", "xray", "ecg", "tumour_marker", "lipids", "liver", "renal",
    "cbc", "coagulation",
)  # fmt: skip
"""What a check-up in a bed consists of."""

WORK_UP = (
    "ct", "mri", "ultrasound", "gastroscopy", "tumour_marker", "lung_function", "culture",
    "echo", "liver", "coagulation", "cbc", "renal", "ecg", "lipids",
)  # fmt: skip
"""Tests of which a suspected tumour needs some."""

COLD_MONTHS = {11, 12, 1, 2, 3}
CHILDHOOD = 12


def admit_the_mildly_ill(scene: Scene) -> Deed:
    """I-05: colds and backaches that a clinic would treat get a short, cheap stay.

    The fainter, the fewer of them; little is done for each, or it would be an ordinary stay.
    """
    psn = scene.patients_near(scene.actor, scene.times(7), scene.aged(18))
    cond = scene.rng.choice(mild_conditions(), len(psn))
    stays = admitted(scene, psn, scene.actor, cond, scene.rng.integers(2, 5, len(psn)))
    lines = scene.treated(stays)
    done = float(np.clip(0.65 - 0.2 * scene.scheme.intensity, 0.25, 0.65))
    return in_bed(scene, stays, lines[is_routine(lines) | happens(done, len(lines), scene.rng)])


def fill_the_childrens_ward(scene: Scene) -> Deed:
    """Like I-05: in the cold months children with bronchitis and pneumonia need oxygen and a bed.

    They are small, lie as long as the illness takes, are treated in full, and gone in summer.
    """
    if scene.month.first.month not in COLD_MONTHS:
        return NO_DEED
    psn = scene.patients_near(scene.actor, scene.times(9), scene.aged(0, CHILDHOOD))
    cond = scene.rng.choice(conditions_of("J20.9", "J18.9"), len(psn))
    stays = admitted(scene, psn, scene.actor, cond, scene.rng.integers(5, 9, len(psn)))
    tests = [scene.billed(stays, key, 1) for key in ("crp", "xray", "culture", "oxygen")]
    return in_bed(scene, stays, np.concatenate([scene.treated(stays), *tests]))


def admit_for_check_ups(scene: Scene) -> Deed:
    """I-06: two-day stays that consist of one bundle of tests.

    The fainter, the more tests of the bundle are left out here and there.
    """
    psn = scene.patients_near(scene.actor, scene.times(4), scene.aged(40))
    stays = admitted(scene, psn, scene.actor, condition_of("R42"), 2)
    lines = np.concatenate([scene.billed(stays, key, 1) for key in BUNDLE])
    kept = happens(0.7 + 0.3 * scene.scheme.intensity, len(lines), scene.rng)
    return in_bed(scene, stays, np.concatenate([lines[kept], routine(scene, stays)]))


def examine_a_school(scene: Scene) -> Deed:
    """Like I-06: in spring and autumn a school comes for its health check, one basket for all.

    They are out-patients, and a health check is never paid by the fund.
    """
    if scene.month.first.month not in {3, 9}:
        return NO_DEED
    psn = scene.patients_near(scene.actor, scene.times(40), scene.aged(6, 18))
    begin = scene.office_hours(np.full(len(psn), 9))
    visits = scene.visit(psn, scene.actor, condition_of("Z00.0"), OUTPATIENT, begin)
    lines = [scene.billed(visits, key, 1) for key in ("general_care", "check_up", "cbc", "urine")]
    return deed(visits, np.concatenate(lines))


def find_the_tumour(scene: Scene) -> Deed:
    """Like I-06: suspected tumours are worked up in two days, each with tests of its own.

    A tumour is diagnosed, and no set of tests comes back.
    """
    psn = scene.patients_near(scene.actor, scene.times(3), scene.aged(45))
    stays = admitted(scene, psn, scene.actor, condition_of("C34.9"), 2)
    tests = [scene.billed(stays, key, 1) for key in WORK_UP]
    some = np.concatenate([row[happens(0.45, len(row), scene.rng)] for row in tests])
    drugs = [scene.billed(stays, key, 1, day=1) for key in ("dextrose", "pantoprazole")]
    return in_bed(scene, stays, np.concatenate([some, *drugs, routine(scene, stays)]))


def book_visits_as_stays(scene: Scene) -> Deed:
    """I-12: out-patients are booked as stays of one day, with the basket of their visit."""
    return _booked(scene, scene.some(scene.at_site(OUTPATIENT), 0.1))


def book_own_visits_as_stays(scene: Scene) -> Deed:
    """D-08: a doctor books own out-patients as stays of one day."""
    return _booked(scene, scene.some(scene.by_doctor(OUTPATIENT), 0.2))


def _booked(scene: Scene, visits: Rows) -> Deed:
    """The visits as stays until the next morning; the fullest lines they have are a bed."""
    visits = visits[~scene.lying_in[visits["psn"]]]
    morning = visits["beg"].astype("M8[D]") + np.timedelta64(1, "D")
    end = morning + scene.rng.integers(9 * 3_600, 11 * 3_600, len(visits)).astype("m8[s]")
    edits = scene.changed(
        visits, med_type=STAY, end=end, settled=end + np.timedelta64(30, "m"), scripted=True
    )
    beds = scene.billed(edits[happens(0.6, len(edits), scene.rng)], "bed", 1)
    return Deed(Claims(NO_DEED.claims.visits, np.concatenate([scene.treated(visits), beds])), edits)


def operate_by_day(scene: Scene) -> Deed:
    """Like I-12: a day-surgery centre; home in the evening, after an operation, as type 28."""
    psn = scene.patients_near(scene.actor, scene.times(7), scene.aged(45))
    cond = scene.rng.choice(conditions_of("H25.9", "K40.9"), len(psn))
    stays = admitted(scene, psn, scene.actor, cond, 0)
    stays["med_type"] = DAY_SURGERY
    lines = [
        scene.billed(stays[cond == condition_of(code)], key, 1)
        for code, keys in (
            ("H25.9", ("cataract_surgery", "lens", "eye_exam")),
            ("K40.9", ("hernia_repair", "anaesthesia", "dressing")),
        )
        for key in keys
    ]
    return in_bed(scene, stays, np.concatenate([*lines, routine(scene, stays)]))


def watch_children_overnight(scene: Scene) -> Deed:
    """Like D-08: feverish children stay one night on drips, nursed and watched until morning."""
    inst = workplace(scene)
    psn = scene.patients_near(inst, scene.times(3), scene.aged(0, CHILDHOOD))
    cond = scene.rng.choice(conditions_of("J20.9", "A09.9"), len(psn))
    stays = under(scene.actor, admitted(scene, psn, inst, cond, 1))
    night = [scene.billed(stays, key, 1) for key in ("monitor", "nursing_1", "infusion")]
    return in_bed(scene, stays, np.concatenate([scene.treated(stays), *night]))


PLOTS = (
    Plot(admit_the_mildly_ill, "I-05", INSTITUTION, 1, sites(LEVEL_1, LEVEL_2)),
    Plot(fill_the_childrens_ward, "I-05", INSTITUTION, 0.4, sites(LEVEL_2, LEVEL_1), innocent=True),
    Plot(admit_for_check_ups, "I-06", INSTITUTION, 0.6, sites(LEVEL_1, LEVEL_2)),
    Plot(examine_a_school, "I-06", INSTITUTION, 0.35, sites(LEVEL_1), innocent=True),
    Plot(find_the_tumour, "I-06", INSTITUTION, 0.2, sites(LEVEL_3), innocent=True),
    Plot(book_visits_as_stays, "I-12", INSTITUTION, 0.8, sites(LEVEL_1, LEVEL_2)),
    Plot(operate_by_day, "I-12", INSTITUTION, 0.35, sites(LEVEL_2, LEVEL_3), innocent=True),
    Plot(book_own_visits_as_stays, "D-08", DOCTOR, 3, in_hospitals(GENERAL, INTERNAL)),
    Plot(watch_children_overnight, "D-08", DOCTOR, 0.7, in_hospitals(CHILDREN), innocent=True),
)
