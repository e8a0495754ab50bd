"""The way to generate that is taken when none is asked for."""

import numpy as np
import pytest

from voices.compiled.instruction_sets import choose_instruction_set
from voices.vocoders.autoregressive.formulation import (
    GROUP,
    Formulation,
    fastest,
    remember_speeds,
    remembered_speeds,
    way,
)
from voices.vocoders.autoregressive.generator import Generator
from voices.vocoders.autoregressive.measured_speeds import measure_speeds


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """A folder in which nothing was measured yet."""
    monkeypatch.setenv("TTS_CACHE", str(tmp_path))
    return tmp_path


def weights_of(network):
    return {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}


def measured(group: float = 150.0, **alone: float) -> dict[str, float]:
    best = fastest({way(name, 1): speed for name, speed in alone.items()}).precision
    return {way(name, 1): speed for name, speed in alone.items()} | {way(best, GROUP): group}


@pytest.mark.parametrize(
    ("speeds", "expected"),
    [
        ({}, Formulation("int8", 3)),
        (measured(float32=40, bfloat16=60, int8=100, group=171), Formulation("int8", 3)),  # 400 / 171 = 2.3
        (measured(float32=40, bfloat16=60, int8=100, group=300), Formulation("int8", 2)),
        (measured(float32=40, bfloat16=60, int8=100, group=95), Formulation("int8", 5)),  # never: a group has four
        (measured(float32=90, bfloat16=130, int8=100, group=250), Formulation("bfloat16", 3)),
        (measured(float32=90, bfloat16=105, int8=100, group=250), Formulation("int8", 2)),  # not clearly faster
        ({way("float32", 1): 5.0}, Formulation("int8", 3)),
    ],
)
def test_the_fastest_precision_is_taken_and_groups_from_where_they_make_all_sooner(speeds, expected):
    assert fastest(speeds) == expected


def test_speeds_are_remembered_of_a_processor_an_instruction_set_and_a_shape(make_network, monkeypatch):
    config, other = make_network().config, make_network(layers_per_stack=5).config
    remember_speeds(config, "portable", {way("int8", 1): 7.0})
    remember_speeds(other, "portable", {way("int8", 1): 9.0})
    assert remembered_speeds(config, "portable") == {way("int8", 1): 7.0}
    assert remembered_speeds(other, "portable") == {way("int8", 1): 9.0}
    assert remembered_speeds(config, "avx2") == {}
    monkeypatch.setattr("voices.vocoders.autoregressive.formulation.processor_name", lambda: "another")
    assert remembered_speeds(config, "portable") == {}


@pytest.mark.parametrize("damage", ["", "[1]", '{"a": 1}', "{", "\udcff"])
def test_a_damaged_memory_is_none_and_can_be_written_again(make_network, cache, damage):
    config = make_network().config
    remember_speeds(config, "portable", {way("int8", 1): 7.0})
    (path,) = cache.rglob("speeds.json")
    path.write_bytes(damage.encode(errors="surrogateescape"))
    assert remembered_speeds(config, "portable") == {}
    remember_speeds(config, "portable", {way("int8", 1): 8.0})
    assert remembered_speeds(config, "portable") == {way("int8", 1): 8.0}


def test_a_generator_takes_what_was_measured_as_fastest_unless_told_otherwise(make_network, make_input):
    network, wanted = make_network(), make_input(3)
    config, weights, here = network.config, weights_of(network), choose_instruction_set()
    assert Generator(config, weights).precision == "int8"
    remember_speeds(config, here, measured(float32=300, bfloat16=200, int8=100, group=100))
    chosen = Generator(config, weights)
    assert chosen.precision == "float32"
    assert Generator(config, weights, "bfloat16").precision == "bfloat16"
    told = Generator(config, weights, "float32").generate([wanted])[0]
    assert np.array_equal(chosen.generate([wanted])[0], told)


@pytest.mark.parametrize(("group", "together"), [(390.0, {2}), (95.0, {1})])
def test_waveforms_are_made_in_groups_only_where_that_was_measured_to_be_faster(
    make_network, make_input, monkeypatch, group, together
):
    network = make_network()
    speeds = measured(float32=1, bfloat16=1, int8=100, group=group)
    remember_speeds(network.config, choose_instruction_set(), speeds)
    generator, sizes = Generator(network.config, weights_of(network)), []
    advance = generator.advance
    monkeypatch.setattr(generator, "advance", lambda streams, n: sizes.append(len(streams)) or advance(streams, n))
    generator.generate([make_input(1), make_input(2)])
    assert set(sizes) == together


def test_every_precision_is_measured_alone_and_the_fastest_in_a_group(make_network):
    network = make_network()
    speeds = measure_speeds(network.config, weights_of(network))
    assert set(speeds) == {
        *(way(name, 1) for name in ("float32", "bfloat16", "int8")),
        way(fastest(speeds).precision, 4),
    }
    assert all(speed > 0 for speed in speeds.values())
