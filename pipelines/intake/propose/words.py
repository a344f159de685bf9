"""The words of a proposal in both languages, in the file and on the screen."""

from pipelines.intake.propose.proposal import Lang

WORDS: dict[str, dict[Lang, str]] = {
    "unsure": {"zh": "不确定", "en": "unsure"},
    "or": {"zh": "或", "en": "or"},
    "required": {"zh": "必填", "en": "required"},
    "unused": {"zh": "未使用的列", "en": "columns not used"},
    "dropped": {"zh": "个人身份信息，不读取", "en": "identity of persons, not read"},
    "unrecognised": {"zh": "未识别", "en": "not recognised"},
    "missing": {"zh": "缺少必需的表", "en": "required table not found"},
    "missing_columns": {"zh": "缺少必填列", "en": "required columns not found"},
    "money": {"zh": "金额单位", "en": "unit of money"},
    "column": {"zh": "字段", "en": "column"},
    "label": {"zh": "名称", "en": "label"},
    "source": {"zh": "来源列", "en": "source"},
    "sample": {"zh": "样例", "en": "sample"},
    "head": {
        "zh": '由 feijian map 提出；核对标有"不确定"和"?"的行，格式见 docs/mapping.md',
        "en": "Proposed by feijian map; check the lines marked unsure and ?; see docs/mapping.md",
    },
    "key": {
        "zh": "需要时去掉行首的 #：人员编号写入前用密钥替换，见 docs/privacy.md",
        "en": "take the # away to have numbers of persons replaced with a key, see docs/privacy.md",
    },
    "check": {
        "zh": '核对标有"?"的行，补上标有"-"的行',
        "en": "check the lines marked ?, fill in those marked -",
    },
}
