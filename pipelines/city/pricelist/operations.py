"""Operations and anaesthesia (charge type 06)."""

from pipelines.city.departments import EYES, MATERNITY
from pipelines.city.pricelist.item import FEMALE, MALE, Item

OPERATIONS = (
    Item("appendectomy", "003310000010000", "阑尾切除术", "06", 1500, daily_max=1),
    Item("cholecystectomy", "003310000080000", "腹腔镜胆囊切除术", "06", 2900, daily_max=1),
    Item("hernia_repair", "003310000120000", "腹股沟疝修补术", "06", 1600, daily_max=2),
    Item("hip_replacement", "003310050010000", "人工髋关节置换术", "06", 4600, daily_max=1),
    Item("fixation", "003310050070000", "骨折切开复位内固定术", "06", 3000, daily_max=2),
    Item(
        "cataract_surgery", "003304000010000", "白内障超声乳化摘除术", "06", 1900,
        daily_max=2, depts=(EYES,),
    ),
    Item("pci", "003202000010000", "冠状动脉支架植入术", "06", 5200, daily_max=1),
    Item(
        "delivery", "003314000010000", "单胎顺产接生", "06", 950,
        daily_max=1, gend=FEMALE, depts=(MATERNITY,),
    ),
    Item(
        "caesarean", "003314000120000", "剖宫产术", "06", 1850,
        daily_max=1, gend=FEMALE, depts=(MATERNITY,),
    ),
    Item("hysterectomy", "003313000220000", "子宫切除术", "06", 3100, daily_max=1, gend=FEMALE),
    Item("prostatectomy", "003311000050000", "前列腺电切术", "06", 2700, daily_max=1, gend=MALE),
    Item("anaesthesia", "003301000050000", "全身麻醉", "06", 820, daily_max=1),
    Item("knee_replacement", "003399000010000", "人工膝关节置换术", "06", 4700, daily_max=2),
    Item("spinal_fusion", "003399000020000", "椎间融合内固定术", "06", 5200, daily_max=1),
    Item("discectomy", "003399000030000", "椎间盘髓核摘除术", "06", 3200, daily_max=1),
    Item("hardware_removal", "003399000040000", "骨折内固定取出术", "06", 1300, daily_max=2),
    Item("craniotomy", "003399000050000", "开颅血肿清除术", "06", 6200, daily_max=1),
    Item("thyroidectomy", "003399000060000", "甲状腺部分切除术", "06", 2800, daily_max=1),
    Item("mastectomy", "003399000070000", "乳腺癌根治术", "06", 2900, daily_max=1, gend=FEMALE),
    Item("gastrectomy", "003399000080000", "胃癌根治术", "06", 5000, daily_max=1),
    Item("colectomy", "003399000090000", "结肠癌根治术", "06", 4800, daily_max=1),
    Item("lobectomy", "003399000100000", "肺叶切除术", "06", 5200, daily_max=1),
    Item("ureteroscopy", "003399000110000", "输尿管镜碎石术", "06", 2800, daily_max=1),
    Item("haemorrhoidectomy", "003399000120000", "痔切除术", "06", 900, daily_max=1),
    Item("polypectomy", "003399000130000", "内镜下息肉切除术", "06", 900, daily_max=3),
    Item("banding", "003399000140000", "内镜下静脉曲张套扎术", "06", 1100, daily_max=1),
    Item("thrombectomy", "003399000150000", "颅内动脉取栓术", "06", 5600, daily_max=1),
    Item("coronary_angiography", "003399000160000", "冠状动脉造影术", "06", 2300, daily_max=1),
    Item("fistula", "003399000170000", "动静脉内瘘成形术", "06", 1900, daily_max=1),
    Item("curettage", "003399000180000", "清宫术", "06", 320, daily_max=1, gend=FEMALE),
    Item("tonsillectomy", "003399000190000", "扁桃体切除术", "06", 900, daily_max=1),
    Item("glaucoma_surgery", "003399000200000", "小梁切除术", "06", 1500, daily_max=2),
    Item("anaesthesia_spinal", "003399000210000", "椎管内麻醉", "06", 460, daily_max=1),
    Item("anaesthesia_nerve", "003399000220000", "神经阻滞麻醉", "06", 260, daily_max=2),
    Item("anaesthesia_local", "003399000230000", "局部浸润麻醉", "06", 60, daily_max=2),
    Item("anaesthesia_vein", "003399000240000", "静脉麻醉", "06", 300, daily_max=1),
    Item("anaesthesia_monitor", "003399000250000", "麻醉中监测(次)", "06", 120, daily_max=1),
)  # fmt: skip
