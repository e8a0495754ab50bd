"""The training loop, the only one: it knows an objective, batches and a folder, and no model in particular."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from frontend.errors import TtsError
from voices.files.interruption import Interruption, deferred_interruption
from voices.training.loop.allocator import keep_freed_memory
from voices.training.loop.average import WeightAverage
from voices.training.loop.batch import Batch, BatchSource, Prefetcher, part_of, to_device
from voices.training.loop.checkpoint import Progress, TrainingState, latest_checkpoint, load_checkpoint, save_checkpoint
from voices.training.loop.config import TrainingConfig, learning_rate, progress
from voices.training.loop.learner import Learner, check_learners, frozen_parts, set_gradients
from voices.training.loop.log import TrainingLog, time_left
from voices.training.loop.processes import (
    agreed,
    average_gradients,
    process_count,
    process_rank,
    share_buffers,
    share_state,
)

Publish = Callable[[Mapping[str, Tensor], int], None]
"""Called with the objective's tensors (averaged weights, frozen ones, buffers), on the CPU, and the step, whenever a
checkpoint was written."""


class DivergedError(TtsError):
    """The loss is no longer a number."""


@dataclass(frozen=True)
class Run:
    """What is trained, on what, and where to.

    Attributes:
        objective: a module whose `forward` takes a batch's tensors by name and returns named losses. What in it does
            not require a gradient stays as it is; its buffers are its own to change while it is in training mode.
        training_batches: batches for ever.
        validation_batches: a fixed few.
        folder: for checkpoints and logs; a run that finds checkpoints here goes on from the last one.
        learners: who learns from which losses; all of the objective from all of them if there are none. The first
            one's validation losses say which checkpoint is best.
    """

    objective: nn.Module
    training_batches: BatchSource
    validation_batches: Sequence[Batch]
    config: TrainingConfig
    folder: Path
    device: torch.device
    publish: Publish | None = None
    learners: Sequence[Learner] = ()


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
        batches = Prefetcher(run.training_batches, state.progress.step)
        stack.callback(batches.close)
        interruption = stack.enter_context(deferred_interruption())
        _train_steps(run, state, batches, log, interruption)
    return state.progress


def _initial_state(run: Run) -> TrainingState:
    run.objective.to(run.device)
    check_learners(run.objective, _learners(run))
    optimisers = {learner.name: learner.optimisers(run.config, run.device) for learner in _learners(run)}
    return TrainingState(run.objective, optimisers, WeightAverage(run.objective, run.config.average_decay), Progress())


def _learners(run: Run) -> Sequence[Learner]:
    return run.learners or [Learner(run.objective)]


def _train_steps(
    run: Run, state: TrainingState, batches: Prefetcher, log: TrainingLog | None, interruption: Interruption
) -> None:
    config, at = run.config, state.progress
    share_state(run.objective)
    frozen = frozen_parts(run.objective)
    meter = _Meter()
    before, done = at.elapsed_seconds, progress(config, at.step, at.elapsed_seconds)
    started = time.monotonic()
    while done < 1.0:
        batch = batches.take(at.step)
        rate = learning_rate(config, at.step, done)
        losses = _step(run, state, frozen, batch, rate)
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
            meter = _Meter()


def _step(run: Run, state: TrainingState, frozen: Sequence[nn.Module], batch: Batch, rate: float) -> dict[str, Tensor]:
    step = state.progress.step
    # Seeded by the step: dropout and the like repeat themselves after a resumption.
    torch.manual_seed(hash((run.config.seed, step, process_rank())))
    run.objective.train()
    for part in frozen:
        part.eval()
    losses = _losses(run, part_of(batch, process_rank(), process_count()))
    learners = [learner for learner in _learners(run) if learner.learns_in(step)]
    set_gradients(learners, losses)
    average_gradients([weight for learner in learners for weight in learner.parameters])
    norms = {}
    for learner in learners:
        norm = nn.utils.clip_grad_norm_(learner.parameters, run.config.gradient_limit)
        norms[f"{learner.name}_gradient_norm".lstrip("_")] = norm
        _optimise(state.optimisers[learner.name], rate * learner.rate)
    share_buffers(run.objective)
    state.average.update(state.module, step + 1)
    return {**losses, **norms}


def _optimise(optimisers: Sequence[torch.optim.Optimizer], rate: float) -> None:
    for optimiser in optimisers:
        for group in optimiser.param_groups:
            group["lr"] = rate
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)


def _losses(run: Run, batch: Batch) -> dict[str, Tensor]:
    reduced = run.config.precision == "bfloat16"
    with torch.autocast(run.device.type, torch.bfloat16, enabled=reduced):
        losses: dict[str, Tensor] = run.objective(to_device(batch, run.device))
    return losses


@torch.no_grad()
def _validate(run: Run, state: TrainingState, log: TrainingLog | None) -> bool:
    """Record the validation losses of the averaged weights; return whether they are the best so far."""
    if not run.validation_batches:
        return False
    run.objective.eval()
    with state.average.applied_to(run.objective):
        results = [_losses(run, batch) for batch in run.validation_batches]
    means = {name: torch.stack([result[name] for result in results]).mean() for name in results[0]}
    values = _checked(means, state.progress.step)
    if log is not None:
        log.write(state.progress.step, {f"validation/{name}": value for name, value in values.items()})
        log.status(f"step {state.progress.step}: validation " + _listed(values))
    own = _learners(run)[0].losses
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


class _Meter:
    """Units of data per second since it was made."""

    def __init__(self) -> None:
        self._units, self._started = 0, time.monotonic()

    def count(self, units: int) -> None:
        self._units += units

    @property
    def units_per_second(self) -> float:
        return self._units / max(time.monotonic() - self._started, 1e-9)


def _report(
    step: int, values: dict[str, float], meter: _Meter, done: float, elapsed: float, log: TrainingLog | None
) -> None:
    if log is None:
        return
    log.write(step, {**values, "units_per_second": meter.units_per_second, "elapsed_seconds": elapsed})
    left = time_left(elapsed * (1 - done) / max(done, 1e-9))
    log.status(f"step {step}: {_listed(values)}, {meter.units_per_second:,.0f}/s, {left} left")


def _checked(values: Mapping[str, Tensor], step: int) -> dict[str, float]:
    numbers = {name: float(value.detach()) for name, value in values.items()}
    for name, number in numbers.items():
        if number != number or abs(number) == float("inf"):
            raise DivergedError(f"{name} is {number} at step {step}; lower the learning rate and resume")
    return numbers


def _listed(values: Mapping[str, float]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {value:.4g}" for name, value in values.items())
