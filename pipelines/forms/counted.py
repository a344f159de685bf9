"""附件1 progress, 附件2 violations, 附件3 results and the funnel: a line per area."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from pipelines.forms.form import Form, Heading, with_total
from pipelines.forms.ledger import Ledger
from pipelines.forms.rules import FormRules

_AREA = Heading("name", "统筹地区", 18)
_CONFIRMED = pl.col("outcome").cast(pl.String) == "confirmed"
_INSTITUTION = pl.col("subject_type") == "institution"
_PHARMACY = pl.col("fixmedins_type") == "2"

INFERRED = "注：自查案件不计入稽核；带 ▲ 的栏目原表栏名缺失，按填表说明推定。"


def progress(ledger: Ledger, rules: FormRules) -> Form:
    """附件1: what every area has set up, and its major issues of the month (N-31)."""
    major = ledger.cases.filter(_CONFIRMED, pl.col("amount") >= rules.major_issue_fen)

    def line(area: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **area,
            "plan": "√" if area["plan"] else None,
            "major": major.filter(area=area["area"]).height,
            "supporting": area["supporting_document"],
        }

    headings = [
        _AREA,
        Heading("plan", "方案制定", 10),
        Heading("document_no", "文号", 20, "wrap"),
        Heading("lead_unit", "牵头单位（部门）", 22, "wrap"),
        Heading("major", "重大问题报备", 14, "count"),
        Heading("supporting", "已制定配套文件", 26, "wrap"),
        Heading("issued", "发文时间（年/月/日）", 20),
        Heading("contact", "部门联系人", 12),
        Heading("telephone", "联系电话", 16),
    ]
    yuan = rules.major_issue_fen // 100
    note = f"注：重大问题指金额 {yuan:,} 元及以上或性质恶劣的查实案件；性质恶劣的由填表人补报。"
    form = Form("progress", "附件1 进展情况", "进展情况表", "件", headings, (), (note,))
    return _filled(form, ledger, line)


def violations(ledger: Ledger, rules: FormRules) -> Form:
    """附件2: institution-times and amounts of the four classes; impersonation by setting."""
    cases = ledger.cases.filter(_CONFIRMED, _INSTITUTION).join(
        ledger.seen,
        left_on=("subject_code", "violation_code"),
        right_on=("fixmedins_code", "violation"),
        how="left",
    )
    stays, visits = (pl.col(name).fill_null(value=False) for name in ("stays", "visits"))
    feigned = pl.col("violation_code").is_in(rules.classes["impersonation"])
    kinds: dict[str, tuple[str, pl.Expr]] = {
        "visit": ("冒名就诊（门诊）", feigned & visits & ~stays),
        "stay": ("冒名就诊（住院）", feigned & stays & ~visits),
        "either": ("冒名就诊（未分）", feigned & (stays == visits)),
        **{
            name: (text, pl.col("violation_code").is_in(rules.classes[name]))
            for name, text in (
                ("bed_hanging", "挂床住院"),
                ("false_swiping", "乱刷卡"),
                ("false_posting", "乱记账"),
            )
        },
    }

    def line(area: Mapping[str, Any]) -> dict[str, Any]:
        own = cases.filter(area=area["area"])
        found = {name: own.filter(meant) for name, (_, meant) in kinds.items()}
        times = {name: rows.height for name, rows in found.items()}
        fen = {f"{name}_fen": rows["amount"].sum() for name, rows in found.items()}
        sums = {"times": sum(times.values()), "fen": sum(fen.values())}
        return {**area, **times, **fen, **sums}

    headings = [_AREA]
    for name, (text, _) in kinds.items():
        headings.append(Heading(name, f"{text}家次", 13, "count"))
        headings.append(Heading(f"{name}_fen", f"{text}金额", 15, "yuan", counted=name))
    headings.append(Heading("times", "合计家次", 11, "count", parts=tuple(kinds)))
    headings.append(Heading("fen", "合计金额", 16, "yuan", counted="times"))
    notes = (
        "注：按机构案件的查实日期计入当月；四类以外的违规不在本表。",
        "注：冒名就诊按同一机构同类命中所在的就诊区分门诊、住院；无命中或两者皆有的列入“未分”。",
    )
    form = Form("violations", "附件2 违规情况", "违规情况表", "家次、元", headings, (), notes)
    return _filled(form, ledger, line)


def results(ledger: Ledger, rules: FormRules) -> Form:
    """附件3: how many institutions and pharmacies there are, were audited, and were found out."""
    said = pl.col("source").fill_null("")
    by_word = {name: said.str.contains_any(list(words)) for name, words in rules.channels.items()}
    on_site = ~pl.any_horizontal(*by_word.values())
    own_check = said.str.contains_any(list(rules.self_check))
    audited = ledger.cases.filter(_INSTITUTION, ~own_check)
    small = pl.col("medinslv").is_in(rules.second_and_below)

    def line(area: Mapping[str, Any]) -> dict[str, Any]:
        inst = ledger.inst.filter(area=area["area"])
        own = audited.filter(area=area["area"])
        clinics, shops = own.filter(~_PHARMACY, small), own.filter(_PHARMACY)
        return {
            **area,
            "institutions": inst.filter(~_PHARMACY, small).height,
            "audited": clinics.height,
            **{name: clinics.filter(meant).height for name, meant in by_word.items()},
            "on_site": clinics.filter(on_site).height,
            **_found("clinics", clinics),
            "pharmacies": inst.filter(_PHARMACY).height,
            "shops": shops.height,
            **_found("shops", shops),
        }

    headings = [
        _AREA,
        Heading("institutions", "1 二级及以下机构数", 14, "count", known=True),
        Heading("audited", "2 稽核家次", 11, "count", parts=("online", "tip", "on_site")),
        Heading("online", "3 网上稽核", 11, "count"),
        Heading("tip", "4 举报稽核", 11, "count"),
        Heading("on_site", "5 实地稽核", 11, "count"),
        Heading("clinics_found", "6 查实家次▲", 12, "count"),
        Heading("clinics_fen", "7 查实金额▲", 16, "yuan", counted="clinics_found"),
        Heading("pharmacies", "8 药店数", 10, "count", known=True),
        Heading("shops", "9 药店稽核家次", 13, "count"),
        Heading("shops_found", "10 药店查实家次▲", 14, "count"),
        Heading("shops_fen", "11 药店查实金额▲", 16, "yuan", counted="shops_found"),
    ]
    form = Form("results", "附件3 成效", "成效表", "家、家次、元", headings, (), (INFERRED,))
    return _filled(form, ledger, line)


def _found(name: str, cases: pl.DataFrame) -> dict[str, Any]:
    confirmed = cases.filter(_CONFIRMED)
    return {f"{name}_found": confirmed.height, f"{name}_fen": confirmed["amount"].sum()}


def funnel(ledger: Ledger, _rules: FormRules) -> Form:
    """From the records of the window to the list, and to what was found in the month."""
    counts = {row["area"]: row for row in ledger.funnel.to_dicts()}
    names = {
        "records": "筛查记录",
        "hits": "疑点条数",
        "entities": "涉及对象",
        "listed": "列入名单",
    }

    def line(area: Mapping[str, Any]) -> dict[str, Any]:
        own = ledger.cases.filter(area=area["area"])
        told = counts.get(area["area"], {})
        return {
            **area,
            **{name: told.get(name) or 0 for name in names},
            "closed": own.height,
            **_found("cases", own),
        }

    headings = [
        _AREA,
        *(Heading(name, text, 14, "count") for name, text in names.items()),
        Heading("closed", "当月办结案件", 14, "count"),
        Heading("cases_found", "其中查实", 12, "count"),
        Heading("cases_fen", "查实金额", 18, "yuan", counted="cases_found"),
    ]
    note = "注：同一对象在两地均有疑点的，两地各计一次。疑点线索，非认定结论。"
    form = Form("funnel", "筛查漏斗", "疑点筛查漏斗表", "条、个、件、元", headings, (), (note,))
    return _filled(form, ledger, line)


def _filled(
    form: Form, ledger: Ledger, line: Callable[[Mapping[str, Any]], dict[str, Any]]
) -> Form:
    """A form with a line per area and a total; a line keeps what its headings name."""
    lines = [line(area) for area in ledger.areas.to_dicts()]
    kept = [{each.key: one[each.key] for each in form.headings} for one in lines]
    return with_total(replace(form, lines=kept), _AREA.key)
