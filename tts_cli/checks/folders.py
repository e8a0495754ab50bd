"""The folders the program writes to: whether it can, and whether there is room."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tts_cli.checks.finding import Finding, ok, problem, warning

_LITTLE_BYTES = 500 * 10**6  # a voice being installed is there twice
_TOO_LITTLE_BYTES = 20 * 10**6


def check_voices_folder() -> Iterator[Finding]:
    """See whether a voice could be installed, and whether killed installations left something behind."""
    from voices.registry import leftovers, user_folder

    folder = user_folder()
    yield _writable("voices folder", folder, "set TTS_VOICES to a folder you can write to; until then none installs")
    remains = leftovers(folder)
    if remains:
        names = ", ".join(path.name for path in remains)
        yield warning("interrupted installs", f"{names} in {folder}", "harmless; the next installation removes them")


def check_compiled() -> Iterator[Finding]:
    """Look at the cache of compiled generators: where it is, whether it is warm, what older versions left."""
    from voices.compiled.kernel_cache import SUFFIX, cache_folder

    folder = cache_folder()
    mend = "set TTS_CACHE to a folder you can write to; until then every run compiles again, some seconds each"
    yield _writable("compiled-code folder", folder, mend)
    compiled = list(folder.rglob(f"*{SUFFIX}"))
    if compiled:
        yield ok("compiled code", f"warm: {len(compiled)} functions, {_megabytes(_size(folder)):.1f} MB")
    else:
        yield ok("compiled code", "none yet: the first sentence compiles it, some seconds once")
    older = [path for path in folder.parent.glob("*") if path.is_dir() and path != folder]
    if older:
        size = _megabytes(sum(map(_size, older)))
        yield ok("compiled code, old", f"{len(older)} folders of other versions, {size:.1f} MB; may be deleted")


def check_disk() -> Iterator[Finding]:
    """See how much room there is where voices, caches and temporary files go."""
    from voices.compiled.kernel_cache import cache_folder
    from voices.registry import user_folder

    places = {"voices": user_folder(), "cache": cache_folder(), "temporary files": Path(tempfile.gettempdir())}
    for what, folder in places.items():
        total, _, free = shutil.disk_usage(_existing(folder))
        if not total:
            continue  # no disk, such as /proc
        name, detail = f"disk, {what}", f"{_megabytes(free):,.0f} MB free in {folder}"
        if free < _TOO_LITTLE_BYTES:
            yield problem(name, detail, "free some space: not even a short recording is sure to fit")
        elif free < _LITTLE_BYTES:
            yield warning(name, detail, "free some space before installing a voice or writing long texts")
        else:
            yield ok(name, detail)


def _writable(name: str, folder: Path, mend: str) -> Finding:
    """A finding on a folder that is made where it is first needed; here nothing is made."""
    try:
        with tempfile.TemporaryFile(dir=_existing(folder)):
            return ok(name, str(folder))
    except OSError as error:
        return warning(name, f"{folder}: {error.strerror}", mend)


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.absolute().parents) if path.exists())


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _megabytes(size_bytes: int) -> float:
    return size_bytes / 1e6
