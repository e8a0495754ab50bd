"""A conversion model with its WaveNet under torchrun: the command of a machine with several cards, on two processes."""

import os
import subprocess
import sys
from pathlib import Path

from tests.tts_cli.test_train import write_corpus
from tests.tts_cli.test_train_conversion import DIRECT, RECIPE
from tests.voices.tiny_voice import make_tiny_voice
from voices.packs.conversion_manifest import verify_conversion


def test_two_processes_train_together_and_one_prepares_and_installs(tmp_path):
    write_corpus(tmp_path / "ann", range(3))
    write_corpus(tmp_path / "bob", range(3, 6))
    make_tiny_voice(tmp_path / "voices" / "en_US-tiny")
    (tmp_path / "recipe.yaml").write_text(RECIPE + DIRECT)
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m", "tts_cli"]
    command += ["train", "--corpus", "ann", "--corpus", "bob", "--recipe", "recipe.yaml", "--from", "en_US-tiny"]
    command += ["--name", "mine", "--permission", "", "--device", "cpu"]
    paths = os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])
    folders = {"TTS_CACHE": "cache", "TTS_VOICES": "voices", "TTS_RUNS": "runs"}
    environment = os.environ | {name: str(tmp_path / folder) for name, folder in folders.items()}
    environment |= {"OMP_NUM_THREADS": "1", "PYTHONPATH": paths}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("recordings prepared in") == 2  # once each
    assert done.stderr.count("installed mine") == 1
    manifest = verify_conversion(tmp_path / "voices" / "mine")
    assert (manifest.speakers, manifest.training["steps"]) == (["ann", "bob"], 4)
    assert manifest.direct
