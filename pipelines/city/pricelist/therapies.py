"""Treatments: infusions, dialysis, physical and Chinese therapy, dentistry (charge type 05)."""

from pipelines.city.departments import CANCER, EYES, PSYCHIATRY, REHABILITATION, TCM, TEETH
from pipelines.city.pricelist.item import Item

THERAPIES = (
    Item("infusion", "001204000060000", "静脉输液", "05", 9, daily_max=2),
    Item("injection", "001204000020000", "静脉注射", "05", 6, daily_max=4),
    Item("venipuncture", "001204000110000", "静脉穿刺", "05", 5, daily_max=4),
    Item("drug_push", "001204000120000", "注射给药", "05", 4, daily_max=4),
    Item("oxygen", "001203000010000", "氧气吸入(小时)", "05", 4, daily_max=24),
    Item("nebuliser", "001206000010000", "雾化吸入", "05", 10, daily_max=3),
    Item("monitor", "003107010220000", "心电监护(日)", "05", 84, daily_max=1),
    Item("dressing", "001205000010000", "换药", "05", 21, daily_max=2),
    Item(
        "acupuncture", "004300000010000", "普通针刺", "05", 40,
        minutes=30, daily_max=2, depts=(TCM, REHABILITATION),
    ),
    Item(
        "massage", "004500000010000", "推拿治疗", "05", 60,
        minutes=30, daily_max=2, depts=(TCM, REHABILITATION),
    ),
    Item(
        "moxibustion", "004400000010000", "灸法", "05", 30,
        minutes=20, daily_max=2, depts=(TCM, REHABILITATION),
    ),
    Item(
        "cupping", "004400000070000", "拔罐疗法", "05", 20,
        minutes=15, daily_max=2, depts=(TCM, REHABILITATION),
    ),
    Item("physiotherapy", "003401000190000", "中频脉冲电治疗", "05", 25, minutes=20, daily_max=3),
    Item(
        "exercise", "003402000200000", "运动疗法", "05", 52,
        minutes=45, daily_max=2, depts=(REHABILITATION,),
    ),
    Item(
        "occupational", "003402000240000", "作业疗法", "05", 46,
        minutes=45, daily_max=1, depts=(REHABILITATION,),
    ),
    Item("dialysis", "003110000010000", "血液透析", "05", 410, daily_max=1),
    Item(
        "chemotherapy", "001204000150000", "化疗药物配置与输注", "05", 62,
        daily_max=3, depts=(CANCER,),
    ),
    Item(
        "scaling_package", "003105100010000", "牙周洁治(含检查抛光)", "05", 190,
        daily_max=1, depts=(TEETH,),
    ),
    Item("gum_check", "003105100020000", "牙周检查", "05", 66, daily_max=1, depts=(TEETH,)),
    Item("scaling", "003105100030000", "超声洁治", "05", 150, daily_max=1, depts=(TEETH,)),
    Item("polishing", "003105100040000", "牙面抛光", "05", 82, daily_max=1, depts=(TEETH,)),
    Item("filling", "003105110010000", "牙体充填治疗", "05", 165, daily_max=4, depts=(TEETH,)),
    Item("infusion_next", "003499000010000", "静脉输液(续组)", "05", 3, daily_max=6),
    Item("infusion_pump", "003499000020000", "输液泵(小时)", "05", 1.5, daily_max=24),
    Item("central_line", "003499000030000", "中心静脉穿刺置管", "05", 160, daily_max=1),
    Item("transfusion", "003499000040000", "输血", "05", 20, daily_max=4),
    Item("tube_feeding", "003499000050000", "鼻饲", "05", 14, daily_max=4),
    Item("catheterisation", "003499000060000", "导尿", "05", 18, daily_max=2),
    Item("enema", "003499000070000", "灌肠", "05", 22, daily_max=2),
    Item("suction", "003499000080000", "吸痰护理", "05", 6, daily_max=12),
    Item("ventilator", "003499000090000", "呼吸机辅助呼吸(小时)", "05", 14, daily_max=24),
    Item("mask_ventilation", "003499000100000", "无创辅助通气(小时)", "05", 9, daily_max=24),
    Item("resuscitation", "003499000110000", "抢救(次)", "05", 150, daily_max=3),
    Item("insulin_pump", "003499000120000", "胰岛素泵治疗(日)", "05", 320, daily_max=1, course=7),
    Item("haemofiltration", "003499000130000", "血液滤过", "05", 620, daily_max=1),
    Item("haemodiafiltration", "003499000140000", "血液透析滤过", "05", 680, daily_max=1),
    Item("plasma_exchange", "003499000150000", "血浆置换", "05", 1800, daily_max=1),
    Item(
        "radiotherapy", "003499000160000", "直线加速器放疗", "05", 480,
        daily_max=1, depts=(CANCER,),
    ),
    Item(
        "radiotherapy_plan", "003499000170000", "放射治疗计划设计", "05", 1600,
        daily_max=1, depts=(CANCER,),
    ),
    Item("blue_light", "003499000180000", "蓝光治疗(小时)", "05", 5, daily_max=24, ages=(0, 1)),
    Item("incubator", "003499000190000", "新生儿暖箱(小时)", "05", 4, daily_max=24, ages=(0, 1)),
    Item("newborn_bath", "003499000200000", "新生儿沐浴", "05", 15, daily_max=1, ages=(0, 1)),
    Item("traction", "003499000210000", "牵引治疗", "05", 24, minutes=20, daily_max=2),
    Item("wax", "003499000220000", "石蜡疗法", "05", 28, minutes=20, daily_max=2),
    Item("short_wave", "003499000230000", "超短波治疗", "05", 20, minutes=15, daily_max=2),
    Item("magnetic", "003499000240000", "磁热疗法", "05", 24, minutes=20, daily_max=2),
    Item("hyperbaric", "003499000250000", "高压氧治疗", "05", 90, daily_max=1),
    Item(
        "speech", "003499000260000", "言语训练", "05", 50,
        minutes=30, daily_max=1, depts=(REHABILITATION,),
    ),
    Item(
        "swallowing", "003499000270000", "吞咽功能训练", "05", 46,
        minutes=30, daily_max=1, depts=(REHABILITATION,),
    ),
    Item(
        "balance", "003499000280000", "平衡功能训练", "05", 36,
        minutes=30, daily_max=1, depts=(REHABILITATION,),
    ),
    Item(
        "hand_therapy", "003499000290000", "手功能训练", "05", 40,
        minutes=30, daily_max=1, depts=(REHABILITATION,),
    ),
    Item(
        "cognition", "003499000300000", "认知功能训练", "05", 46,
        minutes=30, daily_max=1, depts=(REHABILITATION,),
    ),
    Item(
        "electro_needle", "003499000310000", "电针", "05", 46,
        minutes=30, daily_max=2, depts=(TCM, REHABILITATION),
    ),
    Item(
        "warm_needle", "003499000320000", "温针灸", "05", 52,
        minutes=30, daily_max=2, depts=(TCM, REHABILITATION),
    ),
    Item(
        "ear_seeds", "003499000330000", "耳穴压豆", "05", 24,
        minutes=10, daily_max=2, depts=(TCM,),
    ),
    Item(
        "scraping", "003499000340000", "刮痧治疗", "05", 26,
        minutes=15, daily_max=1, depts=(TCM,),
    ),
    Item("herb_bath", "003499000350000", "中药熏洗", "05", 42, minutes=30, daily_max=2),
    Item("herb_plaster", "003499000360000", "穴位贴敷", "05", 30, daily_max=6),
    Item(
        "needle_knife", "003499000370000", "针刀治疗", "05", 180,
        minutes=30, daily_max=1, depts=(TCM,),
    ),
    Item(
        "shock_therapy", "003499000380000", "无抽搐电休克治疗", "05", 320,
        daily_max=1, depts=(PSYCHIATRY,),
    ),
    Item(
        "psychotherapy", "003499000390000", "心理治疗", "05", 120,
        minutes=45, daily_max=1, depts=(PSYCHIATRY,),
    ),
    Item("work_therapy", "003499000400000", "工娱治疗", "05", 12, daily_max=1, depts=(PSYCHIATRY,)),
    Item("root_canal", "003499000410000", "根管治疗", "05", 320, daily_max=4, depts=(TEETH,)),
    Item("extraction", "003499000420000", "普通牙拔除术", "05", 80, daily_max=4, depts=(TEETH,)),
    Item("wisdom_tooth", "003499000430000", "阻生牙拔除术", "05", 280, daily_max=2, depts=(TEETH,)),
    Item(
        "crown", "003499000440000", "烤瓷冠修复", "05", 1200,
        daily_max=4, payment_class=3, depts=(TEETH,),
    ),
    Item("eye_injection", "003499000450000", "玻璃体腔注药", "05", 380, daily_max=2, depts=(EYES,)),
    Item("shock_wave", "003499000460000", "体外冲击波碎石", "05", 860, daily_max=1),
    Item("plaster_cast", "003499000470000", "石膏固定", "05", 120, daily_max=2),
    Item("suturing", "003499000480000", "清创缝合", "05", 130, daily_max=3),
)  # fmt: skip
