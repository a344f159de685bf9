from dataclasses import replace

import numpy as np
import pytest

from pipelines.city.calendar import Month
from pipelines.city.claims import PHARMACY, STAY, Claims, amount_fen
from pipelines.city.people import EMPLOYEES
from pipelines.city.settlement import DEDUCTIBLE, Settled, in_scope_fen, settle
from pipelines.city.world import World


@pytest.fixture(scope="module")
def claims(ordinary: Claims) -> Claims:
    visits = ordinary.visits
    return replace(ordinary, visits=visits[np.lexsort((visits["visit"], visits["settled"]))])


@pytest.fixture(scope="module")
def settled(world: World, month: Month, claims: Claims) -> Settled:
    return settle(world, month, claims, world.people.opening_balance)


def test_lines_add_up_and_the_parts_make_the_whole(claims: Claims, settled: Settled) -> None:
    rows = settled.rows
    assert rows["medfee"].sum() == amount_fen(claims.lines).sum()
    assert rows["scope"].sum() == in_scope_fen(claims.lines).sum()
    assert (rows["fund"] + rows["account"] + rows["cash"] == rows["medfee"]).all()
    assert (rows["scope"] + rows["outside"] == rows["medfee"]).all()
    for part in ("fund", "account", "cash", "balance", "deductible"):
        assert (rows[part] >= 0).all()


def test_the_fund_pays_nothing_at_the_till_and_nothing_below_the_deductible(
    claims: Claims, settled: Settled, world: World
) -> None:
    rows, visits = settled.rows, claims.visits
    assert (rows["fund"][visits["med_type"] == PHARMACY] == 0).all()
    stay = visits["med_type"] == STAY
    most = DEDUCTIBLE[world.institutions.kind[visits["inst"]]]
    assert (rows["deductible"][stay] <= most[stay]).all()
    assert (rows["deductible"][~stay] == 0).all()


def test_an_account_is_never_overdrawn_and_runs_down_in_order(
    claims: Claims, settled: Settled, world: World
) -> None:
    rows = settled.rows
    for psn in np.unique(claims.visits["psn"])[:300]:
        own = rows[rows["psn"] == psn]
        expected = world.people.opening_balance[psn] - own["account"].cumsum()
        assert own["balance"].tolist() == expected.tolist()


def test_residents_have_no_account(claims: Claims, settled: Settled) -> None:
    residents = claims.visits["insutype"] != EMPLOYEES
    assert (settled.rows["account"][residents] == 0).all()


def test_refunds_come_later_in_the_month_and_credit_the_account(
    claims: Claims, settled: Settled, world: World, month: Month
) -> None:
    cancelled = claims.visits[settled.refunded]
    assert 0 < len(cancelled) < 0.05 * len(claims)
    assert (settled.refund_time > cancelled["settled"]).all()
    assert (settled.refund_time < month.end).all()
    kept = settled.rows["account"][~settled.refunded].sum()
    assert settled.accounts.sum() == world.people.opening_balance.sum() - kept


def test_who_is_waived_pays_nothing_within_the_scope(
    world: World, month: Month, claims: Claims
) -> None:
    visits = claims.visits.copy()
    visits["waived"] = True
    rows = settle(world, month, Claims(visits, claims.lines), world.people.opening_balance).rows
    assert (rows["own"] == rows["outside"]).all()
