"""Pitch against harmonics of a known pitch."""

import os
import subprocess
import sys

import numpy as np
import pytest

from frontend.features.pitch import measure_pitch


def buzz(hz: np.ndarray | float, samples: int = 16000) -> np.ndarray:
    phase = 2 * np.pi * np.cumsum(np.broadcast_to(hz, samples)) / 16000
    return (0.1 * sum(np.sin(k * phase) / k for k in range(1, 12))).astype(np.float32)


@pytest.mark.parametrize("hz", [80.0, 120.0, 200.0, 300.0])
def test_a_steady_buzz_has_its_pitch_within_one_per_cent_and_is_voiced(hz):
    pitch = measure_pitch(buzz(hz), 16000, 160, 50.0, 600.0)
    assert pitch.hz.shape == pitch.voiced.shape == (100,)
    assert pitch.hz[10:-10] == pytest.approx(hz, rel=0.01)
    assert pitch.voiced[10:-10].all()


def test_a_glide_is_followed_frame_by_frame():
    true = np.linspace(120, 240, 16000)
    pitch = measure_pitch(buzz(true), 16000, 160, 50.0, 600.0)
    assert pitch.hz[10:-10] == pytest.approx(true[80::160][10:-10], rel=0.02)


def test_noise_is_unvoiced_and_its_pitch_runs_straight_between_its_neighbours():
    noise = 0.05 * np.random.default_rng(0).standard_normal(8000).astype(np.float32)
    pitch = measure_pitch(np.concatenate([buzz(100.0), noise, buzz(200.0)]), 16000, 160, 50.0, 600.0)
    gap = np.flatnonzero(~pitch.voiced[100:150]) + 100
    assert len(gap) > 35
    assert (np.diff(pitch.hz[gap]) > 0).all()


def test_silence_has_no_pitch_at_all():
    pitch = measure_pitch(np.zeros(1600, np.float32), 16000, 160, 50.0, 600.0)
    assert not pitch.voiced.any()
    assert (pitch.hz == 0).all()
    assert measure_pitch(np.zeros(100, np.float32), 16000, 160, 50.0, 600.0).hz.shape == (0,)


def test_measuring_pitch_reports_to_nobody_and_leaves_nothing_behind(tmp_path):
    script = (
        "import numpy as np\n"
        "from frontend.features.pitch import measure_pitch\n"
        "measure_pitch(np.zeros(1600, np.float32), 16000, 160, 50.0, 600.0)\n"
    )
    quiet = {
        name: value for name, value in os.environ.items() if name not in ("XDG_CACHE_HOME", "ORT_DISABLE_TELEMETRY")
    }
    subprocess.run([sys.executable, "-c", script], env={**quiet, "HOME": str(tmp_path)}, check=True)
    assert not list(tmp_path.rglob("*"))
