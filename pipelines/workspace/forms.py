"""The report forms of a month: what `forms` does."""

from pathlib import Path

from pipelines import audit
from pipelines.forms.gather import forms as filled_in
from pipelines.forms.gather import ledger
from pipelines.forms.rules import form_rules
from pipelines.forms.write import check_replaceable, write_forms
from pipelines.targets.mark import mark
from pipelines.targets.wording import words
from pipelines.workspace.session import Session


def forms(
    session: Session,
    out: Path | str,
    month: str | None,
    areas: Path | str | None,
    *,
    public: bool,
) -> list[Path]:
    """Fill in the forms, and mark them as made by whom."""
    month, folder = session.month(month), Path(out)
    check_replaceable(folder)
    window = session.profiler().window(month)
    held = ledger(session.store, month, window, None if areas is None else Path(areas))
    told = words(session.lang)
    own = mark(session.by)
    head = "" if public else f"{told['confidential']}　"
    made = filled_in(held, form_rules(), public=public)
    with session.writing("forms"):
        files = write_forms(
            folder, made, month=month, mark=head + told["produced"].format(**own.plain)
        )
        audit.record(session.root, "forms", month=month, public=public, produced=own.plain)
    return files
