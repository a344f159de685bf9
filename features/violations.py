"""Violations and named rules: what a signal or a feature points to.

Ids and names are those of the seed catalogue, articles those of the regulation on the use of
the fund (State Council order 735). Articles 40 and 41 describe fraud, 38 misconduct, 39 management
and data; 36 and 37 are about agencies. Employers answer to articles 84 and 88 of the social
insurance law. Which tier an article makes of a lead stands in `config/tiers.csv`.
"""

from dataclasses import dataclass
from typing import Literal

Fake = Literal["假病人", "假病情", "假票据"]

Actor = Literal[
    "institution", "doctor", "pharmacy", "insured_person", "agency", "employer", "broker"
]

_ACTORS: dict[str, Actor] = {
    "I": "institution",
    "D": "doctor",
    "P": "pharmacy",
    "A": "insured_person",
    "G": "agency",
    "E": "employer",
    "O": "broker",
}
"""Who commits a violation, by the letter of its id (seed catalogue, 1.1 to 1.7)."""

_FAKES: dict[Fake, frozenset[str]] = {
    "假病人": frozenset({"I-01", "I-02", "I-03", "I-07", "I-28"}),
    "假病情": frozenset({"I-05", "I-12", "I-23", "I-31"}),
    "假票据": frozenset({"I-08", "I-09", "I-10", "I-36", "P-12", "A-03", "A-08"}),
}
"""The class of fraud that the national campaign counts a violation to (R-31 三假)."""


@dataclass(frozen=True)
class Violation:
    """One violation type.

    Attributes:
        id: the catalogue id, such as `I-04`.
        zh: the name inspectors use.
        en: the same in English.
        article: the article of the regulation that forbids it (of an employer: of the social
            insurance law).
    """

    id: str
    zh: str
    en: str
    article: int

    @property
    def actor(self) -> Actor | None:
        """Who commits it; None for a rule, which says what is unusual and not who did what."""
        return _ACTORS.get(self.id[0])

    @property
    def fake(self) -> Fake | None:
        """Fake patient, fake illness or fake bill (R-31); None where it is none of these."""
        return next((fake for fake, ids in _FAKES.items() if self.id in ids), None)


_ALL = (
    Violation("I-01", "诱导住院", "induced admission", 40),
    Violation("I-02", "挂床住院", "bed-hanging", 38),
    Violation("I-03", "虚假住院", "fictitious admission", 40),
    Violation("I-04", "分解住院", "split admission", 38),
    Violation("I-05", "低指征住院", "admission below threshold", 38),
    Violation("I-06", "体检式住院", "check-up admission", 38),
    Violation("I-07", "冒名就诊", "impersonation", 40),
    Violation("I-08", "虚构医药服务", "fabricated services", 40),
    Violation("I-09", "伪造医疗文书票据", "forged records", 40),
    Violation("I-10", "虚记多记费用", "phantom or over-counted charges", 40),
    Violation("I-11", "延长住院日", "prolonged stay", 38),
    Violation("I-12", "门诊虚记为住院", "out-patient billed as in-patient", 40),
    Violation("I-13", "串换药品耗材项目", "item substitution", 38),
    Violation("I-14", "套用项目收费", "mis-applied items", 38),
    Violation("I-15", "分解收费", "unbundling", 38),
    Violation("I-16", "超标准收费", "charging over the limit price", 38),
    Violation("I-17", "重复收费", "duplicate charging", 38),
    Violation("I-18", "不合理捆绑收费", "forced bundles", 38),
    Violation("I-19", "无医嘱无报告无记录收费", "charges without order, report or record", 38),
    Violation("I-20", "过度检查检验", "over-testing", 38),
    Violation("I-21", "过度治疗", "over-treatment", 38),
    Violation("I-22", "超量开药", "over-prescribing", 38),
    Violation("I-23", "无适应症用药", "off-indication drugs", 38),
    Violation("I-24", "住院口服药超量", "in-patient oral drugs beyond seven days", 38),
    Violation("I-25", "超疗程使用", "use beyond the course", 38),
    Violation("I-26", "耗材串换", "cheap consumable billed as dear", 38),
    Violation("I-27", "留存参保人员证卡", "holding patients' cards", 40),
    Violation("I-28", "为冒名就诊提供方便", "facilitating impersonation", 40),
    Violation("I-29", "盗刷社保卡", "card profiteering", 40),
    Violation("I-30", "自费费用申报统筹", "own payment shifted to the fund", 38),
    Violation("I-31", "虚假诊断", "false diagnosis", 40),
    Violation("I-32", "为非定点机构结算", "settling for a non-designated site", 38),
    Violation("I-33", "协助套取个人账户", "helping to cash out", 38),
    Violation("I-34", "增加项目扩大范围收费", "scope-creep charging", 38),
    Violation("I-35", "以生活用品替换药品", "goods billed as drugs", 38),
    Violation("I-36", "虚假上传数据", "false uploads", 39),
    Violation("I-37", "医患合谋", "collusion with patients", 40),
    Violation("I-38", "付费方式执行异常", "payment-mode irregularity", 39),
    Violation("I-39", "机构挪用基金", "misuse of the fund by an institution", 40),
    Violation("I-40", "虚增费用", "inflated claims", 38),
    Violation("I-41", "参与虚假报销", "abetting false reimbursement", 40),
    Violation("D-01", "医师为冒名用卡提供便利", "letting others use cards", 40),
    Violation("D-02", "医师利用社保卡牟利", "card profiteering of a doctor", 38),
    Violation("D-03", "医师超范围开药", "out-of-scope prescribing", 38),
    Violation("D-04", "医师超用量开药", "over-quantity prescribing", 38),
    Violation("D-05", "医师伪造医疗文书", "forged records of a doctor", 40),
    Violation("D-06", "医师虚记费用", "phantom charges of a doctor", 40),
    Violation("D-07", "医师虚假住院", "fictitious stays of a doctor", 40),
    Violation("D-08", "医师门诊虚记为住院", "out-patient as in-patient, doctor", 40),
    Violation("D-09", "医师延长住院日", "prolonging stays, doctor", 38),
    Violation("D-10", "医师为非定点机构结算", "doctor settling for another site", 38),
    Violation("D-11", "医师过度医疗", "over-care of a doctor", 38),
    Violation("D-12", "乱检查乱开药乱收费", "the three disorders", 38),
    Violation("D-13", "虚开处方私换药品", "false prescriptions, swapped drugs", 40),
    Violation("P-01", "药店串换药品物品", "substitution at a pharmacy", 38),
    Violation("P-02", "刷卡套现", "cashing out accounts", 40),
    Violation("P-03", "聚敛盗刷社保卡", "collecting and swiping cards", 40),
    Violation("P-04", "诱导购买生活用品", "inducing purchases of goods", 38),
    Violation("P-05", "未明码标价", "price labels missing", 39),
    Violation("P-06", "执业药师不在岗", "no pharmacist on duty", 39),
    Violation("P-07", "进销存不符", "stock mismatch", 39),
    Violation("P-08", "自付不收", "waived co-payment", 40),
    Violation("P-09", "乱刷卡", "false swiping", 38),
    Violation("P-10", "无处方售药", "prescription drugs without prescription", 38),
    Violation("P-11", "以药换药换物", "barter of drugs", 38),
    Violation("P-12", "虚开票据", "false invoices", 40),
    Violation("P-13", "留存证卡套现", "holding cards to cash out", 40),
    Violation("P-14", "为非定点药店代刷", "swiping for a non-designated shop", 38),
    Violation("P-15", "医保价高于现金价", "insured price above the cash price", 38),
    Violation("P-16", "药店虚假上传数据", "false uploads of a pharmacy", 39),
    Violation("A-01", "出借医保凭证", "lending the card", 41),
    Violation("A-02", "冒用他人凭证", "using another's card", 41),
    Violation("A-03", "使用虚假病历票据", "forged documents", 41),
    Violation("A-04", "编造入院原因", "false admission reason", 41),
    Violation("A-05", "重复报销", "double reimbursement", 41),
    Violation("A-06", "虚假参保", "false enrolment", 41),
    Violation("A-07", "倒卖药品", "drug resale", 41),
    Violation("A-08", "虚构医疗费用", "fabricated expenses", 41),
    Violation("A-09", "一人多账户重复享受", "multiple accounts", 41),
    Violation("A-10", "第三方责任费用报销", "third-party liability claims", 41),
    Violation("A-11", "多次重复就医", "repeated visits", 41),
    Violation("A-12", "大额高频报销", "large or frequent claims", 41),
    Violation("A-13", "提供虚假证明", "false proof", 41),
    Violation("A-14", "冒领待遇", "drawing benefits not due", 41),
    Violation("A-15", "虚假就诊", "fictitious visits", 41),
    Violation("G-01", "审核把关不严", "lax review", 36),
    Violation("G-02", "违规支付", "improper payment", 36),
    Violation("G-03", "数据管理不规范", "bad enrolment data", 36),
    Violation("G-04", "岗位未分离", "no separation of duties", 36),
    Violation("G-05", "虚列零星报销", "embezzlement by manual claims", 37),
    Violation("G-06", "内审制度不健全", "weak internal audit", 36),
    Violation("G-07", "收管支不规范", "breaches in collection and payment", 36),
    Violation("G-08", "商保承办违规", "breaches of a commercial insurer", 36),
    Violation("G-09", "信息系统安全隐患", "system security", 36),
    Violation("G-10", "基金挤占挪用", "diversion of the fund", 37),
    Violation("G-11", "档案缺失", "missing files", 36),
    Violation("E-01", "虚构劳动关系参保", "fake employment", 88),
    Violation("E-02", "伪造登记证", "forged registration", 88),
    Violation("E-03", "不如实申报", "under-declaration", 84),
    Violation("E-04", "毁灭账册", "destroyed books", 84),
    Violation("E-05", "少缴漏缴保费", "under-payment of contributions", 84),
    Violation("O-01", "中介有偿推荐", "touts and brokers", 40),
    Violation("O-02", "电话诈骗参保人", "phone fraud on members", 40),
    Violation("O-03", "叫卖假住院手续", "selling false admission papers", 40),
)

_RULES = (
    Violation("R-01", "次均费用异常增长", "abnormal growth of average cost", 38),
    Violation("R-02", "高值耗材使用频次超阈值", "high-value consumable frequency", 38),
    Violation("R-03", "30 日内重复住院", "readmission within 30 days", 38),
    Violation("R-04", "手术耗材匹配度", "operation-consumable match", 38),
    Violation("R-05", "住院日费用离散度异常", "dispersion of daily cost", 38),
    Violation("R-06", "分解住院实时预警", "split admission alert", 38),
    Violation("R-07", "超量开药实时预警", "over-prescribing alert", 38),
    Violation("R-08", "基金支出增长率异常", "growth of fund expenditure", 39),
    Violation("R-09", "次均费用变异系数异常", "dispersion of cost per visit", 39),
    Violation("R-10", "病历与费用比对", "record against fee", 38),
    Violation("R-11", "指标超阈值触发核查", "threshold trigger", 39),
    Violation("R-12", "单次大额或高频结报", "large or frequent claims", 39),
    Violation("R-13", "医疗费用高额频繁", "high cost and frequency", 39),
    Violation("R-14", "高风险科室", "high-risk departments", 39),
    Violation("R-15", "手术费用与特殊药品", "operations and special drugs", 38),
    Violation("R-16", "风险评估模型", "risk model", 39),
    Violation("R-17", "外部数据比对", "external cross-match", 41),
    Violation("R-18", "既往违规较多", "prior violations", 39),
    Violation("R-19", "举报线索集中", "concentrated tips", 39),
    Violation("R-20", "数据筛查异常", "screened anomalies", 39),
    Violation("R-21", "特殊人群集中", "concentration of vulnerable persons", 38),
    Violation("R-22", "多源确定稽核对象", "three sources of targets", 39),
    Violation("R-23", "基金支出分级预警", "expenditure alert tiers", 39),
    Violation("R-24", "风险分级分类", "risk tiers and classes", 39),
    Violation("R-25", "失信名单", "blacklist", 39),
    Violation("R-26", "事前事后控制", "front and back control", 39),
    Violation("R-27", "模型输入四类数据", "four kinds of input", 39),
    Violation("R-28", "死亡名单比对", "deaths", 41),
    Violation("R-29", "异地手工报销", "manual off-site claims", 39),
    Violation("R-30", "身份核验方式", "identity verification", 39),
    Violation("R-31", "三假", "fake patient, illness or bill", 40),
)

VIOLATIONS: dict[str, Violation] = {violation.id: violation for violation in _ALL}
"""The 104 violation types of the seed catalogue, section 1."""

RULES: dict[str, Violation] = {rule.id: rule for rule in _RULES}
"""The 31 named rules and indicators of the seed catalogue, section 2."""
