"""Several who learn in one run, beside what does not: a frozen teacher, buffers, a critic that rests."""

import json
import os
import signal
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from tests.voices.training.loop.game import Game, points
from voices.training.loop.batch import Batch
from voices.training.loop.checkpoint import BadCheckpointError, latest_checkpoint
from voices.training.loop.config import TrainingConfig
from voices.training.loop.learner import Learner, check_learners, set_gradients
from voices.training.loop.loop import train
from voices.training.loop.run import Run


def new_game() -> Game:
    torch.manual_seed(0)
    return Game()


def run_of(game: Game, folder: Path, source=points, publish=None, critic=None, **changes: object) -> Run:
    settings = {"steps": 20, "warm_up_steps": 2, "precision": "float32", "checkpoint_every": 5, "log_every": 1}
    config = TrainingConfig(**{**settings, "validate_every": 5, **changes})
    learners = game.learners(**critic or {})
    return Run(game, source, [points(1000)], config, folder, torch.device("cpu"), publish, learners)


def state_of(module: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {name: tensor.clone() for name, tensor in module.state_dict().items()}


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    assert one.keys() == other.keys()
    return all(torch.equal(tensor, other[name]) for name, tensor in one.items())


def test_a_frozen_part_does_not_move_and_is_in_a_checkpoint_once(tmp_path):
    game = new_game()
    before = state_of(game)
    train(run_of(game, tmp_path))
    after = state_of(game)
    frozen = [name for name in before if name.startswith("teacher.")]
    assert len(frozen) == 7  # two weights and two biases, and three running statistics
    for name in before:
        assert torch.equal(before[name], after[name]) == (name in frozen), name
    held = [name.split(".", 1)[1] for name in load_file(latest_checkpoint(tmp_path)) if ".teacher." in name]
    assert sorted(held) == sorted(frozen)


def test_buffers_are_published_as_they_are_frozen_weights_too_and_learned_ones_averaged(tmp_path):
    game, published = new_game(), {}
    train(run_of(game, tmp_path, publish=lambda state, step: published.update({step: state})))
    last, own = published[20], game.state_dict()
    assert last.keys() == own.keys()
    averaged = {name for name in own if not torch.equal(own[name], last[name])}
    assert averaged == {name for name, weight in game.named_parameters() if weight.requires_grad}


@pytest.mark.parametrize("critic", [{}, {"every": 3, "first_step": 4, "rate": 0.5}])
def test_a_run_with_buffers_and_two_optimisers_resumes_bit_for_bit(tmp_path, critic):
    torch.set_num_threads(1)
    train(run_of(new_game(), tmp_path / "whole", critic=critic))

    def interrupt_at_seven(step: int) -> Batch:
        if step == 8:  # made while step 7 runs
            os.kill(os.getpid(), signal.SIGINT)
        return points(step)

    with pytest.raises(KeyboardInterrupt):
        train(run_of(new_game(), tmp_path / "parts", interrupt_at_seven, critic=critic))
    assert 7 <= int(latest_checkpoint(tmp_path / "parts").stem.removeprefix("step-")) < 20
    torch.manual_seed(99)
    train(run_of(Game(), tmp_path / "parts", critic=critic))
    last = "step-00000020.safetensors"
    whole, parts = load_file(tmp_path / "whole" / last), load_file(tmp_path / "parts" / last)
    assert {"buffers.codebook.codes", "mean.critic.weight", "mean.student.0.weight"} <= whole.keys()
    assert whole["buffers.codebook.uses"].sum() == 20 * 8
    assert same(whole, parts)


def test_each_learner_follows_the_gradient_of_its_own_losses_alone():
    game = new_game()
    losses = game({"x": torch.from_numpy(points(0).arrays["x"])})
    own = losses["distance"] + losses["deceiving"]
    student = torch.autograd.grad(own, list(game.student.parameters()), retain_graph=True)
    critic = torch.autograd.grad(losses["critic"], list(game.critic.parameters()), retain_graph=True)
    set_gradients(game.learners(), losses)
    for weight, expected in zip([*game.student.parameters(), *game.critic.parameters()], student + critic, strict=True):
        assert torch.equal(weight.grad, expected)
        assert expected.abs().max() > 0


def test_a_learner_rests_until_its_first_step_and_between_its_turns(tmp_path):
    weights = []

    def watching(step: int) -> Batch:
        return points(step)

    game = new_game()
    game.register_forward_pre_hook(lambda *_: weights.append(game.critic.weight.detach().clone()))
    run = run_of(game, tmp_path, watching, critic={"first_step": 3, "every": 2}, steps=9, validate_every=9)
    train(run)
    moved = [step for step in range(8) if not torch.equal(weights[step], weights[step + 1])]
    assert moved == [3, 5, 7]


def test_a_learner_has_a_rate_of_its_own(tmp_path):
    def moved(folder: str, rate: float) -> float:
        game = new_game()
        before = game.critic.weight.clone()
        train(run_of(game, tmp_path / folder, critic={"rate": rate}, steps=1, weight_decay=0.0))
        return float((game.critic.weight - before).detach().norm())

    assert moved("slow", 0.25) == pytest.approx(moved("fast", 1.0) / 4, rel=1e-3)


def test_the_first_learners_losses_say_which_checkpoint_is_best_and_each_norm_is_logged(tmp_path):
    progress = train(run_of(new_game(), tmp_path))
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    own = [line["validation/distance"] + line["validation/deceiving"] for line in lines if "validation/critic" in line]
    assert progress.best_loss == pytest.approx(min(own), rel=1e-6)
    assert {"gradient_norm", "critic_gradient_norm"} <= lines[0].keys()


def test_every_parameter_that_requires_a_gradient_has_one_learner():
    game = new_game()
    with pytest.raises(ValueError, match=r"critic.weight requires a gradient and belongs to 0 learners"):
        check_learners(game, game.learners()[:1])
    with pytest.raises(ValueError, match=r"critic.weight requires a gradient and belongs to 2 learners"):
        check_learners(game, [*game.learners(), Learner(game.critic, name="another")])
    with pytest.raises(ValueError, match="the same name"):
        check_learners(game, [Learner(game.student), Learner(game.critic)])


def test_a_run_of_a_model_that_was_not_frozen_is_refused(tmp_path):
    game = new_game()
    game.teacher.requires_grad_(True)
    learners = [Learner(game.teacher, ("distance",), "teacher"), *game.learners()]
    config = TrainingConfig(steps=1, precision="float32")
    train(Run(game, points, [], config, tmp_path, torch.device("cpu"), learners=learners))
    with pytest.raises(BadCheckpointError, match=r"average.teacher.0.bias has shape \(3,\), but this model has none"):
        train(run_of(new_game(), tmp_path))
