"""What is compiled for which processor; others than this one are simulated by what LLVM says of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from voices.compiled import processor
from voices.compiled.instruction_sets import (
    MissingInstructionSetError,
    UnknownInstructionSetError,
    available_instruction_sets,
    choose_instruction_set,
)

AVX2 = {"sse4.2", "avx", "avx2", "fma"}
AVX512 = {*AVX2, "avx512f", "avx512bw"}


@pytest.fixture
def processor_with(monkeypatch):
    def pretend(features: set[str], name: str = "a-processor") -> None:
        monkeypatch.delenv("TTS_INSTRUCTION_SET", raising=False)
        monkeypatch.setattr("numba.core.config.CPU_NAME", None)
        monkeypatch.setattr(processor, "host_features", lambda: frozenset(features))
        monkeypatch.setattr("llvmlite.binding.get_host_cpu_name", lambda: name)

    return pretend


@pytest.mark.parametrize(
    ("features", "available"),
    [
        (AVX512, ["avx512", "avx2", "portable"]),
        (AVX2, ["avx2", "portable"]),
        ({"avx2"}, ["portable"]),  # without fused products
        ({*AVX2, "avx512f"}, ["avx2", "portable"]),  # the first of them had no bytes and words
        ({"neon"}, ["portable"]),
    ],
)
def test_the_best_instruction_set_that_a_processor_has_is_chosen(processor_with, features, available):
    processor_with(features)
    assert available_instruction_sets() == available
    assert choose_instruction_set() == available[0]


def test_one_that_the_processor_lacks_is_refused_before_anything_is_compiled_for_it(processor_with, monkeypatch):
    processor_with(AVX2, "znver3")
    monkeypatch.setenv("TTS_INSTRUCTION_SET", "avx512")
    with pytest.raises(MissingInstructionSetError, match=r"'avx512' .* \(znver3\) has avx2 and portable alone"):
        choose_instruction_set()
    assert choose_instruction_set("avx2") == "avx2"


def test_an_unknown_instruction_set_is_named(monkeypatch):
    monkeypatch.setenv("TTS_INSTRUCTION_SET", "avx1024")
    with pytest.raises(UnknownInstructionSetError, match=r"'avx1024' .* must be one of avx512, avx2, portable"):
        choose_instruction_set()
    assert choose_instruction_set("portable") == "portable"


def test_bfloat16_is_multiplied_where_there_are_instructions_for_it(processor_with):
    for features, multiplies in ((AVX2, False), (AVX512, False), ({*AVX512, "avx512bf16"}, True), ({"bf16"}, True)):
        processor_with(features)
        assert processor.multiplies_bfloat16() is multiplies


@pytest.mark.parametrize("named", ["haswell", "x86-64"])
def test_a_program_compiled_for_an_older_processor_says_in_one_line_what_it_lacks(named, tmp_path):
    command = [sys.executable, "-m", "tts_cli", "synth", "One.", "-o", str(tmp_path / "one.wav")]
    environment = {**os.environ, "NUMBA_CPU_NAME": named, "TTS_INSTRUCTION_SET": "avx512"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[3])
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 1
    assert f"this processor ({named}) has" in " ".join(result.stderr.split())
    assert "LLVM" not in result.stderr
