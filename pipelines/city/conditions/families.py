"""Pregnancy, birth, women and children."""

from pipelines.city.conditions.condition import (
    BASIC,
    CHILD,
    PRE_OP,
    Condition,
)
from pipelines.city.departments import CHILDREN, MATERNITY
from pipelines.city.pricelist.item import FEMALE

FAMILIES = (
    Condition(
        "O80", "单胎顺产", MATERNITY, 0, 1.8, (0, 3, 0, 0), 4, gend=FEMALE, tests=BASIC,
        ward=("dressing",), surgery=("delivery", "oxytocin"), operated=1,
    ),
    Condition(
        "O82", "剖宫产分娩", MATERNITY, 0, 1.2, (0, 3, 0, 0), 6, gend=FEMALE, tests=PRE_OP[:5],
        ward=("ceftriaxone", "dressing"),
        surgery=("caesarean", "anaesthesia_spinal", "carbetocin"), operated=1,
    ),
    Condition(
        "D25.9", "子宫平滑肌瘤", MATERNITY, 1, 1.4, (0, 1, 1.5, 0.3), 8, gend=FEMALE,
        tests=(*PRE_OP, "gyn_us"), drugs=("progesterone",), ward=("ceftriaxone", "dressing"),
        surgery=("hysterectomy", "anaesthesia", "pathology"), operated=0.7,
    ),
    Condition(
        "N76.0", "急性阴道炎", MATERNITY, 4, 0, (0, 2, 1, 0.3), gend=FEMALE, mild=True,
        tests=("gyn_us", "cervical_smear"), drugs=("amoxicillin",),
    ),
    Condition(
        "Z34.9", "正常妊娠监督", MATERNITY, 0, 0, (0, 3, 0, 0), gend=FEMALE,
        tests=("obstetric_us", "urine", "cbc", "fetal_monitor"), drugs=("iron_tablets",),
    ),
    Condition(
        "O20.0", "先兆流产", MATERNITY, 0.5, 0.5, (0, 3, 0, 0), 6, gend=FEMALE,
        tests=("obstetric_us", "pregnancy_test", "sex_hormones"), drugs=("dydrogesterone",),
        ward=("fetal_monitor",),
    ),
    Condition(
        "J21.9", "急性毛细支气管炎", CHILDREN, 1.5, 1.5, CHILD, 6,
        tests=("cbc", "crp", "xray", "mycoplasma"), drugs=("child_lung", "montelukast"),
        ward=("cefuroxime", "nebuliser", "budesonide", "suction"),
    ),
    Condition(
        "B08.4", "手足口病", CHILDREN, 1.5, 0.4, CHILD, 5, mild=True,
        tests=("cbc", "crp"), drugs=("child_fever",), ward=("fever_injection", "nebuliser"),
    ),
    Condition(
        "P59.9", "新生儿黄疸", CHILDREN, 0, 0, CHILD, 5,
        tests=("bilirubin", "liver", "cbc"), drugs=("probiotics",),
        ward=("blue_light", "incubator", "nursing_newborn", "newborn_bath", "bilirubin"),
    ),
)  # fmt: skip
