"""Which version is used: what `promote`, `rollback`, `card` and `shadow` do."""

import polars as pl

from pipelines import audit
from pipelines.errors import InputError
from pipelines.registry.champions import back, begin, move
from pipelines.registry.in_use import in_use
from pipelines.registry.promotions import Promotion
from pipelines.registry.versions import OutdatedError, Version, load
from pipelines.rollout.card import Card
from pipelines.rollout.card import card as card_of
from pipelines.rollout.keeping import NOT_COMPARED, Kept
from pipelines.rollout.shadows import set_shadow, shadow_agreement, shadows_of
from pipelines.train import check_level
from pipelines.workspace.comparing import kept_or_compared
from pipelines.workspace.session import Session


def promote(
    session: Session, level: str, challenger: int | str, override: str | None, by: str | None
) -> Promotion:
    """Move a level to the challenger, if the gate or somebody says so."""
    check_level(level)
    if override is not None and not (override.strip() and (by or "").strip()):
        raise InputError("an override needs a reason and who decides: --override REASON --by WHO")
    with session.writing("promote"):
        begin(session.root, level)
        kept, version = _judged(session, level, challenger, by_person=override is not None)
        if kept.verdict != "pass" and override is None:
            raise InputError(
                f"{version.label} is not put in use: {kept.verdict} ({', '.join(kept.held)}); "
                f"see `feijian compare --level {level} --challenger {version.number}`, or "
                "decide against the gate with --override REASON --by WHO"
            )
        return move(
            session.root,
            "promote" if kept.verdict == "pass" else "override",
            version,
            by=by or audit.who(),
            reason=override or "",
            verdict=kept.verdict,
            held=kept.held,
            comparison=kept.sha256,
        )


def _judged(
    session: Session, level: str, challenger: int | str, *, by_person: bool
) -> tuple[Kept, Version]:
    """What the gate says; nothing, where a person decides and the old one cannot be read."""
    try:
        return kept_or_compared(session, level, challenger)
    except OutdatedError:
        if not by_person:
            raise
        return NOT_COMPARED, load(level, str(challenger))


def rollback(session: Session, level: str, reason: str, by: str | None) -> Promotion:
    """Move a level back."""
    check_level(level)
    with session.writing("rollback"):
        return back(session.root, level, by=by or audit.who(), reason=reason)


def card(session: Session, level: str, model: int | str | None) -> Card:
    """Fill in the card of a version."""
    check_level(level)
    version = load(level, str(model or in_use(session.root, level)))
    return card_of(session.root, version, session.lang)


def shadow(session: Session, level: str, challenger: int | str | None) -> list[int]:
    """Let a version score along, or none; the shadows of the level from now on."""
    check_level(level)
    with session.writing("shadow"):
        version = None if challenger is None else load(level, str(challenger))
        if version and version.number == in_use(session.root, level):
            raise InputError(f"{version.label} is the version in use; name another one as shadow")
        set_shadow(session.root, level, version)
        audit.record(session.root, "shadow", level=level, version=version and version.label)
    return shadows_of(session.root, level)


def shadows(session: Session, level: str) -> pl.DataFrame:
    """Hold the lists of shadows beside those of the version in use."""
    check_level(level)
    return shadow_agreement(session.store, level, session.capacity(level))
