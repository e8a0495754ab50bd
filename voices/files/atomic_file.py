"""Files that are either the old ones or the new ones, never half of either."""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_TEMPORARY = re.compile(r"\..+\.\d+\.tts\.tmp")  # no other program's
_ABANDONED_SECONDS = 3600.0
"""A file that nobody has written to for so long was left by a process that was killed."""

_swept: set[Path] = set()


def replace_file(path: Path, write: Callable[[Path], None]) -> None:
    """Call `write` with a temporary path beside `path`, then put that file in its place."""
    with replacing(path) as temporary:
        write(temporary)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Lend a temporary path beside `path`, whose file takes its place when the `with` block ends without an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tts.tmp")
    try:
        temporary.touch()
        mode = temporary.stat().st_mode  # what the umask makes of a new file; some writers allow only the owner
        yield temporary
        temporary.chmod(mode)
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what killed processes left in a folder, the first time this one writes there."""
    if folder in _swept:
        return
    _swept.add(folder)
    for path in folder.glob(".*.tts.tmp"):
        if _TEMPORARY.fullmatch(path.name) and _is_abandoned(path):
            path.unlink(missing_ok=True)


def _is_abandoned(path: Path) -> bool:
    try:
        return time.time() - path.lstat().st_mtime > _ABANDONED_SECONDS
    except FileNotFoundError:
        return False
