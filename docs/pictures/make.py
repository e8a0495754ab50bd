"""Makes the pictures beside this file, by running the commands they show: `python docs/pictures/make.py`."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

from PIL import Image
from rich.console import Console
from rich.text import Text

FOLDER = Path(__file__).parent
TTS = [sys.executable, "-m", "tts_cli"]
COLUMNS = 96
COLOURS = 64
CAPTURES = {
    "voices": ["voices", "list"],
    "explain": ["explain", "Dr. Smith paid $2.5 million."],
}
PLOT = ["synth", "The boy was there when the sun rose.", "-o", os.devnull, "--format", "wav"]


def main() -> None:
    """Write a PNG of a sentence, and an SVG of what each command prints in a terminal."""
    for name, arguments in CAPTURES.items():
        capture(arguments, FOLDER / f"{name}.svg")
    picture = FOLDER / "utterance.png"
    subprocess.run([*TTS, *PLOT, "--plot", str(picture)], check=True)
    Image.open(picture).convert("RGB").quantize(COLOURS).save(picture, optimize=True)


def capture(arguments: list[str], path: Path) -> None:
    """Run a command as in a terminal, and draw what it prints."""
    terminal = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    printed = subprocess.run([*TTS, *arguments], env=terminal, stdout=subprocess.PIPE, text=True, check=True).stdout
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi(_anywhere(printed).rstrip()))
    console.save_svg(str(path), title=f"tts {' '.join(arguments)}", unique_id=path.stem)


def _anywhere(printed: str) -> str:
    """What is printed without the folders of this machine."""
    for folder, name in {sys.prefix: "~/tts/.venv", str(FOLDER.parents[1]): "~/tts", str(Path.home()): "~"}.items():
        printed = printed.replace(folder, name)
    return printed


if __name__ == "__main__":
    main()
