"""Speech as server-sent events: what is said, when, and its sound, each as it is made."""

import base64
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tts_server.any_text import json_of
from tts_server.encoding import OpenSound, SoundForm, check_spoken
from tts_server.errors import facts_of

if TYPE_CHECKING:
    from voices.speaking.plan import PlannedSentence
    from voices.speaking.service import Speech
    from voices.timings.timed import TimedWord
    from voices.timings.written_words import WrittenWord

MEDIA_TYPE = "text/event-stream"


def event(kind: str, **facts: Any) -> bytes:
    """Return one event, with its kind inside, as OpenAI's are."""
    return b"data: " + json_of({"type": kind, **facts}) + b"\n\n"


def openai_events(speech: "Speech", form: SoundForm, characters: int) -> Iterator[bytes]:
    """Yield a speech as OpenAI's events: sound in pieces, and the end."""
    sound, spoken, samples = OpenSound(form, speech.rate), False, 0
    try:
        for sentence in speech:
            spoken = True
            for piece in sentence.pieces:
                samples += len(piece)
                yield from _delta(sound.add(piece))
        check_spoken(spoken)
        yield from _delta(sound.finish())
        frames = round(100 * samples / speech.rate)
        usage = {"input_tokens": characters, "output_tokens": frames, "total_tokens": characters + frames}
        yield event("speech.audio.done", usage=usage)
    finally:
        sound.close()


def timed_events(speech: "Speech", form: SoundForm) -> Iterator[bytes]:
    """Yield a speech with its times: each sentence, word and mark just before the sound that it begins in."""
    sound, samples, warned = OpenSound(form, speech.rate), 0, 0
    spoken = False
    try:
        for sentence in speech:
            if not spoken:
                yield event("speech.started", sample_rate=form.sampled_at(speech.rate), format=form.name)
            spoken = True
            for line in speech.warnings[warned:]:
                yield event("speech.warning", message=line)
            warned = len(speech.warnings)
            said, waiting = _sentence(sentence.planned, samples / speech.rate)
            yield said
            for piece in sentence.pieces:
                samples += len(piece)
                while waiting and waiting[0][0] < samples / speech.rate:
                    yield waiting.pop(0)[1]
                yield from _delta(sound.add(piece))
            for _, late in waiting:
                yield late
        check_spoken(spoken)
        yield from _delta(sound.finish())
        for line in speech.warnings[warned:]:
            yield event("speech.warning", message=line)
        yield event("speech.audio.done", seconds=samples / speech.rate)
    finally:
        sound.close()


def error_event(error: BaseException) -> bytes:
    """Return the event that ends a speech which cannot go on."""
    return event("error", error=facts_of(error).model_dump())


def _delta(data: bytes) -> Iterator[bytes]:
    if data:
        yield event("speech.audio.delta", audio=base64.b64encode(data).decode())


def _sentence(planned: "PlannedSentence", offset_seconds: float) -> tuple[bytes, list[tuple[float, bytes]]]:
    """The event that a sentence begins, and those of its words and marks, each with the second it is said at."""
    from voices.speaking.timed_sentence import timed_sentence
    from voices.timings.written_words import written_words

    timed = timed_sentence(planned, offset_seconds)
    utterance = planned.utterance
    said = event(
        "speech.sentence",
        text=utterance.text,
        spoken=utterance.spoken,
        characters=[utterance.start, utterance.end],
        start=timed.start,
        end=timed.end,
        written=[_times(one) for one in written_words(timed)],
        words=[{**_times(word), "phones": [asdict(phone) for phone in word.phones]} for word in timed.words],
        marks=[asdict(mark) for mark in timed.marks],
    )
    words = [(word.start, event("speech.word", **_times(word))) for word in timed.words]
    marks = [(mark.seconds, event("speech.mark", **asdict(mark))) for mark in timed.marks]
    return said, sorted(words + marks, key=lambda pair: pair[0])


def _times(word: "TimedWord | WrittenWord") -> dict[str, Any]:
    return {"text": word.text, "start": word.start, "end": word.end}
