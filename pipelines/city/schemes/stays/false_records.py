"""Papers that the bill does not bear out: diagnoses, operations; and gaps with a reason."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.claims import OPERATION, OUTPATIENT, Deed, deed, jointly
from pipelines.city.conditions import CONDITIONS, condition_of
from pipelines.city.institutions import LEVEL_1, LEVEL_2, LEVEL_3
from pipelines.city.pricelist import ITEMS, number_of
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.stays.bedside import admitted, in_bed, without

FOR_PNEUMONIA = (
    "ct", "ct_enhanced", "xray", "culture", "mycoplasma", "crp", "cefoperazone", "levofloxacin",
    "ceftriaxone", "amoxicillin", "piperacillin", "ambroxol", "nebuliser", "budesonide",
)  # fmt: skip
"""What shows a pneumonia, or treats it."""

WITH_ANAESTHESIA = {"K80.2": "cholecystectomy", "K40.9": "hernia_repair", "K35.8": "appendectomy"}
"""Operations that nobody has awake, by illness."""

TRACES = (
    *(key for illness in WITH_ANAESTHESIA for key in CONDITIONS[condition_of(illness)].surgery),
    *(item.key for item in ITEMS if item.charge_type == "06"), "dressing", "gauze",
)  # fmt: skip
"""What an operation leaves on a bill."""


def certify_pneumonia(scene: Scene) -> Deed:
    """I-31: a lung infection is certified to admit; no test shows it and no drug is for it."""
    psn = scene.patients_near(scene.actor, scene.times(5), scene.aged(40))
    nights = scene.rng.integers(6, 11, len(psn))
    stays = admitted(scene, psn, scene.actor, condition_of("J18.9"), nights)
    dizzy = stays.copy()
    dizzy["cond"] = condition_of("R42")
    return in_bed(scene, stays, without(scene.treated(dizzy), *FOR_PNEUMONIA))


def bring_the_film_along(scene: Scene) -> Deed:
    """Like I-31: the clinic took film and blood the day before, so the ward does neither again.

    The tests stand in the visit that referred the person, and the ward gives the antibiotics.
    """
    psn = scene.patients_near(scene.actor, scene.times(5), scene.aged(40))
    day = np.minimum(scene.month.draw_days(len(psn), "ward", scene.rng), scene.month.days - 2)
    pneumonia = condition_of("J18.9")
    seen = scene.visit(psn, scene.actor, pneumonia, OUTPATIENT, scene.office_hours(day))
    nights = scene.rng.integers(6, 11, len(psn))
    stays = scene.stay(psn, scene.actor, pneumonia, day + 1, nights)
    stays["came_from"] = seen["visit"]
    shown = [scene.billed(seen, key, 1) for key in ("consult", "ct", "crp", "cbc")]
    ward = without(scene.treated(stays), "ct", "xray", "crp", "culture")
    given = [scene.billed(stays, "cefoperazone", 2, day=1)]
    there = in_bed(scene, stays, np.concatenate([ward, *given]))
    return jointly([deed(seen, np.concatenate(shown)), there])


def forge_operations(scene: Scene) -> Deed:
    """I-09: operations on paper: a fee without anaesthesia or material, or a record without a fee.

    Proxy of forged records, which claims alone do not show.
    """
    psn = scene.patients_near(scene.actor, scene.times(6), scene.aged(25, 75))
    codes = scene.rng.choice(list(WITH_ANAESTHESIA), len(psn))
    cond = np.array([condition_of(str(code)) for code in codes], np.int64)
    item = np.array([number_of(WITH_ANAESTHESIA[str(code)]) for code in codes], np.int64)
    stays = admitted(scene, psn, scene.actor, cond, scene.rng.integers(3, 7, len(psn)))
    lines = without(scene.treated(stays), *TRACES)
    charged = np.arange(len(stays)) % 2 == 0
    fees = [
        scene.billed(stays[charged & (item == number_of(key))], key, 1, day=1)
        for key in WITH_ANAESTHESIA.values()
    ]
    return Deed(
        deed(stays, np.concatenate([lines, *fees])).claims,
        operations=_on_record(scene, stays[~charged], item[~charged]),
    )


def _on_record(scene: Scene, stays: Rows, item: Ints) -> Rows:
    """Operations of which only the record tells; nobody put the patient to sleep."""
    rows = np.zeros(len(stays), OPERATION)
    rows["visit"], rows["dr"], rows["item"] = stays["visit"], stays["dr"], item
    rows["time"] = stays["beg"] + np.timedelta64(1, "D")
    rows["anaesthetist"], rows["scheme"] = -1, scene.scheme.number
    return rows


def open_vessels_awake(scene: Scene) -> Deed:
    """Like I-09: stents are set under local anaesthesia; the stent itself is on the bill."""
    psn = scene.patients_near(scene.actor, scene.times(4), scene.aged(50))
    nights = scene.rng.integers(3, 7, len(psn))
    stays = admitted(scene, psn, scene.actor, condition_of("I25.1"), nights)
    lines = without(scene.treated(stays), "pci", "stent")
    set_in = [scene.billed(stays, key, 1, day=1) for key in ("pci", "stent")]
    return in_bed(scene, stays, np.concatenate([lines, *set_in]))


PLOTS = (
    Plot(certify_pneumonia, "I-31", INSTITUTION, 0.8, sites(LEVEL_1, LEVEL_2)),
    Plot(bring_the_film_along, "I-31", INSTITUTION, 0.35, sites(LEVEL_2), innocent=True),
    Plot(forge_operations, "I-09", INSTITUTION, 0.6, sites(LEVEL_2)),
    Plot(open_vessels_awake, "I-09", INSTITUTION, 0.3, sites(LEVEL_3), innocent=True),
)
