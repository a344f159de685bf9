"""When patients leave and come back: stays split or timed for the payment; and planned rhythms."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import DAY
from pipelines.city.care.beds import ON_ADVICE
from pipelines.city.claims import NO_DEED, STAY, Deed, deed, jointly
from pipelines.city.conditions import condition_of, conditions_of
from pipelines.city.dice import happens
from pipelines.city.institutions import LEVEL_2, LEVEL_3, PLAIN
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.stays.bedside import in_bed, moved
from pipelines.city.treatment import stay_days

PLANNED = ("Z51.1", "N18.5", "C34.9", "C50.9", "F20.9")
"""Illnesses whose patients come back by plan, or whose long stays are settled in between."""

NEAR_THE_END = 7
"""Days around the end of a month from which discharges are moved to it."""

PUT_OFF = 0.9
"""Share of the discharges around the end of a month that are put there."""

CROWD = 5
"""Discharges put off in a month below which it is no spike: so many fall there by chance."""

LONG = 8
"""Nights from which a stay costs more than the payment for the case."""

FRIDAY = 4


def split_stays(scene: Scene) -> Deed:
    """I-04: discharged patients are admitted again within a week for the same illness."""
    stays = scene.at_site(STAY)
    index = scene.some(stays[~np.isin(stays["cond"], conditions_of(*PLANNED))], 0.55)
    return deed(*_readmitted(scene, index, scene.rng.integers(1, 8, len(index))))


def _readmitted(scene: Scene, index: Rows, gap: Ints) -> tuple[Rows, Rows]:
    """Stays some days after others, of the same persons, doctors and illnesses."""
    nights = scene.rng.integers(4, 9, len(index))
    psn = index["psn"].astype(np.int64)
    stays = scene.stay(psn, index["inst"], index["cond"], _end_day(scene, index) + gap, nights)
    stays["dr"] = index["dr"]
    return stays, scene.treated(stays)


def _end_day(scene: Scene, stays: Rows) -> Ints:
    """The day of discharge, counted from the first of the month (0)."""
    return np.asarray((stays["end"] - scene.month.start).astype(np.int64) // DAY, np.int64)


def give_chemotherapy(scene: Scene) -> Deed:
    """Like I-04: planned cycles bring the same patients back every two weeks, for chemotherapy."""
    ill = scene.circle(scene.times(5), scene.aged(40))
    ill = ill[~scene.lying_in[ill] & scene.world.people.here[ill]]
    psn = np.tile(ill, 2)
    day = np.repeat([1, 15], len(ill)) + scene.rng.integers(0, 3, len(psn))
    stays = scene.stay(psn, scene.actor, condition_of("Z51.1"), day, np.full(len(psn), 3))
    return in_bed(scene, stays, scene.treated(stays))


def discharge_at_month_end(scene: Scene) -> Deed:
    """I-38: cases close in the last two days of the month, and dear cases are split in two.

    Proxy of gaming a payment by case: a spike of discharges at the end of every month, and
    stays ended at half their length and taken up again the next day. The fainter, the fewer
    months, in each of which a stay at least is cut. A few discharges put off here and there are
    no spike, and are left where they are. Stays that are settled in between by right are not cut.
    """
    stays = scene.at_site(STAY)
    played = scene.turn == 0 or bool(scene.rng.random() < scene.scheme.intensity)
    wait = scene.month.days - 1 - scene.rng.integers(0, 2, len(stays)) - _end_day(scene, stays)
    can = (np.abs(wait) <= NEAR_THE_END) & (wait > -stay_days(stays)) & (wait != 0)
    chosen = np.flatnonzero(can & played)
    chosen = chosen[happens(PUT_OFF, len(chosen), scene.rng)]
    chosen = chosen if len(chosen) >= CROWD else chosen[:0]
    timed = scene.changed(moved(stays[chosen], wait[chosen]))
    whole = ~np.isin(stays["cond"], conditions_of(*PLANNED))
    long = stays[~can & whole & (stay_days(stays) >= LONG)]
    dear = scene.some(long, 0.5, least=int(played))
    return jointly([Deed(NO_DEED.claims, edits=timed), _halved(scene, dear)])


def _halved(scene: Scene, stays: Rows) -> Deed:
    half = scene.changed(moved(stays, -(stay_days(stays) // 2)))
    rest, lines = _readmitted(scene, half, np.ones(len(half), np.int64))
    rest["way"], half["way"] = half["way"], ON_ADVICE
    return Deed(deed(rest, lines).claims, edits=half)


def discharge_on_fridays(scene: Scene) -> Deed:
    """Like I-38: a house that sends its patients home for the weekend, every Friday alike."""
    stays = scene.some(scene.at_site(STAY), 0.9)
    weekday = (scene.month.first.weekday() + _end_day(scene, stays)) % 7
    return Deed(NO_DEED.claims, edits=scene.changed(moved(stays, (FRIDAY - weekday) % 7)))


PLOTS = (
    Plot(split_stays, "I-04", INSTITUTION, 0.8, sites(LEVEL_2, LEVEL_3)),
    Plot(give_chemotherapy, "I-04", INSTITUTION, 0.25, sites(LEVEL_3), innocent=True),
    Plot(discharge_at_month_end, "I-38", INSTITUTION, 0.6, sites(LEVEL_2, LEVEL_3, focus=PLAIN)),
    Plot(discharge_on_fridays, "I-38", INSTITUTION, 0.2, sites(LEVEL_2, LEVEL_3), innocent=True),
)
