"""Whatever release of Typer there is, an option's number is one."""

import pytest
from typer import BadParameter

from tts_cli.numbers import a_number


def test_nan_is_no_number_and_infinity_is_one():
    assert a_number(float("inf")) == float("inf")
    with pytest.raises(BadParameter, match="nan is no number"):
        a_number(float("nan"))
