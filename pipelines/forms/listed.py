"""The self-check form and the rectification list: a line per case."""

import re
from collections.abc import Sequence

import polars as pl

from features.catalogue import VIOLATIONS
from pipelines.forms.form import Form, Heading, Line
from pipelines.forms.ledger import Ledger
from pipelines.forms.rules import FormRules

_PSEUDONYM = re.compile(r"P[A-Z2-7]{26}")
_PERSON = "参保人（见案件台账）"
"""A person without a pseudonym: the number of the case leads on, for who may follow it."""

_BLANKS = 10
"""Empty lines of a form that the other side fills in."""


def self_check(ledger: Ledger, rules: FormRules) -> list[Form]:
    """自查情况统计表 of institutions, and of agencies, which fill in theirs themselves."""
    said = pl.col("source").fill_null("").str.contains_any(list(rules.self_check))
    own = ledger.cases.filter(said, pl.col("subject_type") == "institution")
    lines = [_checked(one, rules) for one in _named(ledger, own)]
    blank: Line = dict.fromkeys(each.key for each in _SELF_CHECK)
    empty = [blank] * _BLANKS
    return [
        _self_check("institutions", "定点机构", lines or empty),
        _self_check("agencies", "经办机构", empty),
    ]


def _self_check(name: str, who: str, lines: Sequence[Line]) -> Form:
    title = f"自查情况统计表（{who}）"
    return Form(f"self_check_{name}", f"自查 {who}", title, "元", _SELF_CHECK, lines, public=False)


def rectification(ledger: Ledger, _rules: FormRules) -> Form:
    """专项整治问题整改清单: the confirmed cases; who mends them by when is left blank."""
    confirmed = ledger.cases.filter(pl.col("outcome").cast(pl.String) == "confirmed")
    lines = [
        {
            **dict.fromkeys(each.key for each in _RECTIFICATION),
            **one,
            "measure": one["disposition"],
        }
        for one in _named(ledger, confirmed)
    ]
    kept = [{each.key: one[each.key] for each in _RECTIFICATION} for one in lines]
    return Form(
        "rectification", "整改清单", "专项整治问题整改清单", "元", _RECTIFICATION, kept,
        ("注：责任单位、整改时限和进展由填表人补填。",), public=False,
    )  # fmt: skip


_SELF_CHECK: Sequence[Heading] = (
    Heading("name", "统筹地区", 16),
    Heading("subject_code", "单位", 24),
    Heading("class", "问题", 26, "wrap"),
    Heading("amount", "涉及金额", 15, "yuan"),
    Heading("cause", "原因剖析", 26, "wrap"),
    Heading("measure", "整改措施", 26, "wrap"),
    Heading("due", "整改时限", 12),
    Heading("refunded", "清退金额", 15, "yuan"),
)
_RECTIFICATION = (
    Heading("case_id", "问题编号", 18),
    Heading("class", "类别", 24, "wrap"),
    Heading("name", "统筹地区", 16),
    Heading("subject_code", "对象", 30),
    Heading("confirmed_date", "查实日期", 12, "date"),
    Heading("amount", "金额", 15, "yuan"),
    Heading("owner", "责任单位（人）", 18),
    Heading("measure", "整改措施", 28, "wrap"),
    Heading("due", "整改时限", 12),
    Heading("status", "进展", 12),
)


def _checked(one: Line, rules: FormRules) -> Line:
    back = any(word in (one["disposition"] or "") for word in rules.refunded)
    told = {"measure": one["disposition"], "refunded": one["amount"] if back else None}
    return {each.key: {**one, **told}.get(each.key) for each in _SELF_CHECK}


def _named(ledger: Ledger, cases: pl.DataFrame) -> list[Line]:
    """Cases with the names of their areas and violations; persons by their pseudonym alone."""
    rows = cases.join(ledger.areas.select("area", "name"), on="area", how="left").sort("case_id")
    return [
        {**row, "class": _violation(row["violation_code"]), "subject_code": _subject(row)}
        for row in rows.to_dicts()
    ]


def _subject(row: Line) -> str:
    code = str(row["subject_code"])
    open_to_see = row["subject_type"] != "patient" or _PSEUDONYM.fullmatch(code)
    return code if open_to_see else _PERSON


def _violation(code: str | None) -> str | None:
    return f"{code} {VIOLATIONS[code].zh}" if code in VIOLATIONS else code
