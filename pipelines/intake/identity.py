"""What gives a person away: columns by their spelling, numbers by their shape.

Institutions are no persons: their names, telephones and addresses are free.
"""

import re
import unicodedata
from collections.abc import Sequence

import polars as pl

from features.contract import SENTINEL_ID

PERSON = (
    "psn|patn|pat|patient|person|personal|insured|member|relative|guardian|parent|father|mother|"
    "spouse|dr|dor|doc|doctor|physician|phar|pharmacist|nurs|nurse|staff|coner|contact|legrep|legent|"
    "agent|opter|crter|updter|operator|user"
)

NAME = re.compile(
    rf"({PERSON})s?name|^(coner|contacts?|guardian)\d*$|^(hz|br|gr|cbr|ys|lxr)?xm\d*$|"
    "姓名|名字|(患者|病人|医生|医师|药师|护士|参保人员?|人员)名|联系人|监护人|法定代表|负责人|经办人|"
    "法人(姓名|代表|$)"
)
ANY_NAME = re.compile(r"^name\d*$|(first|last|middle|family|given|full|real|sur)name")
NUMBER = re.compile(
    r"(?<!prac)cert(ificate)?(no|num|number)|idcard|(identity|citizen|national)(id|no|num|number)|"
    rf"(^|{PERSON})id(no|num|number)$|^ssn$|socialsecurity|passport|cardno|cardnum|"
    r"^(sfzh|sfzhm|zjh|zjhm|sbkh|ybkh)\d*$|"
    "身份证|身份号|证件号|证件编号|就诊凭证(号|编号)|护照|社会保障号|社保号|卡号"
)
TELEPHONE = re.compile(
    rf"phone|mobile|^({PERSON}|emp|live|home|work)?(tel|mob|fax)(no|num|number)?\d*$|"
    r"^(lxdh|sjh|sjhm|dh|dhhm)\d*$|电话|手机|联系方式|微信|e?mail\d*$|邮箱"
)
ADDRESS = re.compile(
    r"addr|^live$|^residence$|^(jtzz|jtdz|txdz|lxdz|hkdz|xzz)\d*$|"
    "住址|地址|家庭住|现住|户口所在|通讯地"
)
INSTITUTION = re.compile(
    "fixmedins|medins|hosp|clinic|pharmacy|phac|instit|^inst|org|机构|医院|药店|药房|诊所"
)

PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
"""The first two digits of the region of a certificate."""

MONTH_AND_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
RESIDENT_ID = (
    rf"(?:{PROVINCE}|9[1-68])[0-9]{{4}}[ -]?(?:19|20)[0-9]{{2}}{MONTH_AND_DAY}"
    "[ -]?[0-9]{3}[0-9Xx]"
)
"""18 digits; a 9 in front of the region marks a foreigner's permanent residence card."""

OLD_ID = rf"{PROVINCE}[0-9]{{4}}[ -]?[0-9]{{2}}{MONTH_AND_DAY}[ -]?[0-9]{{3}}"
"""15 digits, as issued until 1999."""

MOBILE = r"(?:\+?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}"
LANDLINE = r"0[0-9]{2,3}(?:[ -]|\) ?)[0-9]{3,4}[ -]?[0-9]{4}"

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1)
"""Weights of the 18 digits; a right number sums to 1 modulo 11 (GB 11643, ISO 7064)."""


def identity_columns(columns: Sequence[str]) -> list[str]:
    """The columns that hold names, certificate numbers, telephones or addresses of persons.

    They are told by their spelling: national field names, English, Chinese or initials of pinyin
    (`xm`, `sfzh`), in any case, with prefixes and suffixes.
    """
    return [column for column in columns if _is_identity(_spelling(column))]


def is_address(column: str) -> bool:
    """Whether a column holds addresses, by its spelling."""
    return ADDRESS.search(_spelling(column)) is not None


def certificate_number(text: pl.Expr) -> pl.Expr:
    """Whether a value holds a certificate number that stands alone between its digits.

    18 digits with region, date and check digit, or 15 with region and date. Of random numbers of
    18 digits about one in 36,000 passes, of 15 digits one in 78; of numbers made of a region, a
    date and a serial number one in 11, and all. Ask it of identifiers of persons only.
    """
    return (_resident_id(text) | _old_id(text)).fill_null(value=False)


def personal_number(text: pl.Expr) -> pl.Expr:
    """Whether a value holds what may be a certificate number or a telephone number.

    Wider than `certificate_number`: a mistyped number still points to a person.
    """
    shapes = f"{RESIDENT_ID}|{OLD_ID}|{MOBILE}|{LANDLINE}"
    return text.str.contains(_alone(shapes)).fill_null(value=False)


def is_name(text: pl.Expr) -> pl.Expr:
    """Whether a number of a person is written in Chinese, and so none; placeholders may be."""
    written = text.str.contains(r"\p{Han}") & ~text.str.contains(SENTINEL_ID)
    return written.fill_null(value=False)


def _spelling(column: str) -> str:
    """Letters, digits and Chinese of a name, in lower case and without separators."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", column).lower())


def _is_identity(spelling: str) -> bool:
    if NAME.search(spelling) or NUMBER.search(spelling):
        return True
    either = any(kind.search(spelling) for kind in (ANY_NAME, TELEPHONE, ADDRESS))
    return either and INSTITUTION.search(spelling) is None


def _alone(shape: str) -> str:
    """A pattern for `shape`, caught as its group, with no digit at either side."""
    return f"(?:^|[^0-9])({shape})(?:[^0-9]|$)"


def _resident_id(text: pl.Expr) -> pl.Expr:
    number = text.str.extract(_alone(RESIDENT_ID)).str.replace_all("[ -]", "")
    body = number.str.head(17).cast(pl.Int64)
    last = number.str.tail(1).replace({"X": "10", "x": "10"}).cast(pl.Int64)
    digits = [body // 10 ** (16 - place) % 10 for place in range(17)]
    total = pl.sum_horizontal(
        digit * weight for digit, weight in zip([*digits, last], WEIGHTS, strict=True)
    )
    return (total % 11 == 1) & _is_date(number.str.slice(6, 8))


def _old_id(text: pl.Expr) -> pl.Expr:
    number = text.str.extract(_alone(OLD_ID)).str.replace_all("[ -]", "")
    return _is_date("19" + number.str.slice(6, 6))


def _is_date(text: pl.Expr) -> pl.Expr:
    return text.str.to_date("%Y%m%d", strict=False).is_not_null()
