"""The national monitoring rules (两库, 2025 edition) that signals and alerts carry out.

Names and codes as published (domain standard B.3); a rule that is new in 2025 has no code yet.
Thresholds are left to each place by the standard, and stand in `config/`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class NationalRule:
    """One rule: its number in the 2025 edition, its class, its name and its code."""

    number: int
    tier: str
    name: str
    code: str | None

    @property
    def told(self) -> str:
        """Number and name, and the code where it has one."""
        return " ".join(each for each in (str(self.number), self.name, self.code) if each)


NATIONAL: dict[int, NationalRule] = {
    rule.number: rule
    for rule in (
        NationalRule(1, "政策类", "药品限工伤保险", "GZ10000101001000"),
        NationalRule(2, "政策类", "药品限生育保险", "GZ10000101002000"),
        NationalRule(3, "政策类", "中药饮片单复方均不予支付", "GZ10000101003000"),
        NationalRule(4, "政策类", "中药饮片单方使用不予支付", "GZ10000101004000"),
        NationalRule(5, "政策类", "药品限二线使用", "GZ10000101005000"),
        NationalRule(6, "政策类", "药品限新生儿使用", "GZ10000101006000"),
        NationalRule(7, "政策类", "药品限儿童使用", "GZ10000101007000"),
        NationalRule(8, "政策类", "药品限适应症", "GZ10000101008000"),
        NationalRule(9, "政策类", "药品限最大开药天数/开药量", "GZ10000101009000"),
        NationalRule(10, "政策类", "药品限支付疗程", "GZ10000101010000"),
        NationalRule(11, "政策类", "药品超限定病种目录范围使用", "GZ10000101011000"),
        NationalRule(12, "政策类", "药品限医疗机构级别", "GZ10000101012000"),
        NationalRule(13, "政策类", "药品限就医方式", None),
        NationalRule(14, "政策类", "医疗服务项目超限定单价收费", "GZ10000102001000"),
        NationalRule(15, "政策类", "手术项目未按规定折价收费", "GZ10000102002000"),
        NationalRule(16, "政策类", "医疗服务项目限工伤保险", "GZ10000102003000"),
        NationalRule(17, "政策类", "医疗服务项目限生育保险", "GZ10000102004000"),
        NationalRule(18, "政策类", "医疗服务项目限新生儿使用", "GZ10000102005000"),
        NationalRule(19, "政策类", "医疗服务项目限儿童使用", "GZ10000102006000"),
        NationalRule(20, "政策类", "医疗服务项目限适应症", "GZ10000102007000"),
        NationalRule(21, "政策类", "医疗服务项目限科室使用", "GZ10000102008000"),
        NationalRule(22, "政策类", "医疗服务项目限就医方式", "GZ10000102009000"),
        NationalRule(23, "政策类", "医疗服务项目限支付疗程", "GZ10000102010000"),
        NationalRule(24, "政策类", "医疗服务项目限医疗机构级别", "GZ10000102011000"),
        NationalRule(25, "政策类", "医疗服务项目重复收费", "GZ10000102012000"),
        NationalRule(26, "政策类", "医疗服务项目分解收费", "GZ10000102013000"),
        NationalRule(27, "政策类", "医疗服务项目限定频次", "GZ10000102014000"),
        NationalRule(28, "政策类", "医疗服务项目超限定报销总额", "GZ10000102015000"),
        NationalRule(29, "政策类", "医疗服务项目限年龄", None),
        NationalRule(30, "政策类", "医疗服务项目与医用耗材重复收费", None),
        NationalRule(31, "政策类", "医疗服务项目周期超频次", None),
        NationalRule(32, "政策类", "耗材限新生儿使用", "GZ10000103001000"),
        NationalRule(33, "政策类", "耗材限儿童使用", "GZ10000103002000"),
        NationalRule(34, "政策类", "耗材超限定报销总额", "GZ10000103003000"),
        NationalRule(35, "管理类", "医保结算清单信息异常", "GZ10000201001000"),
        NationalRule(36, "管理类", "结算明细信息异常", "GZ10000201002000"),
        NationalRule(37, "管理类", "疾病诊断编码异常", "GZ10000201003000"),
        NationalRule(38, "管理类", "手术操作编码异常", "GZ10000201004000"),
        NationalRule(39, "管理类", "手术操作编码与性别不符", "GZ10000201005000"),
        NationalRule(40, "管理类", "诊断编码与手术操作编码不符", "GZ10000201006000"),
        NationalRule(41, "管理类", "就诊数据非实时上传监管", "GZ10000201007000"),
        NationalRule(42, "管理类", "计费日期与住院时间不符", "GZ10000201008000"),
        NationalRule(43, "管理类", "药品进销存异常", "GZ10000202001000"),
        NationalRule(44, "管理类", "围手术期抗菌药物预防性应用监管", "GZ10000202002000"),
        NationalRule(45, "管理类", "抗菌药物分级使用管理", "GZ10000202003000"),
        NationalRule(46, "管理类", "药品种类超标", "GZ10000202004000"),
        NationalRule(47, "管理类", "超互联网医院药品支付范围", None),
        NationalRule(48, "管理类", "医用耗材进销存异常", "GZ10000203001000"),
        NationalRule(49, "管理类", "分解住院", "GZ10000204001000"),
        NationalRule(50, "管理类", "频繁门诊", "GZ10000204002000"),
        NationalRule(51, "管理类", "频繁购药", "GZ10000204003000"),
        NationalRule(52, "管理类", "频繁住院", "GZ10000204004000"),
        NationalRule(53, "管理类", "无指征住院（低标准入院）", "GZ10000204005000"),
        NationalRule(54, "管理类", "诊断与患者性别不符", "GZ10000204006000"),
        NationalRule(55, "管理类", "诊断与患者年龄不符", "GZ10000204007000"),
        NationalRule(56, "管理类", "药费占比统计", "ZB10000205001000"),
        NationalRule(57, "管理类", "检验检查占比统计", "ZB10000205002000"),
        NationalRule(58, "管理类", "耗材占比统计", "ZB10000205003000"),
        NationalRule(59, "管理类", "治疗占比统计", "ZB10000205004000"),
        NationalRule(60, "管理类", "CT检查占比统计", "ZB10000205005000"),
        NationalRule(61, "管理类", "核磁检查占比统计", "ZB10000205006000"),
        NationalRule(62, "管理类", "院内感染发生率统计", "ZB10000205007000"),
        NationalRule(63, "管理类", "非计划再入院率统计", "ZB10000205008000"),
        NationalRule(64, "医疗类", "药品与医疗服务项目不符", "GZ10000301001000"),
        NationalRule(65, "医疗类", "药品儿童专用", "GZ10000301002000"),
        NationalRule(66, "医疗类", "药品儿童禁用", "GZ10000301003000"),
        NationalRule(67, "医疗类", "药品区分性别使用", "GZ10000301004000"),
        NationalRule(68, "医疗类", "超说明书用量开药", "GZ10000301005000"),
        NationalRule(69, "医疗类", "重复开药", "GZ10000301006000"),
        NationalRule(70, "医疗类", "超说明书适应症用药", "GZ10000301007000"),
        NationalRule(71, "医疗类", "药品禁忌症", "GZ10000301008000"),
        NationalRule(72, "医疗类", "老年人用药安全", "GZ10000301009000"),
        NationalRule(73, "医疗类", "妊娠期及哺乳期用药安全", "GZ10000301010000"),
        NationalRule(74, "医疗类", "药品相互作用", "GZ10000301011000"),
        NationalRule(75, "医疗类", "中药饮片配伍禁忌", "GZ10000301012000"),
        NationalRule(76, "医疗类", "中药饮片超大处方", None),
        NationalRule(77, "医疗类", "中药饮片超量上传", None),
        NationalRule(78, "医疗类", "无指征检验检查", "GZ10000302001000"),
        NationalRule(79, "医疗类", "无指征治疗", "GZ10000302002000"),
        NationalRule(80, "医疗类", "医疗服务项目儿童专用", "GZ10000302003000"),
        NationalRule(81, "医疗类", "医疗服务项目区分性别使用", "GZ10000302004000"),
        NationalRule(82, "医疗类", "医疗服务项目禁忌症", "GZ10000302005000"),
        NationalRule(83, "医疗类", "医疗服务项目超适应症使用", "GZ10000302006000"),
        NationalRule(84, "医疗类", "医用耗材与医疗服务项目不符", "GZ10000303001000"),
        NationalRule(85, "医疗类", "医用耗材与科室不符", "GZ10000303002000"),
        NationalRule(86, "医疗类", "医用耗材数量超标", "GZ10000303003000"),
        NationalRule(87, "医疗类", "医用耗材与性别不符", None),
        NationalRule(88, "医疗类", "医用耗材限疾病使用", None),
    )
}
"""The 88 rules by number."""

INDICATORS: dict[int, tuple[str, ...]] = {
    56: ("drug_share",),
    57: ("test_share",),
    58: ("material_share",),
    59: ("treatment_share",),
    60: ("ct_share",),
    61: ("mri_share",),
    62: (),
    63: ("readmission_share", "same_site_readmission_share"),
}
"""The national statistical indicators (统计指标监测类) by number, each with the features that are
it; none where claims do not tell it without a list of the infections meant."""
