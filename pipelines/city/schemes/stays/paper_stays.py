"""Stays on paper: hung beds and invented batches; and quiet or uniform stays that are real."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import on_working_day
from pipelines.city.claims import NO_DEED, Deed, deed, jointly
from pipelines.city.conditions import (
    GENERAL,
    INTERNAL,
    REHABILITATION,
    condition_of,
    mild_conditions,
)
from pipelines.city.dice import happens
from pipelines.city.institutions import LEVEL_1, LEVEL_2
from pipelines.city.schemes.candidates import in_hospitals, sites
from pipelines.city.schemes.plot import DOCTOR, INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.stays.bedside import (
    admitted,
    daily,
    errands,
    in_bed,
    is_routine,
    routine,
    treated_for,
    under,
    workplace,
)

SMALLEST_BATCH = 3
"""Fewer persons on the same days are no pattern."""


def hang_beds(scene: Scene) -> Deed:
    """I-02: persons admitted on paper; soon only bed, nursing and consultation are charged.

    Some of them meanwhile buy at their pharmacy. The fainter, the longer they are treated.
    """
    psn = scene.patients_near(scene.actor, scene.times(6), scene.aged(18))
    cond = scene.rng.choice(mild_conditions(), len(psn))
    stays = admitted(scene, psn, scene.actor, cond, scene.rng.integers(8, 15, len(psn)))
    return _hung(scene, stays)


def _hung(scene: Scene, stays: Rows) -> Deed:
    treated = int(np.clip(np.rint(2.5 / scene.scheme.intensity), 1, 6))
    lines = treated_for(scene, stays, treated)
    return jointly([deed(stays, lines), errands(scene, scene.some(stays, 0.4))])


def admit_on_paper(scene: Scene) -> Deed:
    """D-07: a doctor admits acquaintances together, in pairs and more, who then stay at home."""
    size = max(SMALLEST_BATCH, scene.times(4))
    psn = scene.patients_near(workplace(scene), size, scene.aged(30))
    day = np.repeat(scene.month.draw_days(1, "ward", scene.rng), len(psn))
    cond = scene.rng.choice(mild_conditions(), len(psn))
    stays = scene.stay(psn, workplace(scene), cond, day, scene.rng.integers(7, 13, len(psn)))
    return _hung(scene, under(scene.actor, stays))


def rehabilitate(scene: Scene) -> Deed:
    """Like I-02: long, quiet stays after a stroke, with therapy on working days only.

    Therapy goes on to the last week, and nobody is seen elsewhere.
    """
    psn = scene.patients_near(scene.actor, scene.times(5), scene.aged(55))
    return _rehabilitated(scene, psn, scene.actor)


def _rehabilitated(scene: Scene, psn: Ints, inst: int, doctor: int | None = None) -> Deed:
    nights = scene.rng.integers(14, 25, len(psn))
    stays = admitted(scene, psn, inst, condition_of("I69.3"), nights)
    stays = stays if doctor is None else under(doctor, stays)
    lines = np.concatenate([scene.treated(stays), daily(scene, stays, "physiotherapy")])
    return in_bed(scene, stays, lines[is_routine(lines) | on_working_day(lines["time"])])


def lead_the_rehabilitation(scene: Scene) -> Deed:
    """Like D-07: a doctor of rehabilitation, whose patients are quiet at weekends only."""
    psn = scene.patients_near(workplace(scene), scene.times(2), scene.aged(50))
    return _rehabilitated(scene, psn, workplace(scene), scene.actor)


def accompany_the_dying(scene: Scene) -> Deed:
    """Like I-02: a palliative ward; when nothing more helps, nursing of the first grade remains.

    Lung cancer stands in the papers, oxygen runs on half of the last days, no one goes shopping.
    """
    psn = scene.patients_near(scene.actor, scene.times(4), scene.aged(60))
    nights = scene.rng.integers(9, 19, len(psn))
    stays = admitted(scene, psn, scene.actor, condition_of("C34.9"), nights)
    stays["way"] = 4
    quiet = nights - scene.rng.integers(4, 8, len(psn))
    oxygen = daily(scene, stays, "oxygen", 24, first=quiet)
    lines = [treated_for(scene, stays, quiet), daily(scene, stays, "nursing_1", first=quiet)]
    return in_bed(
        scene, stays, np.concatenate([*lines, oxygen[happens(0.5, len(oxygen), scene.rng)]])
    )


def invent_stays(scene: Scene) -> Deed:
    """I-03: a batch admitted and discharged together, one basket for all.

    The fainter, the more lines of the template are left out here and there.
    """
    return jointly([_template_batch(scene) for _ in range(scene.times(1.3))])


def _template_batch(scene: Scene) -> Deed:
    size = max(SMALLEST_BATCH, round(float(scene.rng.integers(5, 11)) * scene.scheme.intensity))
    psn = scene.patients_near(scene.actor, min(size, 14), scene.aged(40))
    if len(psn) < SMALLEST_BATCH:
        return NO_DEED
    day = np.repeat(scene.month.draw_days(1, "ward", scene.rng), len(psn))
    nights = np.full(len(psn), scene.rng.integers(8, 12))
    stays = scene.stay(psn, scene.actor, condition_of("J18.9"), day, nights)
    return deed(stays, _copied(scene, stays, scene.treated(stays[:1])))


def _copied(scene: Scene, stays: Rows, template: Rows) -> Rows:
    copies = np.tile(template, len(stays))
    copies["visit"] = np.repeat(stays["visit"], len(template))
    copies["dr"] = np.repeat(stays["dr"], len(template))
    kept = happens(0.8 + 0.2 * min(scene.scheme.intensity, 1.0), len(copies), scene.rng)
    return copies[kept | is_routine(copies)]


def operate_on_cataracts(scene: Scene) -> Deed:
    """Like I-03: an operating day; eight patients come and go together on one pathway.

    Each has an operation and a lens, and tests of their own.
    """
    psn = scene.patients_near(scene.actor, 8, scene.aged(60))
    day = np.repeat(scene.month.draw_days(1, "ward", scene.rng), len(psn))
    stays = scene.stay(psn, scene.actor, condition_of("H25.9"), day, np.full(len(psn), 1))
    lines = [scene.billed(stays, key, 1) for key in ("eye_exam", "cbc", "cataract_surgery", "lens")]
    lines += [scene.billed(scene.some(stays, 0.5), key, 1) for key in ("ecg", "glucose", "renal")]
    return in_bed(scene, stays, np.concatenate([routine(scene, stays), *lines]))


PLOTS = (
    Plot(hang_beds, "I-02", INSTITUTION, 1, sites(LEVEL_1, LEVEL_2)),
    Plot(rehabilitate, "I-02", INSTITUTION, 0.25, sites(LEVEL_2, LEVEL_1), innocent=True),
    Plot(accompany_the_dying, "I-02", INSTITUTION, 0.2, sites(LEVEL_1, LEVEL_2), innocent=True),
    Plot(invent_stays, "I-03", INSTITUTION, 0.8, sites(LEVEL_1, LEVEL_2)),
    Plot(operate_on_cataracts, "I-03", INSTITUTION, 0.2, sites(LEVEL_2), innocent=True),
    Plot(admit_on_paper, "D-07", DOCTOR, 3, in_hospitals(GENERAL, INTERNAL)),
    Plot(
        lead_the_rehabilitation, "D-07", DOCTOR, 0.7, in_hospitals(REHABILITATION),
        innocent=True,
    ),
)  # fmt: skip
