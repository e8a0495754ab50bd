"""What the layout promises: imports point downwards, and the program starts without anything heavy."""

import ast
import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = {
    "frontend": set(),
    "voices": {"frontend"},
    "tts_server": {"frontend", "voices"},
    "tts_cli": {"frontend", "voices", "tts_server"},
}
HEAVY = (
    "torch",
    "numba",
    "numpy",
    "soundfile",
    "phonemizer",
    "wetext",
    "sentencex",
    "emoji",
    "num2words",
    "soxr",
    "matplotlib",
    "safetensors",
    "fastapi",
    "uvicorn",
)
STARTUP_CPU_SECONDS = 0.3


def imported_packages(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", LAYERS)
def test_packages_import_only_those_below_them(package):
    for path in (ROOT / package).rglob("*.py"):
        upwards = imported_packages(path) & (set(LAYERS) - LAYERS[package] - {package})
        assert not upwards, f"{path} imports {upwards}"


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["explain", "--help"], ["synth", "--help"], ["serve", "--help"]]
)
def test_help_and_version_import_nothing_heavy(arguments):
    script = (
        "import sys\n"
        "from tts_cli.app import app\n"
        f"try: app({arguments!r})\n"
        f"except SystemExit: print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "LOADED []" in result.stdout


@pytest.mark.parametrize(
    "module", ["voices.registry", "voices.packs.verification", "voices.packs.archive", "voices.voice"]
)
def test_voices_are_managed_and_speak_without_torch(module):
    script = f"import sys, {module}; print('torch' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stdout == "False\n"


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_and_version_answer_within_their_cpu_time(argument):
    assert min(_cpu_seconds(argument) for _ in range(3)) < STARTUP_CPU_SECONDS


def _cpu_seconds(argument: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "tts_cli", argument], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
