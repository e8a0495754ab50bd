"""Transcriptions compared by what a listener hears."""

import re
import unicodedata


def folded(transcription: str) -> str:
    """Return a transcription without what two dictionaries write differently and a listener hardly hears.

    Length, secondary stress, flaps and shades of unstressed vowels go; what is left differs where a word is said wrong.
    """
    spoken = re.sub("[ːˌˑ_ ]", "", unicodedata.normalize("NFC", transcription)).replace("ɾ", "t")
    spoken = spoken.replace("ɚ", "əɹ").replace("ɜɹ", "ɜ").replace("ɜ", "əɹ").replace("əɹɹ", "əɹ").replace("ɡ", "g")
    spoken = spoken.replace("oɹ", "ɔɹ").replace("ŋk", "nk").replace("ŋɡ", "nɡ")
    return re.sub(r"(?<!ˈ)[ɐᵻɪʌəʊ]", "ə", re.sub(r"əl\b", "l", re.sub(r"[ɐᵻ]", "ə", spoken)))
