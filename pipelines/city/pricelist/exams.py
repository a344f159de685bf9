"""Examinations: imaging, scopes, function tests, pathology (charge type 03)."""

from pipelines.city.departments import EYES, MATERNITY, PSYCHIATRY, REHABILITATION, TCM, TEETH
from pipelines.city.pricelist.item import FEMALE, MALE, Item

EXAMS = (
    Item("ct", "002103000010000", "X线计算机体层平扫", "03", 260, daily_max=2, payment_class=2),
    Item("mri", "002102000010000", "磁共振平扫", "03", 520, daily_max=2, payment_class=2),
    Item("ultrasound", "002203010010000", "腹部彩色多普勒超声", "03", 120, daily_max=2),
    Item("echo", "002206000020000", "心脏彩色多普勒超声", "03", 190, daily_max=1),
    Item("xray", "002101020150000", "数字化摄影(DR)", "03", 70, daily_max=3),
    Item("ecg", "003107010010000", "常规心电图检查", "03", 25, daily_max=2),
    Item("gastroscopy", "003109020050000", "电子胃镜检查", "03", 280, daily_max=1),
    Item("lung_function", "003106010010000", "肺通气功能检查", "03", 85, daily_max=1),
    Item("eye_exam", "003103000010000", "裂隙灯检查", "03", 20, daily_max=2),
    Item("prostate_us", "002203020010000", "前列腺彩色多普勒超声", "03", 110, gend=MALE),
    Item("gyn_us", "002203020030000", "经阴道彩色多普勒超声", "03", 125, gend=FEMALE),
    Item(
        "ct_enhanced", "002299000010000", "X线计算机体层增强扫描", "03", 430,
        daily_max=2, payment_class=2,
    ),
    Item(
        "ct_angiography", "002299000020000", "CT血管造影", "03", 780,
        daily_max=1, payment_class=2,
    ),
    Item(
        "mri_enhanced", "002299000030000", "磁共振增强扫描", "03", 820,
        daily_max=1, payment_class=2,
    ),
    Item(
        "petct", "002299000040000", "正电子发射计算机断层显像", "03", 6800,
        daily_max=1, payment_class=3,
    ),
    Item("mammography", "002299000050000", "乳腺钼靶摄影", "03", 160, daily_max=1, gend=FEMALE),
    Item("bone_density", "002299000060000", "双能X线骨密度测定", "03", 110, daily_max=1),
    Item("holter", "002299000070000", "动态心电图", "03", 160, daily_max=1),
    Item("pressure_24h", "002299000080000", "动态血压监测", "03", 140, daily_max=1),
    Item("eeg", "002299000090000", "脑电图", "03", 110, daily_max=1),
    Item("emg", "002299000100000", "肌电图", "03", 160, daily_max=2),
    Item("doppler_brain", "002299000110000", "经颅多普勒检查", "03", 130, daily_max=1),
    Item("thyroid_us", "002299000120000", "甲状腺彩色多普勒超声", "03", 110, daily_max=1),
    Item("breast_us", "002299000130000", "乳腺彩色多普勒超声", "03", 110, daily_max=1),
    Item("vessel_us", "002299000140000", "血管彩色多普勒超声", "03", 150, daily_max=3),
    Item(
        "obstetric_us", "002299000150000", "产科超声检查", "03", 160,
        daily_max=1, gend=FEMALE, depts=(MATERNITY,),
    ),
    Item(
        "fetal_monitor", "002299000160000", "胎心监护", "03", 30,
        daily_max=4, gend=FEMALE, depts=(MATERNITY,),
    ),
    Item("colonoscopy", "002299000170000", "电子结肠镜检查", "03", 360, daily_max=1),
    Item("bronchoscopy", "002299000180000", "电子支气管镜检查", "03", 420, daily_max=1),
    Item("cystoscopy", "002299000190000", "膀胱镜检查", "03", 260, daily_max=1),
    Item("laryngoscopy", "002299000200000", "电子喉镜检查", "03", 150, daily_max=1),
    Item("fundus", "002299000210000", "眼底照相", "03", 45, daily_max=2, depts=(EYES,)),
    Item(
        "eye_layers", "002299000220000", "光学相干断层成像", "03", 140,
        daily_max=2, depts=(EYES,),
    ),
    Item("visual_field", "002299000230000", "视野检查", "03", 55, daily_max=2, depts=(EYES,)),
    Item("eye_pressure", "002299000240000", "眼压检查", "03", 12, daily_max=4),
    Item("dental_film", "002299000250000", "牙片", "03", 20, daily_max=6, depts=(TEETH,)),
    Item("dental_panorama", "002299000260000", "口腔全景片", "03", 90, daily_max=1, depts=(TEETH,)),
    Item("breath_test", "002299000270000", "碳13尿素呼气试验", "03", 150, daily_max=1),
    Item("pathology", "002299000280000", "手术标本病理检查", "03", 150, daily_max=4),
    Item("frozen_section", "002299000290000", "术中冰冻切片检查", "03", 260, daily_max=2),
    Item("immunostain", "002299000300000", "免疫组织化学染色", "03", 180, daily_max=8),
    Item(
        "rehab_assessment", "002299000310000", "康复综合评定", "03", 60,
        daily_max=1, depts=(REHABILITATION, TCM),
    ),
    Item(
        "psychiatric_scale", "002299000320000", "精神科量表测评", "03", 40,
        daily_max=4, depts=(PSYCHIATRY,),
    ),
    Item("sleep_study", "002299000330000", "多导睡眠监测", "03", 450, daily_max=1),
)  # fmt: skip
