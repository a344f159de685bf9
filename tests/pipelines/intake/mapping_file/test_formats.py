import pytest

from pipelines.intake.mapping_file.formats import fault_of_format
from pipelines.intake.propose.times import FORMATS


@pytest.mark.parametrize(
    "form",
    [
        *FORMATS, "%Y", "%Y-%m", "%Y%j", "%-d.%-m.%Y", "%F", "%Y年%m月%d日", "%d/%m/%Y %I:%M %p",
        "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.3f", "%Y-%m-%d %T", "%d %B %Y 100%%",
    ],
)  # fmt: skip
def test_a_format_that_reads_what_it_writes_is_sound(form: str) -> None:
    assert fault_of_format(form) is None


@pytest.mark.parametrize("form", ["YYYY-MM-DD", "iso", "2025"])
def test_a_format_without_a_sign_is_told(form: str) -> None:
    assert (fault_of_format(form) or "").startswith(f"'format' {form!r} has no % sign; write %Y")


@pytest.mark.parametrize(
    ("form", "sign"), [("%Q", "%Q"), ("%Y%m%d%", "%"), ("%5Y", "%5"), ("%Y-%m-%d %H:%M%z", "%z")]
)
def test_an_unknown_sign_is_named(form: str, sign: str) -> None:
    assert f"unknown {sign!r};" in (fault_of_format(form) or "")


@pytest.mark.parametrize(
    "form",
    ["%H:%M", "%d/%m", "%s", "%Y%M%d", "%Y-%m-%d %H", "%Y-%m-%d %I:%M", "%Y%m%d %k%M"],
)
def test_a_format_that_loses_what_it_reads_is_told(form: str) -> None:
    assert "reads no day, or a time without its hours" in (fault_of_format(form) or "")
