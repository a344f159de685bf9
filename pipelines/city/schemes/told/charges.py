"""The worked cases of the catalogue that lie in charges: N-64, N-66, N-67, N-68.

Sums are exact to the fen over the months of a scheme, however many it has. Where the catalogue
names no months, twelve or eighteen are taken.
"""

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows
from pipelines.city.calendar import DAY
from pipelines.city.claims import IN_PATIENT, OUTPATIENT, Deed, deed
from pipelines.city.conditions import condition_of
from pipelines.city.institutions import CLINIC, DENTAL, LEVEL_1, LEVEL_3
from pipelines.city.pricelist import number_of, numbers_of, price_list
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.charges.excess import PUMP_COURSE, each_day
from pipelines.city.schemes.charges.phantom import therapists, therapy
from pipelines.city.schemes.charges.prices import SCALING_PARTS
from pipelines.city.schemes.plot import INSTITUTION, Case, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.shares import lay_upon, share_of
from pipelines.city.world import World

COMMUNITY_CENTRE = "B100"
"""Its `medins_type` (A.8)."""

FILMS_A_DAY, FILM_DAYS = 5, 6
FILMS_A_STAY = FILMS_A_DAY * FILM_DAYS


def needle_eighteen_cards(scene: Scene) -> Deed:
    """I-08, N-64: a community centre bills 18 out-patients acupuncture and massage they never had.

    The amount is left free: its first digit is lost in the source.
    """
    cards = _of_the_case(scene, 18, scene.aged(30))
    days = np.unique(scene.month.draw_days(6, "clinic", scene.rng))
    therapist = int(therapists(scene)[0])
    psn, day = np.tile(cards, len(days)), np.repeat(days, len(cards))
    return therapy(scene, psn, day, scene.actor, therapist)


def film_the_hips(scene: Scene) -> Deed:
    """I-26, N-66: hip replacements at a level-3 hospital, plain films billed as digital ones.

    The difference of the two prices adds up to 198,000.00 yuan.
    """
    per_film = _fen(scene, "digital_film") - _fen(scene, "film")
    numbers, rest = share_of(scene, 19_800_000, per_film * FILMS_A_STAY)
    psn = scene.rng.permutation(_of_the_case(scene, 4 * len(numbers), scene.aged(55)))
    psn = psn[~scene.lying_in[psn]][: len(numbers)]
    psn = np.resize(psn, len(numbers))
    day = scene.month.draw_days(len(psn), "ward", scene.rng)
    nights = scene.rng.integers(9, 17, len(psn))
    stays = scene.stay(psn, scene.actor, condition_of("S72.0"), day, nights)
    films = each_day(scene, np.repeat(stays, FILMS_A_DAY), "digital_film", days=FILM_DAYS)
    films["given"] = number_of("film")
    lines = scene.treated(stays)
    others = lines[~np.isin(lines["item"], numbers_of("film", "digital_film"))]
    return deed(stays, np.concatenate([others, lay_upon(films, rest)]))


def scale_in_three(scene: Scene) -> Deed:
    """I-15, N-67: a dental clinic charges 67 patients three items in place of one scaling.

    What the parts cost above the package adds up to 21,000.00 yuan.
    """
    unit = sum(_fen(scene, key) for key in SCALING_PARTS) - _fen(scene, "scaling_package")
    numbers, rest = share_of(scene, 2_100_000, unit)
    patients = _of_the_case(scene, 67, scene.aged(16))
    day = scene.month.draw_days(len(numbers), "clinic", scene.rng)
    visits = scene.visit(
        patients[numbers % len(patients)], scene.actor, condition_of("K05.3"), OUTPATIENT,
        scene.office_hours(day),
    )  # fmt: skip
    gums, scaling, polish = (scene.billed(visits, key, 1) for key in SCALING_PARTS)
    care = scene.billed(visits, "general_care", 1)
    return deed(visits, np.concatenate([care, gums, lay_upon(scaling, rest), polish]))


def pump_for_a_fortnight(scene: Scene) -> Deed:
    """I-25, N-68: 120 diabetics are given the insulin pump for 14 days instead of 7.

    Pump and lines of the second week add up to 560,000.00 yuan.
    """
    week = PUMP_COURSE * (_fen(scene, "insulin_pump") + _fen(scene, "pump_kit"))
    numbers, rest = share_of(scene, 56_000_000, week)
    patients = _of_the_case(scene, 120, scene.aged(35))
    psn = patients[numbers % len(patients)]
    day = _after_another_stay(scene, psn, scene.month.draw_days(len(psn), "ward", scene.rng))
    nights = scene.rng.integers(2 * PUMP_COURSE, 2 * PUMP_COURSE + 3, len(psn))
    stays = scene.stay(psn, scene.actor, condition_of("E11.9"), day, nights)
    return deed(stays, np.concatenate([scene.treated(stays), _fortnight(scene, stays, rest)]))


def _after_another_stay(scene: Scene, psn: Ints, day: Ints) -> Ints:
    """The days, or later ones where a person lies in another bed before."""
    for n in np.flatnonzero(scene.lying_in[psn]):
        own = scene.of_person(int(psn[n]), *IN_PATIENT)
        left = own["end"].max() if len(own) else scene.month.start + np.timedelta64(20, "D")
        day[n] = 1 + (left - scene.month.start).astype(np.int64) // DAY
    return day


def _fortnight(scene: Scene, stays: Rows, rest: int) -> Rows:
    pump, tubes = "insulin_pump", "pump_kit"
    usual = [each_day(scene, stays, key, days=PUMP_COURSE) for key in (pump, tubes)]
    second = [
        each_day(scene, stays, key, first=PUMP_COURSE, days=PUMP_COURSE) for key in (pump, tubes)
    ]
    return np.concatenate([*usual, lay_upon(second[0], rest), second[1]])


def community_centres(world: World) -> Ints:
    """The community health centres of the city."""
    here = world.institutions.of_kind(LEVEL_1)
    registered: Mask = world.institutions.medins_type[here] == COMMUNITY_CENTRE
    return here[registered]


def _fen(scene: Scene, key: str) -> int:
    """The honest price of an item at the actor, in fen."""
    item, kind = np.array([number_of(key)]), scene.world.institutions.kind[[scene.actor]]
    return round(float(price_list().at(item, kind)[0]) * 100)


def _of_the_case(scene: Scene, size: int, fits: Mask) -> Ints:
    """The persons of the case, the same every month; they all outlive it."""
    people = scene.world.people
    return scene.circle(size, fits & people.here & np.isnat(people.died))


PLOTS = (
    Plot(
        needle_eighteen_cards, "I-08", INSTITUTION, 0, community_centres,
        case=Case("N-64", "2025-01", "2025-05"),
    ),
    Plot(
        film_the_hips, "I-26", INSTITUTION, 0, sites(LEVEL_3),
        case=Case("N-66", "2024-01", "2025-06", persons=100_000),
    ),
    Plot(
        scale_in_three, "I-15", INSTITUTION, 0, sites(CLINIC, focus=DENTAL),
        case=Case("N-67", "2024-07", "2025-06"),
    ),
    Plot(
        pump_for_a_fortnight, "I-25", INSTITUTION, 0, sites(LEVEL_3),
        case=Case("N-68", "2024-07", "2025-06"),
    ),
)  # fmt: skip
