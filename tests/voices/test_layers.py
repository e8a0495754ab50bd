"""What the layout inside `voices/` promises: imports point downwards there too, and no two packages need each other."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

VOICES = Path(__file__).parents[2] / "voices"
LAYERS = (
    ("device", "files"),
    ("compiled",),
    ("conditioning", "predictor", "timings", "sound"),
    ("packs", "prosody", "vocoders"),
    ("acoustic", "registry"),
    ("speaking", "exchange"),
    ("voice", "conversion"),
    ("audition",),
    ("corpus",),
    ("evaluation",),
    ("training",),
)
"""From the ground up; a package or module may import those of lower rows, and nothing beside it or above."""

NO_CODE = {"bundled"}


def packages() -> list[str]:
    entries = [path for path in VOICES.iterdir() if path.suffix == ".py" or any(path.rglob("*.py"))]
    return sorted(path.stem for path in entries if path.stem not in {"__init__", *NO_CODE})


def modules(folder: Path = VOICES) -> dict[str, Path]:
    """Every module by its name below `voices`: `sound.encoder`; a package has that of its folder."""
    found = {}
    for path in folder.rglob("*.py"):
        parts = path.relative_to(folder).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


def imported(path: Path, known: dict[str, Path]) -> Iterator[str]:
    """The modules of `voices` that a file imports, wherever in it and for whatever reason."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name.removeprefix("voices.") in known else str(node.module) for name in names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name.removeprefix("voices.") for name in names if name.startswith("voices."))


def circles(imports: dict[str, set[str]]) -> list[tuple[str, str]]:
    """Pairs of which each needs the other, directly or by way of others."""
    reached = {start: _reached(start, imports) for start in imports}
    return sorted((one, other) for one in imports for other in reached[one] if one < other and one in reached[other])


def _reached(start: str, imports: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for name in imports.get(waiting.pop(), set()) - found:
            found.add(name)
            waiting.append(name)
    return found


def test_every_package_has_its_layer():
    assert sorted(name for row in LAYERS for name in row) == packages()


@pytest.mark.parametrize("package", [name for row in LAYERS for name in row])
def test_packages_import_only_those_below_them(package):
    height = next(place for place, row in enumerate(LAYERS) if package in row)
    allowed = {package, *(name for row in LAYERS[:height] for name in row)}
    known = modules()
    for name, path in known.items():
        if name.split(".")[0] == package:
            others = {other.split(".")[0] for other in imported(path, known)} - allowed
            assert not others, f"{path} imports {others}"


def test_no_two_packages_import_each_other_in_a_circle():
    known = modules()
    imports: dict[str, set[str]] = defaultdict(set)
    for name, path in known.items():
        package = _package(name, known)
        imports[package] |= {_package(other, known) for other in imported(path, known)} - {package}
    assert len(imports) > 20
    assert circles(imports) == []


def test_no_two_modules_import_each_other_in_a_circle():
    known = modules()
    assert circles({name: set(imported(path, known)) for name, path in known.items()}) == []


def test_a_circle_of_three_is_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [("a", "b"), ("a", "c"), ("b", "c")]


def _package(name: str, known: dict[str, Path]) -> str:
    """The folder of a module, at any depth; a module that lies in `voices/` itself stands for itself."""
    inside = known[name].name != "__init__.py" and "." in name
    return name.rsplit(".", 1)[0] if inside else name
