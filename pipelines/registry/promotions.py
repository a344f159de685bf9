"""Which version is in use, since when, by whom and why: a log that is only ever appended to.

It lies in the workspace (`promotions.jsonl`), because a registry keeps no history of its aliases
and may be lost or shared. Each line carries the hash of the line before it, so that nothing can
be changed or taken out unseen. The log decides what scores a month; the alias in the registry
follows it.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from pipelines import audit
from pipelines.errors import InputError
from pipelines.journal import synced

LOG = "promotions.jsonl"

Act = Literal["first", "promote", "override", "rollback"]


@dataclass(frozen=True)
class Promotion:
    """One line of the log.

    Attributes:
        number: its place, from 1.
        at: when, UTC.
        act: `first` (nothing was in use before), `promote` (the gate passed), `override` (a named
            person decided against the gate) or `rollback`.
        level: whose model.
        before: the version in use before; None at first.
        version: the version in use from now on.
        sha256: the hash of that version's files.
        by: who decided.
        reason: why, where a person gave a reason.
        verdict: what the gate said, where it was asked.
        held: the lines of the gate that did not pass.
        comparison: the hash of the comparison that it rested on.
        previous: the hash of the line before; empty in the first.
    """

    number: int
    at: str
    act: Act
    level: str
    before: int | None
    version: int
    sha256: str
    by: str
    reason: str = ""
    verdict: str = ""
    held: Sequence[str] = field(default_factory=tuple)
    comparison: str = ""
    previous: str = ""

    @property
    def hash(self) -> str:
        """Of this line, and through `previous` of all before it."""
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def history(root: Path, level: str | None = None) -> list[Promotion]:
    """All promotions of a workspace, the first one first; of one level, if named.

    A line that a dying process left unfinished does not count.

    Raises:
        InputError: a line was changed, or one is missing.
    """
    path = root / LOG
    written = path.read_bytes() if path.exists() else b""
    found: list[Promotion] = []
    for line in written[: _end(written)].splitlines():
        found.append(_read(line, found, path))
    _check_tail(root, found)
    return [each for each in found if level is None or each.level == level]


def behind(root: Path, level: str) -> list[Promotion]:
    """The promotions one could go back to, that in use last; empty where none was logged."""
    return _standing(history(root, level))


def _standing(promotions: Sequence[Promotion]) -> list[Promotion]:
    """A rollback takes the last one away."""
    stack: list[Promotion] = []
    for each in promotions:
        if each.act == "rollback":
            stack.pop()
        else:
            stack.append(each)
    return stack


def append(root: Path, act: Act, level: str, version: int, **facts: Any) -> Promotion:  # noqa: ANN401
    """Add a line and wait until it is on the disk; whoever calls holds the workspace.

    Args:
        root: the workspace.
        act: what was decided.
        level: whose model.
        version: the version in use from now on.
        facts: the other fields of `Promotion`.
    """
    path = root / LOG
    known = history(root)
    stack = _standing([each for each in known if each.level == level])
    promotion = Promotion(
        number=len(known) + 1,
        at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        act=act,
        level=level,
        before=stack[-1].version if stack else None,
        version=version,
        previous=known[-1].hash if known else "",
        **facts,
    )
    _write(path, {**asdict(promotion), "hash": promotion.hash})
    return promotion


def note(root: Path, promotion: Promotion) -> None:
    """Name a promotion in the audit, so that a log cut short at its end is noticed."""
    audit.record(
        root, "promotion", number=promotion.number, what=promotion.act, level=promotion.level,
        version=promotion.version, hash=promotion.hash,
    )  # fmt: skip


def noted(root: Path) -> dict[str, int]:
    """Hash -> number of the promotions that the audit names."""
    path = root / audit.FILE
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as lines:
        named = [_parsed(line) for line in lines if '"act": "promotion"' in line]
    return {each["hash"]: each["number"] for each in named if "hash" in each}


def _parsed(line: str) -> dict[str, Any]:
    """A line of the audit; one that a dying process left unfinished says nothing."""
    try:
        facts: dict[str, Any] = json.loads(line)
    except ValueError:
        return {}
    return facts


def _write(path: Path, line: Mapping[str, Any]) -> None:
    """Append a line in the place of one that was left unfinished."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    with path.open("r+b") as file:
        file.truncate(_end(file.read()))
        file.seek(0, 2)
        file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    synced(path)


def _end(written: bytes) -> int:
    """Where the last finished line ends."""
    return written.rfind(b"\n") + 1


def _read(line: bytes, before: Sequence[Promotion], path: Path) -> Promotion:
    try:
        facts = json.loads(line)
        claimed = facts.pop("hash")
        promotion = Promotion(**{**facts, "held": tuple(facts["held"])})
    except (ValueError, TypeError, KeyError, AttributeError):
        raise _changed(path, len(before) + 1) from None
    expected = before[-1].hash if before else ""
    if promotion.hash != claimed or promotion.previous != expected:
        raise _changed(path, len(before) + 1)
    return promotion


def _changed(path: Path, line: int) -> InputError:
    return InputError(
        f"{path}: line {line} is not the one that was written, or one before it is missing; "
        "restore the file from a backup: without it nobody knows which model is in use"
    )


def _check_tail(root: Path, found: Sequence[Promotion]) -> None:
    """Whatever the audit names must be in the log."""
    hashes = {each.hash for each in found}
    lost = [number for hash_, number in noted(root).items() if hash_ not in hashes]
    if lost:
        raise _changed(root / LOG, min(lost))
