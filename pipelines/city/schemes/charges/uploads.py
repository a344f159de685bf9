"""What a house uploads, when, and whether it adds up."""

import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.calendar import DAY
from pipelines.city.claims import NO_DEED, OUTPATIENT, Claims, Deed, deed
from pipelines.city.conditions import conditions_of
from pipelines.city.dice import happens
from pipelines.city.institutions import CLINIC, LEVEL_1, LEVEL_2, VILLAGE
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene

MADE_UP = ("cbc", "glucose", "infusion", "saline")
HOUR = 3_600


def upload_falsely(scene: Scene) -> Deed:
    """I-36: late uploads, headers above their lines, many reversals, lines without a doctor."""
    wrong = scene.some(scene.at_site(), 0.6)
    n = len(wrong)
    edits = scene.changed(
        wrong,
        lag=scene.rng.integers(3 * DAY, 40 * DAY, n),
        header=scene.rng.integers(500, 40_000, n) * happens(0.5, n, scene.rng),
        refund=happens(0.3, n, scene.rng),
    )
    seen = wrong[(wrong["dr"] >= 0) & ~happens(0.5, n, scene.rng)]
    lines = np.concatenate([scene.billed(seen, key, 1) for key in MADE_UP])
    lines["dr"] = -1
    return Deed(Claims(edits[:0], lines), edits=edits)


def settle_again(scene: Scene) -> Deed:
    """Like I-36: many reversals, each followed within hours by the same settlement, put right."""
    return _put_right(scene, 8)


def change_the_software(scene: Scene) -> Deed:
    """Like I-36: in one month, after a change of software, everything is uploaded late.

    Some settlements of that month are cancelled and settled again; then it is over.
    """
    if scene.month.index != scene.scheme.first + 1:
        return NO_DEED
    late = scene.at_site()
    edits = scene.changed(late, lag=scene.rng.integers(2 * DAY, 9 * DAY, len(late)))
    return Deed(_put_right(scene, 5).claims, edits=edits)


def _put_right(scene: Scene, mean: float) -> Deed:
    """Visits that are settled, cancelled, and settled a second time with the same lines."""
    psn = scene.patients_near(scene.actor, scene.times(mean), scene.anyone)
    begin = scene.office_hours(scene.month.draw_days(len(psn), "clinic", scene.rng))
    cond = scene.rng.choice(conditions_of("J06.9", "K29.5", "I10"), len(psn))
    first = scene.visit(psn, scene.actor, cond, OUTPATIENT, begin)
    again = scene.visit(psn, scene.actor, cond, OUTPATIENT, begin)
    lines = scene.treated(first)
    copies = lines.copy()
    copies["visit"] = again["visit"][np.searchsorted(first["visit"], lines["visit"])]
    return deed(np.concatenate(_cancelled_once(scene, first, again)), _both(lines, copies))


def _cancelled_once(scene: Scene, first: Rows, again: Rows) -> tuple[Rows, Rows]:
    for name in ("beg", "end", "dr"):
        again[name] = first[name]
    first["refund"] = True
    again["settled"] = first["settled"] + scene.rng.integers(HOUR, 6 * HOUR, len(first)).astype(
        "m8[s]"
    )
    return first, again


def _both(lines: Rows, copies: Rows) -> Rows:
    return np.concatenate([lines, copies])


PLOTS = (
    Plot(upload_falsely, "I-36", INSTITUTION, 1, sites(LEVEL_1, CLINIC, VILLAGE)),
    Plot(settle_again, "I-36", INSTITUTION, 0.4, sites(LEVEL_1, LEVEL_2), innocent=True),
    Plot(change_the_software, "I-36", INSTITUTION, 0.4, sites(LEVEL_1, LEVEL_2), innocent=True),
)
