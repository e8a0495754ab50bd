"""What options of the command line ask of their numbers besides limits."""

import math

import typer


def a_number(value: float) -> float:
    """Return the value of an option; "nan" is within any limits for some releases of Typer.

    Raises:
        typer.BadParameter: it is no number.
    """
    if math.isnan(value):
        raise typer.BadParameter("nan is no number")
    return value
