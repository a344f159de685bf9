"""`feijian map`: from the files of an export to a mapping that says what it is unsure of."""

from pipelines.intake.propose.aliases import Aliases, load_aliases
from pipelines.intake.propose.exports import propose, propose_from
from pipelines.intake.propose.proposal import (
    ColumnProposal,
    Doubt,
    Lang,
    Proposal,
    TableProposal,
    Unrecognised,
)
from pipelines.intake.propose.toml import mapping_text

__all__ = [
    "Aliases",
    "ColumnProposal",
    "Doubt",
    "Lang",
    "Proposal",
    "TableProposal",
    "Unrecognised",
    "load_aliases",
    "mapping_text",
    "propose",
    "propose_from",
]
