"""Waveforms that join and leave a group while it is under way are the same as alone."""

import numpy as np
import pytest

from tests.voices.vocoders.autoregressive.test_generator import CODINGS, weights_of
from voices.vocoders.autoregressive.generator import Generator


@pytest.fixture(params=CODINGS[:2], ids=lambda coding: f"{coding.bands}-bands")
def generator(request, make_network):
    network = make_network(coding=request.param)
    return Generator(network.config, weights_of(network), "int8")


def test_waveforms_that_join_one_after_the_other_are_the_same_as_alone(generator, make_input):
    inputs = [make_input(seed, frames=frames) for seed, frames in enumerate([31, 7, 40, 13, 22, 5])]
    waiting = [generator.begin(wanted, 0.8) for wanted in inputs]
    made = {one: [] for one in waiting}
    whole, under_way, together = list(waiting), [], set()
    while waiting or under_way:
        if waiting and len(under_way) < 4:
            under_way.append(waiting.pop(0))
        together.add(len(under_way))
        for one, piece in zip(under_way, generator.advance(under_way, 3), strict=True):
            made[one].append(piece)
        under_way = [one for one in under_way if one.frames_left]
    assert together == {1, 2, 3, 4}
    for one, wanted in zip(whole, inputs, strict=True):
        np.testing.assert_array_equal(np.concatenate(made[one]), generator.generate([wanted], 0.8)[0])


def test_a_waveform_that_others_leave_behind_goes_on_as_it_was(generator, make_input):
    inputs = [make_input(seed, frames=20) for seed in range(3)]
    streams = [generator.begin(wanted) for wanted in inputs]
    pieces = [generator.advance([streams[0]], 3)[0]]
    pieces.append(generator.advance(streams, 4)[0])  # in a group, first of three
    pieces.append(generator.advance([streams[2], streams[0]], 2)[1])  # in another place
    pieces.append(generator.advance([streams[0]], 100)[0])
    assert streams[0].frames_left == 0
    np.testing.assert_array_equal(np.concatenate(pieces), generator.generate([inputs[0]])[0])


def test_each_frame_keeps_its_own_temperature(generator, make_input):
    wanted = make_input(1, frames=9)
    wanted = type(wanted)(wanted.noise, wanted.features, wanted.speaker, np.linspace(0.2, 1, 9, dtype=np.float32))
    one = generator.begin(wanted, 0.5)
    pieces = [generator.advance([one], 2)[0] for _ in range(5)]
    np.testing.assert_array_equal(np.concatenate(pieces), generator.generate([wanted], 0.5)[0])
