"""What tests of imports share: a school's office, the import form as a browser sends it, the job that applies."""

from chalicelib.domain.account import Role
from chalicelib.domain.student import Student
from chalicelib.jobs.apply_imports import apply_imports
from tests.builders import SCHOOL_ID, World
from tests.checks.after_each_test import all_items
from tests.portal import Portal, Shown

IMPORT = f"/schools/at/{SCHOOL_ID}/import"
BOUNDARY = "----portal-test"
HEADER = "last_name,first_name,birth_date,grade"
ROSALIND = "Quillfeather,Rosalind,2018-03-14,2"
TOBIAS = "Brindlemoor,Tobias,2019-09-02,1"


def office(world: World) -> Portal:
    return world.browser(world.default_user(Role.SCHOOL))


def roster(*lines: str, header: str = HEADER) -> str:
    return "\n".join((header, *lines, ""))


def pasted(browser: Portal, text: str) -> Shown:
    """Paste a file's lines into the form."""
    return browser.get(IMPORT).press("Read the file", text=text)


def sent(browser: Portal, content: bytes, path: str = IMPORT) -> Shown:
    """Send the form as a browser does where it holds a file."""
    hidden = browser.get(path).form("Read the file").hidden
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in {**hidden, "text": ""}.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n'
    head += "Content-Type: text/csv\r\n\r\n"
    body = b"".join(parts) + head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    return browser.post_raw(path, body, **{"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})


def applied(world: World, preview: Shown) -> Shown:
    """Confirm an import and let the job apply it; the page as it is then."""
    page = preview.press("Import the file").follow()
    apply_imports(world.clock)
    return page.portal.get(page.path)


def students(world: World) -> list[Student]:
    """Every record of a student, by name."""
    ids = [item["PK"].removeprefix("STUDENT#") for item in all_items(world.table.name) if item.get("type") == "student"]
    found = [world.ctx().store.get(Student, each) for each in ids]
    return sorted(found, key=lambda each: (each.facts.child.last_name, each.facts.child.first_name))


def figures(page: Shown) -> dict[str, int]:
    """The counts of a page by their words."""
    words = [
        (name.text or "", value.text or "")
        for each in page.html.iter("dl")
        if each.get("class") == "figures"
        for name, value in (each_row[:2] for each_row in map(list, each))
    ]
    return {name.strip(): int(value.replace(",", "")) for name, value in words}
