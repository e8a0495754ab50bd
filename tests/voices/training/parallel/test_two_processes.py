"""Teacher and student under torchrun: the command of a machine with several cards, on two processes here."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from tests.voices.packed_noise import write_packed_noise
from voices.vocoders.flows.weights import load_weights
from voices.vocoders.wavenet import weights as wavenet
from voices.vocoders.wavenet.config import WaveNetConfig

RECIPE = """
teacher: {crops: {batch_size: 2, frames: 10}, training: {steps: 2, precision: float32}}
student:
  network: {residual_channels: 16, skip_channels: 16, layers_per_stack: 3}
  losses: {windows: [64], critic_windows: [64], critic_channels: 4}
  crops: {batch_size: 2, frames: 10}
  training: {steps: STEPS, precision: float32}
"""


def distil(folder, steps):
    """Bring the student to so many steps, and return what is said of it."""
    (folder / "recipe.yaml").write_text(RECIPE.replace("STEPS", str(steps)))
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m", "tts_cli"]
    command += ["vocoder", "distil", "data.safetensors", "wavenet.safetensors", "-o", "flows"]
    command += ["--recipe", "recipe.yaml", "--device", "cpu"]
    paths = os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": paths, "TTS_CACHE": str(folder / "cache")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [line for line in done.stderr.splitlines() if "steps in" in line]


def test_two_processes_teach_a_student_and_go_on_where_they_stopped(tmp_path):
    write_packed_noise(tmp_path / "data.safetensors", 8000, ["ann"])
    shape = WaveNetConfig(
        16,
        16,
        1,
        2,
        head_channels=16,
        conditioning_channels=5,
        conditioning_hidden=8,
        speakers=1,
        sample_rate=8000,
        frame_samples=160,
    )
    sizes, random = wavenet.expected_shapes(shape), np.random.default_rng(1)
    arrays = {name: 0.1 * random.standard_normal(size).astype(np.float32) for name, size in sizes.items()}
    wavenet.save_weights(tmp_path / "wavenet.safetensors", shape, arrays)
    (said,) = distil(tmp_path, 2)
    assert said.startswith("2 steps in")
    _, first = load_weights(tmp_path / "flows" / "student" / "weights.safetensors")
    (said,) = distil(tmp_path, 4)
    assert said.startswith("4 steps in")
    _, second = load_weights(tmp_path / "flows" / "student" / "weights.safetensors")
    assert any(not np.array_equal(first[name], second[name]) for name in first)
    log = (tmp_path / "flows" / "student" / "log.jsonl").read_text().splitlines()
    steps = [json.loads(line)["step"] for line in log]
    assert steps == sorted(steps)  # one of the two wrote, and the second run began where the first had stopped
    assert steps[-1] == 4
