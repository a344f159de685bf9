"""Beds, consultations, nursing and the other daily services (charge types 01, 02, 07, 12)."""

from pipelines.city.departments import CHILDREN, MATERNITY, PSYCHIATRY, TCM
from pipelines.city.pricelist.item import Item

BEDS = (
    Item("bed", "001109000010000", "普通病房床位费", "01", 42, daily_max=1),
    Item("ward_round", "001102000050000", "住院诊察费", "02", 22, daily_max=1),
    Item("consult", "001102000010000", "普通门诊诊察费", "02", 15),
    Item("general_care", "001102000090000", "一般诊疗费", "12", 10),
    Item("nursing_1", "001201000020000", "一级护理", "07", 36, daily_max=1),
    Item("nursing_2", "001201000030000", "二级护理", "07", 24, daily_max=1),
    Item("bed_two", "001109000020000", "双人间床位费", "01", 60, daily_max=1, payment_class=2),
    Item("bed_single", "001109000030000", "单人间床位费", "01", 160, daily_max=1, payment_class=3),
    Item("bed_icu", "001109000040000", "重症监护病房床位费", "01", 120, daily_max=1),
    Item(
        "bed_newborn", "001109000050000", "新生儿床位费", "01", 30,
        daily_max=1, ages=(0, 1), depts=(CHILDREN, MATERNITY),
    ),
    Item(
        "bed_psychiatric", "001109000060000", "精神科病房床位费", "01", 38,
        daily_max=1, depts=(PSYCHIATRY,),
    ),
    Item("bed_observation", "001109000070000", "急诊观察床位费", "01", 30, daily_max=1),
    Item("heating", "001109000080000", "取暖费(日)", "01", 6, daily_max=1, payment_class=3),
    Item("consult_expert", "001102000020000", "主任医师门诊诊察费", "02", 35),
    Item("consult_deputy", "001102000030000", "副主任医师门诊诊察费", "02", 25),
    Item("consult_emergency", "001102000040000", "急诊诊察费", "02", 20),
    Item("consult_online", "001102000060000", "互联网复诊诊察费", "02", 15, daily_max=1),
    Item("consult_chinese", "001102000070000", "中医辨证论治", "02", 25, depts=(TCM,)),
    Item("joint_consult", "001102000080000", "院内会诊费", "02", 30, daily_max=4),
    Item("nursing_3", "001201000010000", "三级护理", "07", 14, daily_max=1),
    Item("nursing_special", "001201000040000", "特级护理(小时)", "07", 12, daily_max=24),
    Item(
        "nursing_newborn", "001201000050000", "新生儿护理", "07", 28,
        daily_max=1, ages=(0, 1), depts=(CHILDREN, MATERNITY),
    ),
    Item(
        "nursing_psychiatric", "001201000060000", "精神科护理", "07", 26,
        daily_max=1, depts=(PSYCHIATRY,),
    ),
    Item("nursing_mouth", "001201000070000", "口腔护理", "07", 10, daily_max=3),
    Item("nursing_bedsore", "001201000080000", "压疮护理", "07", 24, daily_max=2),
    Item("nursing_drain", "001201000090000", "引流管护理", "07", 12, daily_max=2),
    Item("family_doctor", "001103000010000", "家庭医生签约服务费", "12", 12),
    Item("home_bed", "001103000020000", "家庭病床建床费", "12", 50),
    Item("ambulance", "001103000030000", "院前急救出诊费", "12", 90, payment_class=3),
)  # fmt: skip
