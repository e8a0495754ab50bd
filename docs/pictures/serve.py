"""Draw the page of `tts serve`, wide and on a phone: python docs/pictures/serve.py URL (of a server that runs)."""

import sys
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.support.wait import WebDriverWait

TEXT = "Dr. Smith paid $16.50 for 3 tickets on Jan. 5, 1984. Was it worth it?"
HERE = Path(__file__).parent
SIZES = {"serve-wide": (1200, 1150, 1, "light"), "serve-phone": (390, 844, 2, "dark")}


def draw(url: str, name: str) -> None:
    """Speak a text, and draw the page while it is said."""
    width, height, scale, theme = SIZES[name]
    options = webdriver.ChromeOptions()
    for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage"):
        options.add_argument(f"--{argument}")
    browser = webdriver.Chrome(options, webdriver.ChromeService("/usr/bin/chromedriver"))
    try:
        view = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": width < 500}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", view)
        media = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        browser.get(url)
        browser.execute_script("document.getElementById('text').value = arguments[0]; explain()", TEXT)
        wait = WebDriverWait(browser, 60)
        wait.until(lambda _: browser.execute_script("return document.querySelector('#tables table')"))
        browser.find_element("id", "speak").click()
        wait.until(lambda _: browser.execute_script("return speech && speech.now >= 4"))
        shown = "speak" if width < 500 else "form"
        browser.execute_script("document.getElementById(arguments[0]).scrollIntoView(); scrollBy(0, -80)", shown)
        time.sleep(0.2)
        browser.save_screenshot(str(HERE / f"{name}.png"))
    finally:
        browser.quit()


if __name__ == "__main__":
    for one in SIZES:
        draw(sys.argv[1], one)
