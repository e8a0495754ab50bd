"""TextGrids, line by line."""

from voices.timings.textgrid import textgrid

EXPECTED = '''File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 2.5
tiers? <exists>
size = 2
item []:
    item [1]:
        class = "IntervalTier"
        name = "words"
        xmin = 0
        xmax = 2.5
        intervals: size = 3
        intervals [1]:
            xmin = 0
            xmax = 1
            text = ""
        intervals [2]:
            xmin = 1
            xmax = 2
            text = "say ""hi"""
        intervals [3]:
            xmin = 2
            xmax = 2.5
            text = ""
    item [2]:
        class = "TextTier"
        name = "marks"
        xmin = 0
        xmax = 2.5
        points: size = 1
        points [1]:
            number = 1.5
            mark = "here"
'''


def test_intervals_leave_no_gap_and_points_stand_where_they_are():
    assert textgrid({"words": [(1.0, 2.0, 'say "hi"')]}, 2.5, {"marks": [(1.5, "here")]}) == EXPECTED


def test_times_late_in_a_long_recording_keep_their_milliseconds():
    assert "xmin = 71234.567" in textgrid({"words": [(71234.567, 71235.0, "late")]}, 72000.0)
