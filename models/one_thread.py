"""Linear algebra on one thread: a sum is the same on any number of cores, and small ones are quick.

A library that shares a product among threads adds its parts up in another order, so the last bits
of a result would tell how many cores a machine has. Handing over also costs more than the work
where matrices are as small as ours: learning five thousand outcomes takes forty times as long on
two threads.
"""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

P = ParamSpec("P")
R = TypeVar("R")


def on_one_thread(function: Callable[P, R]) -> Callable[P, R]:
    """`function`, with the linear algebra of NumPy and SciPy on one thread meanwhile."""

    @functools.wraps(function)
    def alone(*args: P.args, **kwargs: P.kwargs) -> R:
        with _libraries().limit(limits=1, user_api="blas"):
            return function(*args, **kwargs)

    return alone


@functools.cache
def _libraries() -> "ThreadpoolController":
    import scipy.linalg  # noqa: F401  # brings its own library, which has to be found
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
