"""An acoustic model learns the rules of made-up speech, and is the same when it is loaded."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from frontend.features.mel_config import MelConfig
from voices.acoustic.model import load_acoustic_model
from voices.evaluation.prosody_errors import prosody_errors
from voices.files.weights_file import BadWeightsError
from voices.training.acoustic.training import WEIGHTS, AcousticRecipe, train_acoustic_model
from voices.training.loop.config import TrainingConfig

RECIPE = AcousticRecipe(
    hidden=32,
    layers=3,
    batch_size=8,
    training=TrainingConfig(
        steps=400,
        peak_learning_rate=5e-3,
        warm_up_steps=10,
        average_decay=0.98,
        precision="float32",
        validate_every=400,
    ),
)


@pytest.fixture(scope="session")
def folder(speech, tmp_path_factory):
    folder = tmp_path_factory.mktemp("acoustic")
    train_acoustic_model(speech, 2, RECIPE, folder, torch.device("cpu"))
    return folder


def test_held_out_durations_pitch_and_voicing_are_predicted(speech, folder):
    errors = prosody_errors(load_acoustic_model(folder / WEIGHTS), [one for one in speech if one.held_out])
    assert errors.duration_correlation > 0.98
    assert errors.duration_rmse < 0.6
    assert errors.f0_correlation > 0.95
    assert errors.voicing_error < 0.02


def test_held_out_mel_is_predicted_from_true_prosody(speech, folder):
    model = load_acoustic_model(folder / WEIGHTS)
    one = speech[38]
    mel = model.mel(one.contexts, model.pitch(one.contexts, one.durations, one.speaker), one.speaker)
    assert mel.shape == one.mel.shape
    assert np.abs(mel - one.mel).mean() < 0.2 * one.mel.std()


def test_speed_and_semitones_change_what_they_name(speech, folder):
    model = load_acoustic_model(folder / WEIGHTS)
    contexts = speech[0].contexts
    plain, fast, high = (model.prosody(contexts, 0, *wish) for wish in ((), (2.0,), (1.0, 12.0)))
    assert fast.durations.sum() == pytest.approx(plain.durations.sum() / 2, rel=0.1)
    np.testing.assert_array_equal(high.durations, plain.durations)
    np.testing.assert_allclose(high.log_f0 - plain.log_f0, np.log(2), atol=1e-5)


def test_speakers_keep_their_own_pitch(speech, folder):
    model = load_acoustic_model(folder / WEIGHTS)
    low, high = (np.exp(model.prosody(speech[0].contexts, speaker).log_f0).mean() for speaker in (1, 0))
    assert high / low == pytest.approx(2, rel=0.1)


def test_a_damaged_or_foreign_file_is_refused(folder, tmp_path):
    with pytest.raises(BadWeightsError, match="there is no weights file"):
        load_acoustic_model(tmp_path / "none.safetensors")
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes((folder / WEIGHTS).read_bytes()[:-10])
    with pytest.raises(BadWeightsError, match="is damaged"):
        load_acoustic_model(broken)


def test_a_run_of_another_shape_is_not_gone_on_with(speech, folder):
    from voices.training.loop.checkpoint import BadCheckpointError

    with pytest.raises(BadCheckpointError):
        train_acoustic_model(speech, 2, replace(RECIPE, hidden=16), folder, torch.device("cpu"))


def test_predictors_can_be_trained_alone_and_the_run_goes_on_where_it_stopped(speech, folder, tmp_path):
    start = load_acoustic_model(folder / WEIGHTS)
    alone = replace(RECIPE, trained=("mel",), training=replace(RECIPE.training, steps=2))
    shown = MelConfig(bands=speech[0].mel.shape[1])
    train_acoustic_model(speech, 2, alone, tmp_path, torch.device("cpu"), folder / WEIGHTS, shown)
    assert {file.name for file in (tmp_path / "samples" / "step-00000002").iterdir()} == {"0.wav", "1.wav"}
    longer = replace(alone, training=replace(alone.training, steps=3))
    assert train_acoustic_model(speech, 2, longer, tmp_path, torch.device("cpu")).step == 3
    found, one = load_acoustic_model(tmp_path / WEIGHTS), speech[38]
    np.testing.assert_array_equal(found.durations(one.contexts, 0), start.durations(one.contexts, 0))
    said = start.pitch(one.contexts, one.durations, 0)
    assert np.abs(found.mel(one.contexts, said, 0) - start.mel(one.contexts, said, 0)).max() > 0
