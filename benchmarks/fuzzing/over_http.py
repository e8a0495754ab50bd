"""What schemathesis, which fuzzes a server from its own description, cannot know: recordings, some damaged, and names.

    pip install schemathesis
    tts serve &
    SCHEMATHESIS_HOOKS=benchmarks.fuzzing.over_http schemathesis run http://127.0.0.1:8000/openapi.json \
        --checks not_a_server_error --continue-on-failure --request-timeout 60 --max-examples 100
"""

import io
from typing import Any
from zlib import crc32

import numpy as np
import schemathesis
import soundfile
from hypothesis import strategies as st

MOST_SAMPLES = 24_000
RATES = (1, 999, 8000, 16000, 44100, 48000, 192_000)
AMPLITUDES = (0.1, 0.0, 3.0, 1e-9, 1e30, np.nan, np.inf)
FLOATS = ("FLOAT", "DOUBLE")
"""The last four of the amplitudes are for them: encoders of other kinds crash on what is no number."""

KNOWN = {"voice": "en_US-arctic", "speaker": "bdl", "vocoder": None, "pitch": "keep", "lexicon": "hello  h ə l ˈoʊ"}
"""What three of four requests ask for in place of something drawn, so that they get beyond the first check."""


@st.composite
def recordings(draw: st.DrawFn) -> bytes:
    """Draw a sound file: any format, rate and number of channels, silent, loud or no number; whole, cut or damaged."""
    kind = draw(st.sampled_from(("WAV", "FLAC", "OGG", "AIFF", "AU", "CAF", "W64", "RF64", "VOC", "MP3")))
    channels, rate = draw(st.integers(1, 3)), draw(st.sampled_from(RATES))
    samples = draw(st.integers(0, MOST_SAMPLES))
    sound = np.random.default_rng(draw(st.integers(0, 99))).standard_normal((samples, channels))
    file, subtype = io.BytesIO(), draw(st.sampled_from([*soundfile.available_subtypes(kind)]))
    sound *= draw(st.sampled_from(AMPLITUDES if subtype in FLOATS else AMPLITUDES[:3]))
    try:
        soundfile.write(file, sound, rate, format=kind, subtype=subtype)
    except (soundfile.LibsndfileError, TypeError, ValueError):  # no such file can be written
        return file.getvalue()
    written = bytearray(file.getvalue())
    for place in draw(st.lists(st.integers(0, max(len(written) - 1, 0)), max_size=4)):
        written[place : place + 1] = draw(st.binary(max_size=4))
    return bytes(written[: draw(st.sampled_from((None, None, None, None, None, len(written) // 2, 44, 20)))])


schemathesis.openapi.media_type("audio/*", recordings(), aliases=["application/octet-stream"])


@schemathesis.hook
def map_query(context: schemathesis.HookContext, query: Any) -> Any:
    """Let names in an address be known ones."""
    return _known(query, KNOWN) if "/convert" in context.operation.path else query


@schemathesis.hook
def map_body(context: schemathesis.HookContext, body: Any) -> Any:
    """Let names in a body be known ones."""
    del context
    return _known(body, {name: known for name, known in KNOWN.items() if name != "pitch"})


def _known(given: Any, known: dict[str, str | None]) -> Any:
    if not isinstance(given, dict) or crc32(repr(given).encode()) % 4 == 0:
        return given
    return given | {name: value for name, value in known.items() if name in given}
