"""What the pages of a month are made from, whether a whole list's or one entity's."""

from collections.abc import Sequence

import polars as pl

from pipelines.errors import InputError
from pipelines.registry.versions import load
from pipelines.score import Scored, reasons_of
from pipelines.targets.gather import gather
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.mark import mark
from pipelines.targets.policy import Policy
from pipelines.workspace.session import Session


def target_inputs(
    session: Session,
    month: str,
    policy: Policy,
    scored: dict[str, Scored],
    entities: Sequence[str] | None = None,
) -> TargetInputs:
    """Put together what a list rests on, or with `entities` what their dossiers do.

    Raises:
        InputError: claims, code or settings changed since the month was profiled, or a model
            is no longer the one that scored.
    """
    profiler = session.profiler()
    profiler.check_current(month)
    return gather(
        profiler,
        scored,
        month=month,
        policy=policy,
        seed=session.settings.draw_seed,
        lang=session.lang,
        explain=lambda level, who: _reasons(session, month, level, who, scored[level]),
        mark=mark(session.by),
        entities=entities,
    )


def _reasons(
    session: Session, month: str, level: str, entities: Sequence[str], scored: Scored
) -> pl.DataFrame:
    """Reasons of entities by the very version that scored them."""
    version = load(level, str(scored.model_number))
    if version.sha256 != scored.model_sha256:
        raise InputError(
            f"{scored.model_version} is not the model that scored {level} {month}; "
            f"run `feijian score --month {month}` again"
        )
    return reasons_of(session.store, version.bundle, month, entities, session.lang).reasons
