import numpy as np

from pipelines.city.institutions import SHOP
from pipelines.city.world import World


def test_every_pharmacy_has_one_or_two_pharmacists(world: World) -> None:
    pharmacists = world.pharmacists
    shops = world.institutions.of_kind(SHOP)
    assert {len(pharmacists.at(int(shop))) for shop in shops} == {1, 2}
    assert np.isin(pharmacists.shop, shops).all()
    assert len(set(pharmacists.code)) == len(pharmacists)


def test_nobody_dispenses_in_a_hospital(world: World) -> None:
    assert len(world.pharmacists.at(0)) == 0
