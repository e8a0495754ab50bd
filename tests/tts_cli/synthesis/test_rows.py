import pytest

from frontend.errors import TtsError
from tts_cli.synthesis.rows import Row, line_rows, read_rows


def rows(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_rows(path, lambda name: pytest.fail(f"column {name} was not known"))


def test_csv_has_quotes_and_rows_of_several_lines_which_are_counted(tmp_path):
    found = rows(tmp_path / "a.csv", '\ufeffID, Text,speed\na,"Hello, ""you"".\nBye.",1.5\n\nb,Two,\n')
    assert found == [Row(2, 'Hello, "you".\nBye.', "a", wanted={"speed": 1.5}), Row(5, "Two", "b")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_is_read_as_spreadsheets_of_any_country_save_it(tmp_path, mark, encoding):
    content = (
        f"id{mark}text\r\na{mark}Größe, Gewicht; Länge.\r\n"
        if mark == "\t"
        else f'id{mark}text\r\na{mark}"Größe, Gewicht; Länge."\r\n'
    )
    assert rows(tmp_path / "a.csv", content.encode(encoding)) == [Row(2, "Größe, Gewicht; Länge.", "a")]


def test_tsv_quotes_nothing(tmp_path):
    assert rows(tmp_path / "a.tsv", 'text\toutput\n"Quoted" here.\tb.flac\n') == [
        Row(2, '"Quoted" here.', output="b.flac")
    ]


def test_json_lines_have_every_column(tmp_path):
    line = (
        '{"id": 7, "text": "Hi.", "voice": "v", "speaker": 1, "speed": 2, "pitch": -1.5, "volume": 0.5, '
        '"sentence_silence": 0.2, "temperature": 0.7, "seed": 3, "output": null}\n'
    )
    (row,) = rows(tmp_path / "a.jsonl", "\n" + line)
    assert (row.line, row.text, row.id, row.output) == (2, "Hi.", "7", "")
    assert row.wanted == {
        "voice": "v",
        "speaker": "1",
        "speed": 2,
        "pitch": -1.5,
        "volume": 0.5,
        "sentence_silence": 0.2,
        "temperature": 0.7,
        "seed": 3,
    }


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"text": "a"', "not JSON: Expecting ',' delimiter, at column 13"),
        ('["a"]', 'not an object, such as {"text": "Hello."}'),
        ("[" * 100000, "JSON too deep to be a row"),
        ('{"id": "a"}', "it has no text"),
        ('{"text": "  "}', "it has no text"),
        ('{"text": ["a"]}', "text is ['a'], but must be a text"),
        ('{"text": "a", "speed": "fast"}', "speed is 'fast', but must be a number"),
        ('{"text": "a", "speed": NaN}', "speed is nan, but must be a number"),
        ('{"text": "a", "speed": 1' + "0" * 400 + "}", "speed is a number of 1329 bits, but must be a number"),
        ('{"text": "a", "speed": 1' + "0" * 5000 + "}", "it holds a number of too many digits to be one"),
        ('{"text": "a", "seed": 1.5}', "seed is 1.5, but must be a whole number from 0"),
        ('{"text": "a", "id": "\\ud800"}', "id holds \\ud800, which is half of a character"),
        ('{"text": "a", "id": "../b"}', "id '../b' cannot name a file; leave out / and \\, or give `output`"),
    ],
)
def test_a_bad_row_says_what_is_wrong_and_the_next_is_read(tmp_path, line, problem):
    bad, good = rows(tmp_path / "a.jsonl", f'{line}\n{{"text": "b"}}\n')
    assert (bad.line, bad.problem) == (1, problem)
    assert good == Row(2, "b")


def test_bad_csv_rows_say_what_is_wrong(tmp_path):
    found = rows(tmp_path / "a.csv", b"text,id\nOne, two,a\nCaf\xe9,b\nFine,c\n")
    assert [row.problem for row in found] == [
        "3 columns, but the first line names 2; quote the text",
        "text is not UTF-8: it holds the byte 0xE9",
        "",
    ]


def test_unknown_columns_are_named_once(tmp_path):
    path, ignored = tmp_path / "a.csv", []
    path.write_text("text,sped\nOne,1\nTwo,2\n")
    assert [row.wanted for row in read_rows(path, ignored.append)] == [{}, {}]
    assert ignored == ["sped"]


def test_a_file_that_is_no_batch_is_refused(tmp_path):
    with pytest.raises(TtsError, match=r"a\.csv has no column 'text'; its first line must name the columns"):
        rows(tmp_path / "a.csv", "Hello.\n")
    with pytest.raises(TtsError, match=r"a\.xls has no known ending; a batch is \.csv, \.tsv, \.jsonl, \.ndjson"):
        rows(tmp_path / "a.xls", "text\n")


def test_lines_are_numbered_as_they_stand_blank_ones_included():
    assert line_rows(["One.\n\nTw", "o.\n  \n", "Three."]) == [Row(1, "One."), Row(3, "Two."), Row(5, "Three.")]
