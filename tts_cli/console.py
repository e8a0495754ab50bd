"""Where tables are printed: standard output, in colour only on a terminal, quietly ended by a reader that goes away."""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from tts_cli.printable import printable


class TableConsole(Console):
    """rich's console, but a reader that goes away is no failure, and what is printed commands no terminal."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Yield the pieces of what is printed, without control characters but rich's own."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(printable(segment.text), segment.style)

    def on_broken_pipe(self) -> None:
        """Leave it to the program, which ends quietly; rich would exit with 1."""
        raise BrokenPipeError
