"""The lists: whom to visit, by level, pharmacies on a sheet of their own."""

from features.level import PHARMACY_TYPE
from pipelines.targets.alerts import raised
from pipelines.targets.dossier import REASONS_LISTED, Dossier
from pipelines.targets.facts import at_site
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.sheets import Book, Column, Layout, Row
from pipelines.targets.terms import Terms, terms_of
from pipelines.targets.workbook.common import ID_WIDTH, Known, yuan

_OWN = {"institution": "entity_name", "doctor": "main_site", "patient": "special_group"}
"""What tells the entities of a level apart beside their codes."""


def lists(book: Book, inputs: TargetInputs, known: Known) -> None:
    """A sheet for every level, and one for the pharmacies among the institutions."""
    for level, of in known.items():
        terms = terms_of(inputs, level)
        _list(book, terms, terms[level], level, [one for one in of if not is_pharmacy(one)])
        if level == "institution":
            _list(book, terms, terms["pharmacies"], level, [one for one in of if is_pharmacy(one)])


def is_pharmacy(dossier: Dossier) -> bool:
    """Whether a target is a retail pharmacy."""
    return bool(dossier.target["fixmedins_type"] == PHARMACY_TYPE)


def _list(book: Book, terms: Terms, name: str, level: str, known: list[Dossier]) -> None:
    printed, beside = _printed(terms, level), _beside(terms)
    # Scores are log-odds and may be negative; percentiles make bars that compare.
    bars = ((terms["percentile"], 100.0), (terms["amount_yuan"], None))
    layout = Layout(frozen=4, printed=len(printed), bars=bars)
    rows = [[*_printed_row(terms, level, one), *_beside_row(terms, one)] for one in known]
    book.table(name, [*printed, *beside], rows, terms["disclaimer"], layout)


def _printed(terms: Terms, level: str) -> list[Column]:
    """What is printed; the rest is beside it on the screen."""
    return [
        Column(terms["rank"], 6, "count"),
        Column(terms["risk_tier"], 6, "tier"),
        Column(terms[_OWN[level]], 16 if level == "patient" else 24, "wrap"),
        Column(terms["entity_id"], ID_WIDTH if level == "patient" else 16),
        Column(terms["area"], 9),
        Column(terms["mode"], 10),
        Column(terms["sources"], 12, "wrap"),
        Column(terms["percentile"], 9, "percentile"),
        Column(terms["probability"], 12, "share"),
        Column(terms["hits"], 8, "count"),
        Column(terms["amount_yuan"], 14, "yuan"),
        Column(terms["expected_yuan"], 14, "yuan"),
        Column(terms["violations"], 22, "wrap"),
        Column(terms["reason"], 66, "wrap"),
    ]


def _printed_row(terms: Terms, level: str, dossier: Dossier) -> Row:
    target = dossier.target
    texts = dossier.raising["text"].head(REASONS_LISTED)
    told = "\n".join(f"{place}. {text}" for place, text in enumerate(texts, start=1))
    return [
        target["rank"],
        target["risk_tier"],
        _own(terms, level, dossier),
        target["entity_id"],
        target["area"],
        terms[target["mode"]],
        terms["and"].join(terms.sources(target)) or None,
        target["percentile"],
        target["probability"],
        target["hits"],
        yuan(target["amount_at_issue_fen"]),
        yuan(target["expected_amount_fen"]),
        "\n".join(terms.violation_list(target["violations"])) or None,
        told or None,
    ]


def _beside(terms: Terms) -> list[Column]:
    return [
        Column(terms["score"], 9, "score"),
        Column(terms["inclusion_probability"], 10, "share"),
        Column(terms["kinds"], 18, "wrap"),
        Column(terms["alerts"], 26, "wrap"),
        Column(terms["rings"], 40, "wrap"),
    ]


def _beside_row(terms: Terms, dossier: Dossier) -> Row:
    target = dossier.target
    rules = raised(dossier.alerts).to_dicts()
    return [
        target["score"],
        target["inclusion_probability"],
        terms["and"].join(terms.family_list(target["families"])) or None,
        terms["and"].join(terms.violation(row["rule"]) for row in rules) or None,
        "\n".join(map(terms.ring, dossier.rings.to_dicts())) or None,
    ]


def _own(terms: Terms, level: str, dossier: Dossier) -> str | None:
    if level == "patient":
        return terms.group(dossier.target["special_group"])
    if level == "doctor":
        return at_site(dossier.target)
    name: str | None = dossier.target["entity_name"]
    return name
