"""One text column into one type of the contract; what cannot be read is a fault, not a guess.

Money is exact: an amount that is no whole number of fen, to a millionth of a fen, is a fault and
never rounded away. A placeholder (`0`, `-`, `无` ...) in an optional identifier becomes null; in a
required one it stays, and the contract refuses it. A code of fixed width that an export wrote as
a number is restored (`1` or `1.0` -> `01`), one that was padded loses the zeros (`01` -> `1`), and
flags in words become 1 and 0. An identifier that a spreadsheet turned into `1.23E+17` has lost
digits and is a fault. A time is read in the given formats, then with the year first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from features.contract import SENTINEL_ID, Table

IDENTIFIER = re.compile(r"(_id|_no|_code|_codg|_sn)$|^(rxno|uscc)$")

CODE_WIDTH = {
    "med_type": 2,
    "insutype": 3,
    "hosp_lv": 2,
    "med_chrgitm_type": 2,
    "chrgitm_lv": 2,
    "mdtrt_cert_type": 2,
    "list_type": 3,
}
"""Digits of the national codes that exports are known to write as numbers (A.8, A.9 trap 1)."""

UNPADDED = frozenset({"gend", "fixmedins_type", "medinslv", "dscg_way", "diag_type"})
"""National codes without leading zeros, which some exports pad."""

FLAG = re.compile(r"_flag$|_flag_31$")
FLAGS = {"是": "1", "否": "0", "y": "1", "n": "0", "yes": "1", "no": "0", "true": "1",
         "false": "0", "t": "1", "f": "0"}  # fmt: skip
"""Words for the flags 1 and 0."""

WHOLE = r"^(\d+)(?:\.0+)?$"
"""A number without a fraction, as an integer column or as a float column writes it."""

DIGITS_LOST = r"^\d(\.\d+)?[Ee]\+\d{2,}$"
"""What a spreadsheet makes of a number with more than fifteen digits."""

GROUPED = r"^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$"
"""A number with thousands separators."""

YEAR_FIRST = (
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%d",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y%m%d",
    "%Y%m%d%H%M%S",
)
"""Formats tried without being named: the year comes first, so that only one reading is possible."""

SEPARATED = r"^(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?"
"""A day written with other signs than hyphens."""

EXACT = pl.Decimal(38, 8)
"""Yuan to a millionth of a fen."""

MOMENT = pl.Datetime("us")

LARGEST = 10**15
"""No number that is to be exact reaches this; a larger one is a fault of the export."""


@dataclass(frozen=True)
class Parsed:
    """The value of a column, and for each kind of fault the rows that have it."""

    value: pl.Expr
    faults: dict[str, pl.Expr]


def parse(
    text: pl.Expr, name: str, table: Table, money: str = "yuan", formats: Sequence[str] = ()
) -> Parsed:
    """Read `text` as the contract column `name` of `table`.

    Args:
        text: stripped text, null where it is missing.
        name: a column of the contract.
        table: the table of the contract that has it.
        money: the unit of amounts and prices in the source, "yuan" or "fen".
        formats: formats of times to try before ISO 8601.
    """
    dtype = table.dtypes[name]
    if table.unit(name) == "fen":
        return _money(text, money)
    if dtype == pl.Int64:
        whole = _whole(_number(text))
        return Parsed(whole, _lost(text, whole, "not_a_whole_number"))
    if dtype == pl.Float64:
        value = _finite(text)
        in_fen = table.unit(name) == "yuan" and money == "fen"
        return Parsed(value / 100 if in_fen else value, _lost(text, value, "not_a_number"))
    if dtype.is_temporal():
        time = _time(text, formats, dtype)
        return Parsed(time, _lost(text, time, "not_a_time"))
    if isinstance(dtype, pl.Enum):
        member = text.cast(dtype, strict=False)
        return Parsed(member, _lost(text, member, "unknown_value"))
    return Parsed(text, {}) if name in table.prose else _coded(text, name, table)


def parse_sum(texts: Sequence[pl.Expr], money: str) -> Parsed:
    """Add amounts to whole fen; a missing part counts as nothing, all missing is null."""
    parts = [_money(text, money) for text in texts]
    total = pl.sum_horizontal(part.value for part in parts)
    given = pl.any_horizontal(part.value.is_not_null() for part in parts)
    faults = {
        kind: pl.any_horizontal(part.faults[kind] for part in parts) for kind in parts[0].faults
    }
    return Parsed(pl.when(given).then(total), faults)


def _lost(text: pl.Expr, value: pl.Expr, kind: str) -> dict[str, pl.Expr]:
    return {kind: text.is_not_null() & value.is_null()}


def _coded(text: pl.Expr, name: str, table: Table) -> Parsed:
    lost = text.str.contains(DIGITS_LOST).fill_null(value=False)
    value = _code(text, name, required=name in table.required)
    return Parsed(pl.when(~lost).then(value), {"digits_lost": lost})


def _code(text: pl.Expr, name: str, *, required: bool) -> pl.Expr:
    if name in CODE_WIDTH:
        return text.str.extract(WHOLE).str.zfill(CODE_WIDTH[name]).fill_null(text)
    if name in UNPADDED:
        return _unpadded(text)
    if FLAG.search(name):
        words = text.str.to_lowercase().replace_strict(FLAGS, default=None, return_dtype=pl.String)
        return words.fill_null(_unpadded(text))
    if not IDENTIFIER.search(name):
        return text
    whole = text.str.extract(r"^(\d+)\.0+$").fill_null(text)
    return whole if required else pl.when(~whole.str.contains(SENTINEL_ID)).then(whole)


def _unpadded(text: pl.Expr) -> pl.Expr:
    return text.str.extract(r"^0*(\d+?)(?:\.0+)?$").fill_null(text)


def _ungrouped(text: pl.Expr) -> pl.Expr:
    grouped = text.str.contains(GROUPED)
    return pl.when(grouped).then(text.str.replace_all(",", "", literal=True)).otherwise(text)


def _number(text: pl.Expr) -> pl.Expr:
    number = _ungrouped(text).cast(EXACT, strict=False)
    return pl.when(number.is_between(-LARGEST, LARGEST)).then(number)


def _finite(text: pl.Expr) -> pl.Expr:
    number = _ungrouped(text).cast(pl.Float64, strict=False)
    return pl.when(number.is_finite()).then(number)


def _whole(number: pl.Expr) -> pl.Expr:
    """The number as Int64 where it is whole, else null."""
    whole = number.cast(pl.Int64, strict=False)
    return pl.when(whole.cast(EXACT, strict=False) == number).then(whole)


def _money(text: pl.Expr, unit: str) -> Parsed:
    """Read an amount as whole fen, exactly."""
    amount = _number(text)
    fen = _whole(amount * 100 if unit == "yuan" else amount)
    broken = amount.is_not_null() & fen.is_null()
    return Parsed(fen, _lost(text, amount, "not_a_number") | {"not_whole_fen": broken})


def _time(text: pl.Expr, formats: Sequence[str], dtype: pl.DataType) -> pl.Expr:
    """Read a time in the first of the formats that fits; a date is the day of a time."""

    def read(texts: pl.Series) -> pl.Series:
        return _times(texts, formats)

    return text.map_batches(read, return_dtype=MOMENT).cast(dtype)


def _times(texts: pl.Series, formats: Sequence[str]) -> pl.Series:
    """Try one format after the other, each only on what none before could read."""
    times = pl.Series(texts.name, [None], MOMENT).new_from_index(0, len(texts))
    for form in (*formats, *YEAR_FIRST):
        unread = times.is_null() & texts.is_not_null()
        if not unread.any():
            break
        left = texts.to_frame().select(pl.when(unread).then(texts.name)).to_series()
        spelt = left if form in formats else left.str.replace(SEPARATED, "${1}-${2}-${3}")
        times = times.zip_with(~unread, _in_format(spelt, form))
    return times


def _in_format(texts: pl.Series, form: str) -> pl.Series:
    if any(sign in form for sign in ("%H", "%I", "%T")):
        return texts.str.to_datetime(form, time_unit="us", strict=False)
    return texts.str.to_date(form, strict=False).cast(MOMENT)
