"""Two processes under torchrun against one process with the joint batch."""

import os
import subprocess
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file

PROGRAM = """
import sys
from pathlib import Path
import numpy as np
import torch
from voices.training.loop.batch import Batch
from voices.training.loop.config import TrainingConfig
from voices.training.loop.loop import Run, train
from voices.training.loop.processes import joined_processes
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.network import WaveNet
from voices.training.wavenet.objective import WaveNetObjective

def crops(step):
    codes = np.random.default_rng(step).integers(0, 256, (4, 81))
    return Batch({"previous": codes[:, :-1], "target": codes[:, 1:]}, 320)

torch.set_num_threads(1)
torch.manual_seed(0)
objective = WaveNetObjective(WaveNet(WaveNetConfig(16, 16, 16, 1, 4, conditioning_channels=0)))
config = TrainingConfig(steps=3, precision="float32", checkpoint_every=1, keep_checkpoints=3)
with joined_processes(torch.device("cpu")) as device:
    train(Run(objective, crops, [crops(99)], config, Path(sys.argv[1]), device))
"""


def run(folder: Path, launcher: list[str]) -> dict[str, torch.Tensor]:
    script = folder / "train.py"
    folder.mkdir()
    script.write_text(PROGRAM)
    root = Path(__file__).parents[4]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(root)}
    command = [sys.executable, *launcher, str(script), str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return load_file(folder / "step-00000001.safetensors")


def test_two_processes_make_the_gradients_of_one_process_on_the_joint_batch(tmp_path):
    launcher = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    one, two = run(tmp_path / "one", []), run(tmp_path / "two", launcher)
    # After one step Adam's running mean is a tenth of the (cut) gradient.
    gradients = [name for name in one if name.startswith("mean.")]
    assert len(gradients) == 9
    for name in gradients:
        assert torch.allclose(one[name], two[name], rtol=1e-4, atol=1e-7), name
        assert one[name].abs().max() > 0
