import numpy as np
import pytest
import torch

from voices.training.parallel.spectra import Spectra, spectral_distance
from voices.vocoders.coding.emphasis import emphasise
from voices.vocoders.coding.waveform_coding import WaveformCoding

CODING = WaveformCoding(4, 97, pre_emphasis=0.85, gains=(2.0, 5.0, 9.0, 4.0))


def test_the_waveform_of_bands_is_that_which_was_split():
    sound = np.random.default_rng(0).normal(0, 0.1, 2000).astype(np.float32)
    signal = torch.from_numpy(CODING.encode(sound))[None]
    found = Spectra(CODING, [64]).waveform(signal)[0].numpy()
    edge = (len(sound) - len(found)) // 2
    np.testing.assert_allclose(found, emphasise(sound, 0.85)[edge:-edge], atol=2e-3)


def test_a_sine_has_its_amplitude_in_its_bin():
    plain = WaveformCoding(1, pre_emphasis=0.0)
    sine = torch.cos(2 * torch.pi * torch.arange(512) / 16)[None, :, None]
    (amplitudes,) = Spectra(plain, [64])(0.3 * sine)
    assert torch.allclose(amplitudes[0, :, 4], torch.tensor(0.3), atol=1e-3)
    assert float(amplitudes[0, :, 10:].max()) < 1e-3


def test_the_distance_of_a_sound_half_as_loud_is_worked_out_by_hand():
    loud = [torch.full((1, 4, 5), 0.2)]
    found = spectral_distance([0.5 * loud[0]], loud)
    assert float(found) == pytest.approx(0.5 + np.log(2), rel=1e-4)
    assert float(spectral_distance(loud, loud)) == 0.0
