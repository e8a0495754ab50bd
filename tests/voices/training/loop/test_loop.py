import json
import os
import signal

import numpy as np
import pytest
import torch

from voices.files.configuration import ConfigError
from voices.training.loop.batch import Batch
from voices.training.loop.checkpoint import BadCheckpointError, latest_checkpoint
from voices.training.loop.config import TrainingConfig, learning_rate, progress
from voices.training.loop.log import time_left
from voices.training.loop.loop import DivergedError, train


def points(step: int) -> Batch:
    x = np.random.default_rng(step).standard_normal((8, 3)).astype(np.float32)
    return Batch({"x": x, "y": x.sum(1)}, 8)


def all_weights(run) -> torch.Tensor:
    return torch.cat([weight.detach().flatten() for weight in run.objective.parameters()])


def test_training_lowers_the_validation_loss_and_logs_it(tmp_path, make_run):
    train(make_run(tmp_path, steps=300, peak_learning_rate=2e-2, average_decay=0.9))
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    validation = [line["validation/error"] for line in lines if "validation/error" in line]
    assert validation[-1] < validation[0] / 4
    reported = next(line for line in lines if "learning_rate" in line)
    assert {"step", "error", "gradient_norm", "units_per_second", "elapsed_seconds"} <= reported.keys()


def test_tensorboard_gets_the_same_numbers_where_it_is_installed(tmp_path, make_run):
    accumulator = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    train(make_run(tmp_path))
    events = accumulator.EventAccumulator(str(tmp_path)).Reload()
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    losses = [line["validation/error"] for line in lines if "validation/error" in line]
    assert [event.value for event in events.Scalars("validation/error")] == pytest.approx(losses, rel=1e-6)


def test_an_interrupted_and_resumed_run_ends_bit_for_bit_like_an_uninterrupted_one(tmp_path, make_run):
    torch.set_num_threads(1)
    whole = make_run(tmp_path / "whole")
    train(whole)

    def interrupt_at_seven(step: int) -> Batch:
        if step == 8:  # made while step 7 runs
            os.kill(os.getpid(), signal.SIGINT)
        return points(step)

    with pytest.raises(KeyboardInterrupt):
        train(make_run(tmp_path / "parts", interrupt_at_seven))
    stopped_at = latest_checkpoint(tmp_path / "parts").name
    assert stopped_at in {f"step-{step:08d}.safetensors" for step in (7, 8, 9)}
    resumed = make_run(tmp_path / "parts")
    train(resumed)
    assert torch.equal(all_weights(whole), all_weights(resumed))
    last = "step-00000020.safetensors"
    from safetensors.torch import load_file

    first, second = load_file(tmp_path / "whole" / last), load_file(tmp_path / "parts" / last)
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_the_last_checkpoints_and_the_best_are_kept_and_no_others(tmp_path, make_run):
    train(make_run(tmp_path, keep_checkpoints=2))
    names = sorted(path.name for path in tmp_path.glob("*.safetensors"))
    assert names == ["best.safetensors", "step-00000015.safetensors", "step-00000020.safetensors"]


def test_averaged_weights_are_published_with_every_checkpoint(tmp_path, make_run):
    published = {}
    run = make_run(tmp_path, publish=lambda weights, step: published.update({step: dict(weights)}))
    train(run)
    assert list(published) == [5, 10, 15, 20]
    assert published[20].keys() == dict(run.objective.named_parameters()).keys()
    assert not torch.equal(published[20]["hidden.weight"], run.objective.hidden.weight)


def test_minutes_end_a_run_before_its_steps_do(tmp_path, make_run):
    reached = train(make_run(tmp_path, steps=10_000_000, minutes=0.01, validate_every=10**6, checkpoint_every=10**6))
    assert 0.6 <= reached.elapsed_seconds < 5
    assert reached.step < 10_000_000
    assert latest_checkpoint(tmp_path) is not None


def test_a_loss_that_is_not_a_number_stops_the_run(tmp_path, make_run):
    def broken(step: int) -> Batch:
        batch = points(step)
        batch.arrays["y"][:] = np.nan
        return batch

    with pytest.raises(DivergedError, match="error is nan at step 5"):
        train(make_run(tmp_path, broken))


def test_bf16_trains_too(tmp_path, make_run):
    run = make_run(tmp_path, precision="bfloat16")
    train(run)
    assert torch.isfinite(all_weights(run)).all()


def test_a_damaged_checkpoint_is_refused(tmp_path, make_run):
    train(make_run(tmp_path, steps=5))
    path = latest_checkpoint(tmp_path)
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(BadCheckpointError, match="damaged or no checkpoint"):
        train(make_run(tmp_path, steps=10))


def test_a_checkpoint_of_another_model_is_refused(tmp_path, make_run):
    train(make_run(tmp_path, steps=5))
    run = make_run(tmp_path, steps=10)
    run.objective.out = torch.nn.Linear(8, 2)
    with pytest.raises(BadCheckpointError, match=r"another model: average.out.bias has shape \(1,\), .* needs \(2,\)"):
        train(run)


def test_the_learning_rate_warms_up_to_its_peak_and_decays_to_its_end():
    config = TrainingConfig(steps=1000, warm_up_steps=9, peak_learning_rate=1.0, final_learning_rate=0.1)
    assert learning_rate(config, 0, 0.0) == pytest.approx(0.1)
    assert learning_rate(config, 9, 0.0) == pytest.approx(1.0)
    assert learning_rate(config, 500, 0.5) == pytest.approx(0.55)
    assert learning_rate(config, 999, 1.0) == pytest.approx(0.1)


def test_progress_is_by_steps_or_by_minutes_whichever_is_further():
    config = TrainingConfig(steps=100, minutes=2)
    assert progress(config, 50, 30) == 0.5
    assert progress(config, 50, 90) == 0.75
    assert progress(config, 50, 1000) == 1.0


def test_durations_read_well():
    assert time_left(61) == "1 min 01 s"
    assert time_left(2 * 3600 + 5 * 60) == "2 h 05 min"


def test_a_wrong_training_setting_is_named():
    with pytest.raises(ConfigError, match="precision is 'half', but must be one of auto, float32, bfloat16"):
        TrainingConfig(precision="half")
