"""Looking back and keeping watch: what `backtest` and `monitor` do."""

import json
from pathlib import Path

from features.contract import LEVELS
from pipelines import audit
from pipelines.errors import InputError
from pipelines.registry.in_use import in_use, trained
from pipelines.registry.versions import Version, load
from pipelines.store import keep_private, replacing, write_text
from pipelines.train import check_level
from pipelines.watch.backtest import Backtest
from pipelines.watch.limits import read_limits
from pipelines.watch.looked_back import LookedBack, look_back
from pipelines.watch.monitor import Monitor, Watch
from pipelines.workspace.session import Session

MONITOR_PAGE, MONITOR_JSON = "monitor.html", "monitor.json"


def backtest(
    session: Session,
    first: str,
    last: str,
    level: str,
    model: str | None,
    policy: Path | str | None,
) -> LookedBack:
    """Look back from month to month, and keep what was seen."""
    check_level(level)
    first, last = session.month(first), session.month(last)
    version = load(level, model or str(in_use(session.root, level)))
    made = Backtest(session.profiler(), version, session.policy(policy), session.progress)
    with session.writing("backtest"):
        found = look_back(made, first, last, seed=session.settings.seed, lang=session.lang)
        found.write(backtest_folder(session.root, level, first, last))
        audit.record(
            session.root, "backtest", level=level, months=[first, last], version=version.label
        )
    return found


def backtest_folder(root: Path, level: str, first: str, last: str) -> Path:
    """Where a backtest is kept."""
    return root / "backtests" / level / f"{first}_{last}"


def monitor(session: Session, month: str | None, against: str | None) -> Watch:
    """Watch a month, and keep what was seen."""
    from pipelines.watch.page import monitor_page

    month = session.month(month)
    watching = Monitor(
        session.profiler(), _in_use(session.root), read_limits(session.root), session.progress
    )
    with session.writing("monitor"):
        found = watching.run(month, against and session.month(against))
        with replacing(monitor_folder(session.root, month)) as fresh:
            fresh.mkdir()
            text = json.dumps(found.plain(), ensure_ascii=False, indent=2, default=str)
            write_text(text + "\n", fresh / MONITOR_JSON)
            write_text(monitor_page(found, session.lang), fresh / MONITOR_PAGE)
            keep_private(fresh)
        audit.record(session.root, "monitor", month=month, alerts=len(found.alerts))
    return found


def monitor_folder(root: Path, month: str) -> Path:
    """Where what was watched of a month is kept."""
    return root / "monitor" / month


def _in_use(root: Path) -> dict[str, Version]:
    """The versions in use, of the levels that have any."""
    levels = [level for level in LEVELS if trained(root, level)]
    if not levels:
        raise InputError(f"no model was trained in {root}; run `feijian train` first")
    return {level: load(level, str(in_use(root, level))) for level in levels}
