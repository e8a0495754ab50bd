"""espeak: its data where their path is too long for it, and threads that use it at once."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from frontend.phones import espeak


def test_a_data_path_too_long_for_espeak_is_copied_to_the_cache(tmp_path, monkeypatch):
    import platformdirs

    data = tmp_path / ("long" * 30) / ("path" * 20)
    data.mkdir(parents=True)
    (data / "phontab").write_bytes(b"tables")
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda _: str(tmp_path / "cache"))
    copy = espeak._short_path(data)
    assert (copy / "phontab").read_bytes() == b"tables"
    assert len(str(copy)) < 160
    assert espeak._short_path(data) == copy


def test_a_cache_path_too_long_as_well_is_an_error(tmp_path, monkeypatch):
    import platformdirs

    data = tmp_path / ("long" * 60)
    data.mkdir()
    (data / "phontab").write_bytes(b"tables")
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda _: str(tmp_path / ("c" * 200)))
    with pytest.raises(espeak.EspeakError, match="at most 159 bytes"):
        espeak._short_path(data)


def test_missing_data_is_an_error_and_not_the_end_of_the_interpreter(tmp_path):
    script = (
        "import espeakng_loader\n"
        f"espeakng_loader.get_data_path = lambda: {str(tmp_path / 'gone')!r}\n"
        "from frontend.phones.espeak import EspeakError, transcribe\n"
        "try: transcribe('hi', 'en-us')\n"
        "except EspeakError as error: print('ERROR', error)\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.startswith("ERROR")
    assert "install espeakng-loader again" in result.stdout


def test_espeak_works_from_the_copy(tmp_path):

    script = (
        "import platformdirs, frontend.phones.espeak as espeak\n"
        f"platformdirs.user_cache_dir = lambda _: {str(tmp_path)!r}\n"
        "espeak._fits = lambda path: path.is_relative_to(platformdirs.user_cache_dir(''))\n"
        "print(espeak.transcribe('hello', 'en-us'))\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout == "['h_ə_l_ˈoʊ']\n"


def test_a_copy_that_takes_another_language_speaks_it_as_a_new_one_does(monkeypatch):
    words = {"en-us": "the weather", "de": "das Wetter", "uk": "погода", "da": "vejret", "pt": "o tempo"}
    expected = {language: espeak.transcribe(text, language) for language, text in words.items()}
    monkeypatch.setattr(espeak, "_copies", espeak._Copies())
    monkeypatch.setattr(espeak, "MOST_COPIES", 1)
    for _ in range(2):
        assert {language: espeak.transcribe(text, language) for language, text in words.items()} == expected


def test_however_many_languages_are_asked_there_are_few_copies_of_the_library(monkeypatch):
    made = []
    plain = espeak._wrapper()
    monkeypatch.setattr(espeak, "_wrapper", lambda: lambda: made.append(plain()) or made[-1])
    monkeypatch.setattr(espeak, "_copies", espeak._Copies())
    for language in list(espeak.languages())[:20] * 2:
        espeak.transcribe("ha", language)
    assert len(made) == espeak.MOST_COPIES


@pytest.mark.parametrize(
    ("symbol", "language"), [("©", "pt"), ("`", "vi"), ("ⓜ", "bn"), ("⣿", "fi"), ("⣿", "ar"), ("⡿", "ti"), ("⣿", "my")]
)
def test_no_symbol_ends_the_interpreter(symbol, language):
    script = (
        "from frontend.phones.words import phonemize_words\n"
        f"print(len(phonemize_words(['a', {symbol!r}, {symbol!r}, 'a'], {language!r})))"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, "4\n")


def test_threads_do_not_hear_each_others_clauses():
    clauses = [("hello", "en-us"), ("goodbye", "en-us"), ("guten tag", "de"), ("bonjour", "fr-fr")]
    expected = [espeak.transcribe(*clause) for clause in clauses]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda number: espeak.transcribe(*clauses[number % 4]), range(800)))
    assert found == expected * 200


def test_what_phonemizer_needs_for_many_processes_is_imported_when_it_is_used():
    script = (
        "import sys\n"
        "from frontend.phones.espeak import transcribe\n"
        "assert transcribe('hi', 'en-us')\n"
        "assert not [name for name in sys.modules if name.startswith('joblib')]\n"
        "from phonemizer.backend import base\n"
        "assert base.joblib.Parallel\n"
        "import joblib.memory\n"
        "assert joblib.Parallel is base.joblib.Parallel\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
