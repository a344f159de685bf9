"""The commercial insurer that pays out the serious-illness share for an agency."""

import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.claims import Deed, deed
from pipelines.city.conditions import conditions_of
from pipelines.city.institutions import LEVEL_2, LEVEL_3
from pipelines.city.people import RESIDENTS
from pipelines.city.pricelist import price_list
from pipelines.city.schemes.candidates import clerks
from pipelines.city.schemes.papers import clients
from pipelines.city.schemes.plot import CLERK, Plot
from pipelines.city.schemes.scene import Scene

IN_TIME = (18, 43)
"""Days within which the contract allows the payout: 30 working days at most."""

GRAVE = ("C34.9", "I63.9", "S72.0")
OWN_PAY = 3


def pay_out_late(scene: Scene) -> Deed:
    """G-08: the payout for dear stays comes months late, and leaves out covered items."""
    stays = _grave_stays(scene)
    late = scene.rng.uniform(30, 110, len(stays)) * scene.scheme.intensity
    stays["payout"] = np.rint(stays["payout"] + late)
    lines = scene.treated(stays)
    covered = price_list().payment_class[lines["item"]] < OWN_PAY
    cut = covered & (scene.rng.random(len(lines)) < min(0.4, 0.12 * scene.scheme.intensity))
    lines["paid_as"][cut] = OWN_PAY
    return deed(stays, lines)


def _grave_stays(scene: Scene) -> Rows:
    """Stays of residents of the agency's area, dear enough for the serious-illness share."""
    people = scene.world.people
    psn = clients(scene.world, scene.scheme, 200)
    free = ~scene.lying_in[psn] & scene.stage.present[psn] & (people.insutype[psn] == RESIDENTS)
    psn = scene.rng.permutation(psn[free])[: scene.times(5)]
    sites = people.usual[psn, scene.rng.choice([LEVEL_3, LEVEL_2], len(psn))]
    cond = scene.rng.choice(conditions_of(*GRAVE), len(psn))
    nights = scene.rng.integers(10, 18, len(psn))
    stays = scene.stay(psn, sites, cond, scene.rng.integers(0, 8, len(psn)), nights)
    stays["payout"] = scene.rng.integers(*IN_TIME, len(psn))
    return stays


def pay_out_in_time(scene: Scene) -> Deed:
    """Like G-08: many dear stays to pay out, each within thirty working days and in full."""
    stays = _grave_stays(scene)
    return deed(stays, scene.treated(stays))


PLOTS = (
    Plot(pay_out_late, "G-08", CLERK, 0.4, clerks),
    Plot(pay_out_in_time, "G-08", CLERK, 0.4, clerks, innocent=True),
)
