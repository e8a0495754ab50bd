"""The precision of a run: what the device can do, confirmed by trial steps that leave no trace."""

import json

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file

from tests.voices.training.loop.game import Game, points
from voices.compiled import processor
from voices.training.loop import loop, precision
from voices.training.loop.checkpoint import latest_checkpoint
from voices.training.loop.config import TrainingConfig
from voices.training.loop.loop import train
from voices.training.loop.precision import PrecisionChoice, choose_precision
from voices.training.loop.run import Run

CPU = torch.device("cpu")
AVX2 = frozenset({"avx2", "fma"})
BF16 = frozenset({*AVX2, "avx512f", "avx512bw", "avx512bf16"})


@pytest.fixture
def processor_with(monkeypatch):
    def pretend(features: frozenset[str], name: str = "this-one") -> None:
        monkeypatch.setattr(processor, "host_features", lambda: features)
        monkeypatch.setattr("numba.core.config.CPU_NAME", None)
        monkeypatch.setattr("llvmlite.binding.get_host_cpu_name", lambda: name)

    return pretend


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test moves: clock["seconds"]."""
    moved = {"seconds": 0.0}
    monkeypatch.setattr(precision, "_now", lambda _: moved["seconds"])
    return moved


def run_of(folder, steps: int = 3, wanted: str = "auto") -> Run:
    torch.manual_seed(0)
    game = Game()
    config = TrainingConfig(steps=steps, precision=wanted, validate_every=100)
    return Run(game, points, [points(1000)], config, folder, CPU, learners=game.learners())


def computed_in(folder) -> dict:
    with safe_open(latest_checkpoint(folder), framework="pt") as file:
        return json.loads(file.metadata()["progress"])


def test_a_processor_without_instructions_for_bfloat16_trains_in_float32_and_tries_nothing_else(processor_with, clock):
    processor_with(AVX2, "znver3")
    tried = set()

    def trial(precision: str) -> int:
        clock["seconds"] += 2
        tried.add(precision)
        return 1000

    choice = choose_precision(CPU, trial)
    assert choice.precision == "float32"
    assert choice.reason == (
        "precision float32: 500/s in trial steps on znver3, which has no instructions for bfloat16"
    )
    assert (choice.speeds, tried) == ({"float32": 500.0}, {"float32"})


@pytest.mark.parametrize(("seconds", "chosen"), [((2.0, 1.0), "bfloat16"), ((1.0, 10.0), "float32")])
def test_a_processor_with_them_trains_in_what_trial_steps_take_less_time_in(processor_with, clock, seconds, chosen):
    processor_with(BF16)
    taken = dict(zip(("float32", "bfloat16"), seconds, strict=True))
    tried = []

    def trial(precision: str) -> int:
        clock["seconds"] += taken[precision] if precision in tried else 100.0  # the first one compiles
        tried.append(precision)
        return 1000

    choice = choose_precision(CPU, trial)
    assert choice.precision == chosen
    assert f"{1000 / min(seconds):,.0f}/s in trial steps on this-one, {1000 / max(seconds):,.0f}/s in" in choice.reason
    assert len(tried) == 6


def test_trial_steps_leave_no_trace_and_the_choice_is_told_in_one_line(tmp_path, processor_with, clock, capfd):
    del clock  # which stands still: both are as fast, and float32 is taken
    torch.set_num_threads(1)
    processor_with(BF16)
    train(run_of(tmp_path / "auto"))
    lines = [line for line in capfd.readouterr().err.splitlines() if "precision" in line]
    assert len(lines) == 1
    assert lines[0].startswith("precision")
    chosen = computed_in(tmp_path / "auto")["precision"]
    train(run_of(tmp_path / "told", wanted=chosen))
    auto, told = (load_file(latest_checkpoint(tmp_path / name)) for name in ("auto", "told"))
    assert all(torch.equal(auto[name], told[name]) for name in told)
    assert "precision" not in capfd.readouterr().err


def test_a_resumed_run_keeps_its_precision_where_it_was_chosen_and_chooses_again_elsewhere(
    tmp_path, processor_with, monkeypatch
):
    choices = iter(["bfloat16", "float32"])
    monkeypatch.setattr(loop, "choose_precision", lambda *_: PrecisionChoice(next(choices), "chosen"))
    found = []
    for steps, name in ((2, "new"), (4, "new"), (6, "old")):
        processor_with(BF16, name)
        train(run_of(tmp_path, steps))
        found.append((computed_in(tmp_path)["precision"], computed_in(tmp_path)["chosen_on"]))
    assert found == [("bfloat16", "new"), ("bfloat16", "new"), ("float32", "old")]


def test_a_run_that_is_over_tries_nothing(tmp_path, monkeypatch):
    train(run_of(tmp_path, wanted="float32"))
    monkeypatch.setattr(loop, "choose_precision", lambda *_: pytest.fail("a trial"))
    assert train(run_of(tmp_path)).step == 3


@pytest.mark.parametrize("wanted", ["float32", "bfloat16"])
def test_products_are_computed_in_the_precision_that_was_asked_for(tmp_path, wanted):
    run, seen = run_of(tmp_path, wanted=wanted), set()
    run.objective.critic.register_forward_hook(lambda *hooked: seen.add(hooked[-1].dtype))
    train(run)
    assert seen == {getattr(torch, wanted)}
