"""The cache on disk, from processes of their own."""

import ast
import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from voices.compiled import kernel_cache, machine_code
from voices.compiled.kernel_cache import SUFFIX, CacheWarning, Compiled
from voices.conditioning.vocoder_input import VocoderInput
from voices.vocoders.autoregressive.generator import Generator
from voices.vocoders.sampling.noise import uniform_noise
from voices.vocoders.stack.fused_gate_loops import GateConstants
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.weights import expected_shapes

PROGRAM = """
import sys
import numpy as np
from voices.vocoders.autoregressive.generator import Generator
from voices.conditioning.vocoder_input import VocoderInput
from voices.vocoders.sampling.noise import uniform_noise
from voices.vocoders.autoregressive.generator import KERNEL
from voices.compiled.kernel_cache import compiled
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.weights import expected_shapes

config = WaveNetConfig(16, 16, 1, 2, head_channels=16, conditioning_channels=0)
draw = np.random.default_rng(0).standard_normal
weights = {name: 0.2 * draw(shape).astype(np.float32) for name, shape in expected_shapes(config).items()}
generator = Generator(config, weights, "float32")
samples = generator.trace([VocoderInput(uniform_noise(0, 50))]).samples
compilations = compiled(KERNEL, generator._kernels[1]).compilations
print(compilations, "torch" in sys.modules, "numba" in sys.modules, samples[0].astype(int).tolist())
"""


COMPILED = {
    *("numba", "numba.extending", "numba.core.types"),
    *(f"voices.compiled.{name}" for name in ("activation", "constants", "lanes", "numbers")),
}
"""Who imports one of these is compiled, or part of what is."""


def start(cache: Path, **environment: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "TTS_CACHE": str(cache), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class Result(NamedTuple):
    """What the program printed."""

    compilations: int
    torch_imported: bool
    numba_imported: bool
    samples: str


def result(process: subprocess.Popen) -> Result:
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    compilations, torch_imported, numba_imported, samples = out.strip().split(" ", 3)
    return Result(int(compilations), torch_imported == "True", numba_imported == "True", samples)


def test_two_processes_compile_at_once_and_a_third_reads_what_they_left_without_torch_or_numba(tmp_path):
    first, second = (result(process) for process in (start(tmp_path), start(tmp_path)))
    third = result(start(tmp_path))
    assert first.samples == second.samples == third.samples
    assert (first.compilations, third.compilations) == (1, 0)
    assert first.numba_imported
    assert not third.torch_imported
    assert not third.numba_imported


def test_a_cache_folder_that_cannot_be_made_costs_the_compilation_and_a_warning(tmp_path):
    (tmp_path / "file").write_text("no folder can be made below a file")
    process = start(tmp_path / "file")
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert out.startswith("1 ")
    assert "cannot be kept" in errors


def test_kernels_in_a_read_only_folder_are_used(tmp_path, monkeypatch):
    assert result(start(tmp_path)).compilations == 1
    monkeypatch.setenv("TTS_CACHE", str(tmp_path))
    for work in ("voices.compiled.machine_code.replace_file", "voices.compiled.compiler.machine_code"):
        monkeypatch.setattr(work, pytest.fail)
    # Not what other tests in this process have compiled.
    monkeypatch.setattr("voices.vocoders.autoregressive.generator.compiled", Compiled)
    config = WaveNetConfig(16, 16, 1, 2, head_channels=16, conditioning_channels=0)
    weights = {name: np.zeros(shape, np.float32) for name, shape in expected_shapes(config).items()}
    Generator(config, weights, "float32").trace([VocoderInput(uniform_noise(0, 50))])


def test_each_kind_of_argument_has_code_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("TTS_CACHE", str(tmp_path))
    doubled = Compiled(f"{__name__}:multiply", GateConstants(2, "portable"))
    for numbers in (np.arange(4, dtype=np.float32), np.arange(4, dtype=np.float64), np.arange(8.0)[::2]):
        expected = (2 * numbers).tolist()
        doubled(numbers)
        assert numbers.tolist() == expected
    assert doubled.compilations == 3
    with pytest.raises(TypeError, match="not 'text'"):
        doubled("text")


@pytest.mark.parametrize("damage", ["emptied", "cut short", "one byte changed"])
def test_a_damaged_file_in_the_cache_is_compiled_anew_and_then_read_again(tmp_path, damage):
    samples = result(start(tmp_path)).samples
    for path in (tmp_path / "compiled").rglob(f"*{SUFFIX}"):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(
            {"emptied": b"", "cut short": content[: len(content) // 3], "one byte changed": content}[damage]
        )
    mended, again = (result(start(tmp_path)) for _ in range(2))
    assert mended.samples == again.samples == samples
    assert (mended.compilations, again.compilations) == (1, 0)


def test_a_full_disk_costs_the_compilation_and_a_warning(tmp_path, monkeypatch):
    monkeypatch.setenv("TTS_CACHE", str(tmp_path))

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(machine_code, "replace_file", full)
    run = Compiled(f"{__name__}:multiply", GateConstants(2, "portable"))
    numbers = np.arange(4, dtype=np.float32)
    with pytest.warns(CacheWarning, match=rf"cannot be kept in {tmp_path}.*No space left.*TTS_CACHE names another"):
        run(numbers)
    assert numbers.tolist() == [0, 2, 4, 6]


def multiply(constants, numbers):
    for i in range(len(numbers)):
        numbers[i] *= constants.channels


@pytest.mark.parametrize(("processor", "expected"), [("haswell", "avx2"), ("x86-64", "portable")])
def test_code_for_older_processors_draws_the_same_samples(tmp_path, processor, expected):
    here = result(start(tmp_path))
    older = result(start(tmp_path, NUMBA_CPU_NAME=processor))
    assert older.samples == here.samples
    assert any(expected in folder.name for folder in (tmp_path / "compiled").glob("*/*"))


def test_all_that_is_compiled_into_kernels_counts_and_nothing_else_does():
    voices = Path(kernel_cache.__file__).parents[1]
    sources = kernel_cache.kernel_sources()
    inside = [path for path in voices.rglob("*.py") if COMPILED & set(imported_modules(path))]
    assert set(inside) - set(sources) == {
        voices / "corpus/alignment/viterbi.py",
        voices / "evaluation/time_warping.py",
    }  # numba's own cache keeps them
    assert len(inside) > 8
    assert not [path for path in sources if path.parent == voices or path.name in ("network.py", "weights.py")]
    for pattern in kernel_cache.KERNEL_SOURCES:
        assert list(voices.glob(pattern)), f"{pattern} names no file"


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
