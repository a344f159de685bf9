"""What people of the city fall ill with, and how each illness is usually treated."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.pricelist import FEMALE, MALE

GENERAL, INTERNAL, SURGERY, MATERNITY, CHILDREN = "02", "03", "04", "05", "07"
EYES, TEETH, PSYCHIATRY, CANCER, REHABILITATION, TCM = "10", "12", "15", "19", "21", "50"
DEPARTMENTS = (
    GENERAL, INTERNAL, SURGERY, MATERNITY, CHILDREN, EYES, TEETH, CANCER, REHABILITATION, TCM,
    PSYCHIATRY,
)  # fmt: skip
"""National codes of clinical departments (诊疗科目)."""

AGES = (0, 18, 45, 65)
"""Where the four age classes begin."""


@dataclass(frozen=True)
class Condition:
    """An illness: how often it leads to a visit or a stay, and what is then done.

    `ages` weights the four age classes. Items are named by the words of the price list:
    `tests` at a visit or admission, `drugs` taken home, `ward` given daily in a stay,
    `surgery` once in a stay with probability `operated`. `los` is the mean stay in days.
    """

    code: str
    name: str
    department: str
    visit: float
    stay: float
    ages: tuple[float, float, float, float]
    los: float = 7
    gend: int = 0
    chronic: float = 0
    mild: bool = False
    tests: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    ward: tuple[str, ...] = ()
    surgery: tuple[str, ...] = ()
    operated: float = 0


BASIC = ("cbc", "urine", "liver", "renal")
PRE_OP = ("cbc", "liver", "renal", "coagulation", "ecg", "xray")
HEART = ("ecg", "lipids", "renal", "echo")
YOUNG, ADULT, OLD, ANY = (4, 1, 0.7, 0.8), (0.3, 1, 1, 0.8), (0, 0.15, 1, 3), (1, 1, 1, 1)

CONDITIONS = (
    Condition(
        "J06.9", "急性上呼吸道感染", GENERAL, 20, 1.2, YOUNG, 4, mild=True,
        tests=("cbc", "crp"), drugs=("cold_tablets", "amoxicillin", "lianhua"),
        ward=("ceftriaxone", "ambroxol", "nebuliser"),
    ),
    Condition(
        "J20.9", "急性支气管炎", GENERAL, 8, 3, YOUNG, 6, mild=True,
        tests=("cbc", "crp", "xray"), drugs=("amoxicillin", "lianhua", "cold_tablets"),
        ward=("ceftriaxone", "ambroxol", "nebuliser", "budesonide"),
    ),
    Condition(
        "J18.9", "肺炎", INTERNAL, 2, 9, (2, 0.5, 1, 3), 9,
        tests=("cbc", "crp", "ct", "culture", "liver"), drugs=("amoxicillin", "lianhua"),
        ward=("cefoperazone", "levofloxacin", "ambroxol", "nebuliser", "oxygen"),
    ),
    Condition(
        "J44.9", "慢性阻塞性肺疾病", INTERNAL, 2, 6, OLD, 10, chronic=3,
        tests=("cbc", "lung_function", "xray", "crp"), drugs=("tiotropium", "lianhua"),
        ward=("cefoperazone", "ambroxol", "budesonide", "oxygen", "nebuliser"),
    ),
    Condition(
        "I10", "原发性高血压", INTERNAL, 8, 2.5, OLD, 6, chronic=12, mild=True,
        tests=HEART, drugs=("amlodipine", "valsartan", "aspirin"),
        ward=("stasis_injection", "amlodipine"),
    ),
    Condition(
        "I25.1", "动脉粥样硬化性心脏病", INTERNAL, 4, 8, OLD, 9, chronic=5,
        tests=HEART, drugs=("atorvastatin", "clopidogrel", "danshen", "aspirin"),
        ward=("stasis_injection", "atorvastatin", "monitor", "pantoprazole"),
        surgery=("pci", "stent"), operated=0.25,
    ),
    Condition(
        "I63.9", "脑梗死", INTERNAL, 2, 8, OLD, 12, chronic=3,
        tests=("ct", "mri", "lipids", "coagulation", "echo"),
        drugs=("clopidogrel", "atorvastatin", "ginkgo"),
        ward=("cerebrolysin", "stasis_injection", "monitor", "physiotherapy"),
    ),
    Condition(
        "E11.9", "2型糖尿病", INTERNAL, 5, 4.5, OLD, 8, chronic=8,
        tests=("glucose", "hba1c", "lipids", "renal"), drugs=("metformin", "acarbose", "insulin"),
        ward=("insulin", "glucose", "stasis_injection"),
    ),
    Condition(
        "K29.5", "慢性胃炎", GENERAL, 7, 2, ADULT, 6, mild=True,
        tests=("gastroscopy", "cbc", "liver"), drugs=("omeprazole", "stomach_granules"),
        ward=("pantoprazole", "dextrose"),
    ),
    Condition(
        "A09.9", "胃肠炎", GENERAL, 5, 1.6, YOUNG, 4, mild=True,
        tests=("cbc", "stool"), drugs=("omeprazole", "stomach_granules"),
        ward=("levofloxacin", "dextrose", "pantoprazole"),
    ),
    Condition(
        "R42", "头晕和眩晕", INTERNAL, 3, 3, OLD, 6, mild=True,
        tests=("ct", "ecg", "lipids"), drugs=("ginkgo",), ward=("stasis_injection", "dextrose"),
    ),
    Condition(
        "K35.8", "急性阑尾炎", SURGERY, 0.3, 2.4, (1, 1, 0.6, 0.4), 6, tests=PRE_OP,
        ward=("ceftriaxone", "dressing"), surgery=("appendectomy", "anaesthesia"), operated=0.9,
    ),
    Condition(
        "K80.2", "胆囊结石", SURGERY, 0.8, 2.6, ADULT, 7, tests=(*PRE_OP, "ultrasound"),
        drugs=("omeprazole",), ward=("cefoperazone", "dressing", "pantoprazole"),
        surgery=("cholecystectomy", "anaesthesia"), operated=0.75,
    ),
    Condition(
        "K40.9", "腹股沟疝", SURGERY, 0.3, 1.4, (1, 0.4, 0.8, 1.5), 5, tests=PRE_OP,
        ward=("ceftriaxone", "dressing"), surgery=("hernia_repair", "anaesthesia"), operated=0.95,
    ),
    Condition(
        "S72.0", "股骨颈骨折", SURGERY, 0.2, 1.2, (0, 0.1, 0.4, 3), 14, tests=(*PRE_OP, "ct"),
        ward=("cefoperazone", "dressing", "rivaroxaban", "monitor"),
        surgery=("hip_replacement", "hip_prosthesis", "anaesthesia"), operated=0.8,
    ),
    Condition(
        "S52.5", "桡骨下端骨折", SURGERY, 1.2, 1.6, ANY, 8, tests=(*PRE_OP, "ct"),
        drugs=("ibuprofen",), ward=("ceftriaxone", "dressing"),
        surgery=("fixation", "bone_plate", "anaesthesia"), operated=0.6,
    ),
    Condition(
        "H25.9", "老年性白内障", EYES, 1.2, 2.2, OLD, 2, tests=("eye_exam", *PRE_OP[:4]),
        ward=("eye_exam",), surgery=("cataract_surgery", "lens"), operated=0.95,
    ),
    Condition(
        "M51.2", "腰椎间盘突出", TCM, 4, 3.5, ADULT, 9, tests=("mri", "xray"),
        drugs=("ibuprofen", "herbs"),
        ward=("acupuncture", "massage", "physiotherapy", "stasis_injection"),
    ),
    Condition(
        "M54.5", "下背痛", TCM, 5, 1.5, ADULT, 7, mild=True, tests=("xray",),
        drugs=("ibuprofen", "herbs"), ward=("acupuncture", "cupping", "physiotherapy"),
    ),
    Condition(
        "M17.9", "膝关节病", TCM, 4, 2, OLD, 8, tests=("xray", "crp"),
        drugs=("ibuprofen", "herbs"), ward=("acupuncture", "moxibustion", "physiotherapy"),
    ),
    Condition(
        "G47.0", "失眠症", TCM, 3, 0.4, ADULT, 6, mild=True, drugs=("sleep_capsules", "herbs"),
        ward=("acupuncture", "moxibustion"),
    ),
    Condition(
        "I69.3", "脑梗死后遗症", REHABILITATION, 1, 3, OLD, 17, chronic=1.5, tests=("ct", "lipids"),
        drugs=("clopidogrel", "ginkgo"),
        ward=("exercise", "occupational", "acupuncture", "physiotherapy"),
    ),
    Condition(
        "N18.5", "慢性肾脏病5期", INTERNAL, 0.3, 1.6, (0, 0.5, 1, 1.5), 9, chronic=0.25,
        tests=("renal", "cbc", "echo"), drugs=("erythropoietin",),
        ward=("dialysis", "dialyser", "erythropoietin"),
    ),
    Condition(
        "C34.9", "支气管或肺恶性肿瘤", CANCER, 0.5, 2, OLD, 9, chronic=0.4,
        tests=("ct", "tumour_marker", *BASIC), drugs=("omeprazole",),
        ward=("thymalfasin", "pantoprazole", "paclitaxel"),
    ),
    Condition(
        "C50.9", "乳房恶性肿瘤", CANCER, 0.4, 1, ADULT, 8, gend=FEMALE, chronic=0.3,
        tests=("ultrasound", "tumour_marker", *BASIC), ward=("thymalfasin", "paclitaxel"),
    ),
    Condition(
        "Z51.1", "恶性肿瘤化学治疗", CANCER, 0, 2, (0, 0.4, 1.5, 1.5), 3, tests=BASIC,
        ward=("oxaliplatin", "chemotherapy", "pantoprazole", "thymalfasin"),
    ),
    Condition(
        "O80", "单胎顺产", MATERNITY, 0, 1.8, (0, 3, 0, 0), 4, gend=FEMALE, tests=BASIC,
        ward=("dressing",), surgery=("delivery",), operated=1,
    ),
    Condition(
        "O82", "剖宫产分娩", MATERNITY, 0, 1.2, (0, 3, 0, 0), 6, gend=FEMALE, tests=PRE_OP[:5],
        ward=("ceftriaxone", "dressing"), surgery=("caesarean", "anaesthesia"), operated=1,
    ),
    Condition(
        "D25.9", "子宫平滑肌瘤", MATERNITY, 1, 1.4, (0, 1, 1.5, 0.3), 8, gend=FEMALE,
        tests=(*PRE_OP, "gyn_us"), drugs=("progesterone",), ward=("ceftriaxone", "dressing"),
        surgery=("hysterectomy", "anaesthesia"), operated=0.7,
    ),
    Condition(
        "N76.0", "急性阴道炎", MATERNITY, 4, 0, (0, 2, 1, 0.3), gend=FEMALE, mild=True,
        tests=("gyn_us", "cervical_smear"), drugs=("amoxicillin",),
    ),
    Condition(
        "N40", "前列腺增生", SURGERY, 2.5, 1.8, (0, 0, 1, 3), 8, gend=MALE,
        tests=("prostate_us", "psa", "urine", "renal"), drugs=("finasteride",),
        ward=("levofloxacin", "dressing"), surgery=("prostatectomy", "anaesthesia"), operated=0.5,
    ),
    Condition("K02.9", "龋病", TEETH, 3, 0, ANY, tests=("filling",), drugs=("amoxicillin",)),
    Condition(
        "K05.3", "慢性牙周炎", TEETH, 3, 0, ADULT, tests=("scaling_package",),
        drugs=("amoxicillin",),
    ),
    Condition("L20.9", "特应性皮炎", GENERAL, 3, 0, ANY, mild=True, drugs=("ointment",)),
    Condition(
        "F03", "痴呆", INTERNAL, 0.5, 0.7, (0, 0, 0.1, 3), 12, chronic=0.8, tests=("ct", "lipids"),
        drugs=("donepezil", "ginkgo"), ward=("cerebrolysin",),
    ),
    Condition(
        "G20", "帕金森病", INTERNAL, 0.5, 0.7, (0, 0, 0.3, 3), 9, chronic=0.6, tests=("ct",),
        drugs=("levodopa",), ward=("cerebrolysin", "levodopa"),
    ),
    Condition(
        "B18.1", "慢性乙型病毒性肝炎", INTERNAL, 0.8, 0.8, ADULT, 9, chronic=1.2,
        tests=("liver", "ultrasound", "tumour_marker"), drugs=("entecavir",),
        ward=("thymalfasin",),
    ),
    Condition("Z00.0", "健康查体", GENERAL, 0, 0, ANY, mild=True, tests=("check_up",)),
)  # fmt: skip


@cache
def condition_of(code: str) -> int:
    """The place of a condition in `CONDITIONS` by its ICD-10 code."""
    return [condition.code for condition in CONDITIONS].index(code)


def conditions_of(*codes: str) -> Ints:
    """The places of several conditions."""
    return np.array([condition_of(code) for code in codes], np.int64)


@cache
def departments() -> Ints:
    """The place in `DEPARTMENTS` of the department that treats each condition."""
    return np.array([DEPARTMENTS.index(c.department) for c in CONDITIONS], np.int64)


@cache
def mild_conditions() -> Ints:
    """The places of the mild conditions that seldom need a bed."""
    found = [n for n, condition in enumerate(CONDITIONS) if condition.mild and condition.stay > 0]
    return np.array(found, np.int64)


def age_class(age: Ints) -> Ints:
    """The age class (0-3) of ages in years."""
    return np.searchsorted(np.array(AGES), age, side="right").astype(np.int64) - 1
