from dataclasses import replace

import numpy as np
import pytest

from pipelines.city.calendar import Month, months_from
from pipelines.city.claims import PHARMACY, STAY, Claims, amount_fen, blank_lines
from pipelines.city.people import EMPLOYEES, RESIDENTS
from pipelines.city.pricelist import number_of
from pipelines.city.settlement import PARTS, Accounts, Settled, line_parts, rules, settle
from pipelines.city.settlement.accounts import drawn_in_turn, running_sum
from pipelines.city.settlement.payers import FUNDS
from pipelines.city.world import World


@pytest.fixture(scope="module")
def claims(ordinary: Claims) -> Claims:
    visits = ordinary.visits
    return replace(ordinary, visits=visits[np.lexsort((visits["visit"], visits["settled"]))])


@pytest.fixture(scope="module")
def accounts(world: World) -> Accounts:
    return Accounts.opened(world.people)


@pytest.fixture(scope="module")
def settled(world: World, month: Month, claims: Claims, accounts: Accounts) -> Settled:
    return settle(world, month, claims, accounts)


def test_lines_add_up_and_the_parts_make_the_whole(claims: Claims, settled: Settled) -> None:
    rows = settled.rows
    assert rows["medfee"].sum() == amount_fen(claims.lines).sum()
    assert (rows["fund"] == sum(rows[name] for name in FUNDS)).all()
    assert (rows["fund"] + rows["own"] == rows["medfee"]).all()
    assert (rows["account"] + rows["mulaid"] + rows["cash"] == rows["own"]).all()
    assert (sum(rows[name] for name in PARTS.names or ()) == rows["medfee"]).all()
    assert (rows["fund"] <= rows["scope"]).all()
    for part in (*FUNDS, "account", "mulaid", "cash", "balance", "deductible"):
        assert (rows[part] >= 0).all()


@pytest.mark.parametrize(
    ("key", "paid_as", "times", "parts"),
    [
        ("bed", 0, 1, (4_200, 0, 0, 0)),
        ("mri", 0, 1, (47_840, 0, 0, 4_160)),
        ("vitamins", 0, 1, (0, 6_500, 0, 0)),
        ("vitamins", 1, 1, (6_500, 0, 0, 0)),
        ("bed", 0, 2, (4_410, 0, 3_990, 0)),
    ],
)
def test_parts_of_a_line(
    key: str, paid_as: int, times: float, parts: tuple[int, int, int, int]
) -> None:
    """Of class 1, 2 and 3; of class 3 paid as 1; of a price above the limit."""
    lines = blank_lines(1)
    lines["item"], lines["cnt"], lines["paid_as"] = number_of(key), 1, paid_as
    lines["pric"] = {"bed": 42, "mri": 520, "vitamins": 65}[key] * times
    assert line_parts(lines, np.zeros(1, np.int64)).tolist() == [parts]


def test_the_fund_pays_nothing_at_the_till_and_nothing_below_the_deductible(
    claims: Claims, settled: Settled, world: World
) -> None:
    rows, visits = settled.rows, claims.visits
    assert (rows["fund"][visits["med_type"] == PHARMACY] == 0).all()
    stay = visits["med_type"] == STAY
    most = rules.DEDUCTIBLE[world.institutions.kind[visits["inst"]]]
    assert (rows["deductible"][stay] <= most[stay]).all()
    assert (rows["deductible"][~np.isin(visits["med_type"], (21, 25, 28, 52))] == 0).all()


def test_later_stays_of_a_year_bear_half_the_deductible(
    world: World, month: Month, claims: Claims, accounts: Accounts, settled: Settled
) -> None:
    been_before = replace(accounts, stays=np.ones(len(accounts), np.int64))
    later = settle(world, month, claims, been_before).rows["deductible"]
    first = settled.rows["deductible"]
    dear = (claims.visits["med_type"] == STAY) & (settled.rows["scope"] > 200_000) & (later < first)
    assert dear.sum() > 100
    assert (later[dear] == first[dear] // 2).all()


@pytest.mark.parametrize(("insutype", "fund"), [(EMPLOYEES, "hifob"), (RESIDENTS, "hifmi")])
def test_who_has_borne_much_is_helped_by_a_fund_of_its_own(
    world: World, month: Month, claims: Claims, accounts: Accounts, insutype: int, fund: str
) -> None:
    heavy = replace(accounts, borne=np.full(len(accounts), 10 * rules.THRESHOLD))
    rows = settle(world, month, claims, heavy).rows
    mine = (claims.visits["insutype"] == insutype) & ~claims.visits["third_party"]
    seen = mine & (claims.visits["med_type"] != PHARMACY) & (rows["scope"] > rows["hifp"])
    left = rows["scope"] - rows["hifp"]
    assert (abs(rows[fund][seen] - rules.BEYOND_THRESHOLD * left[seen]) <= 1).all()
    assert (rows[fund][~mine] == 0).all()


def test_nobody_gets_more_than_the_yearly_cap_from_the_basic_fund(
    world: World, month: Month, claims: Claims, accounts: Accounts
) -> None:
    at_cap = replace(accounts, paid=np.full(len(accounts), max(rules.CAP.values())))
    assert settle(world, month, claims, at_cap).rows["hifp"].sum() == 0


def test_medical_assistance_is_for_the_poor(world: World, claims: Claims, settled: Settled) -> None:
    poor = world.people.poor[claims.visits["psn"]]
    assert settled.rows["maf"][poor].sum() > 0
    assert settled.rows["maf"][~poor].sum() == 0


def test_who_is_liable_pays_instead_of_the_fund(
    world: World, month: Month, claims: Claims, accounts: Accounts
) -> None:
    visits = claims.visits.copy()
    visits["third_party"] = True
    assert settle(world, month, Claims(visits, claims.lines), accounts).rows["fund"].sum() == 0


def test_who_is_waived_pays_nothing_within_the_scope(
    world: World, month: Month, claims: Claims, accounts: Accounts
) -> None:
    visits = claims.visits.copy()
    visits["waived"] = visits["med_type"] != PHARMACY
    visits["third_party"] = False
    rows = settle(world, month, Claims(visits, claims.lines), accounts).rows[visits["waived"]]
    below_cap = rows["hifp"] == rows["scope"]
    assert below_cap.mean() > 0.99
    assert (rows["own"] == rows["medfee"] - rows["scope"])[below_cap].all()


def test_an_account_is_never_overdrawn_and_runs_down_in_order(
    claims: Claims, settled: Settled, world: World
) -> None:
    rows = settled.rows
    for psn in np.unique(claims.visits["psn"])[:300]:
        own = rows[rows["psn"] == psn]
        expected = world.people.opening_balance[psn] - own["account"].cumsum()
        assert own["balance"].tolist() == expected.tolist()
    assert (settled.accounts.balance >= 0).all()


def test_residents_have_no_account_but_perhaps_a_relative_with_one(
    claims: Claims, settled: Settled, world: World, accounts: Accounts
) -> None:
    residents = claims.visits["insutype"] != EMPLOYEES
    assert (settled.rows["account"][residents] == 0).all()
    sponsor = accounts.sponsors(world)[claims.visits["psn"]]
    helped = settled.rows["mulaid"] > 0
    assert helped.sum() > 50
    home = world.people.household
    assert (home[claims.visits["psn"][helped]] == home[sponsor[helped]]).all()


def test_most_refunds_are_followed_by_a_settlement_on_the_same_terms(
    claims: Claims, settled: Settled, month: Month
) -> None:
    cancelled = claims.visits[settled.refunded]
    assert 0.03 < len(cancelled) / len(claims) < 0.08
    assert (settled.refund_time > cancelled["settled"]).all()
    assert abs(settled.again.mean() - rules.SETTLED_ANEW) < 0.05
    assert (settled.again_time >= settled.refund_time[settled.again]).all()
    assert max(settled.again_time.max(), settled.refund_time.max()) < month.end


def test_what_is_cancelled_for_good_leaves_no_trace(
    settled: Settled, world: World, accounts: Accounts
) -> None:
    stands = ~settled.refunded
    stands[settled.refunded] = settled.again
    rows = settled.rows[stands]
    drawn = rows["account"].sum() + rows["mulaid"].sum()
    assert settled.accounts.balance.sum() == world.people.opening_balance.sum() - drawn
    assert settled.accounts.paid.sum() == rows["hifp"].sum()
    assert accounts.paid.sum() == 0


def test_a_run_of_persons_can_be_settled_alone(
    world: World, month: Month, claims: Claims, accounts: Accounts, settled: Settled
) -> None:
    """The runs break no household; else its members could not share an account."""
    home = world.people.household
    half = int(np.searchsorted(home, home[len(home) // 2]))
    together = accounts.take(slice(None))
    for places in (slice(0, half), slice(half, len(home))):
        psn = claims.visits["psn"]
        mine = claims.visits[(psn >= places.start) & (psn < places.stop)]
        lines = claims.lines[np.isin(claims.lines["visit"], mine["visit"])]
        alone = settle(world, month, Claims(mine, lines), accounts.take(places))
        assert (alone.rows == settled.rows[np.isin(claims.visits["visit"], mine["visit"])]).all()
        together.put(alone.accounts)
    assert (together.balance == settled.accounts.balance).all()


def test_january_forgets_the_year_and_every_month_tops_up(world: World) -> None:
    people = world.people
    used = replace(Accounts.opened(people), stays=np.ones(len(people), np.int64))
    december, january = months_from("2024-12", 2)
    assert used.begin(people, december).stays.sum() == len(people)
    fresh = used.begin(people, january)
    assert fresh.stays.sum() == 0
    assert (fresh.balance == people.opening_balance + people.top_up).all()


def test_first_come_first_served() -> None:
    holder, wanted = np.array([0, 1, 0, 0]), np.array([5, 9, 4, 3])
    assert running_sum(holder, wanted).tolist() == [5, 9, 9, 12]
    assert drawn_in_turn(holder, wanted, np.array([8, 2])).tolist() == [5, 2, 3, 0]
