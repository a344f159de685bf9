"""The worked case of the pharmacy chain that handed out vitamins (N-65)."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.claims import NO_DEED, Deed, deed
from pipelines.city.dice import dice
from pipelines.city.institutions import SHOP
from pipelines.city.pricelist import number_of
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Case, Member, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.tills.sales import employees, purchases, shopping_hours, worth
from pipelines.city.schemes.tills.shelves import INSURED_DRUGS
from pipelines.city.world import World

TRANSACTIONS, TOTAL_FEN, MONTHS = 42, 3_200_000, 3
"""N-65: 42 transactions, 32,000.00 yuan. The document names no months: three are taken."""

BRANCHES = 2
SPREAD = 0.12
"""How far the amounts scatter around their mean of 762 yuan."""


def swap_vitamins_in_a_chain(scene: Scene) -> Deed:
    """P-01, N-65: a chain bills 42 times insured drugs and hands out vitamins."""
    if scene.turn >= MONTHS:
        return NO_DEED
    fen = amounts(scene)[scene.turn :: MONTHS]
    shops = np.append(scene.scheme.others(INSTITUTION), scene.actor)
    shop = np.sort(scene.rng.choice(shops, len(fen)))
    psn = np.resize(scene.patients_near(scene.actor, len(fen), employees(scene)), len(fen))
    visits = purchases(scene, psn, shopping_hours(scene, len(fen)), shop)
    lines = worth(scene, visits, fen, INSURED_DRUGS)
    lines["given"] = number_of("vitamins")
    return deed(visits, lines)


def amounts(scene: Scene) -> Ints:
    """The 42 amounts in fen, which add up to the total of the case."""
    share = dice(scene.world.seed, "vitamins", scene.scheme.number).normal(1, SPREAD, TRANSACTIONS)
    ends = np.rint(share.cumsum() / share.sum() * TOTAL_FEN).astype(np.int64)
    return np.asarray(np.diff(ends, prepend=0), np.int64)


def branches(world: World, actor: int, _rng: np.random.Generator) -> tuple[Member, ...]:
    """The other shops of the chain: of the same owner, else the next ones in the register."""
    sites_ = world.institutions
    others = sites_.of_kind(SHOP)
    others = others[others != actor]
    same = sites_.owner[others] == sites_.owner[actor]
    found = np.concatenate([others[same], others[~same]])[:BRANCHES]
    return tuple((INSTITUTION, int(shop)) for shop in found)


PLOTS = (
    Plot(
        swap_vitamins_in_a_chain,
        "P-01",
        INSTITUTION,
        0.2,
        sites(SHOP),
        members=branches,
        case=Case("N-65", "2025-01", "2025-03"),
    ),
)
