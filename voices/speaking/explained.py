"""What becomes of a text before it is sound: sentences, spoken words, their phones with times and pitch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from frontend.markup.kinds import Markup
from frontend.phones.lexicon import Lexicon
from frontend.script import Script
from frontend.script_sentence import ScriptSentence
from frontend.utterance import Utterance, Word
from voices.speaking.request import Request
from voices.speaking.service import SpeechService
from voices.speaking.timed_sentence import timed_sentence
from voices.timings.timed import TimedSentence, TimedWord


@dataclass(frozen=True)
class ExplainedSentence:
    """A sentence and what became of it.

    Attributes:
        utterance: None where it holds nothing but punctuation.
        timed: when a voice says it, from the start of the text on; None without a voice.
    """

    sentence: ScriptSentence
    utterance: Utterance | None
    timed: TimedSentence | None = None


def as_dictionary(text: str, sentences: Sequence[ExplainedSentence]) -> dict[str, Any]:
    """Return everything in plain types."""
    return {
        "text": text,
        "spoken": " ".join(one.sentence.spoken for one in sentences),
        "sentences": [_sentence_dictionary(one) for one in sentences],
    }


def _sentence_dictionary(explained: ExplainedSentence) -> dict[str, Any]:
    sentence, utterance, timed = explained.sentence, explained.utterance, explained.timed
    found = {"text": sentence.text, "start": sentence.start, "end": sentence.end, "spoken": sentence.spoken}
    words = utterance.words if utterance else ()
    plain = [_word(word) for word in words]
    if timed:
        found["seconds"] = round(timed.end - timed.start, 4)
        plain = [word | _times(when) for word, when in zip(plain, timed.words, strict=True)]
    return {**found, "words": plain, "breaks": _breaks(utterance)}


def _word(word: Word) -> dict[str, Any]:
    phones = [str(phone) for phone in word.phones]
    return {"text": word.text, "tag": word.tag, "phones": phones, "source": word.source.value}


def _times(word: TimedWord) -> dict[str, Any]:
    return {
        "start_seconds": round(word.start, 4),
        "durations_ms": [_milliseconds(phone.end - phone.start) for phone in word.phones],
        "pitch_hz": [phone.hz and round(phone.hz, 1) for phone in word.phones],
    }


def _breaks(utterance: Utterance | None) -> list[dict[str, Any]]:
    return [
        {"after_word": one.after_word, "kind": one.kind.value, "strength": int(one.strength), "cause": one.cause}
        | ({} if one.seconds is None else {"seconds": one.seconds})
        for one in (utterance.breaks if utterance else ())
    ]


def explained_sentences(
    service: SpeechService,
    text: str,
    markup: Markup | None,
    script: Script,
    request: Request | None = None,
    lexicon: Lexicon | None = None,
) -> Iterator[ExplainedSentence]:
    """Yield what becomes of each sentence of a text that a voice is to say.

    Args:
        markup: of the text; None for SSML.
        script: what the service reads it as.
    """
    reached = 0.0
    for sentence, planned in service.read(script, request, lexicon):
        timed = timed_sentence(planned, reached) if planned else None
        yield ExplainedSentence(as_written(sentence, text, markup), planned.utterance if planned else None, timed)
        reached = timed.end if timed else reached


def as_written(sentence: ScriptSentence, text: str, markup: Markup | None) -> ScriptSentence:
    """Return the sentence with its text as it stands in the original, marks and all; SSML has no such places."""
    return sentence if markup is None else replace(sentence, text=text[sentence.start : sentence.end])


def _milliseconds(seconds: float) -> int:
    return round(1000 * seconds)
