"""Moving the champion: the log first, then the alias, then the audit.

Whoever dies between these leaves a promotion that the audit does not name; the next one carries
it out (`settle`). So the log, the alias and what scores a month agree again.
"""

from pathlib import Path
from typing import Any

from pipelines.errors import InputError
from pipelines.registry.in_use import in_use
from pipelines.registry.promotions import (
    Act,
    Promotion,
    append,
    behind,
    history,
    note,
    noted,
)
from pipelines.registry.tracking import CHAMPION, answering, client
from pipelines.registry.versions import Version, load, model_name, stored


def begin(root: Path, level: str) -> None:
    """Log what is in use at a level where nothing was logged yet."""
    settle(root)
    if not behind(root, level):
        number = in_use(root, level)
        facts = {"sha256": stored(level, number), "by": FEIJIAN}
        _carry_out(root, append(root, "first", level, number, **facts))


FEIJIAN = "feijian"
"""Who decides that the first version of a level is in use."""


def move(root: Path, act: Act, version: Version, **facts: Any) -> Promotion:  # noqa: ANN401
    """Put a version in use; whoever calls holds the workspace.

    Args:
        root: the workspace.
        act: what was decided.
        version: loaded, so known to be whole.
        facts: `by`, `reason` and what else a `Promotion` tells.
    """
    begin(root, version.level)
    promotion = append(root, act, version.level, version.number, sha256=version.sha256, **facts)
    _carry_out(root, promotion)
    return promotion


def back(root: Path, level: str, **facts: Any) -> Promotion:  # noqa: ANN401
    """Go back to the version that was in use before the last promotion that still stands.

    Raises:
        InputError: there is none before it, or it cannot be loaded unchanged any more.
    """
    begin(root, level)
    stack = behind(root, level)
    if len(stack) == 1:
        raise InputError(f"{level}: no version was in use before {stack[0].version}")
    before = stack[-2]
    version = load(level, str(before.version))
    if version.sha256 != before.sha256:
        raise InputError(
            f"{version.label} is not the model that was in use (sha256 {version.sha256[:12]}, "
            f"logged {before.sha256[:12]}); restore the registry from a backup"
        )
    return move(root, "rollback", version, **facts)


def settle(root: Path) -> None:
    """Carry out what was logged by a process that died before it was done."""
    known = noted(root)
    for promotion in history(root):
        if promotion.hash not in known:
            _carry_out(root, promotion)


@answering()
def _carry_out(root: Path, promotion: Promotion) -> None:
    """What was in use already needs no alias; it may be another workspace's to give."""
    if promotion.act != "first":
        name = model_name(promotion.level)
        client().set_registered_model_alias(name, CHAMPION, str(promotion.version))
    note(root, promotion)
