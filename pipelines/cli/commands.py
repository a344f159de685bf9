"""All commands, in the order of the work."""

import sys
from collections.abc import Callable

import typer

from pipelines import show
from pipelines.cli import city, claims, lists, profiles, rollout, scoring, training, watch
from pipelines.errors import InputError

app = typer.Typer(
    name="feijian",
    help="飞检 feijian: claims in, a ranked and explained list of inspection targets out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

COMMANDS: dict[str, Callable[..., None]] = {
    "demo": city.demo,
    "simulate": city.simulate,
    "map": claims.map_,
    "ingest": claims.ingest,
    "key": claims.key,
    "resolve": claims.resolve,
    "profile": profiles.profile,
    "alerts": profiles.alerts,
    "tune": training.tune,
    "train": training.train,
    "score": scoring.score,
    "compare": rollout.compare,
    "promote": rollout.promote,
    "rollback": rollout.rollback,
    "history": rollout.history,
    "shadow": rollout.shadow,
    "card": rollout.card,
    "explain": scoring.explain,
    "rings": profiles.rings,
    "proof": city.proof,
    "targets": lists.targets,
    "verify": lists.verify,
    "draw": lists.draw,
    "backtest": watch.backtest,
    "monitor": watch.monitor,
    "forms": lists.forms,
    "run": lists.run,
}
"""In the order in which `feijian --help` tells them."""

for name, command in COMMANDS.items():
    app.command(name)(command)


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
