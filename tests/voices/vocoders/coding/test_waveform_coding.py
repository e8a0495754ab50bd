import numpy as np
import pytest

from voices.files.configuration import ConfigError
from voices.vocoders.coding.waveform_coding import WaveformCoding, WaveformDecoder, decode_waveform

CODINGS = [WaveformCoding(), WaveformCoding(2, 65), WaveformCoding(4, gains=(1.0, 2.0, 4.0, 8.0))]


def waveform(samples: int = 8000) -> np.ndarray:
    time = np.arange(samples) / 16000
    tones = [
        amplitude * np.sin(2 * np.pi * hertz * time) for hertz, amplitude in ((200, 0.3), (2000, 0.1), (5000, 0.05))
    ]
    noise = np.random.default_rng(0).normal(0, 0.01, samples)
    return (np.sum(tones, 0) + noise).astype(np.float32)


@pytest.mark.parametrize("coding", CODINGS)
def test_decoding_undoes_encoding(coding):
    given = waveform()
    found = decode_waveform(coding, coding.encode(given))
    assert len(found) == len(given)
    assert np.abs(found - given)[200:-200].max() < 2e-3


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("piece", [1, 7, 100])
def test_decoding_in_pieces_gives_the_same_samples_to_the_last_bit(coding, piece):
    signal = coding.encode(waveform(2400))
    decoder = WaveformDecoder(coding)
    pieces = [decoder.decode(signal[first : first + piece]) for first in range(0, len(signal), piece)]
    assert np.array_equal(np.concatenate([*pieces, decoder.finish()]), decode_waveform(coding, signal))


def test_decoding_holds_back_no_more_than_the_bank_reaches():
    coding = CODINGS[2]
    signal = coding.encode(waveform(800))
    assert len(WaveformDecoder(coding).decode(signal)) == 800 - 4 * coding.filter_bank.reach
    assert coding.filter_bank.reach == 12  # 48 taps on each side of the middle one


def test_gains_bring_every_band_near_its_full_range_and_are_kept_once_set():
    fitted = WaveformCoding(4).fitted([waveform(), waveform()])
    peaks = np.quantile(np.abs(fitted.encode(waveform())), 0.9998, axis=0)
    assert ((peaks > 0.6) & (peaks < 0.81)).all()  # the ends of each waveform, cut off, ring in the highest values
    assert fitted.fitted([0.1 * waveform()]) == fitted
    assert WaveformCoding().fitted([waveform()]) == WaveformCoding()


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"bands": 0}, "bands is 0, but must be at least 1"),
        ({"pre_emphasis": 1.5}, "pre_emphasis is 1.5"),
        ({"bands": 4, "gains": (1.0, 2.0)}, "there are 2 gains, but there must be 4"),
        ({"bands": 4, "taps": 64}, "taps is 64"),
    ],
)
def test_a_wrong_setting_is_named_with_its_value(settings, complaint):
    with pytest.raises(ConfigError, match=complaint):
        WaveformCoding(**settings)
