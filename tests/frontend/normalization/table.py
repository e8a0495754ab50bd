"""The table of written forms and their readings, and how readings are compared."""

import re
from pathlib import Path

from frontend.characters import canonical, sanitise
from frontend.normalization.normalize import normalize

TABLE = Path(__file__).parent / "english.txt"
HELD_OUT = Path(__file__).parent / "held_out.txt"
UNSEEN = Path(__file__).parent / "unseen.txt"


LANGUAGES = Path(__file__).parent / "languages"


def language_tables() -> list[tuple[str, Path]]:
    """Return the tables of languages other than English: the language, and its file."""
    return [(path.name.split(".")[0], path) for path in sorted(LANGUAGES.glob("*.txt"))]


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


def reading(written: str, language: str = "en") -> str:
    """Return what a written form is read as."""
    return normalize(canonical(sanitise(written)), language)


def reads_as(written: str, spoken: str, language: str = "en") -> bool:
    """Whether a written form is read with just these words."""
    return comparable(reading(written, language)) == comparable(spoken)
