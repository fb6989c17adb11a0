"""Renders every component to build/gallery/*.html and takes screenshots: run by hand, look at the pictures.

python -m tests.templates.gallery [width ...]     widths in CSS pixels, 1280 and 320 when none is given
"""

import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

from playwright.sync_api import sync_playwright

from tests.templates.rendering import A_DAY, A_LAW, A_MOMENT, OPTIONS, ROOT, Form, Page, Viewer, context, environment

OUT = ROOT / "build" / "gallery"
PAGES = Path(__file__).parent / "gallery_pages"

ERRORS = Form(
    values={"first_name": "Ana María", "child_name": "", "birth_month": "13", "birth_day": "3", "birth_year": "2017"},
    wrong={
        "child_name": "Enter the child's name as it is on school papers",
        "relation": "Choose how you are related to the child",
        "birth": "The month must be a number from 1 to 12",
        "birth_month": "The month must be a number from 1 to 12",
        "until": "Choose a day no later than March 14, 2028",
        "notices": "Tick the box to say that you read the notices",
        "vaccines": "Choose at least one vaccine",
        "county": "Choose a county",
        "why": "Say why you appeal",
        "password": "Enter a password of 15 characters or more",
    },
    laws={"until": A_LAW},
)
FILLED = Form(values={"relation": "guardian", "vaccines": ["MMR", "VAR"], "notices": "yes", "county": "alameda"})

TIMELINE = [
    SimpleNamespace(state="done", heading="You asked for an exemption", when="March 1, 2027", text=None),
    SimpleNamespace(state="done", heading="The doctor issued the exemption", when="March 14, 2027", text=None),
    SimpleNamespace(
        state="now",
        heading="The school can see it",
        when="Since March 14, 2027",
        text="You do not need to bring paper to the school.",
    ),
    SimpleNamespace(state="later", heading="The exemption ends", when="Expected August 2031", text=None),
]
TASKS = [
    SimpleNamespace(text="Your child", url="/x", status_text="Done", status_kind="good", hint=None),
    SimpleNamespace(
        text="School or child care",
        url="/x",
        status_text="Started",
        status_kind="info",
        hint="You can also say home school",
    ),
    SimpleNamespace(text="Check and send", url=None, status_text="Cannot start yet", status_kind="neutral", hint=None),
]
STEPS = ["Child's name", "Birth date", "School", "Grade", "You", "Phone", "Doctor", "Consent"]
VACCINES = [("DTAP", "DTaP", "Diphtheria, tetanus, whooping cough"), ("MMR", "MMR"), ("VAR", "Chickenpox")]


def page_context(**changes: Any) -> dict[str, Any]:
    """All the facts that the gallery's pages show."""
    facts = {
        "form": FILLED,
        "day": A_DAY,
        "moment": A_MOMENT,
        "law": A_LAW,
        "options": OPTIONS,
        "vaccines": VACCINES,
        "events": TIMELINE,
        "tasks": TASKS,
        "steps": STEPS,
    }
    return context(**{**facts, **changes})


def write_pages() -> list[str]:
    """Renders all gallery pages into OUT and returns their file names."""
    sources = {f"gallery/{path.name}": path.read_text() for path in PAGES.glob("*.html")}
    env = environment(sources)
    OUT.mkdir(parents=True, exist_ok=True)
    renderings = {
        "home": ("home.html", {"page": Page("Ask for a medical exemption from a school vaccine", "/")}),
        "records": ("records.html", {"page": Page("Your child's exemption"), "viewer": Viewer()}),
        "question": ("question.html", {"page": Page("What is your child's name?"), "form": Form()}),
        "fields": ("fields.html", {"page": Page("All kinds of fields"), "viewer": Viewer()}),
        "errors": ("fields.html", {"page": Page("All kinds of fields"), "form": ERRORS, "viewer": Viewer()}),
        "letter": ("letter.html", {"page": Page("Medical exemption from required immunizations")}),
    }
    for name, (template, changes) in renderings.items():
        html = env.get_template(f"gallery/{template}").render(page_context(**changes))
        (OUT / f"{name}.html").write_text(html)
    return [f"{name}.html" for name in renderings]


class FromRoot(SimpleHTTPRequestHandler):
    """Serves the repository's folder, so that /static is where the pages expect it."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments, directory=str(ROOT))

    def log_message(self, *_: object) -> None:
        """Keeps the terminal quiet."""


def take_pictures(names: list[str], widths: list[int]) -> None:
    """One full-page picture of each page at each width; says when a page is wider than the window."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), FromRoot)
    Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for width in widths:
            tab = browser.new_page(viewport={"width": width, "height": 800})
            for name in names:
                tab.goto(f"http://127.0.0.1:{server.server_port}/build/gallery/{name}")
                tab.screenshot(path=OUT / f"{Path(name).stem}-{width}.png", full_page=True)
                reached = tab.evaluate("document.documentElement.scrollWidth")
                said = "fits" if reached <= width else f"is wider than the window: {reached}"
                sys.stdout.write(f"{name} at {width} {said}\n")
        tab.emulate_media(media="print")
        tab.pdf(path=OUT / "letter.pdf", prefer_css_page_size=True, tagged=True)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    take_pictures(write_pages(), [int(width) for width in sys.argv[1:]] or [1280, 320])
