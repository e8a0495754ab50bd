"""The training loop, the only one: it knows an objective, batches and a folder, and no model in particular."""

import time
from collections.abc import Mapping
from contextlib import ExitStack

import torch
from torch import Tensor

from frontend.errors import TtsError
from voices.files.interruption import Interruption, deferred_interruption
from voices.training.loop.allocator import keep_freed_memory
from voices.training.loop.average import WeightAverage
from voices.training.loop.batch import Prefetcher
from voices.training.loop.checkpoint import Progress, TrainingState, latest_checkpoint, load_checkpoint, save_checkpoint
from voices.training.loop.config import AUTO, PRECISIONS, learning_rate, progress
from voices.training.loop.learner import check_learners, frozen_parts
from voices.training.loop.log import Meter, TrainingLog, listed, time_left
from voices.training.loop.precision import choose_precision, device_name
from voices.training.loop.processes import agreed, process_rank, share_state
from voices.training.loop.run import Run
from voices.training.loop.step import few_of, losses_of, take_step, try_step


class DivergedError(TtsError):
    """The loss is no longer a number."""


def train(run: Run) -> Progress:
    """Train to the end of the steps or minutes, and return how far that was.

    Raises:
        BadCheckpointError: if the folder's last checkpoint cannot be used.
        DivergedError: if a loss is not finite.
        KeyboardInterrupt: if interrupted, after a checkpoint was written.
    """
    keep_freed_memory()
    state = _initial_state(run)
    checkpoint = latest_checkpoint(run.folder)
    if checkpoint is not None:
        load_checkpoint(checkpoint, state)
    with ExitStack() as stack:
        log = stack.enter_context(TrainingLog(run.folder)) if process_rank() == 0 else None
        _settle_precision(run, state, log)
        batches = Prefetcher(run.training_batches, state.progress.step)
        stack.callback(batches.close)
        interruption = stack.enter_context(deferred_interruption())
        _train_steps(run, state, batches, log, interruption)
    return state.progress


def _initial_state(run: Run) -> TrainingState:
    run.objective.to(run.device)
    check_learners(run.objective, run.everybody)
    optimisers = {learner.name: learner.optimisers(run.config, run.device) for learner in run.everybody}
    return TrainingState(run.objective, optimisers, WeightAverage(run.objective, run.config.average_decay), Progress())


def _settle_precision(run: Run, state: TrainingState, log: TrainingLog | None) -> None:
    """Choose a precision where that is left to us; a run that goes on where it was chosen keeps to it."""
    at = state.progress
    if progress(run.config, at.step, at.elapsed_seconds) == 1.0:
        return
    if run.config.precision != AUTO:
        at.precision, at.chosen_on = run.config.precision, ""
        return
    if agreed(float(at.chosen_on == device_name(run.device)), run.device):
        return
    batch = few_of(run.training_batches(at.step))
    choice = choose_precision(run.device, lambda precision: try_step(run, batch, precision))
    at.precision = PRECISIONS[int(agreed(float(PRECISIONS.index(choice.precision)), run.device))]
    at.chosen_on = device_name(run.device)
    if log is not None:
        log.note(choice.reason)


def _train_steps(
    run: Run, state: TrainingState, batches: Prefetcher, log: TrainingLog | None, interruption: Interruption
) -> None:
    config, at = run.config, state.progress
    share_state(run.objective)
    frozen = frozen_parts(run.objective)
    meter = Meter()
    before, done = at.elapsed_seconds, progress(config, at.step, at.elapsed_seconds)
    started = time.monotonic()
    while done < 1.0:
        batch = batches.take(at.step)
        rate = learning_rate(config, at.step, done)
        losses = take_step(run, state, frozen, batch, rate)
        at.step += 1
        at.elapsed_seconds = agreed(before + time.monotonic() - started, run.device)
        done = progress(config, at.step, at.elapsed_seconds)
        meter.count(batch.units)
        if at.step % config.log_every == 0 or done == 1.0:
            _report(at.step, {**_checked(losses, at.step), "learning_rate": rate}, meter, done, at.elapsed_seconds, log)
        validated = at.step % config.validate_every == 0 or done == 1.0
        best = validated and _validate(run, state, log)
        stopping = agreed(float(interruption.requested), run.device) > 0
        if at.step % config.checkpoint_every == 0 or done == 1.0 or best or stopping:
            _save(run, state, best)
        if stopping:
            raise KeyboardInterrupt
        if validated:
            meter = Meter()


@torch.no_grad()
def _validate(run: Run, state: TrainingState, log: TrainingLog | None) -> bool:
    """Record the validation losses of the averaged weights; return whether they are the best so far."""
    if not run.validation_batches:
        return False
    run.objective.eval()
    with state.average.applied_to(run.objective):
        results = [losses_of(run, batch, state.progress.precision) for batch in run.validation_batches]
    means = {name: torch.stack([result[name] for result in results]).mean() for name in results[0]}
    values = _checked(means, state.progress.step)
    if log is not None:
        log.write(state.progress.step, {f"validation/{name}": value for name, value in values.items()})
        log.status(f"step {state.progress.step}: validation " + listed(values))
    own = run.everybody[0].losses
    total = sum(value for name, value in values.items() if own is None or name in own)
    best = total < state.progress.best_loss
    state.progress.best_loss = min(total, state.progress.best_loss)
    return best


def _save(run: Run, state: TrainingState, best: bool) -> None:
    if process_rank() != 0:
        return
    save_checkpoint(run.folder, state, run.config.keep_checkpoints, best)
    if run.publish is not None:
        run.publish({name: tensor.cpu() for name, tensor in state.published().items()}, state.progress.step)


def _report(
    step: int, values: dict[str, float], meter: Meter, done: float, elapsed: float, log: TrainingLog | None
) -> None:
    if log is None:
        return
    log.write(step, {**values, "units_per_second": meter.units_per_second, "elapsed_seconds": elapsed})
    left = time_left(elapsed * (1 - done) / max(done, 1e-9))
    log.status(f"step {step}: {listed(values)}, {meter.units_per_second:,.0f}/s, {left} left")


def _checked(values: Mapping[str, Tensor], step: int) -> dict[str, float]:
    numbers = {name: float(value.detach()) for name, value in values.items()}
    for name, number in numbers.items():
        if number != number or abs(number) == float("inf"):
            raise DivergedError(f"{name} is {number} at step {step}; lower the learning rate and resume")
    return numbers
