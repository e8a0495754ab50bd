"""Make `data/dictionary.txt`, words that espeak-ng says wrong, and `data/short_words.txt`, those that are no acronyms.

    pip download --no-deps misaki==0.9.4            # hexgrad, Apache-2.0: words and names, checked by hand
    pip install gruut-lang-en==2.0.1                # CMU's dictionary (BSD), for names that misaki lacks
    python -m frontend.english.make_dictionary misaki-0.9.4-py3-none-any.whl .../gruut_lang_en/lexicon.db \\
        --keep corpora/slt/metadata.csv

The words of the recordings that the voices were trained on (`--keep`) stay as espeak says them: so they were learnt.
"""

import argparse
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from frontend.english.acronyms import LONGEST_SPELT, SHORT_WORDS, spelt
from frontend.english.dictionary import FILE
from frontend.english.dictionary_phones import espeak_symbols
from frontend.english.folding import folded
from frontend.english.heteronyms import is_heteronym
from frontend.phones.ipa import UnknownPhoneError, parse_phones
from frontend.phones.words import phonemize_words

GOLD = "misaki/data/us_gold.json"
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")
_SMALL_DIFFERENCE = 2  # letters of folded transcriptions; below it the two differ in shades
_NAME_DIFFERENCE = 3  # the same for names of CMU's dictionary, which is coarser
_HEADER = """# Words that espeak-ng says wrong, in its symbols; made by `python -m frontend.english.make_dictionary`, of
# misaki's dictionary (Apache License 2.0) and CMU's (BSD). A word with capitals holds only for the word written so.
"""


def main(arguments: list[str] | None = None) -> None:
    """Write the words whose transcriptions differ by more than shades."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("misaki", type=Path)
    parser.add_argument("gruut", type=Path)
    parser.add_argument("--keep", type=Path, nargs="*", default=[], help="texts whose words stay as they are")
    options = parser.parse_args(arguments)
    kept = {word.lower() for text in options.keep for word in _WORD.findall(text.read_text(encoding="utf-8"))}
    gold = dict(_gold(options.misaki))
    known = {word.lower() for word in gold}
    names = {word: phones for word, phones in _cmu(options.gruut) if word not in known}
    long_names = (name for name in names if len(name) == LONGEST_SPELT)  # "NGO" is not often a name
    short = {word.lower() for word in (*_all_gold(options.misaki), *long_names) if _is_short(word)}
    spelled = {word for word in short if word in names and _letters(names[word]) == _letters(_names_of(word))}
    SHORT_WORDS.write_text("\n".join(sorted(short - spelled)) + "\n", encoding="utf-8")
    found = {**worse(names, kept, _NAME_DIFFERENCE), **worse(gold, kept, _SMALL_DIFFERENCE)}
    lines = sorted((f"{word} {phones}" for word, phones in found.items()), key=str.encode)
    FILE.write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(found)} words, {FILE.stat().st_size} bytes")


def _gold(wheel: Path) -> Iterator[tuple[str, str]]:
    for word, phones in json.loads(zipfile.ZipFile(wheel).read(GOLD)).items():
        if isinstance(phones, str) and _WORD.fullmatch(word) and len(word) > 2:
            yield word, espeak_symbols(phones)


def _all_gold(wheel: Path) -> Iterable[str]:
    return (word for word in json.loads(zipfile.ZipFile(wheel).read(GOLD)) if word.isascii())


def _is_short(word: str) -> bool:
    return word.isalpha() and 1 < len(word) <= LONGEST_SPELT


def _names_of(word: str) -> str:
    return "".join(map(str, spelt(word.upper())))


def _cmu(lexicon: Path) -> Iterator[tuple[str, str]]:
    first = "SELECT word, phonemes FROM word_phonemes WHERE pron_order = 0"
    for word, phones in sqlite3.connect(lexicon).execute(first):
        if _WORD.fullmatch(word) and len(word) > 2 and "'" not in word:
            yield word, espeak_symbols(phones.replace(" ", "").replace("͡", ""))


def worse(entries: Mapping[str, str], kept: Iterable[str], difference: int) -> dict[str, str]:
    """Return the entries that espeak says otherwise by at least so many letters of a folded transcription."""
    kept = frozenset(kept)
    return {
        word: phones
        for word, phones in entries.items()
        if word.lower() not in kept and not is_heteronym(word) and _differs(word, phones, difference)
    }


def _differs(word: str, phones: str, difference: int) -> bool:
    try:
        parse_phones(phones)
    except UnknownPhoneError:
        return False
    said = "".join(map(str, phonemize_words([word], "en-us")[0]))
    return Levenshtein.distance(_letters(said), _letters(phones)) >= difference


def _letters(phones: str) -> str:
    """What is left to compare: folded, without stress, glides between vowels and shades of unstressed "i"."""
    plain = re.sub(r"(?<!ˈ)i(?![aəe])", "ə", folded(phones)).replace("əwə", "uə").replace("kəli", "kli")
    plain = re.sub("(?<=[lnd])jə", "iə", plain.replace("ˈ", "").replace("uwə", "uə"))
    return plain.replace("jə", "ju").replace("ɹɹ", "ɹ")


if __name__ == "__main__":
    main()
