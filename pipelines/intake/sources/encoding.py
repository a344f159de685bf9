"""The characters that bytes mean, and where they mean none."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator

DAMAGED = "\ud800"
"""Stands where bytes mean no character; no encoding gives this one itself."""

SAMPLE = 1 << 16
"""Bytes at the start by which UTF-16 is told."""

LOOKED_AT = 1 << 20
"""Bytes looked at together to tell the encoding."""

CLEAR = 1000
"""Lines by which damage must prevail before the rest need not be looked at."""

CHINESE = re.compile("[\u0800-\uffff]")
"""Characters of three bytes in UTF-8; other encodings seldom give them by chance."""

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}

ASCII_SHARE = 0.1
"""Digits, separators and line ends are at least this share of the characters of a table."""


def encoding_of(blocks: Callable[[int], Iterator[bytes]]) -> str:
    """The encoding of a text: by its byte order mark, else by what its bytes can mean.

    Without a mark it is UTF-16 if that gives lines with enough of ASCII; UTF-8 if all bytes mean
    characters so, or if only damaged lines do not, fewer than there are lines of Chinese; else
    GB18030, of which GBK and GB2312 are parts. To ask first whether all of it is GB18030 would
    not do: in it the bytes of a damaged UTF-8 file often mean other characters.

    Args:
        blocks: gives the bytes from the start, so many at a time.
    """
    start = next(blocks(SAMPLE), b"")
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if start.startswith(mark):
            return encoding
    for encoding in ("utf-16-le", "utf-16-be"):
        if _is_utf16(start, encoding):
            return encoding
    return "utf-8" if _mostly_utf8(blocks(LOOKED_AT)) else "gb18030"


def decoded(blocks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """The text of `blocks`, with `DAMAGED` where bytes mean no character."""
    codecs.register_error(__name__, _marked)
    decoder = codecs.getincrementaldecoder(encoding)(__name__)
    for block in blocks:
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _marked(error: UnicodeError) -> tuple[str, int]:
    """Pass over one byte, or one unit of UTF-16, so that no line end is lost with it."""
    assert isinstance(error, UnicodeDecodeError)
    return DAMAGED, error.end if error.encoding.startswith("utf-16") else error.start + 1


def _is_utf16(start: bytes, encoding: str) -> bool:
    text = start.decode(encoding, "ignore")
    of_ascii = sum("\0" < sign < "\x80" for sign in text)
    return "\n" in text and of_ascii > ASCII_SHARE * len(text)


def _mostly_utf8(blocks: Iterator[bytes]) -> bool:
    """Whether UTF-8 damages no line, or no more lines than it gives lines of Chinese."""
    chinese = damaged = 0
    for text in decoded(blocks, "utf-8"):
        if DAMAGED in text:
            lines = text.split("\n")
            damaged += sum(DAMAGED in line for line in lines)
            chinese += sum(
                DAMAGED not in line and CHINESE.search(line) is not None for line in lines
            )
        elif CHINESE.search(text):
            chinese += text.count("\n")
        if damaged > chinese + CLEAR:
            break
    return damaged <= chinese
