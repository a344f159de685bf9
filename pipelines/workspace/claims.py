"""From exports to the lake, and from pseudonyms back: what `map`, `ingest` and `resolve` do."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines import audit, intake
from pipelines.errors import InputError
from pipelines.intake.propose import Proposal, mapping_text, propose
from pipelines.intake.pseudonyms import check_pseudonyms, load_key
from pipelines.intake.quality import Limits
from pipelines.store import WHOLE, write_text
from pipelines.workspace.session import Session


def map_(session: Session, paths: Sequence[Path | str], out: Path | str | None) -> Proposal:
    """Propose a mapping, and write it where nothing is yet."""
    if out is not None and Path(out).exists():
        raise InputError(f"{out} exists; name another file with --out, or remove it")
    proposal = propose(paths)
    if not proposal.tables:
        why = "; ".join(each.text("en") for each in proposal.unrecognised)
        raise InputError(f"nothing here can be read as a table of claims, nothing written: {why}")
    if out is not None:
        write_text(mapping_text(proposal, Path(out).stem, session.lang), Path(out))
    return proposal


def ingest(
    session: Session,
    paths: Sequence[Path | str],
    mapping: Path | str,
    as_of: dt.date | None,
    key: Path | str | None,
) -> intake.IngestReport:
    """Bring exports into the lake, and note how many rows were kept."""
    described = intake.load_mapping(Path(mapping))
    options = intake.Options(
        as_of=None if as_of is None else dt.datetime.combine(as_of, dt.time()),
        key=None if key is None else load_key(Path(key), session.root),
        limits=Limits(**session.settings.quality),
        lang=session.lang,
    )
    with session.writing("ingest"):
        report = intake.ingest(session.store, paths, described, options, progress=session.progress)
        rows = {name: [of.read, of.kept, of.quarantined] for name, of in report.tables.items()}
        audit.record(session.root, "ingest", mapping=report.mapping, sources=report.sources,
                     read_kept_quarantined=rows)  # fmt: skip
    return report


def resolve(session: Session, pseudonyms: Sequence[str], key: Path | str) -> dict[str, str]:
    """Open the vault for who holds the key, and note who asked."""
    held = load_key(Path(key), session.root)
    part = session.store.partition(intake.vault.FOLDER, WHOLE)
    if not part.exists():
        raise InputError(f"{session.root} holds no pseudonyms; nothing to resolve")
    check_pseudonyms(pseudonyms)
    audit.record(session.root, "resolve", pseudonyms=list(pseudonyms))
    return intake.vault.open_sealed(held, pl.read_parquet(part, glob=False), pseudonyms)
