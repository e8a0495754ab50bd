"""Speech by espeak-ng whose phone times are known: its API reports them as events."""

import ctypes
from dataclasses import dataclass

import espeakng_loader
import numpy as np

from benchmarks.known_speech import KnownSpeech
from voices.corpus.alignment.transcript import Alignment

RETRIEVE, PHONEME_EVENTS_IN_IPA, UTF8 = 2, 3, 1
WORD, PHONEME = 1, 7


class _Name(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("text", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Name),
    ]


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


@dataclass
class Espeak:
    """The synthesiser, started once for the process."""

    voice: str

    def __post_init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
        self._rate_hz = self._library.espeak_Initialize(RETRIEVE, 0, data, PHONEME_EVENTS_IN_IPA)
        self._samples: list[np.ndarray] = []
        self._events: list[tuple[int, int, str]] = []
        self._callback = _CALLBACK(self._collect)  # kept: the library holds only its address
        self._library.espeak_SetSynthCallback(self._callback)
        self._library.espeak_SetVoiceByName(self.voice.encode())

    def _collect(self, samples, count, events) -> int:  # type: ignore[no-untyped-def]
        if count > 0:
            self._samples.append(np.ctypeslib.as_array(samples, (count,)).copy())
        index = 0
        while events[index].type:
            event = events[index]
            self._events.append((event.type, event.sample, bytes(event.id.text).decode(errors="replace")))
            index += 1
        return 0

    def speak(self, text: str) -> KnownSpeech:
        """Return the text spoken; an event without a name is a pause."""
        self._samples.clear()
        self._events.clear()
        encoded = text.encode()
        self._library.espeak_Synth(encoded, len(encoded) + 1, 0, 1, 0, UTF8, None, None)
        self._library.espeak_Synchronize()
        waveform = np.concatenate(self._samples).astype(np.float32) / 32768
        words: list[list[str]] = []
        starts, ends = [], []
        phonemes = [(kind, sample, name.strip("ˈˌ")) for kind, sample, name in self._events if kind in (WORD, PHONEME)]
        samples = [sample for kind, sample, _ in phonemes if kind == PHONEME] + [len(waveform)]
        next_sample = iter(samples[1:])
        new_word = True
        for kind, sample, name in phonemes:
            if kind == WORD:
                new_word = True
                continue
            end = next(next_sample)
            if not name:
                continue
            words += [[]] if new_word else []
            new_word = False
            words[-1].append(name)
            starts.append(sample / self._rate_hz)
            ends.append(end / self._rate_hz)
        return KnownSpeech(waveform, self._rate_hz, Alignment(tuple(map(tuple, words)), tuple(starts), tuple(ends)))
