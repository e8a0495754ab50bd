"""Speech, from the phones to the sound: espeak-ng, every voice, and a sentence said for real."""

import subprocess
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from frontend.errors import TtsError
from tts_cli.checks.finding import Finding, State, ok, problem, warning

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from voices.speaking.service import SpeechService

_SENTENCE = "The doctor says that all is well."
_QUIETEST_PEAK = 1e-3
_TRANSCRIBE = """
import sys
from frontend.phones.espeak import languages, transcribe
sys.stdout.reconfigure(encoding="utf-8")
phones = "".join(transcribe("hello", "en-us")).replace("_", "")
print(f"hello is {phones}, one of {len(languages())} languages" if phones else "")
"""


def check_voices() -> Iterator[Finding]:
    """Check every file of every voice and conversion model against its checksum."""
    from voices.packs.conversion_manifest import verify_conversion
    from voices.packs.verification import verify_voice
    from voices.registry import BUNDLED, conversions, search_path, voices

    count = 0
    for found in voices():
        name = f"voice {found.name}"
        try:
            manifest = verify_voice(found.folder)
        except (TtsError, OSError) as error:
            bundled = found.folder.parent == BUNDLED
            again = (
                "pip install --force-reinstall tts-cli" if bundled else f"delete {found.folder} and install it again"
            )
            yield problem(name, " ".join(str(error).split()), again)
            continue
        count += 1
        speakers = ", ".join(manifest.speakers)
        yield ok(name, f"whole, {manifest.language}, {speakers}; {found.folder}")
    for model in conversions():
        try:
            told = verify_conversion(model.folder)
        except (TtsError, OSError) as error:
            yield problem(f"conversion {model.name}", " ".join(str(error).split()), f"remove {model.folder}")
            continue
        yield ok(f"conversion {told.name}", f"whole, to {told.voice}: {', '.join(told.speakers)}; {model.folder}")
    if not count:
        searched = ", ".join(dict.fromkeys(map(str, search_path())))
        yield problem("voices", f"no usable voice in {searched}", "tts voices install FILE, or install tts-cli again")


def check_speech() -> Iterator[Finding]:
    """Have espeak-ng transcribe a word, and if it can, a voice say a sentence."""
    phones = _phones_in_another_process()
    yield phones
    if phones.state == State.OK:
        yield _synthesis()


def _phones_in_another_process() -> Finding:
    # Damaged data makes espeak end its whole process, by exit() or worse.
    result = subprocess.run([sys.executable, "-c", _TRANSCRIBE], capture_output=True, encoding="utf-8", check=False)
    if result.returncode == 0 and result.stdout.strip():
        return ok("espeak-ng", result.stdout.strip())
    said = result.stderr.strip().splitlines() or [f"ended with {result.returncode} when it was to transcribe hello"]
    return problem("espeak-ng", said[-1], "pip install --force-reinstall espeakng-loader phonemizer")


def _synthesis() -> Finding:
    import numpy as np

    from tts_cli.synthesis.start import start_service

    started = time.perf_counter()
    service = start_service()
    _samples(service, "One.")  # compiles, and loads what is loaded once
    ready = time.perf_counter()
    samples = _samples(service, _SENTENCE)
    taken = time.perf_counter() - ready
    seconds = len(samples) / service.rate()
    factor = taken / seconds
    detail = (
        f"{service.voice().manifest.name} said {seconds:.1f} s in {taken:.2f} s (real-time factor {factor:.2f}), "
        f"ready after {ready - started:.1f} s"
    )
    if not np.isfinite(samples).all() or np.abs(samples).max() < _QUIETEST_PEAK:
        return problem("synthesis", f"{detail}, but it is no sound", "TTS_INSTRUCTION_SET=portable; and report this")
    if factor > 1:
        return warning(
            "synthesis", detail, "slower than speech: end what else is running; see that TTS_INSTRUCTION_SET is not set"
        )
    return ok("synthesis", detail)


def _samples(service: "SpeechService", text: str) -> "NDArray[np.float32]":
    import numpy as np

    return np.concatenate([piece for sentence in service.speak([text]) for piece in sentence.pieces])
