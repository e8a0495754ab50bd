"""When Python looks for circles of objects that nothing else holds: neither while the program starts nor as it ends.

What a start makes (modules, rules, a voice) is there to stay, and what an ending leaves goes with the process; looking
through it all was a sixth of the time of a short sentence.
"""

import gc

START_OBJECTS = 300_000
"""Three times what `tts synth` makes before the first sound."""


def collect_after_start(objects: int = START_OBJECTS) -> None:
    """Look for the first time when so many objects have been made, and from then on as often as before."""
    usual = gc.get_threshold()

    def as_usual(phase: str, _: dict[str, int]) -> None:
        if phase == "stop":
            gc.callbacks.remove(as_usual)
            gc.set_threshold(*usual)

    gc.callbacks.append(as_usual)
    gc.set_threshold(objects, *usual[1:])


def leave_to_the_process() -> None:
    """Look no more at what there is now: the interpreter would several times, on its way out."""
    gc.freeze()
