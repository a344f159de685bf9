"""The command line: every command a thin cover over a `Workspace` method of its name."""

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated, cast

import typer

from models.reasons import Lang
from pipelines import show
from pipelines.errors import InputError
from pipelines.progress import Progress, silent
from pipelines.workspace import Workspace

app = typer.Typer(
    name="feijian",
    help="飞检 feijian: claims in, a ranked and explained list of inspection targets out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", "-w", help="Folder of the workspace.")
]
LangOption = Annotated[str, typer.Option("--lang", help="Language of outputs: zh or en.")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="No progress bar.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
MonthOption = Annotated[
    str | None, typer.Option("--month", help="YYYY-MM; default: the last month of the lake.")
]
LevelOption = Annotated[
    str | None, typer.Option("--level", help="institution, doctor or patient; default: all.")
]
RolloutLevelOption = Annotated[str, typer.Option("--level", help="institution, doctor or patient.")]
SourcesArgument = Annotated[
    list[str],
    typer.Argument(help="Folders, files or archives of the export, or addresses of databases."),
]
KeyOption = Annotated[
    Path | None,
    typer.Option("--key", envvar="FEIJIAN_KEY", help="The key file of the pseudonyms."),
]
ByOption = Annotated[
    str | None,
    typer.Option(help="Who makes it, as its mark says; default: FEIJIAN_BY, else the user."),
]
_FOLDER = Path("workspace")

_LOOK = 3
"""Exit code: the call did its work, and found something that somebody should look at."""


@app.command()
def demo(
    out: Annotated[Path, typer.Argument(help="Folder to work in.")] = Path("demo"),
    persons: Annotated[int, typer.Option(help="Insured persons of the city.")] = 12_000,
    months: Annotated[int, typer.Option(help="Months of claims.")] = 24,
    seed: Annotated[int, typer.Option(help="Seed of the city.")] = 0,
    quiet: QuietOption = False,
) -> None:
    """Simulate a small city, run everything on it, and name the list to open."""
    from pipelines.demo import run_demo

    run_demo(out, persons=persons, months=months, seed=seed, quiet=quiet)


@app.command()
def simulate(
    out: Annotated[Path, typer.Argument(help="Folder for the raw exports.")],
    persons: Annotated[int, typer.Option(help="Insured persons.")] = 20_000,
    months: Annotated[int, typer.Option(help="Months of claims.")] = 24,
    seed: Annotated[int, typer.Option(help="Seed; the same seed gives the same bytes.")] = 0,
    first_month: Annotated[str, typer.Option(help="YYYY-MM.")] = "2024-01",
    plant: Annotated[
        list[str] | None,
        typer.Option(help="Plant only this: I-02, N-63, hang-beds:0.3, look-alikes, nothing."),
    ] = None,
    defects: Annotated[
        bool, typer.Option("--defects", help="Damage the exports as real ones are.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(help="Processes that share the work; the bytes stay the same.")
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(metavar="SCHEME_ID", help="Simulate nothing; tell of a scheme of the city."),
    ] = None,
    report: Annotated[
        bool, typer.Option("--report", help="Print its figures beside the published ones.")
    ] = False,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Write a simulated city: raw exports, past cases, and truth/ (what was planted where)."""
    from pipelines import city

    opened = _open(_FOLDER, lang)
    if explain is not None:
        show.scheme(city.explain(out, explain), as_json=as_json)
        return
    with show.progress(quiet=quiet) as progress:
        opened.progress = progress
        made = opened.simulate(
            out,
            persons=persons,
            months=months,
            seed=seed,
            first_month=first_month,
            plant=plant,
            defects=defects,
            workers=workers,
        )
    if report:
        show.figures(made, city.measured(out), opened.lang, as_json=as_json)
    else:
        show.facts(vars(made), as_json=as_json)


@app.command(name="map")
def map_(
    paths: SourcesArgument,
    out: Annotated[Path, typer.Option(help="Where to write the proposed mapping.")] = Path(
        "mapping.toml"
    ),
    lang: LangOption = "zh",
    as_json: JsonOption = False,
) -> None:
    """Propose a mapping for an export, with what is unsure marked."""
    opened = _open(_FOLDER, lang)
    show.proposal(opened.map(paths, out), out, opened.lang, as_json=as_json)


@app.command()
def ingest(
    paths: SourcesArgument,
    mapping: Annotated[Path, typer.Option(help="The mapping of this export (TOML).")],
    as_of: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="When it was exported; later versions win."),
    ] = None,
    key: KeyOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what each column unlocks; ingest nothing.")
    ] = False,
    workspace: WorkspaceOption = _FOLDER,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Bring an export into the lake; print read = kept + quarantined."""
    if explain:
        show.unlocks(_open(workspace).unlocks(paths, mapping), as_json=as_json)
        return
    with show.progress(quiet=quiet) as progress:
        opened = _open(workspace, progress=progress)
        report = opened.ingest(paths, mapping, as_of=as_of and as_of.date(), key=key)
    show.ingest(report, as_json=as_json)


@app.command()
def key(
    path: Annotated[Path, typer.Argument(help="The new key file, outside the workspace.")],
    workspace: WorkspaceOption = _FOLDER,
) -> None:
    """Make a key for pseudonyms; whoever has it can resolve them, nobody else."""
    show.step(f"{_open(workspace).new_key(path)}: keep it safe and apart from the workspace")


@app.command()
def resolve(
    pseudonyms: Annotated[list[str], typer.Argument(help="Pseudonyms, as lists show them.")],
    key: KeyOption = None,
    workspace: WorkspaceOption = _FOLDER,
    as_json: JsonOption = False,
) -> None:
    """The psn_no behind pseudonyms, for who holds the key; logged in audit.jsonl."""
    if key is None:
        raise InputError("resolving needs the key; name it with --key or FEIJIAN_KEY")
    show.facts(_open(workspace).resolve(pseudonyms, key), as_json=as_json)


@app.command()
def profile(
    month: MonthOption = None,
    workspace: WorkspaceOption = _FOLDER,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Reduce claims to encounters and hits, build the profiles, and raise alerts."""
    with show.progress(quiet=quiet) as progress:
        opened = _open(workspace, progress=progress)
        profiles = opened.profile(month)
    show.profile(profiles, opened.unavailable(month), opened.alerts(month), as_json=as_json)


@app.command()
def alerts(
    month: MonthOption = None,
    level: Annotated[
        str | None,
        typer.Option(help="Also department, clerk or employer; default: all levels."),
    ] = None,
    workspace: WorkspaceOption = _FOLDER,
    lang: LangOption = "zh",
    as_json: JsonOption = False,
) -> None:
    """Who crossed the threshold of a named rule; a prompt to check, never a finding."""
    opened = _open(workspace, lang)
    show.alerts(opened.alerts(month, level), opened.lang, as_json=as_json)


@app.command()
def tune(
    level: Annotated[str, typer.Option(help="institution, doctor or patient.")] = "institution",
    month: MonthOption = None,
    trials: Annotated[
        int | None, typer.Option(min=1, help="Trials in all; default: settings.")
    ] = None,
    workspace: WorkspaceOption = _FOLDER,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Search for better parameters of a level's case model; a stopped study goes on."""
    with show.progress(quiet=quiet) as progress:
        tuned = _open(workspace, progress=progress).tune(level, month, trials)
    show.tuned(tuned, as_json=as_json)


@app.command()
def train(
    level: LevelOption = None,
    month: MonthOption = None,
    workspace: WorkspaceOption = _FOLDER,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Train and register a model; print it beside the size-only ranking."""
    with show.progress(quiet=quiet) as progress:
        opened = _open(workspace, progress=progress)
        levels = [level] if level else opened.trainable(month)
        trained = [opened.train(each, month) for each in levels]
    show.trained(trained, as_json=as_json)


@app.command()
def score(
    month: MonthOption = None,
    level: LevelOption = None,
    model: Annotated[
        str | None, typer.Option(help="Alias or version; default: in use here.")
    ] = None,
    workspace: WorkspaceOption = _FOLDER,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Score a month and explain the best leads."""
    with show.progress(quiet=quiet) as progress:
        opened = _open(workspace, lang, progress)
        table = opened.score(month, level, model)
    show.scores(table, level, as_json=as_json)


@app.command()
def compare(
    level: RolloutLevelOption,
    challenger: Annotated[str, typer.Option(help="Version or alias that waits.")],
    champion: Annotated[
        str | None, typer.Option(help="Version or alias; default: in use here.")
    ] = None,
    months: Annotated[
        list[str] | None, typer.Option(help="YYYY-MM, repeatable; default: the last ones.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write the page here as well.")] = None,
    workspace: WorkspaceOption = _FOLDER,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Hold a challenger against the model in use, on the same months; what the gate says."""
    with show.progress(quiet=quiet) as progress:
        found = _open(workspace, lang, progress).compare(level, challenger, champion, months)
    if html is not None:
        found.to_html(html)
    show.compared(found, workspace, as_json=as_json)


@app.command()
def promote(
    level: RolloutLevelOption,
    challenger: Annotated[str, typer.Option(help="Version or alias that waits.")],
    override: Annotated[
        str | None, typer.Option(metavar="REASON", help="Why, against the gate; needs --by.")
    ] = None,
    by: Annotated[str | None, typer.Option(metavar="WHO", help="Who decides.")] = None,
    workspace: WorkspaceOption = _FOLDER,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Put a challenger in use if the gate lets it pass, or by a named person's decision."""
    with show.progress(quiet=quiet) as progress:
        opened = _open(workspace, lang, progress)
        promoted = opened.promote(level, challenger, override=override, by=by)
    show.facts(vars(promoted), as_json=as_json)


@app.command()
def rollback(
    level: RolloutLevelOption,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    by: Annotated[str | None, typer.Option(metavar="WHO", help="Who decides.")] = None,
    workspace: WorkspaceOption = _FOLDER,
    as_json: JsonOption = False,
) -> None:
    """Go back to the model that was in use before."""
    show.facts(vars(_open(workspace).rollback(level, reason=reason, by=by)), as_json=as_json)


@app.command()
def history(
    level: LevelOption = None,
    workspace: WorkspaceOption = _FOLDER,
    as_json: JsonOption = False,
) -> None:
    """Which model was in use since when, by whom and why; the log is checked link by link."""
    show.history(_open(workspace).history(level), as_json=as_json)


@app.command()
def shadow(
    level: RolloutLevelOption,
    challenger: Annotated[
        str | None, typer.Option(help="Version that scores along from now on.")
    ] = None,
    stop: Annotated[bool, typer.Option("--stop", help="None scores along any more.")] = False,
    workspace: WorkspaceOption = _FOLDER,
    as_json: JsonOption = False,
) -> None:
    """Let a challenger score each month beside the champion; no list is made from it."""
    opened = _open(workspace)
    if challenger is not None or stop:
        opened.shadow(level, None if stop else challenger)
    show.shadows(opened.shadows(level), as_json=as_json)


@app.command()
def card(
    level: RolloutLevelOption,
    model: Annotated[str | None, typer.Option(help="Alias or version; default: in use.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the card as a page here.")] = None,
    workspace: WorkspaceOption = _FOLDER,
    lang: LangOption = "zh",
    as_json: JsonOption = False,
) -> None:
    """The card of a version: what it rests on, how good it is, since when, and its limits."""
    told = _open(workspace, lang).card(level, model)
    if html is not None:
        told.to_html(html)
    show.card(told, html, as_json=as_json)


@app.command()
def explain(
    entity: Annotated[str, typer.Argument(help="fixmedins_code, dr_code or psn_no.")],
    month: MonthOption = None,
    level: LevelOption = None,
    html: Annotated[Path | None, typer.Option(help="Write the dossier page here.")] = None,
    pdf: Annotated[
        Path | None, typer.Option(help="Print the dossier here; needs Chromium.")
    ] = None,
    by: ByOption = None,
    workspace: WorkspaceOption = _FOLDER,
    lang: LangOption = "zh",
    as_json: JsonOption = False,
) -> None:
    """Why one entity has its score, down to its claims."""
    explained = _open(workspace, lang, by=by).explain(entity, month, level)
    if html is not None:
        explained.to_html(html)
    if pdf is not None:
        explained.to_pdf(pdf)
    show.explained(explained, [each for each in (html, pdf) if each], as_json=as_json)


@app.command()
def rings(
    month: MonthOption = None,
    workspace: WorkspaceOption = _FOLDER,
    lang: LangOption = "zh",
    as_json: JsonOption = False,
) -> None:
    """Who is together again and again, and who stands in the middle; never a finding."""
    opened = _open(workspace, lang)
    show.rings(opened.rings(month), opened.lang, as_json=as_json)


@app.command()
def proof(
    truth: Annotated[Path, typer.Argument(help="The truth/ of a simulated city.")],
    month: MonthOption = None,
    workspace: WorkspaceOption = _FOLDER,
    as_json: JsonOption = False,
) -> None:
    """What the signals hit of what was planted in a simulated city."""
    show.proof(_open(workspace).proof(truth, month), as_json=as_json)


@app.command()
def targets(
    month: MonthOption = None,
    policy: Annotated[Path | None, typer.Option(help="Policy file (TOML).")] = None,
    by: ByOption = None,
    workspace: WorkspaceOption = _FOLDER,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Cut the month's list to capacity; write workbook, pages, dossiers, evidence, manifest."""
    with show.progress(quiet=quiet) as progress:
        listed = _open(workspace, lang, progress, by).targets(month, policy)
    show.listed(listed, as_json=as_json)


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="The folder of a list, such as targets/2025-06.")],
    from_lake: Annotated[
        bool, typer.Option("--from-lake", help="Begin with the claims; takes a monthly run.")
    ] = False,
    workspace: WorkspaceOption = _FOLDER,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Compute a list again from what it pins: equal, or what differs (exit code 2)."""
    with show.progress(quiet=quiet) as progress:
        found = _open(workspace, progress=progress).verify(folder, from_lake=from_lake)
    show.recomputed(folder, found, as_json=as_json)


@app.command()
def draw(
    month: MonthOption = None,
    roster: Annotated[
        Path | None, typer.Option(help="CSV of the inspectors; without it none are drawn.")
    ] = None,
    policy: Annotated[Path | None, typer.Option(help="Policy file (TOML).")] = None,
    verify: Annotated[
        Path | None, typer.Option(help="Draw nothing; repeat the draw that this file publishes.")
    ] = None,
    workspace: WorkspaceOption = _FOLDER,
    as_json: JsonOption = False,
) -> None:
    """Whom the lots fell on, and who inspects them; --verify repeats a published draw."""
    opened = _open(workspace)
    if verify is not None:
        show.verified(verify, opened.verify_draw(verify), as_json=as_json)
        return
    show.drawn(opened.draw(month, roster, policy), as_json=as_json)


@app.command()
def backtest(
    first: Annotated[str, typer.Option("--from", help="YYYY-MM; the first month.")],
    last: Annotated[str, typer.Option("--to", help="YYYY-MM; the last month.")],
    level: Annotated[str, typer.Option(help="institution, doctor or patient.")] = "institution",
    model: Annotated[
        str | None, typer.Option(help="Alias or version whose recipe; default: in use here.")
    ] = None,
    policy: Annotated[Path | None, typer.Option(help="Policy file (TOML).")] = None,
    workspace: WorkspaceOption = _FOLDER,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """The lists of past months as they would have been, judged by what became known later."""
    with show.progress(quiet=quiet) as progress:
        opened = _open(workspace, lang, progress)
        found = opened.backtest(first, last, level=level, model=model, policy=policy)
    show.looked_back(found, opened.backtest_folder(level, first, last), as_json=as_json)


@app.command()
def monitor(
    month: MonthOption = None,
    against: Annotated[
        str | None, typer.Option(help="YYYY-MM; default: what the model in use learned from last.")
    ] = None,
    workspace: WorkspaceOption = _FOLDER,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """What came in a month, and what moved; exit code 3 when something is worth a look."""
    with show.progress(quiet=quiet) as progress:
        opened = _open(workspace, lang, progress)
        found = opened.monitor(month, against)
    show.watched(found, opened.lang, opened.monitor_folder(found.month), as_json=as_json)
    if found.alerts:
        raise typer.Exit(_LOOK)


@app.command()
def forms(
    out: Annotated[Path, typer.Argument(help="Folder for the forms.")],
    month: MonthOption = None,
    areas: Annotated[
        Path | None, typer.Option(help="CSV of what the areas have set up (附件1).")
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Only what names nobody, small counts hidden.")
    ] = False,
    by: ByOption = None,
    workspace: WorkspaceOption = _FOLDER,
    as_json: JsonOption = False,
) -> None:
    """The report forms of a month: 附件1 to 3, self-check, rectification, funnel."""
    files = _open(workspace, by=by).forms(out, month, areas=areas, public=public)
    show.facts({path.stem: path for path in files}, as_json=as_json)


@app.command()
def run(
    month: MonthOption = None,
    policy: Annotated[Path | None, typer.Option(help="Policy file (TOML).")] = None,
    by: ByOption = None,
    workspace: WorkspaceOption = _FOLDER,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """The monthly job: profile, score and targets; goes on where it was stopped."""
    with show.progress(quiet=quiet) as progress:
        listed = _open(workspace, lang, progress, by).run(month, policy)
    show.listed(listed, as_json=as_json)


def _open(
    root: Path, lang: str = "zh", progress: Progress = silent, by: str | None = None
) -> Workspace:
    if lang not in ("zh", "en"):
        raise InputError(f"--lang is zh or en; found {lang!r}")
    return Workspace(root, lang=cast(Lang, lang), progress=progress, by=by)


def main() -> None:
    """Run the command line; a user's mistake is one message and exit code 2."""
    try:
        app()
    except InputError as error:
        show.error(str(error))
        sys.exit(2)
    except OSError as error:
        if error.filename is None:
            raise
        show.error(f"{error.filename}: {error.strerror}; name another place, or see to its rights")
        sys.exit(2)
