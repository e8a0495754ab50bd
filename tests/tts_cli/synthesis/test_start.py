import subprocess
import sys
from pathlib import Path


def test_numpy_is_told_of_one_thread_before_it_starts_more():
    script = (
        "import os, sys\n"
        "import tts_cli.synth, tts_cli.synthesis.start\n"
        "print('numpy' in sys.modules)\n"
        "tts_cli.synthesis.start.start_service()\n"
        "print(os.environ['OPENBLAS_NUM_THREADS'])"
    )
    environment = {"PYTHONPATH": str(Path(__file__).parents[3])}
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert result.stdout == "False\n1\n"
