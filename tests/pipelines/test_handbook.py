"""The generated pages are those of the catalogue as it stands."""

from features.catalogue import CATALOGUE, SIGNALS
from pipelines.handbook import features_page, signals_page
from pipelines.settings import PROJECT


def test_docs_are_up_to_date() -> None:
    """`make docs` writes them."""
    docs = PROJECT / "docs"
    assert (docs / "features.md").read_text(encoding="utf-8") == features_page()
    assert (docs / "signals.md").read_text(encoding="utf-8") == signals_page()


def test_every_entry_has_a_row() -> None:
    assert all(f"| `{feature.name}` |" in features_page() for feature in CATALOGUE)
    assert all(f"| `{signal.name}` |" in signals_page() for signal in SIGNALS)
