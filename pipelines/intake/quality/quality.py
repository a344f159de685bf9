"""The quality of one ingest, assessed before it is committed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from features.contract import TABLES
from pipelines.intake.quality.across import checks
from pipelines.intake.quality.alerts import Alert, alerts
from pipelines.intake.quality.check import Check, missing
from pipelines.intake.quality.codes import LocalCode, local_codes
from pipelines.intake.quality.lake import Lake
from pipelines.intake.quality.limits import Limits
from pipelines.intake.quality.table import TableQuality, table_quality
from pipelines.intake.report import TableReport
from pipelines.store import Store


@dataclass(frozen=True)
class Quality:
    """The report of one ingest; `quality_json` and `page` write it down.

    Attributes:
        mapping: the name of the mapping.
        sources: the names of what was read.
        tables: table -> what came and what its touched months hold.
        checks: what the checks between tables found.
        unchecked: check -> what the lake lacks for it.
        codes: codes outside the national lists.
        alerts: what is worth a look.
        limits: the thresholds of the alerts.
    """

    mapping: str
    sources: tuple[str, ...]
    tables: Mapping[str, TableQuality]
    checks: tuple[Check, ...]
    unchecked: Mapping[str, tuple[str, ...]]
    codes: tuple[LocalCode, ...]
    alerts: tuple[Alert, ...]
    limits: Limits


def assess(
    store: Store,
    fresh: Store,
    accounts: Mapping[str, TableReport],
    limits: Limits,
    *,
    mapping: str = "",
    sources: Sequence[str] = (),
) -> Quality:
    """Assess an ingest; both stores are only read.

    Args:
        store: the workspace as it was.
        fresh: the partitions that will take the place of its own.
        accounts: table -> what became of its rows, for the tables that had a source.
        limits: from where on something is worth a look.
        mapping: the name of the mapping.
        sources: the names of what was read.
    """
    lake = Lake(store, fresh)
    ordered = [name for name in TABLES if name in accounts]
    tables = {name: table_quality(lake, name, accounts[name]) for name in ordered}
    found = checks(lake, limits)
    codes = tuple(code for name in ordered for code in local_codes(lake, name))
    return Quality(
        mapping=mapping,
        sources=tuple(sources),
        tables=tables,
        checks=found,
        unchecked=missing(lake),
        codes=codes,
        alerts=alerts(tables, found, codes, limits),
        limits=limits,
    )
