"""Simulate a city: month by month, from care to files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.city.blocks import BLOCK
from pipelines.city.calendar import Month, months_from
from pipelines.city.defects import damage_exports
from pipelines.city.history import case_ledger, tip_ledger
from pipelines.city.life import Life
from pipelines.city.registers import write_registers
from pipelines.city.schemes import FEWEST, PLOT, cast, plan_of
from pipelines.city.schemes.plot import Listed
from pipelines.city.travel import registrations
from pipelines.city.truth import truth_of_months, truth_schemes
from pipelines.city.workers import crew_of, number_of_workers
from pipelines.city.world import build_world
from pipelines.errors import InputError
from pipelines.progress import Progress
from pipelines.store import replacing

LIMITS = {
    "persons": (1, 20_000_000),
    "months": (6, 240),
    "seed": (0, 2**63),
    "workers": (1, 256),
    "block_size": (100, 1_000_000),
}

README = """\
这是一座模拟城市的原始导出。人员、机构、药品、编码和案件全部由随机数生成，与任何真实个人或机构无关。

它只用来检查程序是否运转正确，绝不能作为检出效果的证据：违规手法是写程序的人植入的，
发现它们不等于能发现真实的违规。truth/ 里是植入了什么、植入在哪里，不得读入系统。

The raw exports of a simulated city. Persons, sites, drugs, codes and cases are random numbers.
It checks the machinery and is never evidence of detection quality. truth/ tells what was
planted where; it must not be ingested.

persons={persons} months={months} first_month={first_month} seed={seed}
"""


@dataclass(frozen=True)
class City:
    """What was simulated: where it lies and how much it is.

    `settlements` and `fee_lines` count exported rows, refunds included; `schemes` the planted
    schemes, `innocents` the legitimate look-alikes, `cases` the rows of the ledger; `left_out`
    says which worked cases do not fit into the city, and why; `damaged` counts rows with defects.
    """

    out: Path
    persons: int
    institutions: int
    doctors: int
    months: tuple[str, ...]
    settlements: int
    fee_lines: int
    schemes: int
    innocents: int
    cases: int
    left_out: tuple[str, ...]
    damaged: int


def simulate(  # noqa: PLR0913  # the options of the command
    out: Path,
    *,
    persons: int = 20_000,
    months: int = 24,
    seed: int = 0,
    first_month: str = "2024-01",
    plant: Sequence[str] | None = None,
    defects: bool = False,
    workers: int | None = None,
    block_size: int = BLOCK,
    progress: Progress | None = None,
) -> City:
    """Write a city's raw exports, its case ledger and `truth/` into the folder `out`.

    Equal arguments give equal bytes. The city checks the machinery; what is found in it is
    never evidence of how well real violations are found.

    Args:
        out: a folder that does not exist, is empty, or holds an earlier simulated city.
        persons: insured persons; about six settlements each a year.
        months: months of claims; inspections begin in the seventh.
        seed: any whole number from 0 on.
        first_month: `YYYY-MM`.
        plant: what to plant instead of everything: violations, worked cases, plots, look-alikes,
            each with an intensity if wanted (`I-02:0.3`); see `plan_of`.
        defects: damage the exports as real ones are; see `damage_exports`.
        workers: processes that share the work; None takes one, and in a large city two where
            there are two cores. The bytes do not depend on it.
        block_size: persons that are worked on at a time; other sizes make other cities.
        progress: called with the month being written, how many are done, and of how many.

    Raises:
        InputError: when an argument makes no city, or `out` holds something else.
    """
    workers = number_of_workers(persons) if workers is None else workers
    _check_arguments(
        persons=persons, months=months, seed=seed, workers=workers, block_size=block_size
    )
    _check_folder(out)
    plan = plan_of(plant)
    if plan.asked and plan.plots and persons < FEWEST:
        raise InputError(f"persons is {persons}; schemes need a city of {FEWEST} persons or more")
    calendar = months_from(first_month, months)
    with replacing(out) as folder:
        folder.mkdir()
        first = calendar[0].first
        world = build_world(persons, first.year, seed, first.month - 1 + months)
        (folder / "truth").mkdir()
        with crew_of(world, workers) as crew:
            played = cast(world, calendar, plan)
            life = Life.begin(world, months, played.schemes, crew, block_size=block_size)
            settlements, fee_lines = _write_months(folder, life, calendar, progress)
        cases = _write_rest(folder, life, calendar)
        damaged = damage_exports(folder, seed) if defects else 0
        facts = {"persons": persons, "months": months, "first_month": first_month, "seed": seed}
        (folder / "README.txt").write_text(README.format(**facts), encoding="utf-8", newline="\n")
    innocents = sum(scheme.innocent for scheme in life.schemes)
    return City(
        out=out,
        persons=persons,
        institutions=len(life.world.institutions),
        doctors=len(life.world.doctors),
        months=tuple(month.name for month in calendar),
        settlements=settlements,
        fee_lines=fee_lines,
        schemes=len(life.schemes) - innocents,
        innocents=innocents,
        cases=cases,
        left_out=tuple(played.left_out),
        damaged=damaged,
    )


def _check_arguments(**arguments: int) -> None:
    wrong = [
        f"{name} is {value}; give a whole number from {LIMITS[name][0]} to {LIMITS[name][1]}"
        for name, value in arguments.items()
        if not LIMITS[name][0] <= value <= LIMITS[name][1]
    ]
    if wrong:
        raise InputError("; ".join(wrong))


def _check_folder(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise InputError(f"{out} is a file; name a folder for the city")
    if out.is_dir() and any(out.iterdir()) and not (out / "truth" / "schemes.csv").exists():
        raise InputError(
            f"{out} holds something that is not a simulated city; name an empty or a new folder"
        )


def _write_months(
    folder: Path, life: Life, calendar: Sequence[Month], progress: Progress | None
) -> tuple[int, int]:
    """Live and write every month; the numbers of settlements and of fee lines."""
    settlements = fee_lines = 0
    with truth_of_months(folder / "truth", life.schemes) as tell:
        for month in calendar:
            if progress is not None:
                progress(month.name, month.index, len(calendar))
            lived = life.live(month, folder)
            tell(lived.planted, lived.edits)
            settlements += lived.rows["setl_d"]
            fee_lines += lived.rows["fee_list_d"]
    return settlements, fee_lines


def _write_rest(folder: Path, life: Life, calendar: Sequence[Month]) -> int:
    """Write the registers, the ledger and the truth; the number of cases."""
    listed = [PLOT[scheme.name].enlist(life.world, scheme, calendar) for scheme in life.schemes]
    travel = Listed(facts=registrations(life.world, life.away))
    write_registers(life.world, folder, [*listed, travel])
    history = life.history
    ledger = case_ledger(life.world, calendar, history.inspections, life.taken)
    ledger.write_csv(folder / "case_ledger.csv")
    told = tip_ledger(life.world, calendar, history.tips, history.inspections)
    told.write_csv(folder / "tip_ledger.csv")
    truth = truth_schemes(life.world, calendar, life.schemes)
    truth.write_csv(folder / "truth" / "schemes.csv")
    return len(ledger)
