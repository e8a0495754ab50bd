"""The phones of misaki's American dictionary, in espeak's symbols, on which the voices were trained."""

import re

_SYMBOLS = {
    "A": "eɪ",
    "I": "aɪ",
    "O": "oʊ",
    "W": "aʊ",
    "Y": "ɔɪ",
    "ʤ": "dʒ",
    "ʧ": "tʃ",
    "ᵊ": "ə",
    "T": "ɾ",
}
_VOWELS = "aeiouæɐɑɒɔəɛɜɪʊʌᵻɚ"
_REWRITES = (
    (r"ɔɹ", "ɔːɹ"),
    (r"ɑ(?!ː)", "ɑː"),
    (r"ɜɹ(?=[aeiouæɐɑɔəɛɜɪʊʌᵻˈˌ])", "ɜːɹ"),
    (r"ɜɹ", "ɜː"),
    (r"əɹ(?=[aeiouæɑɔɛɪʊʌᵻ])", "ɚɹ"),
    (r"əɹ", "ɚ"),
    (r"ɔ(?![ːɪ])", "ɔː"),
    (r"(?<=[ˈˌ])i(?!ː)", "iː"),
    (r"i(?!ː)(?=[^ːaeiouæɐɑɒɔəɛɜɪʊʌᵻɚ]+$)", "iː"),
    (r"u", "uː"),
    (r"ə$", "ɐ"),
    (r"^ə", "ɐ"),
    (rf"(ˈ[{_VOWELS}]+ː?[^{_VOWELS}ˌˈ]*)ˌ(?=[^{_VOWELS}]*[{_VOWELS}])", r"\1"),  # espeak marks no two in a row
)


def espeak_symbols(transcription: str) -> str:
    """Return a transcription of misaki's in espeak's symbols: `kəntˈɛnt` stays, `kəmpˈIn` -> `kəmpˈaɪn`."""
    spoken = "".join(_SYMBOLS.get(letter, letter) for letter in transcription)
    for pattern, replacement in _REWRITES:
        spoken = re.sub(pattern, replacement, spoken)
    return spoken
