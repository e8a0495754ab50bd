"""One step of training."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from voices.training.loop.batch import Batch, part_of, to_device
from voices.training.loop.checkpoint import TrainingState
from voices.training.loop.config import BFLOAT16
from voices.training.loop.learner import set_gradients
from voices.training.loop.processes import average_gradients, process_count, process_rank, share_buffers
from voices.training.loop.run import Run


def take_step(
    run: Run, state: TrainingState, frozen: Sequence[nn.Module], batch: Batch, rate: float
) -> dict[str, Tensor]:
    """Let those learn who learn in this step, and return the losses and the norms of their gradients.

    Args:
        frozen: parts of the objective that stay in evaluation mode.
        rate: the run's learning rate.
    """
    step = state.progress.step
    # Seeded by the step: dropout and the like repeat themselves after a resumption.
    torch.manual_seed(hash((run.config.seed, step, process_rank())))
    run.objective.train()
    for part in frozen:
        part.eval()
    losses = losses_of(run, part_of(batch, process_rank(), process_count()), state.progress.precision)
    learners = [learner for learner in run.everybody if learner.learns_in(step)]
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


def losses_of(run: Run, batch: Batch, precision: str) -> dict[str, Tensor]:
    """Return the objective's losses of a batch."""
    with torch.autocast(run.device.type, torch.bfloat16, enabled=precision == BFLOAT16):
        losses: dict[str, Tensor] = run.objective(to_device(batch, run.device))
    return losses


def few_of(batch: Batch) -> Batch:
    """Return the first two rows of a batch."""
    rows = len(next(iter(batch.arrays.values())))
    return Batch({name: array[:2] for name, array in batch.arrays.items()}, batch.units * min(rows, 2) // rows)


def try_step(run: Run, batch: Batch, precision: str) -> int:
    """Compute a step's gradients and leave everything as it was; return how many units of data that took."""
    before = {name: tensor.clone() for name, tensor in run.objective.named_buffers()}
    run.objective.train()
    set_gradients(run.everybody, losses_of(run, batch, precision))
    run.objective.zero_grad(set_to_none=True)
    for name, tensor in run.objective.named_buffers():
        tensor.copy_(before[name])
    return batch.units
