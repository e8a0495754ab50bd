from dataclasses import dataclass

import pytest

from voices.files.configuration import ConfigError, from_mapping, require


@dataclass(frozen=True)
class Oven:
    degrees: float = 180.0
    trays: int = 2
    fan: bool = False

    def __post_init__(self) -> None:
        require(self.trays > 0, f"trays is {self.trays}, but must be positive")


def test_a_whole_number_is_a_number_too():
    assert from_mapping(Oven, {"degrees": 200, "fan": True}, "oven") == Oven(200, fan=True)


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"degree": 3}, "oven has unknown key 'degree'; known keys are degrees, trays, fan"),
        ({"trays": True}, "oven: trays is True, but must be of type int"),
        ({"fan": 1}, "oven: fan is 1, but must be of type bool"),
        ({"degrees": "hot"}, "oven: degrees is 'hot', but must be of type float"),
        ({"trays": 0}, "trays is 0, but must be positive"),
    ],
)
def test_each_kind_of_wrong_value_is_named(values, complaint):
    with pytest.raises(ConfigError, match=complaint):
        from_mapping(Oven, values, "oven")
