"""The tables of sentences with heteronyms, and how many words of them are read right."""

import re
from pathlib import Path

from frontend.analysis import Frontend
from frontend.english.folding import folded

SEEN = Path(__file__).parent / "heteronyms_seen.txt"
UNSEEN = Path(__file__).parent / "heteronyms_unseen.txt"
FRESH = Path(__file__).parent / "heteronyms_fresh.txt"


def read_heteronyms(path: Path) -> list[tuple[str, list[int], list[str]]]:
    """Return each sentence of a table with the places of its heteronyms among its words, and their phones."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            written, phones = line.split(" | ")
            words = re.findall(r"\*?[\w']+(?:-\w+)*\*?", written)
            rows.append(
                (written.replace("*", ""), [i for i, word in enumerate(words) if word[0] == "*"], phones.split())
            )
    return rows


def wrong_heteronyms(path: Path) -> tuple[int, list[str]]:
    """Return how many heteronyms a table has, and a line for each that is read wrong."""
    frontend = Frontend()
    count, wrong = 0, []
    for text, places, phones in read_heteronyms(path):
        words = [word for utterance in frontend.utterances(text) for word in utterance.words]
        for place, right in zip(places, phones, strict=True):
            count += 1
            said = "".join(map(str, words[place].phones))
            if folded(said) != folded(right):
                wrong.append(f"{text} {words[place].text} ({words[place].tag}): {said}, not {right}")
    return count, wrong
