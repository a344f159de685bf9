"""The workbook as a whole: its sheets in the order in which they are read."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipelines.targets.choose import Choice
from pipelines.targets.dossier import Dossier
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.printing import print_mark
from pipelines.targets.sheets import Book
from pipelines.targets.terms import general_terms
from pipelines.targets.workbook.around import departments, rings
from pipelines.targets.workbook.grounds import alerts, evidence, reasons
from pipelines.targets.workbook.lists import lists
from pipelines.targets.workbook.overview import overview
from pipelines.targets.workbook.visit import check_record, home_visits


def write_workbook(
    path: Path,
    inputs: TargetInputs,
    choices: Mapping[str, Choice],
    known: Mapping[str, Sequence[Dossier]],
) -> None:
    """Write the workbook; equal inputs give equal bytes.

    Args:
        path: the file to write.
        inputs: what the list is made from.
        choices: the list of each level.
        known: the dossiers of each level, in the order of the list.
    """
    terms = general_terms(inputs)
    book = Book(path, inputs.month)
    with book.book:
        overview(book, inputs, choices)
        for write in (
            lists, departments, rings, reasons, alerts, evidence, check_record, home_visits,
        ):  # fmt: skip
            write(book, inputs, known)
        print_mark(book.book, f"{terms['confidential']}　{terms.produced(inputs.mark)}")
