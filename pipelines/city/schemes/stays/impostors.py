"""Patients on other people's cards; and papers that only seem to belong to somebody else."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import DAY
from pipelines.city.claims import CHRONIC, OUTPATIENT, STAY, Claims, Deed, deed, jointly
from pipelines.city.conditions import CONDITIONS, condition_of, conditions_of
from pipelines.city.institutions import CLINIC, LEVEL_1, LEVEL_2, LEVEL_3
from pipelines.city.pricelist import FEMALE, MALE
from pipelines.city.schemes.candidates import persons, sites
from pipelines.city.schemes.plot import INSTITUTION, PATIENT, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.stays.bedside import admitted, in_bed
from pipelines.city.treatment import stay_days

TELLING = {MALE: ("D25.9", "N76.0", "gyn_us"), FEMALE: ("N40", "N40", "prostate_us")}
"""By the sex of the card: an illness of the other sex in a ward and in a clinic, and its test."""

CHILDHOOD, TRANSFERRED = 14, 2
"""An age below which nobody is demented; discharge to another hospital."""

PAST_BIRTHS = 45
"""Age from which no ward delivers somebody whom the register takes for a woman."""

CHECKED = (7, 14)
"""Days after which a doctor wants to see a patient again."""

NEIGHBOURS = 4
"""Hospitals whose patients' cards are at hand."""


def admit_impostors(scene: Scene) -> Deed:
    """I-07: strangers lie on borrowed cards: of the other sex, or of somebody in bed elsewhere."""
    psn = scene.patients_near(scene.actor, scene.times(3), scene.aged(20))
    cond = _of_the_other_sex(scene, psn, 0)
    stays = admitted(scene, psn, scene.actor, cond, scene.rng.integers(4, 9, len(psn)))
    lines = np.concatenate([scene.treated(stays), _telling_tests(scene, stays)])
    return jointly([deed(stays, lines), _twice_in_bed(scene)])


def _of_the_other_sex(scene: Scene, psn: Ints, place: int) -> Ints:
    """Illnesses that the cards' owners cannot have."""
    codes = {sex: condition_of(telling[place]) for sex, telling in TELLING.items()}
    return np.where(scene.world.people.gend[psn] == MALE, codes[MALE], codes[FEMALE])


def _telling_tests(scene: Scene, visits: Rows) -> Rows:
    """A test that only the other sex has, for every visit."""
    gend = scene.world.people.gend[visits["psn"]]
    tests = [scene.billed(visits[gend == sex], TELLING[sex][2], 1) for sex in (MALE, FEMALE)]
    return np.concatenate(tests)


def _twice_in_bed(scene: Scene) -> Deed:
    """Stays on the cards of persons who lie in other hospitals on the same days."""
    elsewhere = _lying_nearby(scene)
    there = scene.rng.permutation(elsewhere[stay_days(elsewhere) > NEIGHBOURS])[: scene.times(1)]
    day = (there["beg"] - scene.month.start).astype(np.int64) // DAY + 1
    nights = scene.rng.integers(2, 4, len(there))
    stays = scene.stay(
        there["psn"].astype(np.int64), scene.actor, condition_of("K29.5"), day, nights
    )
    return deed(stays, scene.treated(stays))


def _lying_nearby(scene: Scene) -> Rows:
    stage = scene.stage
    houses = scene.rng.permutation(scene.world.institutions.of_kind(LEVEL_2, LEVEL_3))
    rows = [stage.by_site.at(int(house)) for house in houses[houses != scene.actor][:NEIGHBOURS]]
    visits: Rows = stage.visits[np.concatenate(rows)]
    stays: Rows = visits[visits["med_type"] == STAY]
    return stays


def take_over_transfers(scene: Scene) -> Deed:
    """Like I-07: two hospitals on one day; the first sends the patient on by ambulance.

    The first stay ends (by transfer, `dscg_way` 2) hours before the second begins.
    """
    psn = scene.patients_near(scene.actor, scene.times(5), scene.aged(45))
    cond = scene.rng.choice(conditions_of("I63.9", "I25.1", "S72.0"), len(psn))
    day = scene.month.draw_days(len(psn), "ward", scene.rng)
    first = scene.world.people.usual[psn, LEVEL_2]
    before = scene.stay(psn, first, cond, day, np.full(len(psn), 2))
    before["way"] = TRANSFERRED
    after = scene.stay(psn, scene.actor, cond, day + 2, scene.rng.integers(8, 14, len(psn)))
    after["beg"] = before["end"] + scene.rng.integers(5_400, 14_400, len(psn)).astype("m8[s]")
    after["came_from"] = before["visit"]
    stays = np.concatenate([before, after])
    return in_bed(scene, stays, scene.treated(stays))


def live_with_a_wrong_sex(scene: Scene) -> Deed:
    """Like I-07: the register has the sex wrong; every visit tells of one and the same other sex.

    Always the same person at the usual hospital, never in two places; what was treated is looked
    at again after a week or two, and nothing is ever treated that only the registered sex has.
    """
    number = scene.times(0.8)
    psn = np.full(2 * number, scene.actor)
    day = scene.month.draw_days(number, "clinic", scene.rng)
    begin = scene.office_hours(np.concatenate([day, day + scene.rng.choice(CHECKED, number)]))
    inst = int(scene.world.people.usual[scene.actor, LEVEL_2])
    visits = scene.visit(psn, inst, _of_the_other_sex(scene, psn, 1), OUTPATIENT, begin)
    lines = np.concatenate([scene.treated(visits), _telling_tests(scene, visits)])
    usual = scene.of_person(scene.actor)
    bound = usual[np.array([CONDITIONS[cond].gend != 0 for cond in usual["cond"]], bool)]
    return Deed(Claims(visits, lines), edits=scene.changed(bound, cond=condition_of("K29.5")))


def treat_strangers_on_cards(scene: Scene) -> Deed:
    """I-28: out-patients whom the till lets pay with any card: wrong sex, or an impossible age."""
    adults = scene.patients_near(scene.actor, scene.times(8), scene.aged(20))
    begin = scene.office_hours(scene.month.draw_days(len(adults), "clinic", scene.rng))
    cond = _of_the_other_sex(scene, adults, 1)
    visits = scene.visit(adults, scene.actor, cond, OUTPATIENT, begin)
    lines = np.concatenate([scene.treated(visits), _telling_tests(scene, visits)])
    return jointly([deed(visits, lines), _grandmothers_drugs(scene)])


def _grandmothers_drugs(scene: Scene) -> Deed:
    """Drugs against dementia on the cards of children."""
    psn = scene.patients_near(scene.actor, scene.times(3), scene.aged(0, CHILDHOOD))
    begin = scene.office_hours(scene.month.draw_days(len(psn), "clinic", scene.rng))
    visits = scene.visit(psn, scene.actor, condition_of("F03"), CHRONIC, begin)
    lines = [scene.billed(visits, key, 1) for key in ("consult", "donepezil")]
    return deed(visits, np.concatenate(lines))


def treat_newborns_on_mothers_cards(scene: Scene) -> Deed:
    """Like I-28: in the first weeks a child is lawfully treated on the card of its mother.

    She was delivered there days before, the illness is one of newborns, and it is over soon.
    """
    women = (scene.world.people.gend == FEMALE) & scene.aged(20, 40)
    psn = scene.patients_near(scene.actor, scene.times(3), women)
    birth = admitted(scene, psn, scene.actor, condition_of("O80"), 3)
    seen = (birth["end"] - scene.month.start).astype(np.int64) // DAY
    seen = seen + scene.rng.integers(2, 20, len(psn))
    visits = scene.visit(
        psn, scene.actor, condition_of("P59.9"), OUTPATIENT, scene.office_hours(seen)
    )
    lines = [scene.billed(visits, "newborn_screen", 1), scene.billed(visits, "blue_light", 6)]
    both = np.concatenate([birth, visits])
    return deed(both, np.concatenate([scene.treated(both), *lines]))


PLOTS = (
    Plot(admit_impostors, "I-07", INSTITUTION, 0.8, sites(LEVEL_1, LEVEL_2)),
    Plot(take_over_transfers, "I-07", INSTITUTION, 0.2, sites(LEVEL_3), innocent=True),
    Plot(live_with_a_wrong_sex, "I-07", PATIENT, 2.5, persons(PAST_BIRTHS), innocent=True),
    Plot(treat_strangers_on_cards, "I-28", INSTITUTION, 0.8, sites(LEVEL_1, CLINIC)),
    Plot(
        treat_newborns_on_mothers_cards, "I-28", INSTITUTION, 0.35, sites(LEVEL_2, LEVEL_3),
        innocent=True,
    ),
)  # fmt: skip
