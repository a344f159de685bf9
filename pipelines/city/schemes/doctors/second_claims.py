"""A second bill for one episode: claims by hand from far hospitals beside the stay at home."""

import numpy as np

from pipelines.city.arrays import Ints, Rows, Times
from pipelines.city.calendar import DAY
from pipelines.city.claims import AWAY, STAY, Deed, deed
from pipelines.city.institutions import LEVEL_1, LEVEL_2, LEVEL_3, OUTSIDE
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.treatment import stay_days

INVOICES = 10**8
"""Invoice numbers have eight digits."""


def abet_false_claims(scene: Scene) -> Deed:
    """I-41: the house furnishes its in-patients with papers of a far hospital for the same days.

    They hand these in at the agency, so one episode is paid online here and by hand there.
    """
    stays = scene.some(scene.at_site(STAY), 0.5)
    claims = _far_stays(scene, stays, _day_of(scene, stays["beg"]))
    return deed(claims, scene.treated(claims))


def refer_far_away(scene: Scene) -> Deed:
    """Like I-41: patients whom the house cannot help go on to a far hospital the next day.

    They claim it by hand when they are back; the two stays follow each other and never overlap.
    """
    stays = scene.some(scene.at_site(STAY), 0.3)
    claims = _far_stays(scene, stays, _day_of(scene, stays["end"]) + 1)
    claims["came_from"] = stays["visit"]
    return deed(claims, scene.treated(claims))


def _day_of(scene: Scene, times: Times) -> Ints:
    day: Ints = (times - scene.month.start).astype(np.int64) // DAY
    return day


def _far_stays(scene: Scene, stays: Rows, day: Ints) -> Rows:
    """Stays for the same illness in another city, claimed by hand weeks after their end."""
    rng, n = scene.rng, len(stays)
    inst = rng.choice(scene.world.institutions.of_kind(OUTSIDE), n)
    psn, nights = stays["psn"].astype(np.int64), stay_days(stays) + rng.integers(0, 3, n)
    claims = scene.stay(psn, inst, stays["cond"], day, nights)
    claims["med_type"] = AWAY
    claims["settled"] = claims["end"] + rng.integers(10 * DAY, 35 * DAY, n).astype("m8[s]")
    return _handled(scene, claims)


def _handled(scene: Scene, claims: Rows) -> Rows:
    """Claims as the agency of the person's area handles them: one clerk checks, another pays."""
    rng, n = scene.rng, len(claims)
    area = scene.world.people.area[claims["psn"]]
    order = np.argsort(scene.world.clerks.area, kind="stable")
    first = np.searchsorted(scene.world.clerks.area[order], area)
    staff = np.searchsorted(scene.world.clerks.area[order], area, side="right") - first
    turn = rng.integers(0, staff)
    claims["clerk"] = order[first + turn]
    claims["payer"] = order[first + (turn + 1) % staff]
    claims["review"] = rng.integers(480, 1_800, n)
    claims["payout"] = rng.integers(10, 26, n)
    claims["invoice"] = rng.integers(1, INVOICES, n)
    return claims


PLOTS = (
    Plot(abet_false_claims, "I-41", INSTITUTION, 0.8, sites(LEVEL_2, LEVEL_1)),
    Plot(refer_far_away, "I-41", INSTITUTION, 0.25, sites(LEVEL_3, LEVEL_2), innocent=True),
)
