"""Schemes at the till: held cards, emptied accounts, and what pharmacies bill, sell and upload."""

from pipelines.city.schemes.plot import Plot
from pipelines.city.schemes.tills import (
    accounts,
    books,
    cards,
    chain,
    pharmacists,
    postings,
    shelves,
    uploads,
)

PLOTS: tuple[Plot, ...] = (
    *accounts.PLOTS,
    *cards.PLOTS,
    *shelves.PLOTS,
    *chain.PLOTS,
    *pharmacists.PLOTS,
    *books.PLOTS,
    *postings.PLOTS,
    *uploads.PLOTS,
)
