import subprocess
import sys
from pathlib import Path

import pytest

from tts_cli.synthesis.studio import Studio
from tts_cli.synthesis.wishes import Wishes


def test_numpy_is_told_of_one_thread_before_it_starts_more():
    script = (
        "import os, sys\n"
        "import tts_cli.synth, tts_cli.synthesis.studio\n"
        "before = 'numpy' in sys.modules\n"
        "tts_cli.synthesis.studio.Studio()\n"
        "print(before, 'numpy' in sys.modules, os.environ['OPENBLAS_NUM_THREADS'])"
    )
    environment = {"PYTHONPATH": str(Path(__file__).parents[3])}
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert result.stdout == "False False 1\n"


@pytest.mark.usefixtures("tiny_voice")
def test_a_text_in_parts_is_spoken_as_the_whole_and_voices_are_kept():
    studio = Studio()
    whole = [
        sentence.samples.tobytes() for sentence in studio.speak(["One fish. Two fish.\n\nThree fish."], Wishes(seed=2))
    ]
    parts = [
        sentence.samples.tobytes()
        for sentence in studio.speak(["One fish. Two fish.\n\n", "Three fish."], Wishes(seed=2))
    ]
    assert len(parts) == 3
    assert parts == whole
    assert studio.voice(Wishes()) is studio.voice(Wishes("en_US-tiny", "bob"))
