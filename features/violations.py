"""Violations and named rules: what a signal or a feature points to.

Ids and names are those of the seed catalogue, articles those of the regulation on the use of
the fund (State Council order 735). The article decides the tier of a lead: articles 40 and 41
describe fraud (红), 38 misconduct (橙), 39 management and data (黄).
"""

from dataclasses import dataclass
from typing import Literal

Tier = Literal["红", "橙", "黄"]

_TIER_OF_ARTICLE: dict[int, Tier] = {38: "橙", 39: "黄", 40: "红", 41: "红"}


@dataclass(frozen=True)
class Violation:
    """One violation type.

    Attributes:
        id: the catalogue id, such as `I-04`.
        zh: the name inspectors use.
        en: the same in English.
        article: the article of the regulation that forbids it.
    """

    id: str
    zh: str
    en: str
    article: int

    @property
    def tier(self) -> Tier:
        """The tier of a lead that points to it (domain standard D.6)."""
        return _TIER_OF_ARTICLE[self.article]


_ALL = (
    Violation("I-01", "诱导住院", "induced admission", 40),
    Violation("I-02", "挂床住院", "bed-hanging", 38),
    Violation("I-03", "虚假住院", "fictitious admission", 40),
    Violation("I-04", "分解住院", "split admission", 38),
    Violation("I-05", "低指征住院", "admission below threshold", 38),
    Violation("I-06", "体检式住院", "check-up admission", 38),
    Violation("I-07", "冒名就诊", "impersonation", 40),
    Violation("I-08", "虚构医药服务", "fabricated services", 40),
    Violation("I-10", "虚记多记费用", "phantom or over-counted charges", 40),
    Violation("I-11", "延长住院日", "prolonged stay", 38),
    Violation("I-12", "门诊虚记为住院", "out-patient billed as in-patient", 40),
    Violation("I-15", "分解收费", "unbundling", 38),
    Violation("I-16", "超标准收费", "charging over the limit price", 38),
    Violation("I-17", "重复收费", "duplicate charging", 38),
    Violation("I-18", "不合理捆绑收费", "forced bundles", 38),
    Violation("I-20", "过度检查检验", "over-testing", 38),
    Violation("I-21", "过度治疗", "over-treatment", 38),
    Violation("I-22", "超量开药", "over-prescribing", 38),
    Violation("I-26", "耗材串换", "cheap consumable billed as dear", 38),
    Violation("I-27", "留存参保人员证卡", "holding patients' cards", 40),
    Violation("I-29", "盗刷社保卡", "card profiteering", 40),
    Violation("I-30", "自费费用申报统筹", "own payment shifted to the fund", 38),
    Violation("I-31", "虚假诊断", "false diagnosis", 40),
    Violation("I-32", "为非定点机构结算", "settling for a non-designated site", 38),
    Violation("I-36", "虚假上传数据", "false uploads", 39),
    Violation("I-37", "医患合谋", "collusion with patients", 40),
    Violation("I-38", "付费方式执行异常", "payment-mode irregularity", 39),
    Violation("I-40", "虚增费用", "inflated claims", 38),
    Violation("D-04", "医师超用量开药", "over-quantity prescribing", 38),
    Violation("D-06", "医师虚记费用", "phantom charges of a doctor", 40),
    Violation("D-07", "医师虚假住院", "fictitious stays of a doctor", 40),
    Violation("D-08", "医师门诊虚记为住院", "out-patient as in-patient, doctor", 40),
    Violation("D-09", "医师延长住院日", "prolonging stays, doctor", 38),
    Violation("D-10", "医师为非定点机构结算", "doctor settling for another site", 38),
    Violation("D-11", "医师过度医疗", "over-care of a doctor", 38),
    Violation("D-12", "乱检查乱开药乱收费", "the three disorders", 38),
    Violation("P-02", "刷卡套现", "cashing out accounts", 40),
    Violation("P-03", "聚敛盗刷社保卡", "collecting and swiping cards", 40),
    Violation("P-08", "自付不收", "waived co-payment", 40),
    Violation("P-11", "以药换药换物", "barter of drugs", 38),
    Violation("A-01", "出借医保凭证", "lending the card", 41),
    Violation("A-04", "编造入院原因", "false admission reason", 41),
    Violation("A-05", "重复报销", "double reimbursement", 41),
    Violation("A-07", "倒卖药品", "drug resale", 41),
    Violation("A-11", "多次重复就医", "repeated visits", 41),
    Violation("A-12", "大额高频报销", "large or frequent claims", 41),
    Violation("A-15", "虚假就诊", "fictitious visits", 41),
    Violation("O-01", "中介有偿推荐", "touts and brokers", 40),
)

_RULES = (
    Violation("R-01", "次均费用异常增长", "abnormal growth of average cost", 38),
    Violation("R-02", "高值耗材使用频次超阈值", "high-value consumable frequency", 38),
    Violation("R-03", "30 日内重复住院", "readmission within 30 days", 38),
    Violation("R-05", "住院日费用离散度异常", "dispersion of daily cost", 38),
    Violation("R-08", "基金支出增长率异常", "growth of fund expenditure", 39),
    Violation("R-09", "次均费用变异系数异常", "dispersion of cost per visit", 39),
    Violation("R-21", "特殊人群集中", "concentration of vulnerable persons", 38),
)

VIOLATIONS: dict[str, Violation] = {violation.id: violation for violation in _ALL}
"""Violation types that a signal or a feature of this release points to."""

RULES: dict[str, Violation] = {rule.id: rule for rule in _RULES}
"""Named monitoring rules (seed catalogue, section 2) that a feature carries out."""
