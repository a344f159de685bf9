"""One spelling for the many ways in which exports write the same value (A.9, A.10).

Stray and full-width spaces go, full-width digits and signs become plain ones, and so do the
disguises that spreadsheets need to keep a long number whole (`'0012`, `="0012"`). Words that
people write (names of institutions, diagnoses) only lose the spaces around them.
"""

import polars as pl

SPACES = " \t\r\n\v\f\0\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
SPACES += "\u200a\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
"""What may stand around a value without being part of it, zero-width characters among them."""

PLAIN = r"""^([!#-&(-<>-~][ -~]*)?$"""
"""Printable ASCII that does not begin with a quote, an apostrophe or an equals sign."""

DISGUISE = r"""^=?"([^"]*)"$|^'(.+)$"""
"""How a spreadsheet is kept from reading an identifier as a number."""

CURRENCY = r"^([+-]?)[¥￥]|[元圆]$"


def stripped(text: pl.Expr) -> pl.Expr:
    """`text` without the spaces around it, plain and full-width, visible or not."""
    return text.str.strip_chars(SPACES)


def unlike_plain(texts: pl.DataFrame) -> list[str]:
    """The columns that need more than `stripped`: not plain ASCII, or perhaps in disguise."""
    odd = texts.select(~pl.all().str.contains(PLAIN).all())
    return [name for name in texts.columns if odd[name].item()]


def plain(text: pl.Expr) -> pl.Expr:
    """Full-width characters in their plain form (１２３ -> 123), `="0012"` and `'0012` as 0012."""
    narrow = stripped(text.str.normalize("NFKC"))
    return pl.coalesce(narrow.str.extract(DISGUISE, 1), narrow.str.extract(DISGUISE, 2), narrow)


def amount(text: pl.Expr) -> pl.Expr:
    """An amount without the signs of its currency (¥12.50, 12.50元)."""
    return text.str.replace_all(CURRENCY, "${1}")
