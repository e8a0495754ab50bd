"""A tiny student of a tiny teacher: what it is shown, what it learns from, and what stays as it is."""

import dataclasses

import numpy as np
import pytest
import soundfile
import torch

from tests.voices.vocoders.flows.small_flows import CODING, FRAME, MEASURED, RATE, spoken_features
from voices.conditioning.conditioning import Acoustic
from voices.corpus.utterances.packed_audio import PackedAudio, PackedHeader, PackedUtterance
from voices.files.weights_file import UnfitWeightsError
from voices.training.loop.batch import to_device
from voices.training.loop.checkpoint import latest_checkpoint
from voices.training.loop.config import TrainingConfig
from voices.training.loop.learner import set_gradients
from voices.training.parallel.crops import NoisyCrops, held_out_batches
from voices.training.parallel.objective import ParallelObjective
from voices.training.parallel.recipe import LossConfig, ParallelRecipe
from voices.training.parallel.training import WEIGHTS, UnfitTeacherError, fitted_to, train_parallel
from voices.training.wavenet.crop_config import CropConfig
from voices.vocoders.distributions.gaussian import Gaussian
from voices.vocoders.flows.config import FlowsConfig
from voices.vocoders.flows.network import Flows
from voices.vocoders.flows.prior import prior_of
from voices.vocoders.flows.weights import load_weights
from voices.vocoders.wavenet.config import WaveNetConfig
from voices.vocoders.wavenet.network import WaveNet
from voices.vocoders.wavenet.weights import save_weights

CPU = torch.device("cpu")
TEACHER = WaveNetConfig(
    16,
    16,
    1,
    3,
    head_channels=16,
    conditioning_channels=22,
    conditioning_hidden=16,
    speakers=2,
    sample_rate=RATE,
    frame_samples=FRAME,
    distribution=Gaussian(),
    coding=CODING,
)
STUDENT = FlowsConfig(16, 16, 1, 3, conditioning_hidden=16)
LOSSES = LossConfig(windows=(64, 128), critic_windows=(128,), critic_channels=4)
SETTINGS = {"peak_learning_rate": 3e-3, "warm_up_steps": 5, "average_decay": 0.9, "precision": "float32"}


@pytest.fixture(autouse=True)
def kernel_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("TTS_CACHE", str(tmp_path_factory.getbasetemp() / "flows-cache"))
    torch.set_num_threads(1)


def utterance(number: int, frames: int = 60) -> PackedUtterance:
    audio = np.random.default_rng(number).normal(0, 2000, frames * FRAME).astype(np.int16)
    features = spoken_features(frames, number).astype(np.float16)
    return PackedUtterance(f"u{number}", audio, features, number % 2, held_out=number > 3)


@pytest.fixture
def data():
    header = PackedHeader(RATE, FRAME, 22, ["ann", "bob"], Acoustic(), MEASURED)
    return PackedAudio(header, tuple(utterance(number) for number in range(6)))


@pytest.fixture
def teacher(tmp_path):
    torch.manual_seed(0)
    network = WaveNet(TEACHER)
    path = tmp_path / "teacher.safetensors"
    save_weights(path, TEACHER, {name: weight.detach().numpy() for name, weight in network.named_parameters()})
    return path


def recipe(steps: int, losses: LossConfig = LOSSES) -> ParallelRecipe:
    return ParallelRecipe(STUDENT, CropConfig(2, 20), losses, TrainingConfig(steps=steps, **SETTINGS), 1, 2)


def objective(data, losses: LossConfig) -> tuple[ParallelObjective, dict[str, torch.Tensor]]:
    torch.manual_seed(0)
    config = fitted_to(data, TEACHER, STUDENT)
    made = ParallelObjective(Flows(config), losses, WaveNet(TEACHER) if losses.divergence else None)
    return made, to_device(NoisyCrops(data, TEACHER, config, CropConfig(2, 20), 0)(0), CPU)


def test_the_student_is_of_the_teachers_bands_speakers_and_features(data):
    config = fitted_to(data, TEACHER, STUDENT)
    assert (config.coding, config.speakers, config.conditioning_channels) == (CODING, 2, 22)
    assert config.prior == MEASURED


def test_features_that_are_no_spectrum_give_no_prior(data):
    header = dataclasses.replace(data.header, conditioning=None, features=None)
    assert fitted_to(PackedAudio(header, data.utterances), TEACHER, STUDENT).prior is None


def test_a_crop_has_the_levels_that_the_whole_utterance_has_there(data):
    config = fitted_to(data, TEACHER, STUDENT)
    (batch,) = held_out_batches(data, TEACHER, config, CropConfig(2, 20), 1)
    whole = prior_of(config, data.utterances[4].features.astype(np.float32), 60 * config.frame_steps)
    middle = slice(20 * config.frame_steps, 40 * config.frame_steps)
    np.testing.assert_allclose(batch.arrays["prior_log_scale"][0], whole.log_scale[middle], atol=1e-4)
    assert batch.arrays["noise"].shape == batch.arrays["target"].shape == (2, 20 * config.frame_steps, 4)


def test_the_same_seed_and_step_give_the_same_noise_and_others_another(data):
    config = fitted_to(data, TEACHER, STUDENT)
    crops = NoisyCrops(data, TEACHER, config, CropConfig(2, 20), 0)
    np.testing.assert_array_equal(crops(3).arrays["noise"], crops(3).arrays["noise"])
    assert not np.array_equal(crops(3).arrays["noise"], crops(4).arrays["noise"])


def test_the_student_learns_through_the_teacher_which_stays_as_it_is(data):
    made, batch = objective(data, dataclasses.replace(LOSSES, spectral=0.0, adversarial=0.0, divergence=1.0))
    losses = made(batch)
    assert set(losses) == {"divergence"}
    set_gradients(made.learners(), losses)
    assert made.network.flows[0].head2_weight.grad.abs().sum() > 0
    assert all(weight.grad is None and not weight.requires_grad for weight in made.teacher.parameters())


def test_what_reaches_the_first_flow_comes_by_the_teachers_ears_too(data):
    """The divergence of a step depends on the samples before it, which the teacher hears."""
    made, batch = objective(data, dataclasses.replace(LOSSES, spectral=0.0, adversarial=0.0, divergence=1.0))
    with torch.no_grad():
        made.network.flows[1].head2_weight.normal_(0, 0.1)
    batch["noise"].requires_grad_(True)
    drawn = made.network(*(batch[name] for name in ("noise", "prior_mean", "prior_log_scale", "features", "speaker")))
    signal = drawn.signal
    previous = torch.cat([torch.zeros_like(signal[:, :1]), signal[:, :-1]], 1)
    mean = made.teacher(previous, signal, batch["features"], batch["speaker"])[..., 0]
    (heard,) = torch.autograd.grad(mean[0, 10].sum(), batch["noise"])
    assert float(heard[0, 9].abs().sum()) > 0
    assert float(heard[0, 11:].abs().sum()) == 0


def test_the_teacher_judges_as_many_crops_as_it_is_asked_to(data):
    only = dataclasses.replace(LOSSES, spectral=0.0, adversarial=0.0, divergence=1.0)
    for taught, judged in ((0, 2), (1, 1)):
        made, batch = objective(data, dataclasses.replace(only, taught=taught))
        batch["noise"].requires_grad_(True)
        (heard,) = torch.autograd.grad(made(batch)["divergence"], batch["noise"])
        assert [bool(row.any()) for row in heard] == [True] * judged + [False] * (2 - judged)


def test_critics_and_student_each_have_their_own_losses(data):
    made, batch = objective(data, dataclasses.replace(LOSSES, divergence=0.0))
    student, critics = made.learners()
    assert student.losses == ("spectral", "adversarial", "matching")
    assert critics.losses == ("critic",)
    assert set(made(batch)) == {"spectral", "adversarial", "matching", "critic"}
    made.eval()
    assert set(made(batch)) == {"spectral", "adversarial", "matching"}


def test_a_divergence_and_a_teacher_need_each_other(data):
    config = fitted_to(data, TEACHER, STUDENT)
    with pytest.raises(ValueError, match="a divergence needs a teacher"):
        ParallelObjective(Flows(config), LOSSES, None)


def test_a_student_comes_nearer_to_its_teacher_and_resumes_where_it_stopped(data, teacher, tmp_path):
    losses = dataclasses.replace(LOSSES, spectral=0.0, adversarial=0.0, divergence=1.0)
    run = tmp_path / "run"
    early = train_parallel(data, recipe(1, losses), teacher, run, CPU).best_loss
    reached = train_parallel(data, recipe(40, losses), teacher, run, CPU)
    assert reached.step == 40
    assert reached.best_loss < 0.85 * early
    assert latest_checkpoint(run).name == "step-00000040.safetensors"
    rendered, rate = soundfile.read(run / "samples" / "step-00000040" / "0-u4.wav")
    assert (len(rendered), rate) == (60 * FRAME, RATE)
    assert load_weights(run / WEIGHTS)[0].flows == STUDENT.flows


def test_a_student_may_start_from_another_but_not_of_another_shape(data, teacher, tmp_path):
    train_parallel(data, recipe(1), teacher, tmp_path / "first", CPU)
    start = tmp_path / "first" / WEIGHTS
    train_parallel(data, recipe(1), teacher, tmp_path / "second", CPU, start)
    other = dataclasses.replace(recipe(1), network=dataclasses.replace(STUDENT, flows=3))
    with pytest.raises(UnfitWeightsError, match="flows 2, but the network to train has 3"):
        train_parallel(data, other, teacher, tmp_path / "third", CPU, start)


def test_a_teacher_that_draws_codes_is_refused(data, tmp_path):
    config = WaveNetConfig(16, 16, 1, 3, head_channels=16, conditioning_channels=22, conditioning_hidden=16)
    arrays = {name: weight.detach().numpy() for name, weight in WaveNet(config).named_parameters()}
    save_weights(tmp_path / "mu-law.safetensors", config, arrays)
    with pytest.raises(UnfitTeacherError, match="must be Gaussian"):
        train_parallel(data, recipe(1), tmp_path / "mu-law.safetensors", tmp_path / "run", CPU)
