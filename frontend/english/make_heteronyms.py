"""Make `data/heteronyms.txt` of misaki's American dictionary (hexgrad, Apache-2.0).

pip download --no-deps misaki==0.9.4
python -m frontend.english.make_heteronyms misaki-0.9.4-py3-none-any.whl
"""

import argparse
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from frontend.english.dictionary_phones import espeak_symbols
from frontend.english.folding import folded
from frontend.english.heteronyms import DATA
from frontend.phones.words import phonemize_words

GOLD = "misaki/data/us_gold.json"
# Nouns hardly anybody uses, for which a wrong tag costs more than the reading gains, and readings we do not share.
LEFT_OUT = frozenset(
    """affect affects consist consists impress impresses depute deputes discard discards entail entails confine
    saturate saturates certificate certificates pigment pigments concert concerts undertaking upsetting houses
    warehouses mouths that uptown underground explant explants entrances intercept intercepts invert inverts
    overlook overlooks overstock overstocks overprint overprints pasty arsenic discharge discharges unpeople
    infix infixes mediate situate radiate federate cleanly designate unlearned
    inside nearby overall jagged ragged crooked dogged revert reverts refresh refreshes recoil recoils""".split()
)
CARRIERS = ("{}", "the {} was", "to {} them", "they {} them", "he {} them", "was {}", "a very {} one", "will {}")
_A_SHADE = 1  # letters of a folded transcription
_HEADER = """# Heteronyms by part of speech; made by `python -m frontend.english.make_heteronyms`, of the dictionary of
# misaki (https://pypi.org/project/misaki, version 0.9.4, by hexgrad, Apache License 2.0).
# senses.txt explains the format.
"""


def main(arguments: list[str] | None = None) -> None:
    """Write the words whose readings differ by more than a shade."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    options = parser.parse_args(arguments)
    entries = json.loads(zipfile.ZipFile(options.wheel).read(GOLD))
    lines = [line for word, phones in sorted(entries.items()) if (line := heteronym_line(word, phones))]
    (DATA / "heteronyms.txt").write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} heteronyms")


def heteronym_line(word: str, phones: Any) -> str | None:
    """Return the line of a dictionary entry, or None for a word with one reading."""
    if not isinstance(phones, dict) or "None" in phones or word.isupper() or word in LEFT_OUT:
        return None
    if word.endswith(("ment", "ments")) and not word.startswith("torment"):
        return None  # "document": the verb's last vowel alone is clearer
    readings = {kind: espeak_symbols(spoken) for kind, spoken in phones.items() if spoken}
    own = {_said_in(carrier, word) for carrier in CARRIERS}
    readings = {kind: as_espeak_says(spoken, own, readings.values()) for kind, spoken in readings.items()}
    default = readings.pop("DEFAULT")
    others: dict[str, list[str]] = {}
    for kind, spoken in readings.items():
        if folded(spoken) != folded(default):
            others.setdefault(spoken, []).append(kind)
    if not others:
        return None
    return " | ".join([word, *(f"tag:{','.join(kinds)} > {spoken}" for spoken, kinds in others.items()), default])


def as_espeak_says(spoken: str, own: Iterable[str], readings: Iterable[str]) -> str:
    """Return the one of espeak's `own` transcriptions that is this reading and no other; else `spoken`."""
    nearest = min(sorted(own), key=lambda one: _distance(one, spoken))
    distance = _distance(nearest, spoken)
    meant = distance <= _A_SHADE and all(distance <= _distance(nearest, other) for other in readings)
    return nearest if meant else spoken


def _distance(left: str, right: str) -> int:
    return Levenshtein.distance(folded(left), folded(right))


def _said_in(carrier: str, word: str) -> str:
    words = carrier.format(word).split()
    return "".join(map(str, phonemize_words(words, "en-us")[words.index(word)]))


if __name__ == "__main__":
    main()
