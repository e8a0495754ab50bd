"""The page in a real browser: by keyboard alone, and with nothing from anywhere else."""

import re
import shutil
from pathlib import Path

import pytest

from tests.tts_server.running_server import PATIENCE_SECONDS, running
from tts_server.page import PAGE

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
BROWSER, DRIVER = (shutil.which(name) for name in ("chromium", "chromedriver"))
in_browser = pytest.mark.skipif(not (BROWSER and DRIVER), reason="chromium and chromedriver are not installed")


def test_the_page_loads_nothing_from_elsewhere():
    html = PAGE.read_text(encoding="utf-8")
    assert not re.findall(r"(?:src|href)=[\"'](?!data:)", html)
    assert not re.findall(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", html)


def test_a_browser_is_told_to_run_nothing_but_the_page_itself(server):
    policy = server.get("/").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy


@pytest.fixture(scope="module")
def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "window-size=1200,1000"):
        options.add_argument(f"--{argument}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def page(browser, server):
    return Page(browser, server.url)


class Page:
    """What somebody at the page does and sees."""

    def __init__(self, browser, url):
        self.browser = browser
        browser.get(url)
        browser.execute_script("localStorage.clear()")
        browser.get_log("browser")
        browser.get(url)
        self.until(lambda: self.run("return document.querySelectorAll('#voice option').length") == 2)

    def run(self, script, *arguments):
        return self.browser.execute_script(script, *arguments)

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0]).textContent", selector)

    def until(self, is_so):
        from selenium.webdriver.support.wait import WebDriverWait

        WebDriverWait(self.browser, PATIENCE_SECONDS, 0.05).until(lambda _: is_so())

    def write(self, text):
        self.run("document.getElementById('text').value = arguments[0]; document.getElementById('text').focus()", text)

    def press(self, *keys):
        from selenium.webdriver.common.action_chains import ActionChains
        from selenium.webdriver.common.keys import Keys

        chain = ActionChains(self.browser)
        *held, last = [getattr(Keys, key, key) for key in keys]
        for key in held:
            chain.key_down(key)
        chain.send_keys(last)
        for key in reversed(held):
            chain.key_up(key)
        chain.perform()

    def focused(self):
        return self.run("return document.activeElement.id")

    def errors(self):
        return [line["message"] for line in self.browser.get_log("browser") if line["level"] == "SEVERE"]


@in_browser
def test_a_text_is_said_and_each_word_marked_in_its_turn(page):
    page.write("Hello there, 5 foxes.")
    page.run(
        "window.marked = []; new MutationObserver(all => all.forEach(one => { if (one.target.className === 'now')"
        " window.marked.push(one.target.textContent); })).observe(document.getElementById('said'),"
        " {subtree: true, attributes: true})"
    )
    page.press("CONTROL", "ENTER")
    page.until(lambda: page.text("#status").startswith("Said, "))
    assert page.text("#said").split() == ["Hello", "there,", "5", "foxes."]
    marked = page.run("return window.marked")
    assert marked == [word for word in page.text("#said").split() if word in marked]  # in order, each once
    assert marked[-1] == "foxes."
    assert "phones: h" in page.run("return document.getElementById('wave').ariaLabel")
    assert page.run("return speech.seconds") > 0.5
    assert page.errors() == []


@in_browser
def test_everything_is_reached_by_keyboard_in_the_order_it_is_seen(page):
    page.write("Hello.")
    reached = []
    for _ in range(9):
        page.press("TAB")
        reached.append(page.focused())
    assert reached == ["voice", "speed", "pitch", "variation", "format", "speak", "explain", "download", "access-title"]


@in_browser
def test_everything_has_a_name_for_a_screen_reader(page):
    page.write("Hello there.")
    page.run("explain()")
    page.until(lambda: page.text("#tables"))
    tree = page.browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    needed = {"button", "textbox", "combobox", "slider", "image", "group", "region"}
    parts = [one for one in tree if not one["ignored"] and one.get("role", {}).get("value") in needed]
    nameless = [one for one in parts if not one.get("name", {}).get("value")]
    assert len(parts) > 10
    assert nameless == []


@in_browser
def test_escape_stops_at_once(page):
    page.write("The quick brown fox jumps over the lazy dog. " * 20)
    page.press("CONTROL", "ENTER")
    page.until(lambda: page.text("#status") == "Speaking")
    page.press("ESCAPE")
    assert page.text("#status") == "Stopped"
    page.until(lambda: page.run("return document.getElementById('stop').disabled"))


@in_browser
def test_how_it_is_read_is_explained(page):
    page.write("It costs $5.")
    page.run("document.getElementById('explain').click()")
    page.until(lambda: page.text("#status") == "Explained below")
    assert "is read “It costs five dollars.”" in page.text("#tables p")
    assert page.focused() == "explained"


@in_browser
def test_the_last_texts_are_kept_and_forgotten(page):
    page.write("Hello fox.")
    page.press("CONTROL", "ENTER")
    page.until(lambda: page.text("#status").startswith("Said, "))
    page.browser.refresh()
    assert page.run("return document.getElementById('text').value") == "Hello fox."
    page.run("document.querySelectorAll('#texts button')[1].click()")
    assert page.run("return localStorage.getItem('tts.texts')") == "[]"


@in_browser
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  ", "There is nothing to say yet. Please write a text first."),
        ("...", "This cannot be said: there is nothing to say: the text holds no letter, digit or symbol."),
        ("<speak>Hello", "This cannot be said: SSML, line 1, column 13: <speak> of line 1 is never closed."),
    ],
)
def test_what_cannot_be_said_is_explained_kindly(page, text, line):
    page.write(text)
    page.press("CONTROL", "ENTER")
    page.until(lambda: page.text("#wrong"))
    assert page.text("#wrong") == line


@in_browser
def test_sound_and_subtitles_are_downloaded(page, tmp_path):
    page.browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    page.write("Hello there. How are you?")
    page.press("CONTROL", "ENTER")
    page.until(lambda: page.text("#status").startswith("Said, "))
    page.run("document.getElementById('subtitles').click(); document.getElementById('download').click()")
    page.until(lambda: (tmp_path / "speech.srt").exists() and (tmp_path / "speech.mp3").exists())
    cues = Path(tmp_path / "speech.srt").read_text(encoding="utf-8").split("\n\n")
    assert [cue.splitlines()[2] for cue in cues] == ["Hello there.", "How are you?"]
    assert (tmp_path / "speech.mp3").stat().st_size > 1000


@in_browser
@pytest.mark.usefixtures("only_the_tiny_voice")
def test_a_key_is_asked_for_where_the_server_has_one(browser):
    with running(api_key="secret") as server:
        browser.get(server.url)
        page = Page.__new__(Page)
        page.browser = browser
        page.until(lambda: page.text("#wrong") == "This server asks for a key. Please write it below.")
        assert page.focused() == "key"
        page.press("secret")
        page.press("TAB")
        page.until(lambda: page.run("return document.querySelectorAll('#voice option').length") == 2)
