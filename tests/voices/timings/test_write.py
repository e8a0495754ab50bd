"""Timings as files."""

import json

import pytest

from frontend.errors import TtsError
from voices.corpus.alignment.labels import read_labels
from voices.timings.timed import TimedMark, TimedPhone, TimedSentence, TimedWord
from voices.timings.write import write_timings

WORD = TimedWord("Hi", 0.1, 0.4, (TimedPhone("h", 0.1, 0.2, None), TimedPhone("ˈaɪ", 0.2, 0.4, 201.23456)))
SENTENCE = TimedSentence("Hi!", 0.0, 0.5, (WORD,), (TimedMark("here", 0.4),))


def test_json_holds_sentences_words_phones_and_marks(tmp_path):
    write_timings(tmp_path / "x.json", [SENTENCE], 0.75)
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8")) == {
        "seconds": 0.75,
        "sentences": [
            {
                "text": "Hi!",
                "start": 0.0,
                "end": 0.5,
                "words": [
                    {
                        "text": "Hi",
                        "start": 0.1,
                        "end": 0.4,
                        "phones": [
                            {"text": "h", "start": 0.1, "end": 0.2, "hz": None},
                            {"text": "ˈaɪ", "start": 0.2, "end": 0.4, "hz": 201.2346},
                        ],
                    }
                ],
            }
        ],
        "marks": [{"name": "here", "seconds": 0.4}],
    }


def test_a_textgrid_reads_back_as_an_alignment(tmp_path):
    path = tmp_path / "x.TextGrid"
    write_timings(path, [SENTENCE], 0.75)
    aligned = read_labels(path, (("h", "aɪ"),))
    assert (aligned.starts, aligned.ends) == ((0.1, 0.2), (0.2, 0.4))
    text = path.read_text(encoding="utf-8")
    assert [line.split('"')[1] for line in text.splitlines() if "name =" in line] == [
        *("sentences", "words", "phones", "marks")
    ]


@pytest.mark.parametrize(("ending", "first"), [("srt", "1\n00:00:00,100"), ("VTT", "WEBVTT\n")])
def test_subtitles_are_chosen_by_the_ending(tmp_path, ending, first):
    write_timings(tmp_path / f"x.{ending}", [SENTENCE], 0.75)
    assert (tmp_path / f"x.{ending}").read_text(encoding="utf-8").startswith(first)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("x.txt", "x.txt names no format of timings; name it"),
        ("none/x.srt", "there is no folder .*none to write x.srt in"),
    ],
)
def test_a_file_that_cannot_be_is_refused(tmp_path, name, message):
    with pytest.raises(TtsError, match=message):
        write_timings(tmp_path / name, [SENTENCE], 0.75)
    assert list(tmp_path.iterdir()) == []
