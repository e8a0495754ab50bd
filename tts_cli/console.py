"""Where tables are printed: standard output, in colour only on a terminal, quietly ended by a reader that goes away."""

from rich.console import Console


class TableConsole(Console):
    """rich's console, but a reader that goes away is no failure."""

    def on_broken_pipe(self) -> None:
        """Leave it to the program, which ends quietly; rich would exit with 1."""
        raise BrokenPipeError
