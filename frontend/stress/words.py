"""The phones of a word with its stress put right."""

from frontend.linguistic.syllables import is_nucleus
from frontend.stress.dictionary import stressed_from_end
from frontend.stress.marks import marked_from_end, stressed, syllables, without_mark
from frontend.utterance import Phone


def restressed(word: str, phones: tuple[Phone, ...], language: str) -> tuple[Phone, ...]:
    """Return a word's phones stressed as its mark says, else as the dictionary of its language does.

    Words whose phones have not a nucleus for each vowel letter are left as espeak stresses them, and so are words of
    one syllable without a mark: those are stressed or not by what stands beside them.

    Args:
        word: as written, with or without a stress mark.
        language: espeak's name of the language.
    """
    after = marked_from_end(word)
    bare = without_mark(word)
    count = syllables(bare)
    if count != sum(map(is_nucleus, phones)) or count == 0:
        return phones
    if after is None and count > 1:
        after = stressed_from_end(bare, language.split("-")[0])
    return phones if after is None or after >= count else stressed(phones, after)
