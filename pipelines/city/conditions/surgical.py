"""Illnesses and injuries that surgeons, oculists and dentists treat."""

from pipelines.city.conditions.condition import (
    ADULT,
    ANY,
    FALL,
    OLD,
    PRE_OP,
    YOUNG,
    Condition,
)
from pipelines.city.departments import EYES, SURGERY, TEETH
from pipelines.city.pricelist.item import MALE

SURGICAL = (
    Condition(
        "K35.8", "急性阑尾炎", SURGERY, 0.3, 2.4, (1, 1, 0.6, 0.4), 6, tests=PRE_OP,
        ward=("ceftriaxone", "dressing"),
        surgery=("appendectomy", "anaesthesia_spinal", "trocar", "pathology"), operated=0.9,
    ),
    Condition(
        "K80.2", "胆囊结石", SURGERY, 0.8, 2.6, ADULT, 7, tests=(*PRE_OP, "ultrasound"),
        drugs=("omeprazole",), ward=("cefoperazone", "dressing", "pantoprazole"),
        surgery=("cholecystectomy", "anaesthesia", "trocar", "pathology"), operated=0.75,
    ),
    Condition(
        "K40.9", "腹股沟疝", SURGERY, 0.3, 1.4, (1, 0.4, 0.8, 1.5), 5, tests=PRE_OP,
        ward=("ceftriaxone", "dressing"),
        surgery=("hernia_repair", "anaesthesia_spinal", "mesh"), operated=0.95,
    ),
    Condition(
        "S72.0", "股骨颈骨折", SURGERY, 0.2, 1.5, (0, 0.1, 0.4, 3), 14, tests=(*PRE_OP, "ct"),
        ward=("cefoperazone", "dressing", "rivaroxaban", "monitor"),
        surgery=(
            "hip_replacement", "hip_prosthesis", "anaesthesia_spinal", "bone_cement",
            "digital_film",
        ), operated=0.8, cause=FALL,
    ),
    Condition(
        "S52.5", "桡骨下端骨折", SURGERY, 1.2, 1.6, ANY, 8, tests=(*PRE_OP, "ct"),
        drugs=("ibuprofen",), ward=("ceftriaxone", "dressing"),
        surgery=("fixation", "bone_plate", "anaesthesia_nerve", "digital_film"), operated=0.6,
        cause=FALL,
    ),
    Condition(
        "H25.9", "老年性白内障", EYES, 1.2, 2.2, OLD, 2, tests=("eye_exam", *PRE_OP[:4]),
        ward=("eye_exam",),
        surgery=("cataract_surgery", "lens", "anaesthesia_local"), operated=0.95,
    ),
    Condition(
        "N40", "前列腺增生", SURGERY, 2.5, 1.8, (0, 0, 1, 3), 8, gend=MALE,
        tests=("prostate_us", "psa", "urine", "renal"), drugs=("finasteride",),
        ward=("levofloxacin", "dressing"),
        surgery=("prostatectomy", "anaesthesia_spinal", "pathology"), operated=0.5,
    ),
    Condition("K02.9", "龋病", TEETH, 3, 0, ANY, tests=("filling",), drugs=("amoxicillin",)),
    Condition(
        "K05.3", "慢性牙周炎", TEETH, 3, 0, ADULT, tests=("scaling_package",),
        drugs=("amoxicillin",),
    ),
    Condition(
        "K64.9", "痔", SURGERY, 1, 1.6, (0.05, 1.3, 1.2, 0.7), 7, tests=PRE_OP,
        drugs=("ointment",), ward=("cefuroxime", "dressing", "herb_bath"),
        surgery=("haemorrhoidectomy", "anaesthesia_spinal", "stapler", "pathology"), operated=0.8,
    ),
    Condition(
        "N20.1", "输尿管结石", SURGERY, 0.8, 1.5, (0.05, 1.3, 1.2, 0.7), 5,
        tests=(*PRE_OP, "ct", "ultrasound"), drugs=("levofloxacin_tablets",),
        ward=("cefuroxime", "flurbiprofen"),
        surgery=("ureteroscopy", "anaesthesia", "ureter_stent", "guide_wire"), operated=0.7,
    ),
    Condition(
        "E04.1", "甲状腺结节", SURGERY, 1.2, 0.9, (0, 1.3, 1.3, 0.5), 6,
        tests=("thyroid_us", "thyroid_function", *PRE_OP), drugs=("levothyroxine",),
        ward=("dressing",),
        surgery=("thyroidectomy", "anaesthesia", "frozen_section", "hemostat"), operated=0.85,
    ),
    Condition(
        "S06.0", "脑震荡", SURGERY, 0.4, 1, ANY, 7, tests=("ct", "cbc", "coagulation"),
        ward=("brain_injection", "monitor", "oxygen"), cause=FALL,
    ),
    Condition(
        "S82.8", "小腿骨折", SURGERY, 0.4, 1.1, ANY, 13, tests=(*PRE_OP, "ct"),
        drugs=("celecoxib",), ward=("cefuroxime", "dressing", "flurbiprofen", "enoxaparin"),
        surgery=("fixation", "bone_plate", "anaesthesia_nerve", "digital_film"), operated=0.7,
        cause=FALL,
    ),
    Condition(
        "T14.1", "开放性伤口", SURGERY, 3, 0.3, YOUNG, 5, mild=True, tests=("xray",),
        drugs=("cefixime",), ward=("cefuroxime", "dressing"), surgery=("suturing",),
        operated=0.8, cause=FALL,
    ),
    Condition(
        "M17.1", "重度膝关节病", SURGERY, 0.1, 1, (0, 0, 0.8, 3), 12, tests=(*PRE_OP, "mri"),
        drugs=("celecoxib",), ward=("cefuroxime", "enoxaparin", "dressing", "exercise"),
        surgery=(
            "knee_replacement", "knee_prosthesis", "bone_cement", "anaesthesia_spinal",
            "digital_film", "pain_pump",
        ), operated=0.9,
    ),
    Condition(
        "H10.9", "结膜炎", EYES, 2, 0, ANY, mild=True, tests=("eye_exam",),
        drugs=("antibiotic_drops", "artificial_tears"),
    ),
    Condition(
        "H40.9", "青光眼", EYES, 0.6, 0.4, OLD, 4, chronic=0.3,
        tests=("eye_pressure", "visual_field", "eye_layers"), drugs=("latanoprost",),
        ward=("eye_pressure",), surgery=("glaucoma_surgery", "anaesthesia_local"), operated=0.7,
    ),
)  # fmt: skip
