"""What may be written of a source row: its mapped columns, without what gives a person away."""

from collections.abc import Collection, Sequence

import polars as pl

from features.contract import SENTINEL_ID
from pipelines.intake.identity import is_address, personal_number

MASKED = "[masked]"
"""What stands in place of a value that gives a person away."""

LONG = 11
"""From this length on, ASCII text is not found inside other text by chance."""

NOTHING = (
    "^(?:.?|[0-9]{1,6}|[0*x/]+|1+|9+|none|null|nan|n/a|na|无|不详|未知|无名氏|本人|同上|暂无|保密)$"
)
"""What stands where a name, number or address is missing, or too short to tell anything."""

AREA = r"^(?:\p{Han}{1,8}?(?:省|市|区|县|州|盟|旗|镇|乡|街道))+$"
"""An address that names no more than an area."""

CODE = r"^\s*(?:[!-~]|[!-?A-~]*[0-9][!-?A-~]*|[ -?\[-`{-~]*)\s*$"
"""Plain ASCII: one character, one word with a digit, or several words without a letter."""


def scrub(
    rows: pl.DataFrame,
    columns: Sequence[str],
    identity: Sequence[str],
    free_text: Collection[str],
    identifiers: Collection[str] = (),
) -> pl.DataFrame:
    """The `columns` of a batch without what gives a person away; the rows keep their order.

    A text becomes `MASKED` when it contains what an identity column of its row holds, in any
    case, width or spacing; a free text also when it contains what may be a certificate or
    telephone number. Outside free text a masked value is a fault (`hidden`).

    Args:
        rows: a batch of a source, all text as it came.
        columns: what to return; columns that are no text stay as they are.
        identity: columns of `rows` from `identity_columns`. One that is returned as well is
            masked throughout, unless `free_text` or `identifiers` names it.
        free_text: columns of words, such as names of institutions. They identify nobody: a
            mapping that takes the name of an institution from `name` knows what it holds.
        identifiers: columns with persons' numbers that will be pseudonymised; left as they are.
            Without pseudonyms there are none, for a name in such a column would be kept.
    """
    owners = [name for name in identity if name not in free_text]
    owned = [_owned(rows[name], address=is_address(name)) for name in owners]
    texts = [c for c in columns if rows.schema[c] == pl.String and c not in identifiers]
    personal = (
        rows[name].str.strip_chars() != "" if name in owners
        else _personal(rows[name], owned, free=name in free_text)
        for name in texts
    )  # fmt: skip
    return rows.select(columns).with_columns(
        pl.when(pl.lit(mask)).then(pl.lit(MASKED)).otherwise(name).alias(name)
        for name, mask in zip(texts, personal, strict=True)
    )


def hidden(text: pl.Expr) -> pl.Expr:
    """Whether `scrub` has masked a value or a part of it; outside free text that is a fault."""
    return text.str.contains(MASKED, literal=True).fill_null(value=False)


def masked(rows: pl.DataFrame, kept: Collection[str] = ()) -> pl.DataFrame:
    """Scrubbed rows as the quarantine may keep them.

    The fields of a bad row may be shifted, so that a name can stand in any column. A value stays
    when it is a placeholder, or plain ASCII of one word with a digit or of several without a
    letter, and holds neither certificate nor telephone number. Any other becomes
    "[masked N characters]".

    Args:
        rows: rows that `scrub` returned; columns that are no text stay as they are.
        kept: columns that stay as they are: free text, and columns that hold pseudonyms.
    """
    return rows.with_columns(
        pl.when(_is_code(pl.col(name)) | (pl.col(name) == MASKED) | pl.col(name).is_null())
        .then(name)
        .otherwise(pl.format("[masked {} characters]", pl.col(name).str.len_chars()))
        .alias(name)
        for name, dtype in rows.schema.items()
        if dtype == pl.String and name not in kept
    )


def _is_code(text: pl.Expr) -> pl.Expr:
    plain = text.str.contains(CODE) & ~personal_number(text)
    return plain | text.str.strip_chars().str.contains(SENTINEL_ID)


def _owned(values: pl.Series, *, address: bool) -> pl.DataFrame:
    """What an identity column holds: `tight`, `words`, `certain`; null where it tells nothing.

    A certain value proves itself wherever it is found, any other only between its words.
    """
    tight = pl.col("tight")
    nothing = tight.str.contains(f"{NOTHING}|{AREA}" if address else NOTHING)
    certain = (tight.str.len_chars() >= LONG) | tight.str.contains(r"[^\x00-\x7f]")
    forms = _narrow(values).to_frame("text").select(tight=_tight("text"), words=_words("text"))
    return forms.select(pl.when(~nothing).then(tight), "words", certain=certain)


def _personal(values: pl.Series, owned: Sequence[pl.DataFrame], *, free: bool) -> pl.Series:
    """Which values of a column give a person away."""
    text = _narrow(values).to_frame("text")
    shaped = personal_number(pl.col("text")) if free else pl.lit(value=False)
    forms = text.with_columns(shaped=shaped, tight_text=_tight("text") if owned else None)
    found = forms["shaped"]
    for own in owned:
        found = found | _holds(pl.concat([forms, own], how="horizontal"))
    return found


def _holds(both: pl.DataFrame) -> pl.Series:
    """Which texts hold what their row owns; words are looked at only where it may be."""
    within = pl.col("tight_text").str.contains(pl.col("tight"), literal=True).fill_null(value=False)
    near = both.select(within).to_series()
    if not near.any():
        return near
    alone = _words("text").str.contains(pl.col("words"), literal=True)
    return near & both.select(pl.col("certain") | alone).to_series()


def _narrow(values: pl.Series) -> pl.Series:
    """Full-width characters in their plain form, looked for only where there may be any."""
    plain = values.str.len_bytes().sum() == values.str.len_chars().sum()
    return values if plain else values.str.normalize("NFKC")


def _tight(column: str) -> pl.Expr:
    return pl.col(column).str.to_lowercase().str.replace_all(r"[\s\-·•.()]+", "")


def _words(column: str) -> pl.Expr:
    words = pl.col(column).str.to_lowercase().str.replace_all("[^a-z0-9]+", " ")
    return pl.concat_str(pl.lit(" "), words.str.strip_chars(), pl.lit(" "))
