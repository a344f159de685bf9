"""Who pays what: settlements follow from the fee lines and the state of the accounts."""

from pipelines.city.settlement.accounts import Accounts
from pipelines.city.settlement.lines import PARTS, line_parts
from pipelines.city.settlement.settling import SETTLEMENT, Settled, settle

__all__ = ["PARTS", "SETTLEMENT", "Accounts", "Settled", "line_parts", "settle"]
