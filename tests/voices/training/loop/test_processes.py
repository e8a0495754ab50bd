"""Two processes under torchrun against one process with the joint batch."""

import os
import subprocess
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file

WAVENET = """
import sys
from pathlib import Path
import numpy as np
import torch
from voices.training.loop.batch import Batch
from voices.training.loop.config import TrainingConfig
from voices.training.loop.loop import train
from voices.training.loop.run import Run
from voices.training.loop.processes import joined_processes
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.network import WaveNet
from voices.training.wavenet.objective import WaveNetObjective

def crops(step):
    codes = np.random.default_rng(step).integers(0, 256, (4, 81, 1))
    return Batch({"previous": codes[:, :-1], "target": codes[:, 1:]}, 320)

torch.set_num_threads(1)
torch.manual_seed(0)
objective = WaveNetObjective(WaveNet(WaveNetConfig(16, 16, 1, 4, head_channels=16, conditioning_channels=0)))
config = TrainingConfig(steps=3, precision="float32", checkpoint_every=1, keep_checkpoints=3)
with joined_processes(torch.device("cpu")) as device:
    train(Run(objective, crops, [crops(99)], config, Path(sys.argv[1]), device))
"""

GAME = """
import os, sys
from pathlib import Path
import torch
from tests.voices.training.loop.game import Game, points
from voices.training.loop.config import TrainingConfig
from voices.training.loop.loop import train
from voices.training.loop.run import Run
from voices.training.loop.processes import joined_processes

torch.set_num_threads(1)
torch.manual_seed(int(os.environ.get("RANK", 0)))  # process 0 has the say
game = Game()
config = TrainingConfig(steps=3, precision="float32", checkpoint_every=1, keep_checkpoints=3, gradient_limit=1e9)
with joined_processes(torch.device("cpu")) as device:
    train(Run(game, points, [], config, Path(sys.argv[1]), device, learners=game.learners()))
    torch.save(game.state_dict(), Path(sys.argv[1]) / f"rank-{os.environ.get('RANK', 0)}.pt")
"""

TWO = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]


def run(folder: Path, program: str, launcher: list[str]) -> dict[str, torch.Tensor]:
    script = folder / "train.py"
    folder.mkdir()
    script.write_text(program)
    root = Path(__file__).parents[4]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(root)}
    command = [sys.executable, *launcher, str(script), str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return load_file(folder / "step-00000001.safetensors")


def test_two_processes_make_the_gradients_of_one_process_on_the_joint_batch(tmp_path):
    one, two = run(tmp_path / "one", WAVENET, []), run(tmp_path / "two", WAVENET, TWO)
    # After one step Adam's running mean is a tenth of the (cut) gradient.
    gradients = [name for name in one if name.startswith("mean.")]
    assert len(gradients) == 9
    for name in gradients:
        assert torch.allclose(one[name], two[name], rtol=1e-4, atol=1e-7), name
        assert one[name].abs().max() > 0


def test_two_processes_learn_a_game_with_a_codebook_as_one_does_and_agree(tmp_path):
    one, two = run(tmp_path / "one", GAME, []), run(tmp_path / "two", GAME, TWO)
    assert one.keys() == two.keys()
    for name in one:
        assert torch.allclose(one[name].double(), two[name].double(), rtol=1e-4, atol=1e-6), name
    ranks = [torch.load(tmp_path / "two" / f"rank-{rank}.pt") for rank in (0, 1)]
    assert all(torch.equal(ranks[0][name], ranks[1][name]) for name in ranks[0])
    assert ranks[0]["codebook.uses"].sum() == 3 * 8
