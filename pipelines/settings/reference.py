"""The lists that signals look things up in: `config/reference/`."""

from features.reference import LISTS, Reference
from pipelines.settings.dated import dated
from pipelines.settings.places import CONFIG


def load_reference(month: str) -> Reference:
    """The reference lists of `config/reference/`, the lines valid on the month's last day.

    Raises:
        InputError: for a list that cannot be read, or has no such column or number.
    """
    folder = CONFIG / "reference"
    return Reference(
        {name: dated(folder / f"{name}.csv", of.columns, month) for name, of in LISTS.items()}
    )
