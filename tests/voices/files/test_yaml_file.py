"""YAML that is read, and YAML that is refused before it costs anything."""

import time

import pytest

from voices.files.shown import shown
from voices.files.yaml_file import LARGEST_BYTES, YamlError, parse_yaml, read_yaml

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_settings_are_read_as_they_are_written(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfspeed: 1.5\nnames: [ann, b\xc3\xa9n]\ndeep: {er: {est: true}}\n")
    assert read_yaml(tmp_path / "a.yaml") == {"speed": 1.5, "names": ["ann", "bén"], "deep": {"er": {"est": True}}}
    (tmp_path / "a.yaml").write_text("# nothing yet\n")
    assert read_yaml(tmp_path / "a.yaml") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BOMB, "it has an alias (line 2, column 8)"),
        ("a: &a [*a]", "it has an alias (line 1, column 8)"),
        ("[" * 100_000, "nested too deep (line 1, column 17)"),
        ("a: [1", "expected ',' or ']'"),
        ("!!python/object/apply:os.system ['true']", "could not determine a constructor"),
        ("day: 2026-13-45", "month must be in 1..12"),
        ("number: 0x_", "invalid literal"),
        ("? [a]\n: b", "unhashable key"),
        ("a: !" + "x" * 1000, "…"),
        ("a: \x07", "characters are not allowed"),
    ],
)
def test_what_no_settings_need_is_refused_with_its_place_in_a_short_message(text, reason):
    started = time.process_time()
    with pytest.raises(YamlError) as refused:
        parse_yaml(text, "x.yaml")
    assert reason in str(refused.value)
    assert len(str(refused.value)) < 400
    assert time.process_time() - started < 1


def test_a_file_without_an_end_is_not_read_to_it(tmp_path):
    (tmp_path / "endless.yaml").symlink_to("/dev/zero")
    with pytest.raises(YamlError, match=f"larger than {LARGEST_BYTES} bytes"):
        read_yaml(tmp_path / "endless.yaml")


def test_a_file_that_is_not_utf_8_names_the_byte(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"name: Gr\xfc\xdfe\n")
    with pytest.raises(YamlError, match=r"byte 0xFC is not UTF-8"):
        read_yaml(tmp_path / "a.yaml")


@pytest.mark.parametrize(
    "value", ["x" * 100_000, [["a"] * 10_000] * 10_000, {"a": {"b": {"c": ["d"] * 99}}}, 1 << 99999], ids="tsmn"
)
def test_a_value_in_a_message_is_short_whatever_it_is(value):
    assert len(shown(value)) < 300


def test_a_short_value_is_shown_as_it_is():
    assert [shown(value) for value in ("fast", 3, ["a"], None)] == ["'fast'", "3", "['a']", "None"]
