import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.sources.encoding import DAMAGED, decoded, encoding_of

TABLE = "编号,姓名\n1,张三\n2,联通\n"


def told(content: bytes) -> str:
    return encoding_of(lambda size: (content[i : i + size] for i in range(0, len(content), size)))


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_every_encoding_is_told(written: str, found: str) -> None:
    assert told(TABLE.encode(written)) == found


def test_a_big_endian_mark_is_read() -> None:
    content = b"\xfe\xff" + TABLE.encode("utf-16-be")
    assert told(content) == "utf-16"
    assert "".join(decoded([content], "utf-16")) == TABLE


@pytest.mark.parametrize("content", [b"", b"A,B\n1,2\n", b"A,B\n1\0,2\n"])
def test_plain_ascii_is_utf8(content: bytes) -> None:
    assert told(content) == "utf-8"


def test_damaged_lines_leave_the_rest_in_utf8() -> None:
    """The damaged bytes of line 2, and all others, would be characters in GB18030."""
    content = "编号,姓名字号\n1,张三".encode() + b"\xc4\xe3\n"
    content.decode("gb18030")
    assert told(content) == "utf-8"


def test_damaged_lines_leave_the_rest_in_gb18030() -> None:
    assert told(TABLE.encode("gbk") + b"3,\xff\n") == "gb18030"


def test_chinese_may_come_late() -> None:
    assert told(b"A,B\n" + b"1,2\n" * 1_000_000 + "3,张三医院\n".encode("gbk")) == "gb18030"


@pytest.mark.parametrize(
    ("encoding", "damaged"),
    [
        ("utf-8", b"a\xe4\xb8\nb"),
        ("gb18030", b"a\xff\nb"),
        ("gb18030", b"a\x810\nb"),
        ("utf-16", b"\xff\xfea\0\0\xd8\n\0b\0"),
    ],
)
def test_damage_takes_no_line_end_with_it(encoding: str, damaged: bytes) -> None:
    first, second = "".join(decoded([damaged], encoding)).split("\n")
    assert (DAMAGED in first, second) == (True, "b")


def test_what_is_cut_off_is_damaged() -> None:
    assert "".join(decoded(["张".encode()[:2]], "utf-8")).startswith(DAMAGED)


@given(st.binary(), st.sampled_from(["utf-8", "gb18030", "utf-16-le"]), st.integers(1, 5))
def test_blocks_do_not_change_the_text(content: bytes, encoding: str, size: int) -> None:
    blocks = [content[i : i + size] for i in range(0, len(content), size)]
    assert "".join(decoded(blocks, encoding)) == "".join(decoded([content], encoding))
