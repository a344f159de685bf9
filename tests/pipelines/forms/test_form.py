"""Nothing on a public form tells a hidden count."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.forms.form import TOTAL, Form, Heading, hidden, with_total

HEADINGS = (
    Heading("name", "地区"),
    Heading("a", "甲", kind="count"),
    Heading("b", "乙", kind="count"),
    Heading("sum", "合计", kind="count", parts=("a", "b")),
    Heading("fen", "金额", kind="yuan", counted="a"),
)
COUNTS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=5)


def form(counts: list[tuple[int, int]]) -> Form:
    lines = [
        {"name": str(n), "a": a, "b": b, "sum": a + b, "fen": a * 100}
        for n, (a, b) in enumerate(counts)
    ]
    return with_total(Form("f", "f", "f", "元", HEADINGS, lines), "name")


@given(COUNTS)
def test_no_sum_of_what_is_hidden_is_shown(counts: list[tuple[int, int]]) -> None:
    *lines, total = hidden(form(counts), 5).lines
    for line, (a, b) in zip(lines, counts, strict=True):
        for key, count in (("a", a), ("b", b)):
            assert line[key] == ("<5" if 0 < count < 5 else count)
        assert isinstance(line["fen"], str) == isinstance(line["a"], str)
        whole = isinstance(line["a"], int) and isinstance(line["b"], int)
        assert isinstance(line["sum"], int) <= whole
    for key in ("a", "b", "sum", "fen"):
        if any(isinstance(line[key], str) for line in lines):
            assert isinstance(total[key], str)


def test_large_counts_and_zero_are_shown() -> None:
    *lines, total = hidden(form([(0, 5), (9, 7)]), 5).lines
    assert [line["sum"] for line in lines] == [5, 16]
    assert total == {"name": TOTAL, "a": 9, "b": 12, "sum": 21, "fen": 900}
