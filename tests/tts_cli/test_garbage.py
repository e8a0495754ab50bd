"""When circles of objects are looked for."""

import gc
import weakref

from tts_cli.garbage import collect_after_start, leave_to_the_process


class Node:
    def __init__(self):
        self.itself = self


def test_nothing_is_looked_for_until_a_start_is_over_and_then_as_often_as_before():
    usual, others, looks = gc.get_threshold(), [*gc.callbacks], []
    gc.collect()
    collect_after_start(20_000)
    gc.callbacks.append(lambda phase, _: looks.append(phase))
    try:
        kept = [[] for _ in range(15_000)]
        assert not looks
        kept += [[] for _ in range(10_000)]
        assert looks
        assert gc.get_threshold() == usual
    finally:
        gc.callbacks[:] = others
        gc.set_threshold(*usual)


def test_what_is_left_to_the_process_is_looked_at_no_more():
    circle = weakref.ref(Node())
    leave_to_the_process()
    try:
        gc.collect()
        assert circle() is not None
    finally:
        gc.unfreeze()
    gc.collect()
    assert circle() is None
