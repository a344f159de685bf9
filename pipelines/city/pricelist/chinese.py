"""Herbal pieces and Chinese patent medicines (charge types 10 and 11)."""

from pipelines.city.pricelist.item import FEMALE, MALE, Item

CHINESE = (
    Item("herbs", "T000100001", "中药饮片(剂)", "10", 36, days=1),
    Item("lianhua", "ZA01CAA001", "清热解毒颗粒", "11", 29, days=5, otc=True),
    Item("danshen", "ZA12AAA001", "丹参滴丸", "11", 34, days=30, otc=True),
    Item("ginkgo", "ZA12BAA001", "银杏叶片", "11", 42, days=28, payment_class=2),
    Item("stomach_granules", "ZA09AAA001", "养胃颗粒", "11", 31, days=7, otc=True),
    Item("sleep_capsules", "ZA07AAA001", "安神胶囊", "11", 38, days=10, otc=True),
    Item("stasis_injection", "ZA12CAA001", "血栓通注射液", "11", 58, payment_class=2),
    Item("donkey_gelatin", "ZA20AAA001", "阿胶", "11", 480, days=30, payment_class=3, otc=True),
    Item("ginseng", "ZA20BAA001", "西洋参片", "11", 320, days=30, payment_class=3, otc=True),
    Item("bezoar_pill", "ZA20CAA001", "安宫牛黄丸", "11", 560, payment_class=2),
    Item("herb_granules", "T000100002", "中药配方颗粒(剂)", "10", 44, days=1, payment_class=2),
    Item("fine_herbs", "T000100003", "贵细中药饮片(克)", "10", 9, payment_class=3),
    Item("isatis", "ZA01AAA001", "板蓝根颗粒", "11", 14, days=6, otc=True),
    Item("cold_granules", "ZA01AAA002", "感冒清热颗粒", "11", 18, days=5, otc=True),
    Item("loquat", "ZA06AAA001", "枇杷止咳露", "11", 24, days=6, otc=True),
    Item("patchouli", "ZA04AAA001", "藿香正气口服液", "11", 16, days=3, otc=True),
    Item("rehmannia", "ZA09AAA002", "六味地黄丸", "11", 26, days=20, otc=True),
    Item("quick_heart", "ZA12AAA002", "速效救心丸", "11", 44, days=30, resaleable=True),
    Item("musk_heart", "ZA12AAA003", "麝香保心丸", "11", 38, days=14, payment_class=2),
    Item("vein_capsules", "ZA12AAA004", "血塞通软胶囊", "11", 46, days=14, payment_class=2),
    Item("bone_capsules", "ZA16AAA001", "强骨胶囊", "11", 62, days=14, payment_class=2),
    Item("pain_plaster", "ZA16AAA002", "消痛贴膏", "11", 34, days=10, otc=True),
    Item(
        "kidney_granules", "ZA09AAA003", "尿毒清颗粒", "11", 68,
        days=10, payment_class=2, restricted=("N18",),
    ),
    Item("cordyceps", "ZA09AAA004", "发酵虫草菌粉胶囊", "11", 64, days=14, payment_class=2),
    Item(
        "prostate_capsules", "ZA13AAA001", "前列舒通胶囊", "11", 54,
        days=14, payment_class=2, gend=MALE,
    ),
    Item("cinnamon_capsules", "ZA14AAA001", "桂枝茯苓胶囊", "11", 46, days=14, gend=FEMALE),
    Item("womens_tablets", "ZA14AAA002", "妇科千金片", "11", 34, days=6, otc=True, gend=FEMALE),
    Item("motherwort", "ZA14AAA003", "益母草颗粒", "11", 18, days=5, otc=True, gend=FEMALE),
    Item("child_fever", "ZA18AAA001", "小儿豉翘清热颗粒", "11", 42, days=3, otc=True, ages=(0, 13)),
    Item("child_lung", "ZA18AAA002", "小儿肺热咳喘口服液", "11", 36, days=4, ages=(0, 13)),
    Item("liver_tablets", "ZA05AAA001", "护肝片", "11", 26, days=10),
    Item(
        "tumour_capsules", "ZA19AAA001", "复方斑蝥胶囊", "11", 72,
        days=10, payment_class=2, restricted=("C",),
    ),
    Item("salvia_injection", "ZA12AAA005", "丹红注射液", "11", 44, payment_class=2),
    Item("fever_injection", "ZA01AAA003", "热毒宁注射液", "11", 34, payment_class=2),
    Item(
        "brain_injection", "ZA08AAA001", "醒脑静注射液", "11", 48,
        payment_class=2, restricted=("I60", "I61", "I63", "S06"),
    ),
    Item(
        "coix_injection", "ZA19AAA002", "康莱特注射液", "11", 180,
        payment_class=2, restricted=("C",),
    ),
)  # fmt: skip
