import pytest

from tts_cli.synthesis.speaking_progress import progress_line


@pytest.mark.parametrize(
    ("said", "taken", "share", "line"),
    [
        (30.0, 10.0, 0.25, "0:30 of about 2:00 said, 3.0 times as fast as speech, 0:30 left"),
        (3600.0, 1800.0, 0.5, "1:00:00 of about 2:00:00 said, 2.0 times as fast as speech, 30:00 left"),
        (30.0, 60.0, None, "0:30 said, 0.5 times as fast as speech"),
    ],
)
def test_a_line_says_what_was_said_how_fast_and_what_is_left(said, taken, share, line):
    assert progress_line(said, taken, share) == line
