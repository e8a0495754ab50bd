"""The program itself: versions, the packages it needs, the optional ones, and which `tts` the shell runs."""

import importlib
import platform
import re
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from tts_cli.checks.finding import Finding, ok, problem, warning

PACKAGE = "tts-cli"
_MODULES = {"pyyaml": "yaml"}  # where the module's name is not the package's
_NOT_FOR_SPEECH = ("torch",)  # slow to import, and only training needs it
_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9_.-]+)[^;]*(?:;.*extra\s*==\s*['\"](?P<extra>[^'\"]+))?")
_NO_EXTRA_OF_USERS = ("dev",)


def check_versions() -> Iterator[Finding]:
    """Say which tts, Python and system this is."""
    yield ok("tts", metadata.version(PACKAGE))
    yield ok("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}, {sys.executable}")


def check_packages() -> Iterator[Finding]:
    """Import every package that is always needed."""
    versions = []
    for name in _requirements().get("", []):
        problems = list(_import_problem(name))
        yield from problems
        if not problems:
            versions.append(f"{name} {metadata.version(name)}")
    yield ok("packages", ", ".join(versions))


def check_extras() -> Iterator[Finding]:
    """Say which optional parts are installed."""
    for extra, names in sorted(_requirements().items()):
        if not extra or extra in _NO_EXTRA_OF_USERS:
            continue
        missing = [name for name in names if not _is_installed(name)]
        name = f"extra {extra}"
        if missing:
            mend = f"only if you want it: pip install '{PACKAGE}[{extra}]'"
            yield ok(name, f"not installed ({', '.join(missing)}); {mend}")
        else:
            yield ok(name, f"installed: {', '.join(names)}")


def check_path() -> Iterator[Finding]:
    """Find out whether the shell's `tts` is this program; coqui-tts installs one too."""
    ours, found = Path(sysconfig.get_path("scripts")), shutil.which("tts")
    if found is None:
        yield warning("tts on PATH", "none", f"add {ours} to PATH, or run `python -m tts_cli` in place of `tts`")
    elif not _is_ours(Path(found)):
        yield warning(
            "tts on PATH",
            f"{found} is another program of the same name",
            f"put {ours} before it in PATH, or run `python -m tts_cli` in place of `tts`",
        )
    elif not Path(found).parent.samefile(ours):
        yield warning("tts on PATH", f"{found} belongs to another environment", f"put {ours} before it in PATH")
    else:
        yield ok("tts on PATH", found)


def _is_ours(script: Path) -> bool:
    return b"tts_cli" in script.read_bytes()


def _requirements() -> dict[str, list[str]]:
    """The packages of each extra, and under "" those that are always needed."""
    found: dict[str, list[str]] = {}
    for line in metadata.requires(PACKAGE) or ():
        match = _REQUIREMENT.match(line)
        if match and match["name"] != PACKAGE:
            found.setdefault(match["extra"] or "", []).append(match["name"])
    return found


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _import_problem(name: str) -> Iterator[Finding]:
    mend = f"pip install --force-reinstall {name}"
    if not _is_installed(name):
        yield problem(f"package {name}", "not installed", f"pip install {name}")
    elif name not in _NOT_FOR_SPEECH:
        try:
            importlib.import_module(_MODULES.get(name.lower(), name.replace("-", "_")))
        except Exception as error:  # a package may fail at import in any way: a missing library, a wrong build
            yield problem(f"package {name}", f"cannot be imported: {' '.join(str(error).split())}", mend)
