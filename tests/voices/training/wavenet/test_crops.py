import numpy as np
import pytest

from voices.corpus.utterances.packed_audio import PackedAudio, PackedHeader, PackedUtterance
from voices.sound.sixteen_bits import sixteen_bits, waveform_of
from voices.training.wavenet.crop_config import CropConfig
from voices.training.wavenet.crops import Crops, NoTrainingDataError, crop, held_out_batches
from voices.vocoders.coding.waveform_coding import WaveformCoding
from voices.vocoders.distributions.gaussian import Gaussian
from voices.vocoders.distributions.softmax import MuLawSoftmax
from voices.vocoders.wavenet.config import WaveNetConfig

PLAIN = WaveformCoding(pre_emphasis=0.0)
HEADER = PackedHeader(16000, 10, 1, ["ann", "ben"])


def network(**changes) -> WaveNetConfig:
    settings = {"frame_samples": 10, "conditioning_channels": 1, "conditioning_layers": 2, "speakers": 2}
    return WaveNetConfig(**{**settings, "distribution": Gaussian(), "coding": PLAIN, **changes})


def counting(frames: int, speaker: int = 0, held_out: bool = False, offset: int = 0) -> PackedUtterance:
    """Audio that counts its samples, and features that count its frames."""
    audio = (offset + np.arange(10 * frames)).astype(np.int16)
    return PackedUtterance("u", audio, np.arange(frames, dtype=np.float16)[:, None], speaker, held_out)


def test_a_crop_lines_up_samples_their_predecessors_and_their_frames():
    arrays = crop(counting(20), network(), 5, 3)
    assert sixteen_bits(arrays["target"][:, 0]).tolist() == list(range(50, 80))
    assert sixteen_bits(arrays["previous"][:, 0]).tolist() == list(range(49, 79))
    assert arrays["features"][:, 0].tolist() == [3, 4, 5, 6, 7, 8, 9]


def test_a_crop_at_the_edges_is_silence_before_and_repeats_the_outermost_frames():
    first, last = crop(counting(20, offset=100), network(), 0, 3), crop(counting(20), network(), 17, 3)
    assert sixteen_bits(first["previous"][:2, 0]).tolist() == [0, 100]
    assert first["features"][:, 0].tolist() == [0, 0, 0, 1, 2, 3, 4]
    assert last["features"][:, 0].tolist() == [15, 16, 17, 18, 19, 19, 19]


@pytest.mark.parametrize(
    "coding", [WaveformCoding(), WaveformCoding(2, 33), WaveformCoding(5, 97, gains=(1, 2, 3, 4, 5))]
)
def test_codes_of_a_crop_equal_those_of_the_whole_utterance_cropped(coding):
    distribution = MuLawSoftmax()
    audio = np.random.default_rng(0).integers(-9000, 9000, 200).astype(np.int16)
    utterance = PackedUtterance("u", audio, np.zeros((20, 1), np.float16), 0)
    whole = distribution.encode(coding.encode(waveform_of(audio)))
    steps = 10 // coding.bands
    for first in (0, 1, 7, 16):
        arrays = crop(utterance, network(distribution=distribution, coding=coding), first, 4)
        assert np.array_equal(arrays["target"], whole[steps * first : steps * (first + 4)])
        expected = whole[steps * first - 1] if first else np.full(coding.bands, distribution.silence)
        assert np.array_equal(arrays["previous"][0], expected)


def test_a_step_always_gets_the_same_batch_and_another_step_another():
    crops = Crops(PackedAudio(HEADER, (counting(50), counting(30, 1))), network(), CropConfig(4, 5), seed=3)
    assert np.array_equal(crops(8).arrays["target"], crops(8).arrays["target"])
    assert not np.array_equal(crops(8).arrays["target"], crops(9).arrays["target"])
    assert crops(8).units == 4 * 50


def test_every_place_is_as_likely_and_held_out_utterances_never_come():
    held_out = counting(1000, 0, held_out=True, offset=10_000)
    data = PackedAudio(HEADER, (counting(30), counting(10, 1), held_out))
    crops = Crops(data, network(), CropConfig(200, 5), seed=0)
    batches = [crops(step) for step in range(40)]
    speakers = np.concatenate([batch.arrays["speaker"] for batch in batches])
    starts = sixteen_bits(np.concatenate([batch.arrays["target"][:, 0, 0] for batch in batches]))
    assert starts.max() < 10_000
    assert (speakers == 1).mean() == pytest.approx(6 / 32, abs=0.02)
    assert set(starts[speakers == 1].round().astype(int)) == {0, 10, 20, 30, 40, 50}


def test_validation_batches_are_held_out_crops_of_all_speakers_in_turn():
    utterances = [counting(20, 0, True, 1000), counting(20, 0, True, 2000), counting(20, 1, True, 3000), counting(20)]
    batches = held_out_batches(PackedAudio(HEADER, tuple(utterances)), network(), CropConfig(2, 4), 1)
    assert [batch.arrays["speaker"].tolist() for batch in batches] == [[0, 1]]
    assert sixteen_bits(batches[0].arrays["target"][:, 0, 0]).tolist() == [1080, 3080]


@pytest.mark.parametrize(
    ("changes", "frames", "complaint"),
    [
        ({}, 21, "no utterance has the 21 frames of a crop; the longest has 20"),
        ({"conditioning_channels": 80}, 5, "the data has 1 conditioning channels, but the network takes 80"),
        ({"frame_samples": 160}, 5, "the data has frames of 10 samples, but the network's are 160"),
        ({"speakers": 5}, 5, "the data has 2 speakers, but the network is for 5"),
    ],
)
def test_data_that_does_not_fit_is_refused(changes, frames, complaint):
    with pytest.raises(NoTrainingDataError, match=complaint):
        Crops(PackedAudio(HEADER, (counting(20),)), network(**changes), CropConfig(2, frames), 0)
