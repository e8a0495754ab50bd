"""Text to utterances: the frontend's stages in a row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from frontend.characters import canonical
from frontend.normalization.normalize import normalize
from frontend.phones.lexicon import Lexicon
from frontend.pronunciation import pronounce
from frontend.reading_language import reading_language
from frontend.script import Passage, Script
from frontend.script_sentence import ScriptSentence
from frontend.script_splitting import split_script
from frontend.utterance import Utterance
from frontend.word_row import INLINE, gather

_SPACE_AFTER_PHONES = re.compile(r"\]\] (?=[.,;:!?)\]'\"])")


@dataclass(frozen=True)
class Frontend:
    """Reads text aloud on paper: `utterances` from a text, in one language, with the user's pronunciations.

    Attributes:
        language: espeak's name of the language, such as "en-us" or "uk".
    """

    language: str = "en-us"
    lexicon: Lexicon = field(default_factory=Lexicon)

    def utterances(self, text: str | Script) -> Iterator[Utterance]:
        """Yield the utterances of a text, any length, one after another; none where nothing can be spoken.

        Raises:
            EspeakError: espeak does not speak the language.
            UnknownPhoneError: inline phones that are not IPA.
        """
        for sentence in self.sentences(text):
            utterance = self.utterance(sentence)
            if utterance is not None:
                yield utterance

    def sentences(self, text: str | Script) -> Iterator[ScriptSentence]:
        """Yield the sentences of a text, each to be spoken in one breath, normalised."""
        for sentence in split_script(Script.of(text), self.language.split("-")[0]):
            pieces = (self._read(piece) if isinstance(piece, Passage) else piece for piece in sentence.pieces)
            yield replace(sentence, pieces=tuple(pieces))

    def utterance(self, sentence: ScriptSentence) -> Utterance | None:
        """Return a normalised sentence with its phones and breaks; None where it holds nothing but punctuation."""
        row = gather(sentence)
        if not row.words:
            return None
        return Utterance(
            sentence.text,
            sentence.start,
            sentence.end,
            sentence.spoken,
            tuple(pronounce(row, self.language, self.lexicon)),
            tuple(row.breaks),
            row.lead_seconds,
            tuple(row.marks),
            tuple(row.sounds),
        )

    def _read(self, passage: Passage) -> Passage:
        language = reading_language(passage.language, self.language)
        written = passage.text if passage.spoken is None else passage.spoken
        spoken = None if passage.phones else self._normalize(self.lexicon.mark(written), language)
        return replace(passage, spoken=spoken, language=language)

    def _normalize(self, text: str, language: str) -> str:
        """Normalise what stands between inline phones; those stay as they are."""
        pieces = INLINE.split(text)
        spoken = [
            f"[[{piece}]]" if is_inline else normalize(canonical(piece), language)
            for piece, is_inline in zip(pieces, [False, True] * len(pieces), strict=False)
        ]
        return _SPACE_AFTER_PHONES.sub("]]", " ".join(filter(None, spoken)))
