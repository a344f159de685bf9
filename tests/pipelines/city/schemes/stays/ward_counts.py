"""What an inspector would count on the stays of a site or a doctor, in plain steps."""

from collections.abc import Iterable
from itertools import combinations

import polars as pl

from pipelines.city.calendar import on_working_day
from pipelines.city.conditions import CONDITIONS
from pipelines.city.institutions import LEVEL_1
from pipelines.city.pricelist import FEMALE, ITEMS, MALE
from tests.pipelines.city.schemes.stays.wards import Ward

MILD = [condition.code for condition in CONDITIONS if condition.mild]
CODE = {item.key: item.code for item in ITEMS}
ROUTINE = ["01", "02", "07"]
FRIDAY = 5


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of items of two baskets that both have."""
    return len(one & other) / max(1, len(one | other))


def coached_old(ward: Ward) -> float:
    """Persons from 65 on of one area, mildly ill, three and more of them on one day."""
    old = ward.stays.join(ward.persons, on="psn").filter(
        pl.col("age") >= 65, pl.col("cond").is_in(MILD)
    )
    groups = old.group_by("first", "area").len().filter(pl.col("len") >= 3)
    return float(groups["len"].sum())


def free_stays(ward: Ward) -> float:
    """Own stays on which no deductible was paid."""
    paid = ward.exports["setl_d"].filter(pl.col("REFD_SETL_FLAG") == 0, pl.col("ACT_PAY_DEDC") == 0)
    return float(ward.stays.join(paid, left_on="visit", right_on="MDTRT_ID", how="semi").height)


def companions(ward: Ward) -> float:
    """Pairs of persons admitted together twice and more, wherever that was."""
    stays = ward.visits.filter(pl.col("type") == "21").with_columns(first=pl.col("beg").dt.date())
    seen: dict[tuple[str, str], int] = {}
    for (people,) in stays.group_by("site", "first").agg("psn").select("psn").iter_rows():
        for pair in combinations(sorted(people), 2):
            seen[pair] = seen.get(pair, 0) + 1
    return float(sum(times > 1 for times in seen.values()))


def _days(ward: Ward) -> pl.DataFrame:
    """The working days of own stays, and whether nothing but routine was done."""
    rows = ward.lines_of_stays().with_columns(day=pl.col("time").dt.date())
    days = rows.group_by("visit", "day", "last").agg(hollow=pl.col("charge").is_in(ROUTINE).all())
    return days.filter(pl.Series(on_working_day(days["day"].to_numpy())))


def hollow_days(ward: Ward) -> float:
    """Working days of stays with bed, consultation and nursing only."""
    return float(_days(ward)["hollow"].sum())


def quiet_ends(ward: Ward) -> float:
    """Working days at the end of stays, after the last day on which anything was done."""
    days = _days(ward).with_columns(
        done=pl.col("day").filter(~pl.col("hollow")).max().over("visit")
    )
    quiet = days.filter(pl.col("hollow"), pl.col("day") > pl.col("done"))
    return float(quiet.height)


def errands_from_bed(ward: Ward) -> float:
    """Visits and purchases of persons while they lie in an own bed."""
    others = ward.visits.filter(pl.col("type") != "21").select("psn", at="beg")
    met = ward.stays.join(others, on="psn")
    return float(met.filter(pl.col("at").is_between("beg", "end")).height)


def same_days_same_basket(ward: Ward) -> float:
    """Own stays with the days and nearly the basket of another one, and no operation."""
    operated = {item.code for item in ITEMS if item.charge_type == "06"}
    baskets = {stay: items for stay, items in ward.baskets().items() if not items & operated}
    found: set[str] = set()
    for (visits,) in ward.stays.group_by("first", "last").agg("visit").select("visit").iter_rows():
        for one, other in combinations([v for v in visits if v in baskets], 2):
            if alike(baskets[one], baskets[other]) >= 0.75:
                found |= {one, other}
    return float(len(found))


def readmissions(ward: Ward, *, within: int = 7, planned: bool = False) -> float:
    """Own stays within days of another of the same person for the same illness, but by plan."""
    cycle = pl.col("cond").str.starts_with("Z51") & (not planned)
    stays = ward.stays.filter(~cycle).with_columns(group=pl.col("cond").str.head(3))
    pairs = stays.join(stays, on=["psn", "group"], suffix="_after")
    gap = (pl.col("first_after") - pl.col("last")).dt.total_days()
    return float(
        pairs.filter(gap.is_between(0, within), pl.col("visit") != pl.col("visit_after")).height
    )


def together(ward: Ward) -> float:
    """The most persons admitted on one day."""
    return float(ward.stays.group_by("first").len()["len"].max() or 0)  # type: ignore[arg-type]


def nights(ward: Ward) -> float:
    """All nights of own stays."""
    return float(ward.stays["nights"].sum())


def month_ends(ward: Ward) -> float:
    """Own discharges on the last two days of a month."""
    left = (pl.col("last").dt.month_end() - pl.col("last")).dt.total_days()
    return float(ward.stays.filter(left < 2).height)


def poor_in_cost(ward: Ward, usual: pl.DataFrame) -> float:
    """Own short stays of the mildly ill, cheaper than a quarter of such stays in such houses."""
    cost = ward.lines_of_stays().group_by("visit", "cond", "nights").agg(pl.col("yuan").sum())
    mild = cost.filter(pl.col("cond").is_in(MILD), pl.col("nights") <= 4).join(usual, on="cond")
    return float(mild.filter(pl.col("yuan") < pl.col("quarter")).height)


def usual_cost(ward: Ward) -> pl.DataFrame:
    """The lower quartile of the cost of a stay in a small house, by main diagnosis."""
    sites = ward.world.institutions
    small = ward.visits.filter(
        pl.col("type") == "21", pl.col("site").is_in(sites.code[sites.kind == LEVEL_1].tolist())
    )
    cost = ward.lines.join(small, on="visit").group_by("visit", "cond").agg(pl.col("yuan").sum())
    return cost.group_by("cond").agg(quarter=pl.col("yuan").quantile(0.25))


def repeated_check_ups(ward: Ward) -> float:
    """Own stays of which tests are 70 % of the cost, with the tests of another such stay."""
    tests, found = ward.baskets(["03", "04"]), set()
    for one, other in combinations(_mostly_tests(ward), 2):
        if alike(tests[one], tests[other]) >= 0.75:
            found |= {one, other}
    return float(len(found))


def _mostly_tests(ward: Ward) -> list[str]:
    test = pl.col("charge").is_in(["03", "04"])
    share = (pl.col("yuan") * test).sum() / pl.col("yuan").sum()
    stays = ward.lines_of_stays().group_by("visit").agg(share=share)
    return stays.filter(pl.col("share") >= 0.7)["visit"].sort().to_list()


def check_ups(ward: Ward) -> float:
    """Own stays of which tests are 70 % of the cost."""
    return float(len(_mostly_tests(ward)))


def nights_without_nursing(ward: Ward) -> float:
    """Own stays of one night at most in which nobody was nursed."""
    nursed = ward.lines.filter(pl.col("charge") == "07")
    short = ward.stays.filter(pl.col("nights") <= 1)
    return float(short.join(nursed, on="visit", how="anti").height)


def overcounted(ward: Ward) -> float:
    """Own stays with more beds than nights, or with a line after discharge."""
    bed = (pl.col("charge") == "01") * pl.col("cnt")
    late = (pl.col("time") > pl.col("end")).any()
    counted = ward.lines_of_stays().group_by("visit", "nights").agg(beds=bed.sum(), late=late)
    most = pl.max_horizontal("nights", 1)
    return float(counted.filter((pl.col("beds") > most) | pl.col("late")).height)


def impossible(ward: Ward, types: Iterable[str]) -> float:
    """Own visits of some types with an item of the other sex, or a dementia drug for a child."""
    only = {item.code: item.gend for item in ITEMS if item.gend in {MALE, FEMALE}}
    rows = ward.lines.join(ward.own.filter(pl.col("type").is_in(list(types))), on="visit")
    rows = rows.join(ward.persons, on="psn").with_columns(
        sex=pl.col("item").replace_strict(only, default=0)
    )
    wrong = (pl.col("sex") > 0) & (pl.col("sex") != pl.col("gend"))
    child = (pl.col("item") == CODE["donepezil"]) & (pl.col("age") < 14)
    return float(rows.filter(wrong | child)["visit"].n_unique())


def beds_at_once(ward: Ward) -> float:
    """Own stays that share hours with a stay of the same person elsewhere."""
    others = ward.visits.filter(pl.col("type") == "21", pl.col("site") != ward.who)
    both = ward.stays.join(others, on="psn", suffix="_there")
    hours = (pl.col("beg") < pl.col("end_there")) & (pl.col("beg_there") < pl.col("end"))
    return float(both.filter(hours)["visit"].n_unique())


def strange_stays(ward: Ward) -> float:
    """In-patients who cannot be the owner of the card."""
    return impossible(ward, ["21"]) + beds_at_once(ward)


def strange_visits(ward: Ward) -> float:
    """Out-patients who cannot be the owner of the card."""
    return impossible(ward, ["11", "14"])


def unfounded_pneumonias(ward: Ward) -> float:
    """Own stays for pneumonia with no film, no culture, no CRP and no antibiotic on the bill.

    A stay whose bill is not there yet says nothing.
    """
    keys = ("ct", "xray", "culture", "crp", "cefoperazone", "levofloxacin", "ceftriaxone")
    shown = ward.lines.filter(pl.col("item").is_in([CODE[key] for key in keys]))
    billed = ward.stays.join(ward.lines, on="visit", how="semi")
    stays = billed.filter(pl.col("cond") == "J18.9")
    return float(stays.join(shown, on="visit", how="anti").height)


def awake_operations(ward: Ward) -> float:
    """Own stays with an operation inside the body, and no anaesthesia or material for it."""
    inside = ("cholecystectomy", "hernia_repair", "appendectomy", "hip_replacement", "pci")
    sleep = [item.code for item in ITEMS if item.key.startswith("anaesthesia")]
    rows = ward.lines_of_stays()
    done = rows.filter(pl.col("item").is_in([CODE[key] for key in inside]))
    with_it = rows.filter(pl.col("item").is_in([*sleep, CODE["stent"]]))
    return float(done.join(with_it, on="visit", how="anti")["visit"].n_unique())


def at_once_again(ward: Ward) -> float:
    """Own stays taken up again on the next day."""
    return readmissions(ward, within=1)


def cycles(ward: Ward) -> float:
    """Own stays within three weeks of another, by plan or not."""
    return readmissions(ward, within=21, planned=True)


def friday_share(ward: Ward) -> float:
    """Share of own discharges on Fridays."""
    return float(ward.stays.select((pl.col("last").dt.weekday() == FRIDAY).mean()).item())


def films_elsewhere(ward: Ward) -> float:
    """Own stays for pneumonia that have no film themselves."""
    film = ward.lines.filter(pl.col("item").is_in([CODE["ct"], CODE["xray"]]))
    stays = ward.stays.filter(pl.col("cond") == "J18.9")
    return float(stays.join(film, on="visit", how="anti").height)


def wrong_sex(ward: Ward) -> float:
    """Visits of a person (`who`) with an item of the other sex."""
    return impossible(ward, ["11"])
