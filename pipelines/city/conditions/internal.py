"""Illnesses of the inner organs: chest, heart, gut, metabolism."""

from pipelines.city.conditions.condition import (
    ADULT,
    ANY,
    BASIC,
    HEART,
    OLD,
    YOUNG,
    Condition,
)
from pipelines.city.departments import GENERAL, INTERNAL

INTERNAL_ILLNESSES = (
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
        "J45.9", "支气管哮喘", INTERNAL, 1.2, 1.2, (1.5, 1, 1, 1), 7, chronic=1.2,
        tests=("lung_function", "cbc", "allergens"), drugs=("inhaler", "montelukast"),
        ward=("methylprednisolone", "budesonide", "nebuliser", "oxygen"),
    ),
    Condition(
        "J10.1", "流行性感冒", GENERAL, 2, 0.4, YOUNG, 4, mild=True,
        tests=("flu_test", "cbc"), drugs=("oseltamivir", "lianhua", "paracetamol"),
        ward=("fever_injection", "nebuliser"),
    ),
    Condition(
        "J03.9", "急性扁桃体炎", GENERAL, 3, 0.6, YOUNG, 5, mild=True,
        tests=("cbc", "crp"), drugs=("cefixime", "isatis", "paracetamol"),
        ward=("cefuroxime", "nebuliser"),
    ),
    Condition(
        "J30.4", "变应性鼻炎", GENERAL, 2.5, 0, (1.5, 1.5, 0.7, 0.3), mild=True,
        tests=("allergens",), drugs=("loratadine", "montelukast"),
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
        surgery=("pci", "stent", "balloon", "guide_wire", "anaesthesia_local"), operated=0.35,
    ),
    Condition(
        "I21.9", "急性心肌梗死", INTERNAL, 0.1, 1.2, OLD, 9,
        tests=(*HEART, "troponin", "heart_enzymes", "bnp", "coagulation"),
        drugs=("ticagrelor", "atorvastatin", "aspirin", "metoprolol"),
        ward=("monitor", "oxygen", "enoxaparin", "tirofiban", "nitroglycerin_inj", "troponin"),
        surgery=("pci", "stent", "balloon", "guide_wire", "anaesthesia_local"), operated=0.7,
    ),
    Condition(
        "I50.9", "心力衰竭", INTERNAL, 0.6, 2.6, OLD, 9, chronic=1,
        tests=(*HEART, "bnp", "electrolytes"),
        drugs=("sacubitril", "spironolactone", "furosemide", "metoprolol"),
        ward=("furosemide_inj", "monitor", "oxygen", "electrolytes", "dopamine"),
    ),
    Condition(
        "I48.9", "心房颤动", INTERNAL, 0.6, 0.9, OLD, 7, chronic=0.8,
        tests=(*HEART, "holter", "coagulation"), drugs=("rivaroxaban", "metoprolol"),
        ward=("amiodarone_inj", "monitor", "enoxaparin"),
    ),
    Condition(
        "E11.9", "2型糖尿病", INTERNAL, 5, 4.5, OLD, 8, chronic=8,
        tests=("glucose", "hba1c", "lipids", "renal"),
        drugs=("metformin", "acarbose", "insulin", "dapagliflozin"),
        ward=("insulin_aspart", "glucose", "alprostadil", "test_strip"),
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
        "K92.2", "胃肠出血", INTERNAL, 0.2, 1, (0.1, 0.6, 1, 2), 7,
        tests=(*BASIC, "coagulation", "occult_blood", "gastroscopy", "blood_type"),
        drugs=("rabeprazole",), ward=("somatostatin", "esomeprazole_inj", "monitor"),
        surgery=("banding", "endo_clip", "anaesthesia_vein"), operated=0.3,
    ),
    Condition(
        "K74.6", "肝硬化", INTERNAL, 0.4, 1, (0, 0.4, 1.5, 1.2), 11, chronic=0.5,
        tests=("liver", "coagulation", "ultrasound", "tumour_marker"),
        drugs=("entecavir", "spironolactone", "liver_tablets"),
        ward=("albumin", "furosemide_inj", "pantoprazole"),
    ),
    Condition(
        "K63.5", "结肠息肉", INTERNAL, 0.5, 1.4, (0, 0.4, 1.5, 1), 3,
        tests=("cbc", "coagulation", "ecg", "colonoscopy"), drugs=("probiotics",),
        ward=("dextrose",),
        surgery=("polypectomy", "endo_clip", "anaesthesia_vein", "pathology"), operated=0.95,
    ),
    Condition(
        "N39.0", "泌尿道感染", INTERNAL, 2, 1, (0.3, 1, 1, 1.5), 6, mild=True,
        tests=("urine", "cbc", "culture"), drugs=("levofloxacin_tablets",),
        ward=("levofloxacin",),
    ),
    Condition(
        "M05.9", "类风湿关节炎", INTERNAL, 0.8, 0.7, ADULT, 9, chronic=0.9,
        tests=("rheumatoid", "esr", "crp", "liver"),
        drugs=("methotrexate", "hydroxychloroquine", "tofacitinib", "folic_acid"),
        ward=("methylprednisolone", "physiotherapy", "flurbiprofen"),
    ),
    Condition(
        "M10.9", "痛风", INTERNAL, 1.4, 0.5, (0, 0.8, 1.5, 1.2), 6, mild=True,
        tests=("uric_acid", "renal"), drugs=("febuxostat", "colchicine"),
        ward=("flurbiprofen", "physiotherapy"),
    ),
    Condition(
        "M81.9", "骨质疏松", INTERNAL, 0.9, 0.4, (0, 0, 0.8, 3), 8,
        tests=("bone_density", "parathyroid"), drugs=("alendronate", "calcium", "bone_capsules"),
        ward=("physiotherapy", "short_wave"),
    ),
    Condition(
        "E05.9", "甲状腺功能亢进症", INTERNAL, 0.8, 0.2, (0.1, 2, 1, 0.3), 7, chronic=0.5,
        tests=("thyroid_function", "thyroid_us", "liver"), drugs=("methimazole", "metoprolol"),
        ward=("dextrose",),
    ),
    Condition(
        "D50.9", "缺铁性贫血", INTERNAL, 0.7, 0.3, ADULT, 6,
        tests=("cbc", "iron_status"), drugs=("iron_tablets",), ward=("iron_sucrose",),
    ),
    Condition(
        "Z94.0", "肾移植状态", INTERNAL, 0.05, 0.1, (0, 1, 1, 0.2), 8, chronic=0.12,
        tests=("drug_level", "renal", "cbc"), drugs=("tacrolimus", "mycophenolate"),
        ward=("drug_level",),
    ),
    Condition(
        "N18.5", "慢性肾脏病5期", INTERNAL, 0.3, 1.6, (0, 0.5, 1, 1.5), 9, chronic=0.25,
        tests=("renal", "cbc", "echo"), drugs=("erythropoietin",),
        ward=("dialysis", "dialyser", "erythropoietin"),
    ),
    Condition("L20.9", "特应性皮炎", GENERAL, 3, 0, ANY, mild=True, drugs=("ointment",)),
    Condition(
        "B18.1", "慢性乙型病毒性肝炎", INTERNAL, 0.8, 0.8, ADULT, 9, chronic=1.2,
        tests=("liver", "ultrasound", "tumour_marker"), drugs=("entecavir", "liver_tablets"),
        ward=("thymalfasin",),
    ),
    Condition("Z00.0", "健康查体", GENERAL, 0, 0, ANY, mild=True, tests=("check_up",)),
)  # fmt: skip
