"""The table of written forms and their readings, and how readings are compared."""

import re
from pathlib import Path

from frontend.characters import canonical, sanitise
from frontend.normalization.english.normalize import normalize_english

TABLE = Path(__file__).parent / "english.txt"
HELD_OUT = Path(__file__).parent / "held_out.txt"
UNSEEN = Path(__file__).parent / "unseen.txt"


def read_table(path: Path = TABLE) -> dict[str, list[tuple[str, str]]]:
    """Return the (written, spoken) pairs of each category."""
    table: dict[str, list[tuple[str, str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            pairs = table.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("# "):
            written, spoken = line.rsplit(" | ", 1)
            pairs.append((written, spoken))
    return table


def comparable(spoken: str) -> str:
    """Return the words alone, in small letters: where a comma stands is not what is measured here."""
    return " ".join(re.findall(r"\w+(?:'\w+)*", spoken.lower()))


def reads_as(written: str, spoken: str) -> bool:
    """Whether a written form is read with just these words."""
    return comparable(normalize_english(canonical(sanitise(written)))) == comparable(spoken)
