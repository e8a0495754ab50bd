"""A progress bar on stderr, there only when somebody is looking."""

import sys
from collections.abc import Callable, Iterable, Iterator
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
