"""Alignments as files: what is written reads back, and only the transcript's phones are believed."""

import pytest

from voices.corpus.alignment.labels import find_labels, read_labels, write_textgrid
from voices.corpus.alignment.transcript import Alignment
from voices.corpus.readers.recording import CorpusError

WORDS = (("h", "aɪ"), ("ð", "ɛ", "ɹ"))
ALIGNED = Alignment(WORDS, (0.1, 0.2, 0.5, 0.6, 0.7), (0.2, 0.35, 0.6, 0.7, 0.9))


def test_a_textgrid_reads_back_as_it_was_written(tmp_path):
    path = tmp_path / "x.TextGrid"
    write_textgrid(path, ALIGNED, 1.25)
    assert read_labels(path, WORDS) == ALIGNED


def test_a_textgrid_has_tiers_of_words_and_phones_without_gaps(tmp_path):
    write_textgrid(tmp_path / "x.TextGrid", ALIGNED, 1.25)
    text = (tmp_path / "x.TextGrid").read_text(encoding="utf-8")
    words, phones = text.split("item [1]")[1].split("item [2]")
    assert 'name = "words"' in words
    assert "intervals: size = 5" in words  # pause, word, pause, word, pause
    assert "intervals: size = 8" in phones
    assert 'text = "haɪ"' in words
    assert text.rstrip().endswith('text = ""')


def test_a_boundary_moved_by_hand_is_read(tmp_path):
    path = tmp_path / "x.TextGrid"
    write_textgrid(path, ALIGNED, 1.25)
    path.write_text(path.read_text(encoding="utf-8").replace("= 0.6\n", "= 0.58\n"), encoding="utf-8")
    assert read_labels(path, WORDS).starts == (0.1, 0.2, 0.5, 0.58, 0.7)


@pytest.mark.parametrize("context", [False, True])
def test_hts_labels_are_read_in_their_units(tmp_path, context):
    rows = [(0, 1000000, "sil"), (1000000, 2000000, "h"), (2000000, 3500000, "aɪ"), (3500000, 5000000, "pau")]
    rows += [(5000000, 6000000, "ð"), (6000000, 7000000, "ɛ"), (7000000, 9000000, "ɹ"), (9000000, 12500000, "sil")]
    lines = [f"{start} {end} {f'a^b-{phone}+c=d/A:1' if context else phone}" for start, end, phone in rows]
    path = tmp_path / "x.lab"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = read_labels(path, WORDS)
    assert found.starts == pytest.approx(ALIGNED.starts)
    assert found.ends == pytest.approx(ALIGNED.ends)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.TextGrid", "no grid", "has no interval tier named phones"),
        ("x.lab", "0 1000000 h\n", "its phones are not those of the transcript, h aɪ ð ɛ ɹ"),
        ("x.lab", "5 9 h\n0 1 aɪ\n1 2 ð\n2 3 ɛ\n3 4 ɹ\n", "its times run backwards"),
        ("x.lab", b"\xff\xfe\xfa", "cannot read"),
    ],
)
def test_labels_that_do_not_fit_are_refused_with_the_reason(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CorpusError, match=message):
        read_labels(path, WORDS)


def test_label_files_are_found_by_speaker_and_id(tmp_path):
    (tmp_path / "ann").mkdir()
    (tmp_path / "ann" / "a1.lab").touch()
    assert find_labels(tmp_path, "ann/a1") == tmp_path / "ann" / "a1.lab"
    assert find_labels(tmp_path, "ann/a2") is None
