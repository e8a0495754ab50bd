"""Print what the package needs to speak, and what extras need, but for PyTorch: python requirements.py server."""

import sys
from pathlib import Path

import tomllib

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TRAINING_ONLY = ("torch",)

if __name__ == "__main__":
    needed = [
        *PROJECT["dependencies"],
        *(one for name in sys.argv[1:] for one in PROJECT["optional-dependencies"][name]),
    ]
    print("\n".join(one for one in needed if not one.startswith(TRAINING_ONLY)))
