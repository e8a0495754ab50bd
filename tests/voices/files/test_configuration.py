"""Configs from mappings: what is right is read exactly, what is wrong is named with its place and its value."""

import re
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest

from voices.files.configuration import Chosen, ConfigError, from_mapping, require, to_mapping


class Heat(Chosen):
    pass


@dataclass(frozen=True)
class Gas(Heat):
    flames: int = 4
    kind: Literal["gas"] = "gas"

    def __post_init__(self) -> None:
        require(self.flames > 0, f"flames is {self.flames}, but must be positive")


@dataclass(frozen=True)
class Embers(Heat):
    kind: Literal["embers"] = "embers"


@dataclass(frozen=True)
class Oven:
    degrees: float = 180.0
    trays: int = 2
    fan: bool = False
    names: tuple[str, ...] = ()
    guests: dict[str, int] = field(default_factory=dict)
    limit: float | None = None
    heat: Heat = field(default_factory=Gas)
    spare: Heat | None = None

    @classmethod
    def renewed(cls, values: dict[str, Any]) -> dict[str, Any]:
        rest = {key: value for key, value in values.items() if key != "shelves"}
        return {**rest, "trays": values["shelves"]} if "shelves" in values else rest

    def __post_init__(self) -> None:
        require(self.trays > 0, f"trays is {self.trays}, but must be positive")


@dataclass(frozen=True)
class Kitchen:
    town: str
    oven: Oven = field(default_factory=Oven)


def kitchen(**oven: Any) -> Kitchen:
    return from_mapping(Kitchen, {"town": "Kyiv", "oven": oven}, "kitchen.yaml")


def test_a_whole_number_is_a_number_too_and_a_list_is_a_tuple():
    oven = kitchen(degrees=200, fan=True, names=["Ann", "Ben"], guests={"Ann": 3}).oven
    assert oven == Oven(200, fan=True, names=("Ann", "Ben"), guests={"Ann": 3})
    assert isinstance(oven.degrees, float)


def test_what_is_left_out_has_its_default():
    assert from_mapping(Kitchen, {"town": "Kyiv"}, "x") == Kitchen("Kyiv")


@pytest.mark.parametrize("heat", [Gas(2), Gas(), Embers()], ids=str)
def test_a_mapping_describes_a_config_completely(heat):
    config = Kitchen("Kyiv", Oven(names=("Ann",), guests={"Ben": 1}, limit=2.0, heat=heat))
    assert from_mapping(Kitchen, to_mapping(config), "x") == config


def test_a_kind_that_has_nothing_to_set_is_written_as_its_name():
    assert to_mapping(Oven(heat=Embers()))["heat"] == "embers"
    assert to_mapping(Oven(heat=Gas(2)))["heat"] == {"flames": 2, "kind": "gas"}


def test_the_name_of_a_kind_chooses_it_with_its_defaults():
    assert kitchen(heat="gas").oven.heat == kitchen(heat={"kind": "gas"}).oven.heat == Gas()


def test_what_may_be_absent_may_be_said_to_be():
    assert kitchen(spare=None, limit=None).oven == Oven()
    assert kitchen(spare="embers", limit=3).oven == Oven(spare=Embers(), limit=3.0)


def test_keys_of_older_files_are_renewed_at_any_depth():
    assert kitchen(shelves=5).oven.trays == 5


@pytest.mark.parametrize(
    ("oven", "complaint"),
    [
        ({"degree": 3}, ": oven has unknown key 'degree' (did you mean 'degrees'?); known keys are degrees, trays, "),
        ({"zzz": 3}, ": oven has unknown key 'zzz'; known keys are degrees"),
        ({"heat": {"kind": "gas", "flame": 3}}, ": oven.heat has unknown key 'flame' (did you mean 'flames'?)"),
        ({"heat": {"kind": "gaz"}}, ": oven.heat: kind is 'gaz', but must be one of gas, embers (did you mean 'gas'?)"),
        ({"spare": {"kind": "gas", "flames": 0}}, ": oven.spare: flames is 0, but must be positive"),
        ({"spare": {"flame": 0}}, ": oven.spare: kind is None, but must be one of gas, embers"),
        ({"heat": {"kind": ["gas"]}}, ": oven.heat: kind is ['gas'], but must be one of gas, embers"),
        ({"heat": {"kind": "gas", "flames": "x"}}, ": oven.heat.flames is 'x', but must be of type int"),
        ({"heat": {"kind": "gas", "flames": 0}}, ": oven.heat: flames is 0, but must be positive"),
        ({"trays": True}, ": oven.trays is True, but must be of type int"),
        ({"trays": 2.0}, ": oven.trays is 2.0, but must be of type int"),
        ({"trays": 0}, ": oven: trays is 0, but must be positive"),
        ({"fan": 1}, ": oven.fan is 1, but must be of type bool"),
        ({"degrees": "hot"}, ": oven.degrees is 'hot', but must be of type float"),
        ({"limit": "high"}, ": oven.limit is 'high', but must be of type float or null"),
        ({"names": "Ann"}, ": oven.names is 'Ann', but must be a list"),
        ({"names": ["Ann", 3]}, ": oven.names[1] is 3, but must be of type str"),
        ({"guests": {"Ann": "3"}}, ": oven.guests: every value must be of type int"),
        ({"guests": {4: 3}}, ": oven.guests: every key must be of type str"),
        ({"guests": 4}, ": oven.guests is 4, but must be a mapping"),
    ],
)
def test_each_kind_of_wrong_value_is_named_with_its_place(oven, complaint):
    with pytest.raises(ConfigError, match=f"^kitchen.yaml{re.escape(complaint)}"):
        kitchen(**oven)


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({}, "kitchen.yaml lacks 'town'"),
        ({"town": "Kyiv", "oven": None}, "kitchen.yaml: oven is None, but must be a mapping"),
        (None, "kitchen.yaml is None, but must be a mapping"),
        (["town"], "kitchen.yaml is ['town'], but must be a mapping"),
    ],
)
def test_what_is_missing_is_named_too(values, complaint):
    with pytest.raises(ConfigError, match=f"^{re.escape(complaint)}$"):
        from_mapping(Kitchen, values, "kitchen.yaml")
