"""Cards in a doctor's hands: used for somebody else, or emptied for drugs that can be sold."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.claims import Deed, deed, jointly
from pipelines.city.conditions import INTERNAL, MATERNITY, SURGERY, condition_of
from pipelines.city.dice import dice
from pipelines.city.institutions import CLINIC, LEVEL_1
from pipelines.city.people import EMPLOYEES
from pipelines.city.pricelist import FEMALE, ITEMS, MALE, number_of, price_list
from pipelines.city.schemes.candidates import doctors_at, in_hospitals
from pipelines.city.schemes.doctors.consulting_room import (
    attended,
    basket,
    duty_days,
    on_duty,
    own_site,
)
from pipelines.city.schemes.plot import DOCTOR, Plot
from pipelines.city.schemes.scene import Scene

OF_WOMEN = ("N76.0", {"gyn_us": 1, "cervical_smear": 1, "progesterone": 1})
OF_MEN = ("N40", {"prostate_us": 1, "psa": 1, "finasteride": 1})
"""An illness that only one sex has, and what is done for it."""

WORTH_EMPTYING_FEN = 20_000
"""A balance below it is not worth the trouble."""

RESOLD = tuple(item.key for item in ITEMS if item.resaleable)
"""Drugs that find a buyer."""

INSULIN_TREATMENT = {"consult": 1, "glucose": 1, "insulin": 1, "acarbose": 1}
"""What a person with diabetes needs for a month."""


def let_others_use_cards(scene: Scene) -> Deed:
    """D-01: one doctor treats women on the cards of men, and men on those of women."""
    people = scene.world.people
    circle = scene.clientele(own_site(scene), 25, 75)[:30]
    psn = scene.rng.permutation(circle)[: scene.times(4)]
    man = people.gend[psn] == MALE
    return jointly([_treat_as(scene, psn[man], *OF_WOMEN), _treat_as(scene, psn[~man], *OF_MEN)])


def _treat_as(scene: Scene, psn: Ints, code: str, contents: dict[str, int]) -> Deed:
    """Persons who come one by one for an illness of one sex."""
    day = scene.rng.choice(duty_days(scene, scene.actor), len(psn))
    return _seen(scene, psn, scene.office_hours(day), code, contents)


def _seen(scene: Scene, psn: Ints, begin: Ints, code: str, contents: dict[str, int]) -> Deed:
    visits = attended(scene, psn, condition_of(code), begin)
    return deed(visits, basket(scene, visits, {"consult": 1, **contents}))


def see_couples(scene: Scene) -> Deed:
    """Like D-01: a clinic for couples; both are examined in one hour, each on the own card.

    Items of both sexes run under one doctor within minutes, but each fits the card's holder.
    """
    wives, husbands = _couples(scene)
    turn = scene.rng.permutation(len(wives))[: scene.times(4)]
    day = scene.rng.choice(duty_days(scene, scene.actor), len(turn))
    begin = scene.office_hours(day)
    return jointly(
        [
            _seen(scene, wives[turn], begin, *OF_WOMEN),
            _seen(scene, husbands[turn], begin + 900, *OF_MEN),
        ]
    )


def _couples(scene: Scene) -> tuple[Ints, Ints]:
    """Women and men of one household near the site, of an age to be couples."""
    people = scene.world.people
    adult = scene.clientele(own_site(scene), 22, 50)
    women, men = (adult[people.gend[adult] == gend] for gend in (FEMALE, MALE))
    _, at_women, at_men = np.intersect1d(
        people.household[women], people.household[men], return_indices=True
    )
    return women[at_women], men[at_men]


def profit_from_cards(scene: Scene) -> Deed:
    """D-02: accounts are emptied at one doctor's desk, for tonics and drugs that can be sold."""
    people = scene.world.people
    found = scene.clientele(own_site(scene))
    funded = (people.insutype[found] == EMPLOYEES) & (scene.accounts[found] > WORTH_EMPTYING_FEN)
    circle = found[funded][:60]
    psn = scene.rng.permutation(circle)[: scene.times(5)]
    day = on_duty(scene, scene.actor, scene.days(len(psn)))
    visits = attended(scene, psn, condition_of("I25.1"), scene.office_hours(day))
    return deed(visits, _worth_the_balance(scene, visits))


def _worth_the_balance(scene: Scene, visits: Rows) -> Rows:
    """A few packs that can be sold, and as many boxes of tonic as the account has money for."""
    wares = dice(scene.world.seed, "wares", scene.scheme.number).permutation(RESOLD)[:2]
    packs = {str(key): int(scene.rng.integers(2, 4)) for key in wares}
    tonic = "ginseng"
    price = price_list().price[number_of(tonic)] * 100
    boxes = np.ceil(scene.accounts[visits["psn"]] / price)
    return np.concatenate(
        [basket(scene, visits, {"consult": 1, **packs}), scene.billed(visits, tonic, boxes)]
    )


def run_a_diabetes_clinic(scene: Scene) -> Deed:
    """Like D-02: insulin and acarbose all day, for persons with diabetes, a pack a month each.

    Dear drugs that could be sold, but nobody gets more than is used up, and no account is
    emptied for them.
    """
    people = scene.world.people
    found = scene.clientele(own_site(scene), 45)
    psn = found[people.chronic[found] < 0][: round(9 * scene.world.fullness)]
    day = on_duty(scene, scene.actor, np.full(len(psn), 9) + scene.rng.integers(0, 3, len(psn)))
    visits = attended(scene, psn, condition_of("E11.9"), scene.office_hours(day))
    return deed(visits, basket(scene, visits, INSULIN_TREATMENT))


PLOTS = (
    Plot(let_others_use_cards, "D-01", DOCTOR, 3, in_hospitals(MATERNITY, SURGERY)),
    Plot(see_couples, "D-01", DOCTOR, 1, in_hospitals(MATERNITY), innocent=True),
    Plot(profit_from_cards, "D-02", DOCTOR, 3, doctors_at(CLINIC, LEVEL_1)),
    Plot(run_a_diabetes_clinic, "D-02", DOCTOR, 1.2, in_hospitals(INTERNAL), innocent=True),
)
