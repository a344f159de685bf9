"""Signals of charges out of place: another department's, another level's, the person's own."""

import polars as pl

from features.encounters import INPATIENT, VALID
from features.signals.claims import Claims
from features.signals.signal import Signal

_LINE = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn", "day")
_SEVERAL = 2
_FULLY_INSURED = ("340", "350", "360", "510")
"""`insutype` (A.8) of those who bear nothing by law: retired cadres, disabled soldiers, Red Army
veterans, maternity."""

_MATERNITY = "52"


def _foreign_department(claims: Claims) -> pl.LazyFrame:
    """Several such items in one encounter: a single one may have had its reason."""
    allowed = claims.reference["department_limits"].rename({"dept_codg": "bilg_dept_codg"})
    items = pl.col("med_list_codg").n_unique().over("mdtrt_id", "bilg_dept_codg")
    return (
        claims.lines.filter(pl.col("bilg_dept_codg").is_not_null())
        .join(allowed, on="med_list_codg", how="semi")
        .join(allowed, on=["med_list_codg", "bilg_dept_codg"], how="anti")
        .filter(items >= _SEVERAL)
        .select(*_LINE, amount_fen="at_issue")
    )


def _above_level(claims: Claims) -> pl.LazyFrame:
    """Levels count down: 1 is the highest, 9 is none (A.8, medinslv)."""
    lowest = claims.reference["level_limits"].rename({"medinslv": "lowest"})
    levels = claims.inst.select("fixmedins_code", "medinslv")
    return (
        claims.lines.join(lowest, on="med_list_codg")
        .join(levels, on="fixmedins_code")
        .filter(pl.col("medinslv") > pl.col("lowest"))
        .select(*_LINE, amount_fen="at_issue")
    )


def _own_pay_covered(claims: Claims) -> pl.LazyFrame:
    """It is the settlement that covers them, so lines count however long before it they lie."""
    return (
        pl.concat([claims.lines, claims.belated])
        .join(claims.reference["own_pay_items"], on="med_list_codg", how="semi")
        .filter(pl.col("inscp_scp_amt") > 0)
        .select(*_LINE, amount_fen="inscp_scp_amt")
    )


def _nothing_borne(claims: Claims) -> pl.LazyFrame:
    """The basic fund alone: assistance for the poor is another payer, and pays after it."""
    kind = pl.col("med_type").str.slice(0, 2)
    all_of_it = pl.col("hifp_pay") >= pl.col("inscp_scp_amt")
    bearing = ~pl.col("insutype").is_in(_FULLY_INSURED).fill_null(value=False)
    return claims.setl.filter(
        VALID, kind.is_in(INPATIENT), kind != _MATERNITY, bearing,
        pl.col("inscp_scp_amt") > 0, all_of_it,
    ).select(
        "fixmedins_code", "psn_no", "mdtrt_id", "setl_id",
        day=pl.col("setl_time").dt.date(), amount_fen="fund_pay_sumamt",
    )  # fmt: skip


SIGNALS = (
    Signal(
        name="foreign_department",
        violation="I-14",
        zh="他科项目套用收费",
        en="items of another department",
        rule="同一就诊由不得开展的科室收取两种及以上限科室使用的项目",
        rule_en="two or more items limited to other departments billed by one department",
        levels=("institution", "doctor"),
        needs=("fee.bilg_dept_codg",),
        key="mdtrt_id",
        find=_foreign_department,
        national=(21,),
        lists=("department_limits",),
    ),
    Signal(
        name="above_level",
        violation="I-34",
        zh="超机构级别收费",
        en="items above the level of the site",
        rule="收取本级别医疗机构不得开展的项目",
        rule_en="an item charged that sites of this level do not render",
        levels=("institution", "doctor"),
        needs=("fee", "inst.medinslv"),
        key="feedetl_sn",
        find=_above_level,
        national=(24,),
        lists=("level_limits",),
    ),
    Signal(
        name="own_pay_covered",
        violation="I-30",
        also=("G-02",),
        zh="目录外项目纳入报销",
        en="items outside the catalogue settled as covered",
        rule="医保目录外（丙类）项目计入政策范围内金额",
        rule_en="an item outside the catalogue has an amount in scope",
        levels=("institution", "doctor", "clerk"),
        needs=("fee.inscp_scp_amt",),
        key="feedetl_sn",
        find=_own_pay_covered,
        certainty="definite",
        lists=("own_pay_items",),
    ),
    Signal(
        name="nothing_borne",
        violation="I-30",
        zh="住院应自付费用未收取",
        en="stays of which the person bears nothing",
        rule="住院结算中基本医保基金支付了全部政策范围内费用",
        rule_en="the basic fund pays all of what is in scope of a stay",
        levels=("institution", "patient"),
        needs=("setl.hifp_pay", "setl.inscp_scp_amt"),
        key="setl_id",
        find=_nothing_borne,
        also=("I-01",),
    ),
)
