"""Which waveforms advance together: as many as make a group, as long as that can be, and each to its end."""

from dataclasses import dataclass

import pytest

from voices.vocoders.autoregressive.turns import Turns


@dataclass
class Wanted:
    frames_left: int


def played(lengths, threads=1, worth_a_group=3, frames=1):
    """Let threads take turns; return how many advanced together at each, how many were under way at once, and all."""
    begun = {}

    def begin(number):
        begun[number] = Wanted(lengths[number])
        return begun[number]

    turns = Turns(lengths, begin, threads, worth_a_group)
    in_hand = [turns.take({}) for _ in range(threads)]
    widths, under_way = [], 0
    while any(in_hand):
        under_way = max(under_way, sum(one.frames_left > 0 for one in begun.values()))
        for thread, together in enumerate(in_hand):
            if together:
                widths.append(len(together))
                for one in together.values():
                    one.frames_left = max(one.frames_left - frames, 0)
                in_hand[thread] = turns.take(together)
    assert sorted(begun) == list(range(len(lengths)))
    assert not any(one.frames_left for one in begun.values())
    return widths, under_way


def test_five_of_unequal_length_seldom_leave_too_few_for_a_group():
    widths, under_way = played([599, 623, 898, 450, 455])
    alone = widths.count(1)
    # Four at once for q frames at most, where each can take part in q: 4 q = q + 623 + 599 + 455 + 450.
    assert (alone, under_way) == (898 - 709, 5)
    assert sum(widths) == 3025


def test_of_many_only_the_last_is_under_way_while_it_rests():
    widths, under_way = played([600] * 8)
    assert (set(widths), under_way) == ({4}, 4)
    widths, under_way = played([31, 33, 35, 37, 39, 41, 43, 45, 47])
    assert (widths.count(4), len(widths), under_way) == (87, 88, 5)


@pytest.mark.parametrize(("count", "threads", "first"), [(8, 2, [4, 4]), (4, 2, [1, 1]), (2, 1, [1]), (6, 2, [3, 3])])
def test_threads_share_what_there_is_and_go_one_by_one_where_too_few_are_left_for_groups(count, threads, first):
    widths, _ = played([5] * count, threads)
    assert widths[:threads] == first


def test_where_groups_are_never_worth_it_each_waveform_is_made_whole_before_the_next():
    widths, under_way = played([5, 4, 3, 6], worth_a_group=9)
    assert (set(widths), under_way) == ({1}, 1)
