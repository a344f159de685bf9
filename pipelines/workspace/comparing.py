"""A version that waits beside the one in use: what `compare` does."""

from collections.abc import Sequence

from models.comparison import CHALLENGER, CHAMPION
from pipelines import audit
from pipelines.errors import InputError
from pipelines.registry.in_use import in_use
from pipelines.registry.versions import Version, load
from pipelines.rollout.comparing import Comparer, Comparison
from pipelines.rollout.judging import Judge
from pipelines.rollout.keeping import Kept, folder_of, keep, log, read_kept
from pipelines.rollout.rules import read_rules
from pipelines.train import check_level
from pipelines.workspace.session import Session


def compare(
    session: Session,
    level: str,
    challenger: int | str,
    champion: int | str | None = None,
    months: Sequence[str] | None = None,
) -> Comparison:
    """Compare two versions, keep what comes out, and log it without names."""
    check_level(level)
    months = None if months is None else sorted({session.month(month) for month in months})
    comparer = _comparer(session, level, challenger, champion)
    with session.writing("compare"):
        found = comparer.run(months or _compared(session, comparer))
        keep(session.root, found)
        log(found)
        audit.record(
            session.root, "compare", level=level, verdict=found.decision.verdict,
            versions={name: of["name"] for name, of in found.versions.items()},
            sha256=found.sha256,
        )  # fmt: skip
    return found


def kept_or_compared(session: Session, level: str, challenger: int | str) -> tuple[Kept, Version]:
    """The comparison with the version in use, made anew if anything changed; the challenger."""
    comparer = _comparer(session, level, challenger, None)
    old, new = (comparer.judge.versions[name] for name in (CHAMPION, CHALLENGER))
    folder = folder_of(session.root, level, old.number, new.number)
    kept = read_kept(folder)
    if kept is None or kept.inputs != comparer.inputs(kept.months):
        compare(session, level, challenger)
        kept = read_kept(folder)
    assert kept is not None, "it has just been kept"
    return kept, new


def _comparer(
    session: Session, level: str, challenger: int | str, champion: int | str | None
) -> Comparer:
    old = load(level, str(in_use(session.root, level) if champion is None else champion))
    new = load(level, str(challenger))
    if old.number == new.number:
        raise InputError(f"{new.label} is the version in use; name another one to compare")
    judge = Judge(
        session.profiler(),
        {CHAMPION: old, CHALLENGER: new},
        session.capacity(level),
        session.progress,
    )
    return Comparer(judge, read_rules(session.root), session.lang, session.progress)


def _compared(session: Session, comparer: Comparer) -> list[str]:
    return comparer.judge.months(session.month(None), comparer.rules.evidence.compared_months)
