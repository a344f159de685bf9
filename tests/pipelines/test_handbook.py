"""The generated pages are those of the catalogue as it stands."""

from features.catalogue import CATALOGUE, SIGNALS
from pipelines.handbook import detection_page, features_page, signals_page
from pipelines.rulebook import rules_page
from pipelines.settings import PROJECT


def test_docs_are_up_to_date() -> None:
    """`make docs` writes them."""
    docs = PROJECT / "docs"
    assert (docs / "features.md").read_text(encoding="utf-8") == features_page()
    assert (docs / "signals.md").read_text(encoding="utf-8") == signals_page()
    assert (docs / "rules.md").read_text(encoding="utf-8") == rules_page()
    assert (docs / "detection.md").read_text(encoding="utf-8") == detection_page()


def test_every_entry_has_a_row() -> None:
    assert all(f"| `{feature.name}` |" in features_page() for feature in CATALOGUE)
    assert all(f"| `{signal.name}` |" in signals_page() for signal in SIGNALS)


def test_a_signal_says_how_certain_it_is_and_which_national_rule_it_carries_out() -> None:
    row = next(line for line in signals_page().splitlines() if "`split_admission` |" in line)
    assert "| suspect | 49 |" in row
