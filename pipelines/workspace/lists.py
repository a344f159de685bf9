"""The month's list, made and made again: what `targets`, `verify` and `run` do."""

from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from pipelines import audit
from pipelines.again import called_in, differences_of
from pipelines.errors import InputError
from pipelines.lock import WorkspaceLock
from pipelines.manifest import file_hash
from pipelines.score import read_scores, scored_levels
from pipelines.store import Store
from pipelines.targets.choose import COVERAGE
from pipelines.targets.listing import read_listing
from pipelines.targets.mark import Mark, first_mark
from pipelines.targets.policy_file import read_policy
from pipelines.targets.produce import COVERAGE_TABLE, MANIFEST, write_targets
from pipelines.targets.verify import POLICY, Manifest, pinned_policy, read_manifest
from pipelines.workspace.inputs import target_inputs
from pipelines.workspace.profiles import profile
from pipelines.workspace.scoring import score, score_level
from pipelines.workspace.session import Session


@dataclass(frozen=True)
class Listed:
    """What `Workspace.targets` returns.

    Attributes:
        folder: where the list lies.
        table: the list.
        files: what was written.
        levels: the levels that have scores in its month; of no other anybody is listed.
        coverage: what the quotas of the policy came to (`pipelines.targets.choose.COVERAGE`).
    """

    folder: Path
    table: pl.DataFrame
    files: tuple[Path, ...]
    levels: tuple[str, ...]
    coverage: pl.DataFrame


def targets(session: Session, month: str | None, policy: Path | str | None) -> Listed:
    """Write the list of a month that is scored."""
    return _list(session, session.month(month), session.policy_file(policy))


def run(session: Session, month: str | None, policy: Path | str | None) -> Listed:
    """Profile, score and list, as one act."""
    month = session.month(month)
    with session.writing("run"):
        session.profiler().run(month, session.progress)
        score(session, month, None, None)
        return targets(session, month, policy)


def verify(session: Session, folder: Path | str, *, from_lake: bool) -> list[str]:
    """Compute a list again beside the workspace, and note how much differs."""
    held = Path(folder) if Path(folder).exists() else session.root / folder
    manifest = read_manifest(held)
    with session.writing("verify"):
        found = differences_of(
            session.root,
            held,
            lambda root: _again(session, root, held, manifest, from_lake=from_lake),
            from_lake=from_lake,
        )
        audit.record(session.root, "verify", month=manifest["month"], differences=len(found))
    return found


def _again(
    session: Session, root: Path, folder: Path, manifest: Manifest, *, from_lake: bool
) -> Path:
    """The list computed again in a workspace that shares the inputs of this one."""
    again = Session(root, Store(root), WorkspaceLock(root), manifest["lang"], session.progress)
    month = again.month(manifest["month"])
    if from_lake:
        profile(again, month)
    for level, model in manifest["models"].items():
        score_level(again, month, level, str(model["version"]).rpartition("/")[2])
    marked = Mark(**manifest["produced"])
    return _list(again, month, pinned_policy(folder), marked, manifest["policy_file"]).folder


def _list(
    session: Session,
    month: str,
    policy: Path,
    marked: Mark | None = None,
    called: str | None = None,
) -> Listed:
    """Write a month's list, marked as made now or as said."""
    levels = scored_levels(session.store, month)
    if not levels:
        raise InputError(f"{month} has no scores; run `feijian score --month {month}` first")
    scored = {level: read_scores(session.store, level, month) for level in levels}
    folder = session.root / "targets" / month
    with session.writing("targets"):
        session.progress(f"{month} 名单 targets", 0, 1)
        inputs = target_inputs(session, month, read_policy(policy), scored)
        pins = {**inputs.manifest, "policy_file": called or called_in(session.root, policy)}
        own = marked or first_mark(folder / MANIFEST, pins, inputs.mark)
        files = write_targets(
            folder,
            replace(inputs, manifest=pins, mark=own),
            {f"{POLICY}/{policy.name}": policy.read_bytes()},
        )
        session.progress(f"{month} 名单 targets", 1, 1)
        table = read_listing(folder / "targets.csv")
        audit.record(session.root, "targets", month=month, listed=table.height,
                     produced=own.plain, manifest=file_hash(folder / MANIFEST))  # fmt: skip
    return Listed(folder, table, tuple(files), tuple(levels), _coverage(folder))


def _coverage(folder: Path) -> pl.DataFrame:
    path = folder / COVERAGE_TABLE
    return pl.read_csv(path, schema=COVERAGE) if path.exists() else pl.DataFrame(schema=COVERAGE)
