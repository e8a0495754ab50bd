"""Forgetting what a training run learned, as `tts train --restart` wants it."""

import shutil
from collections.abc import Sequence
from pathlib import Path

VOICE = ("acoustic", "vocoder", "parallel", "run.json")
CONVERSION = ("conversion", "direct", "conversion.json")
UNCONDITIONAL = ("step-*.safetensors", "best.safetensors")
"""What runs of each kind learn, by its names in their folder."""


def start_over(folder: Path, learned: Sequence[str]) -> None:
    """Forget what a run of one kind learned; only when all that could be wrong with the command has been looked at."""
    for path in [path for name in learned for path in folder.glob(name)]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
