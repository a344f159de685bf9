"""The item catalogue of the city: services, drugs and materials with invented codes.

The codes look like national ones (15 digits for services, a letter and a class for drugs and
materials) but belong to no real catalogue. `config/reference/*.csv` refers to them.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from pipelines.city.arrays import Floats, Ints

MALE, FEMALE = 1, 2
LEVEL_PRICES = (1.0, 0.9, 0.8, 0.8, 0.75, 1.0, 1.1)
"""Price of a service by kind of institution, as a share of the level-3 price."""


@dataclass(frozen=True)
class Item:
    """One chargeable item: `key` is our word for it, `price` yuan per unit at level 3.

    `days` is the supply of one pack in days (0: not a take-home drug); `minutes` the working
    time one unit takes; `daily_max` the most units of one person and day (0: no limit);
    `gend` the only sex it fits (0: both); `payment_class` 1 甲, 2 乙, 3 丙.
    """

    key: str
    code: str
    name: str
    charge_type: str
    price: float
    days: int = 0
    minutes: int = 0
    daily_max: int = 0
    gend: int = 0
    payment_class: int = 1
    resaleable: bool = False

    @property
    def is_drug(self) -> bool:
        """Whether it is a drug (09 western, 10 herbal pieces, 11 Chinese patent medicine)."""
        return self.charge_type in {"09", "10", "11"}

    @property
    def list_type(self) -> str:
        """National catalogue class: 101 drugs, 102 herbal pieces, 201 services, 301 materials."""
        kinds = {"09": "101", "11": "101", "10": "102", "08": "301"}
        return kinds.get(self.charge_type, "201")


ITEMS = (
    Item("bed", "001109000010000", "普通病房床位费", "01", 42, daily_max=1),
    Item("ward_round", "001102000050000", "住院诊察费", "02", 22, daily_max=1),
    Item("consult", "001102000010000", "普通门诊诊察费", "02", 15),
    Item("general_care", "001102000090000", "一般诊疗费", "12", 10),
    Item("nursing_1", "001201000020000", "一级护理", "07", 36, daily_max=1),
    Item("nursing_2", "001201000030000", "二级护理", "07", 24, daily_max=1),
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
    Item("cbc", "002501010150000", "血细胞分析", "04", 20, daily_max=2),
    Item("urine", "002501020350000", "尿液分析", "04", 10, daily_max=2),
    Item("stool", "002501030010000", "粪便常规", "04", 8, daily_max=2),
    Item("liver", "002503050010000", "肝功能组合", "04", 62, daily_max=2),
    Item("renal", "002503070010000", "肾功能组合", "04", 46, daily_max=2),
    Item("glucose", "002503020010000", "葡萄糖测定", "04", 6, daily_max=8),
    Item("hba1c", "002503020090000", "糖化血红蛋白测定", "04", 70, daily_max=2),
    Item("lipids", "002503030010000", "血脂组合", "04", 52, daily_max=2),
    Item("crp", "002504010250000", "C反应蛋白测定", "04", 30, daily_max=2),
    Item("coagulation", "002502030200000", "凝血功能组合", "04", 64, daily_max=2),
    Item("tumour_marker", "002504040010000", "肿瘤标志物组合", "04", 160, daily_max=2),
    Item("culture", "002505010090000", "细菌培养及鉴定", "04", 82, daily_max=2),
    Item("psa", "002504040050000", "前列腺特异抗原测定", "04", 64, gend=MALE),
    Item("cervical_smear", "002702000040000", "宫颈液基细胞学检查", "04", 132, gend=FEMALE),
    Item("newborn_screen", "002599000180000", "新生儿疾病筛查", "04", 90, payment_class=3),
    Item("check_up", "001104000010000", "健康检查组合", "04", 68, payment_class=3),
    Item("infusion", "001204000060000", "静脉输液", "05", 9, daily_max=2),
    Item("injection", "001204000020000", "静脉注射", "05", 6, daily_max=4),
    Item("venipuncture", "001204000110000", "静脉穿刺", "05", 5, daily_max=4),
    Item("drug_push", "001204000120000", "注射给药", "05", 4, daily_max=4),
    Item("oxygen", "001203000010000", "氧气吸入(小时)", "05", 4, daily_max=24),
    Item("nebuliser", "001206000010000", "雾化吸入", "05", 10, daily_max=3),
    Item("monitor", "003107010220000", "心电监护(日)", "05", 84, daily_max=1),
    Item("dressing", "001205000010000", "换药", "05", 21, daily_max=2),
    Item("acupuncture", "004300000010000", "普通针刺", "05", 40, minutes=30, daily_max=2),
    Item("massage", "004500000010000", "推拿治疗", "05", 60, minutes=30, daily_max=2),
    Item("moxibustion", "004400000010000", "灸法", "05", 30, minutes=20, daily_max=2),
    Item("cupping", "004400000070000", "拔罐疗法", "05", 20, minutes=15, daily_max=2),
    Item("physiotherapy", "003401000190000", "中频脉冲电治疗", "05", 25, minutes=20, daily_max=3),
    Item("exercise", "003402000200000", "运动疗法", "05", 52, minutes=45, daily_max=2),
    Item("occupational", "003402000240000", "作业疗法", "05", 46, minutes=45, daily_max=1),
    Item("dialysis", "003110000010000", "血液透析", "05", 410, minutes=0, daily_max=1),
    Item("chemotherapy", "001204000150000", "化疗药物配置与输注", "05", 62, daily_max=3),
    Item("scaling_package", "003105100010000", "牙周洁治(含检查抛光)", "05", 190, daily_max=1),
    Item("gum_check", "003105100020000", "牙周检查", "05", 66, daily_max=1),
    Item("scaling", "003105100030000", "超声洁治", "05", 150, daily_max=1),
    Item("polishing", "003105100040000", "牙面抛光", "05", 82, daily_max=1),
    Item("filling", "003105110010000", "牙体充填治疗", "05", 165, daily_max=4),
    Item("blue_light", "003499000180000", "蓝光治疗(小时)", "05", 5),
    Item("psychotherapy", "003499000390000", "心理治疗", "05", 120),
    Item("appendectomy", "003310000010000", "阑尾切除术", "06", 1500, daily_max=1),
    Item("cholecystectomy", "003310000080000", "腹腔镜胆囊切除术", "06", 2900, daily_max=1),
    Item("hernia_repair", "003310000120000", "腹股沟疝修补术", "06", 1600, daily_max=2),
    Item("hip_replacement", "003310050010000", "人工髋关节置换术", "06", 4600, daily_max=1),
    Item("fixation", "003310050070000", "骨折切开复位内固定术", "06", 3000, daily_max=2),
    Item("cataract_surgery", "003304000010000", "白内障超声乳化摘除术", "06", 1900, daily_max=2),
    Item("pci", "003202000010000", "冠状动脉支架植入术", "06", 5200, daily_max=1),
    Item("delivery", "003314000010000", "单胎顺产接生", "06", 950, daily_max=1, gend=FEMALE),
    Item("caesarean", "003314000120000", "剖宫产术", "06", 1850, daily_max=1, gend=FEMALE),
    Item("hysterectomy", "003313000220000", "子宫切除术", "06", 3100, daily_max=1, gend=FEMALE),
    Item("prostatectomy", "003311000050000", "前列腺电切术", "06", 2700, daily_max=1, gend=MALE),
    Item("anaesthesia", "003301000050000", "全身麻醉", "06", 820, daily_max=1),
    Item("syringe", "C0101010010", "一次性注射器", "08", 1.5),
    Item("infusion_set", "C0101010020", "一次性输液器", "08", 4.2),
    Item("catheter", "C0101020010", "静脉留置针", "08", 28),
    Item("gauze", "C0102010010", "医用敷料", "08", 12),
    Item("stent", "C0201010010", "冠状动脉支架", "08", 845, payment_class=2),
    Item("hip_prosthesis", "C0301010010", "髋关节假体", "08", 6900, payment_class=2),
    Item("bone_plate", "C0301020010", "接骨板及螺钉", "08", 3900, payment_class=2),
    Item("lens", "C0401010010", "人工晶体", "08", 1480, payment_class=2),
    Item("dialyser", "C0501010010", "血液透析器", "08", 150),
    Item("saline", "XB05BBA001", "0.9%氯化钠注射液", "09", 4),
    Item("dextrose", "XB05BAA001", "5%葡萄糖注射液", "09", 4.5),
    Item("ceftriaxone", "XJ01DDA001", "注射用头孢曲松钠", "09", 14),
    Item("cefoperazone", "XJ01DDA002", "注射用头孢哌酮舒巴坦", "09", 68, payment_class=2),
    Item("levofloxacin", "XJ01MAA001", "左氧氟沙星注射液", "09", 33),
    Item("ambroxol", "XR05CBA001", "氨溴索注射液", "09", 16, payment_class=2),
    Item("budesonide", "XR03BAA001", "布地奈德混悬液", "09", 22, payment_class=2),
    Item("cerebrolysin", "XN06BXA001", "脑苷肌肽注射液", "09", 88, payment_class=2),
    Item("thymalfasin", "XL03AXA001", "胸腺法新注射液", "09", 96, payment_class=2),
    Item("pantoprazole", "XA02BCA001", "注射用泮托拉唑", "09", 42, payment_class=2),
    Item("oxaliplatin", "XL01XAA001", "奥沙利铂注射液", "09", 520, payment_class=2),
    Item("paclitaxel", "XL01CDA001", "紫杉醇注射液", "09", 460, payment_class=2),
    Item("erythropoietin", "XB03XAA001", "重组人促红素注射液", "09", 46, payment_class=2),
    Item("amlodipine", "XC08CAA001", "苯磺酸氨氯地平片", "09", 26, days=28),
    Item("valsartan", "XC09CAA001", "缬沙坦胶囊", "09", 38, days=28),
    Item("metformin", "XA10BAA001", "二甲双胍缓释片", "09", 24, days=30),
    Item("acarbose", "XA10BFA001", "阿卡波糖片", "09", 46, days=30, resaleable=True),
    Item("insulin", "XA10AEA001", "甘精胰岛素注射液", "09", 148, days=30, resaleable=True),
    Item(
        "atorvastatin", "XC10AAA001", "阿托伐他汀钙片", "09", 52, days=28,
        payment_class=2, resaleable=True,
    ),
    Item(
        "clopidogrel", "XB01ACA001", "硫酸氢氯吡格雷片", "09", 78, days=28,
        payment_class=2, resaleable=True,
    ),
    Item(
        "rivaroxaban", "XB01AFA001", "利伐沙班片", "09", 132, days=28,
        payment_class=2, resaleable=True,
    ),
    Item("aspirin", "XB01ACA002", "阿司匹林肠溶片", "09", 15, days=30),
    Item(
        "tiotropium", "XR03BBA001", "噻托溴铵粉吸入剂", "09", 186, days=30,
        payment_class=2, resaleable=True,
    ),
    Item(
        "donepezil", "XN06DAA001", "盐酸多奈哌齐片", "09", 175, days=28,
        payment_class=2, resaleable=True,
    ),
    Item("levodopa", "XN04BAA001", "多巴丝肼片", "09", 72, days=30),
    Item("entecavir", "XJ05AFA001", "恩替卡韦分散片", "09", 92, days=28, resaleable=True),
    Item("finasteride", "XG04CBA001", "非那雄胺片", "09", 58, days=28, gend=MALE),
    Item("progesterone", "XG03DAA001", "黄体酮胶囊", "09", 36, days=10, gend=FEMALE),
    Item("omeprazole", "XA02BCA002", "奥美拉唑肠溶胶囊", "09", 23, days=14),
    Item("amoxicillin", "XJ01CAA001", "阿莫西林胶囊", "09", 15, days=6),
    Item("ibuprofen", "XM01AEA001", "布洛芬缓释胶囊", "09", 18, days=6),
    Item("cold_tablets", "XR05XAA001", "复方氨酚烷胺片", "09", 17, days=5),
    Item("ointment", "XD07ACA001", "糠酸莫米松乳膏", "09", 26, days=10),
    Item("vitamins", "XA11AAA001", "多种维生素片", "09", 65, days=30, payment_class=3),
    Item("olanzapine", "XN05AHA001", "奥氮平片", "09", 72, days=28),
    Item("herbs", "T000100001", "中药饮片(剂)", "10", 36, days=1),
    Item("lianhua", "ZA01CAA001", "清热解毒颗粒", "11", 29, days=5),
    Item("danshen", "ZA12AAA001", "丹参滴丸", "11", 34, days=30),
    Item("ginkgo", "ZA12BAA001", "银杏叶片", "11", 42, days=28, payment_class=2),
    Item("stomach_granules", "ZA09AAA001", "养胃颗粒", "11", 31, days=7),
    Item("sleep_capsules", "ZA07AAA001", "安神胶囊", "11", 38, days=10),
    Item("stasis_injection", "ZA12CAA001", "血栓通注射液", "11", 58, payment_class=2),
    Item("donkey_gelatin", "ZA20AAA001", "阿胶", "11", 480, days=30, payment_class=3),
    Item("ginseng", "ZA20BAA001", "西洋参片", "11", 320, days=30, payment_class=3),
    Item("bezoar_pill", "ZA20CAA001", "安宫牛黄丸", "11", 560, payment_class=2),
)  # fmt: skip


@dataclass(frozen=True)
class PriceList:
    """The item catalogue as arrays, one place per item of `ITEMS`."""

    price: Floats
    days: Ints
    is_drug: Ints
    payment_class: Ints

    def at(self, item: Ints, kind: Ints) -> Floats:
        """The honest unit price (yuan) of items at institutions of given kinds."""
        factor = np.where(self.is_drug[item] == 1, 1.0, np.array(LEVEL_PRICES)[kind])
        return np.round(self.price[item] * factor, 2)

    def limit(self, item: Ints, kind: Ints) -> Floats:
        """The highest lawful unit price (yuan), a little above the honest one."""
        return np.round(self.at(item, kind) * 1.05, 2)


@cache
def price_list() -> PriceList:
    """The catalogue as arrays."""
    return PriceList(
        price=np.array([item.price for item in ITEMS], np.float64),
        days=np.array([item.days for item in ITEMS], np.int64),
        is_drug=np.array([item.is_drug for item in ITEMS], np.int64),
        payment_class=np.array([item.payment_class for item in ITEMS], np.int64),
    )


@cache
def number_of(key: str) -> int:
    """The place of an item in `ITEMS` by our word for it."""
    return [item.key for item in ITEMS].index(key)


def numbers_of(*keys: str) -> Ints:
    """The places of several items."""
    return np.array([number_of(key) for key in keys], np.int64)
