import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.calendar import months_from
from pipelines.city.institutions import SHOP
from pipelines.city.pricelist import number_of
from pipelines.city.stockroom import COUNT, PURCHASE, SALE, Stockroom, flows
from pipelines.city.world import World

DRUG, SERVICE = number_of("amlodipine"), number_of("bed")


def moved(inst: int, billed: int, given: int, cnt: float) -> Rows:
    return flows(np.array([inst]), np.array([billed]), np.array([given]), np.array([cnt]))


def test_goods_leave_as_given_and_are_billed_as_billed() -> None:
    swapped = moved(3, DRUG, number_of("metformin"), 2)
    assert swapped[["item", "left", "billed"]].tolist() == [
        (min(DRUG, number_of("metformin")), *((0, 2) if number_of("metformin") > DRUG else (2, 0))),
        (max(DRUG, number_of("metformin")), *((2, 0) if number_of("metformin") > DRUG else (0, 2))),
    ]
    assert moved(3, DRUG, -2, 2)[["left", "billed"]].tolist() == [(0, 2)]
    assert len(moved(3, SERVICE, SERVICE, 2)) == 0


def test_what_is_counted_is_what_was_bought_less_what_left(world: World) -> None:
    hospital = int(world.institutions.of_kind(0)[0])
    room, bought, left = Stockroom(world), 0.0, 0.0
    for month in months_from("2024-01", 4):
        rows = room.month(month, moved(hospital, DRUG, DRUG, 30))
        bought += rows["cnt"][rows["move"] == PURCHASE].sum()
        left += rows["cnt"][rows["move"] == SALE].sum()
        assert rows["cnt"][rows["move"] == COUNT].sum() == bought - left >= 0
    assert left == 120


def test_what_only_stands_on_a_bill_is_never_bought(world: World) -> None:
    shop = int(world.institutions.of_kind(SHOP)[0])
    (month,) = months_from("2024-01", 1)
    assert len(Stockroom(world).month(month, moved(shop, DRUG, -2, 50))) == 0
