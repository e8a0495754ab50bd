"""Training of a conversion model: it learns, and goes on after a stop as if there had been none."""

from dataclasses import asdict, replace

import numpy as np
import pytest
import torch

from tests.voices.tiny_conversion import tiny_config
from voices.conversion.config import ConversionConfig
from voices.conversion.heard import cepstra, loudest, spoken
from voices.conversion.model import EMBEDDINGS, KIND, load_conversion_model
from voices.corpus.alignment.transcript import Alignment
from voices.files.weights_file import read_weights
from voices.training.conversion.crops import (
    ConversionCropConfig,
    ConversionCrops,
    NoConversionSpeechError,
    arrays,
    held_out_batches,
    stacked,
)
from voices.training.conversion.objective import CONFUSION, SPEAKER, ConversionObjective, LossConfig
from voices.training.conversion.recipe import (
    conversion_recipe_names,
    read_conversion_recipe,
    trains_conversion,
)
from voices.training.conversion.speech import ConversionData, ConversionSpeech, phone_frames
from voices.training.conversion.training import (
    WEIGHTS,
    ConversionTraining,
    NetworkConfig,
    arrays_of,
    begin_with,
    train_conversion_model,
)
from voices.training.loop.config import TrainingConfig

SHAPE = NetworkConfig(coefficients=6, codes=8, code_width=4, source_share=0.5, hidden=16, layers=2)
CPU = torch.device("cpu")


def speech(number, speaker, frames=80, held_out=False):
    random = np.random.default_rng(number)
    phones = np.repeat(random.integers(0, 3, frames // 10), 10).astype(np.int16)
    mel = (-6 + phones[:, None] + 0.3 * random.standard_normal((frames, 8))).astype(np.float16)
    pitch = random.standard_normal((frames, 2)).astype(np.float16)
    return ConversionSpeech(f"{speaker}/{number}", mel, pitch, phones, speaker, held_out)


@pytest.fixture
def data():
    rows = [speech(number, number % 3, held_out=number >= 12) for number in range(15)]
    return ConversionData(tuple(rows), ("ann", "bob", "eve"), ("_", "a", "b"), tiny_config().features)


def recipe(steps, **losses):
    training = TrainingConfig(
        steps, precision="float32", log_every=1, validate_every=2, checkpoint_every=2, warm_up_steps=1
    )
    crops = ConversionCropConfig(batch_size=4, codes=20)
    return ConversionTraining(SHAPE, LossConfig(free_steps=2, **losses), crops, training)


def test_a_run_that_was_stopped_goes_on_bit_for_bit(data, tmp_path):
    for folder, steps in (("whole", 6), ("parts", 4), ("parts", 6)):
        wanted = recipe(steps, adversarial=0.1, confusion=0.1)
        constant = replace(wanted.training, final_learning_rate=wanted.training.peak_learning_rate)
        wanted = replace(wanted, training=constant)  # it does not hang on where the run is to end
        train_conversion_model(data, ["ann", "bob"], wanted, tmp_path / folder, CPU)
    one, other = (torch_file(tmp_path / run) for run in ("whole", "parts"))
    assert one.keys() == other.keys()
    assert any(name.startswith("buffers.quantiser.codebooks") for name in one)
    for name, tensor in one.items():
        assert torch.equal(tensor, other[name]), name


def torch_file(folder):
    from safetensors.torch import load_file

    return load_file(folder / "step-00000006.safetensors")


def test_phones_and_spectrum_are_learned(data, tmp_path):
    reached = train_conversion_model(data, ["ann"], recipe(40), tmp_path, CPU)
    assert reached.best_loss < 1.65  # from 2.1
    model = load_conversion_model(tmp_path / WEIGHTS)
    assert model.config.speakers == ("ann", "bob", "eve")


def test_a_model_of_fewer_speakers_can_be_begun_with(data, tmp_path):
    train_conversion_model(data, ["ann"], recipe(2), tmp_path / "first", CPU)
    start = tmp_path / "first" / WEIGHTS
    more = replace(data, speakers=(*data.speakers, "joe"))
    config = ConversionConfig(more.speakers, more.features, **asdict(SHAPE))
    objective = ConversionObjective(config, 3, LossConfig())
    fresh = objective.network.get_parameter(EMBEDDINGS)[3].clone()
    begin_with(objective, start)
    begun, first = arrays_of(objective.state_dict()), read_weights(start, KIND)[1]
    for name, array in begun.items():
        np.testing.assert_array_equal(array[: len(first[name])], first[name], err_msg=name)
    assert torch.equal(objective.network.get_parameter(EMBEDDINGS)[3], fresh)


def test_a_model_knows_what_is_usual_of_each_speaker_and_one_that_restores_nothing_does_not(data, tmp_path):
    train_conversion_model(data, ["ann"], recipe(1), tmp_path, CPU)
    usual = read_weights(tmp_path / WEIGHTS, KIND)[1]["usual.mean"]
    for number in range(len(data.speakers)):
        said = [cepstra(one.log_mel.astype(np.float32), 6) for one in data.speech if one.speaker == number]
        expected = np.concatenate([spoken(heard, loudest(heard)) for heard in said]).mean(0)
        np.testing.assert_allclose(usual[number], expected, atol=1e-5)
    plain = replace(recipe(1), network=replace(SHAPE, source_share=0.0))
    train_conversion_model(data, ["ann"], plain, tmp_path / "plain", CPU)
    assert "usual.mean" not in read_weights(tmp_path / "plain" / WEIGHTS, KIND)[1]


@pytest.mark.parametrize(("free_share", "heard"), [(0.0, False), (1.0, True)])
def test_details_are_heard_in_crops_that_are_not_quantised_and_in_no_others(data, free_share, heard):
    torch.manual_seed(0)
    config = tiny_config(detail_width=3)
    losses = LossConfig(free_steps=0, free_share=free_share, detail_noise=0, jitter=0)
    objective = ConversionObjective(config, len(data.phones), losses)
    crops = ConversionCrops(data.speech, config, ConversionCropConfig(batch_size=2, codes=20), 0)
    batch = {name: torch.as_tensor(array) for name, array in crops(0).arrays.items()}
    objective(batch)["mel"].backward()
    output = objective.network.get_parameter("encoder.output.weight").grad[config.vector_width :]
    assert bool((output != 0).any()) is heard


def critic_losses(rows):
    """What the critic of speakers and the encoder lose by the first of some rows, as batched with the others."""
    torch.manual_seed(0)
    config = tiny_config()
    objective = ConversionObjective(config, 3, LossConfig(confusion=1.0, free_steps=10, detail_noise=0))
    batch = {name: torch.as_tensor(array[:1]) for name, array in stacked(rows).arrays.items()}
    losses = objective(batch)
    return float(losses[SPEAKER].detach()), float(losses[CONFUSION].detach())


def test_what_a_crop_is_filled_up_with_tells_the_critic_of_speakers_nothing():
    short, long = (arrays(speech(frames, 1, frames), tiny_config(), slice(0, frames)) for frames in (30, 80))
    assert critic_losses([short, long]) == pytest.approx(critic_losses([short]), rel=1e-5)


@pytest.mark.parametrize("codes", [1, 8])
def test_crops_may_be_as_short_as_a_code(data, codes):
    config = tiny_config()
    objective = ConversionObjective(config, 3, LossConfig(confusion=1.0, adversarial=1.0))
    crops = ConversionCrops(data.speech, config, ConversionCropConfig(batch_size=2, codes=codes), 0)
    losses = objective({name: torch.as_tensor(array) for name, array in crops(0).arrays.items()})
    assert all(torch.isfinite(loss) for loss in losses.values())


def test_validation_is_of_all_that_is_held_out_from_its_beginning_on(data):
    network, crops = tiny_config(), ConversionCropConfig(batch_size=2, codes=10)
    batches = held_out_batches(data.speech, network, crops)
    assert [batch.arrays["mel"].shape[:2] for batch in batches] == [(2, 10), (1, 10)]
    first = arrays(data.speech[12], network, slice(0, 20))
    np.testing.assert_array_equal(batches[0].arrays["mel"][0], first["mel"])
    np.testing.assert_array_equal(batches[0].arrays["heard"][0], first["heard"])


def test_what_the_encoder_leaves_out_in_training_the_decoder_need_not():
    config = replace(tiny_config(), encoder_dropout=0.3)
    assert (config.encoder.dropout, config.decoder.dropout) == (0.3, 0.0)


def test_targets_must_come_first(data, tmp_path):
    with pytest.raises(ValueError, match="must begin with"):
        train_conversion_model(data, ["eve"], recipe(2), tmp_path, CPU)


def test_crops_are_the_same_for_the_same_step_and_never_of_what_is_held_out(data):
    network = tiny_config()
    crops = ConversionCrops(data.speech, network, ConversionCropConfig(batch_size=30, codes=10, targets=1), 0)
    one, again, other = crops(3), crops(3), crops(4)
    assert all(np.array_equal(one.arrays[name], again.arrays[name]) for name in one.arrays)
    assert not np.array_equal(one.arrays["mel"], other.arrays["mel"])
    assert 0.35 < (one.arrays["speaker"] == 0).mean() < 0.85
    held = [replace(row, held_out=True) for row in data.speech]
    with pytest.raises(NoConversionSpeechError):
        ConversionCrops(held, network, ConversionCropConfig(), 0)


def test_what_is_heard_is_changed_and_what_is_to_be_decoded_is_not(data):
    network = tiny_config()
    whole = [replace(row, held_out=False) for row in data.speech[:1]]
    crops = ConversionCrops(whole, network, ConversionCropConfig(batch_size=2, codes=40), 0)
    batch = crops(0).arrays
    np.testing.assert_array_equal(batch["mel"][0], batch["mel"][1])
    assert np.abs(batch["heard"][0] - batch["heard"][1]).max() > 0.05


def test_frames_get_the_phones_that_are_said_in_them():
    alignment = Alignment((("a", "b"), ("a",)), (0.01, 0.03, 0.06), (0.03, 0.05, 0.08))
    phones = {"_": 0}
    assert phone_frames(alignment, phones, 9, 0.01).tolist() == [0, 1, 1, 2, 2, 0, 1, 1, 0]
    assert phones == {"_": 0, "a": 1, "b": 2}


@pytest.mark.parametrize("name", conversion_recipe_names())
def test_recipes_that_ship_inside_are_sound(name):
    found = read_conversion_recipe(name).fitted(100, None)
    direct = found.direct.training.minutes if found.direct else 0
    assert found.model.training.minutes + direct == pytest.approx(100)
    assert trains_conversion(name)


def test_a_recipe_of_ones_own_says_that_it_is_of_a_conversion_model(tmp_path):
    (tmp_path / "mine.yaml").write_text("trains: conversion\nminutes: 3\n")
    (tmp_path / "voice.yaml").write_text("minutes: 3\n")
    assert trains_conversion(str(tmp_path / "mine.yaml"))
    assert not trains_conversion(str(tmp_path / "voice.yaml"))
    assert not trains_conversion("voice")
    assert read_conversion_recipe(str(tmp_path / "mine.yaml")).minutes == 3
