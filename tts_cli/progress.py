"""A progress bar on stderr, there only when somebody is looking."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")


def progress_bar(label: str) -> Callable[[Iterable[Item], int], Iterable[Item]]:
    """Return a wrapper for items as they come, given how many there will be; it shows how far along they are."""

    def watch(items: Iterable[Item], total: int) -> Iterator[Item]:
        if not sys.stderr.isatty():
            yield from items
            return
        from rich.console import Console
        from rich.progress import track

        yield from track(items, description=label, total=total, console=Console(stderr=True), transient=True)

    return watch


@contextmanager
def bytes_bar(label: str) -> Iterator[Callable[[int, int | None], None] | None]:
    """Lend what shows how many bytes are done, of how many if that is known, how fast, and how long it will take."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (TextColumn(label), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=None)
        yield lambda done, whole: progress.update(task, completed=done, total=whole)
