"""The other components: valid markup, escaped words, addresses that cannot run a script."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.templates.gallery import ERRORS, FILLED, PAGES, TASKS, TIMELINE, page_context
from tests.templates.markup import all_of, mistakes, page, part, text_of
from tests.templates.rendering import A_DAY, A_LAW, Form, Page, Viewer, call, context, environment, render

BAD = '"><script>go()</script>'

PARTS = {
    "status": ("records", "bad, 'good'"),
    "tag": ("records", "bad"),
    "qr_picture": ("codes", "{'size': 29, 'outline': bad}, bad, bad, 120"),
    "paper_check": ("codes", "{'page': bad, 'code': bad, 'qr': {'size': 29, 'outline': bad}}"),
    "summary_list": ("records", "[(bad, bad, '/change')]"),
    "copyable_number": ("records", "bad"),
    "figures": ("records", "[(bad, 1204)]"),
    "address_block": ("records", "[bad, '', bad]"),
    "back_link": ("navigation", "'/x', bad"),
    "step_indicator": ("navigation", "2, ['a', bad, 'c']"),
    "task_list": ("navigation", "tasks"),
    "timeline": ("navigation", "events"),
    "pagination": ("navigation", "'/1', '/3', bad"),
    "alert": ("messages", "'error', bad, bad, announce=true"),
    "empty_state": ("messages", "bad, bad, bad, '/x'"),
    "error_summary": ("messages", "form"),
    "citation": ("law", "law"),
    "data_table": ("tables", "bad, [bad, 'b'], [[bad, bad], ['x', 1]], numeric=[1]"),
    "date_text": ("dates", "day"),
    "date_range": ("dates", "day, day"),
    "button": ("forms", "bad, 'outline', 'do', bad"),
    "button_link": ("links", "bad, '/x'"),
    "link": ("links", "bad, '/x', bad, 'es'"),
}


@pytest.mark.parametrize("macro", PARTS)
def test_a_component_is_valid_markup_and_escapes_what_it_is_given(macro: str) -> None:
    component, arguments = PARTS[macro]
    hostile = Form(wrong={"x": BAD})
    html = call(component, macro, arguments, bad=BAD, form=hostile, tasks=TASKS, events=TIMELINE, law=A_LAW, day=A_DAY)
    tree = part(html.replace("#field-x", "#"))
    assert all_of(tree, "script") == []
    assert mistakes(tree) == []


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("/parents/1", "/parents/1"),
        ("?page=2", "?page=2"),
        ("#main", "#main"),
        ("https://leginfo.legislature.ca.gov/", "https://leginfo.legislature.ca.gov/"),
        ("mailto:help@example.org", "mailto:help@example.org"),
        ("javascript:go()", "#"),
        ("JaVaScRiPt:go()", "#"),
        (" javascript:go()", "#"),
        ("data:text/html,x", "#"),
        ("//evil.example", "#"),
        ("/\\evil.example", "#"),
        ("http://plain.example", "#"),
        ("", "#"),
    ],
)
def test_only_own_paths_and_https_become_links(url: str, shown: str) -> None:
    assert render("{{ href(url) }}", url=url) == shown


def test_a_form_carries_its_token_its_operation_and_the_version_shown() -> None:
    imported = '{% from "components/forms.html" import post_form with context %}'
    source = imported + '{% call post_form("/x", version=7) %}{% endcall %}'
    tree = part(render(source))
    assert {box.get("name"): box.get("value") for box in all_of(tree, "input")} == {
        "csrf": "token-of-this-session",
        "operation": "operation-1",
        "version": "7",
    }
    assert [form.get("method") for form in all_of(tree, "form")] == ["post"]


def test_errors_lead_to_their_fields_in_the_same_words() -> None:
    tree = part(call("messages", "error_summary", "form", form=Form(wrong={"x": "Say why"})).replace("#field-x", "#"))
    assert [text_of(link) for link in all_of(tree, "a")] == ["Say why"]
    (summary,) = [node for node in tree.iter() if node.get("role") == "alert"]
    assert summary.get("tabindex") == "-1"


def test_no_errors_no_summary() -> None:
    assert call("messages", "error_summary", "form", form=Form()).strip() == ""


def test_a_change_link_says_what_it_changes() -> None:
    tree = part(call("records", "summary_list", "[('Birth date', 'March 14, 2027', '/birth')]"))
    assert [text_of(link) for link in all_of(tree, "a")] == ["Change Birth date"]


def test_each_step_of_a_timeline_says_its_state_in_words() -> None:
    states = ("done", "now", "later", "stopped")
    events = [SimpleNamespace(state=state, heading="x", when=None, text=None) for state in states]
    tree = part(call("navigation", "timeline", "events", events=events))
    assert [text_of(item) for item in all_of(tree, "li")] == ["Done: x", "Now: x", "Not yet: x", "Stopped: x"]


def test_a_table_has_a_caption_and_header_cells_with_their_scope() -> None:
    tree = part(call("tables", "data_table", "'Years', ['Year', 'Issued'], [['2026', '12']], numeric=[1]"))
    assert [text_of(node) for node in all_of(tree, "caption")] == ["Years"]
    assert [node.get("scope") for node in all_of(tree, "th")] == ["col", "col", "row"]


def test_an_open_end_is_told_as_such() -> None:
    assert "From" in call("dates", "date_range", "day", day=A_DAY)
    assert " to " in call("dates", "date_range", "day, day", day=A_DAY)


SAMPLES = sorted(PAGES.glob("*.html"))


@pytest.mark.parametrize("form", [Form(), FILLED, ERRORS], ids=["empty", "filled", "wrong"])
@pytest.mark.parametrize("viewer", [None, Viewer()], ids=["visitor", "signed in"])
@pytest.mark.parametrize("sample", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_whole_page_is_valid(sample: Path, viewer: Viewer | None, form: Form) -> None:
    template = environment({"this.html": sample.read_text()}).get_template("this.html")
    html = template.render(page_context(viewer=viewer, form=form))
    tree = page(html)
    shown = {node.get("id") for node in tree.iter()}
    outside = {f"a link leads nowhere: #{e.field_id}" for e in form.errors if e.field_id not in shown}
    assert [fault for fault in mistakes(tree) if fault not in outside] == []
    assert len(all_of(tree, "h1")) == 1
    assert len(all_of(tree, "main")) == 1


def base_page(**changes: object) -> str:
    return environment().get_template("layouts/base.html").render(context(**changes))


def test_the_title_names_the_page_and_the_service() -> None:
    assert "<title>A page - Exemption Portal</title>" in base_page()


def test_the_title_says_error_first() -> None:
    assert "<title>Error: A page - Exemption Portal</title>" in base_page(form=ERRORS)


def test_a_visitor_can_sign_in_and_no_one_is_signed_out_by_a_link() -> None:
    visitor = page(base_page())
    assert {"/sign-in", "/register", "/forgot-password"} <= {link.get("href") for link in all_of(visitor, "a")}
    reader = page(base_page(viewer=Viewer()))
    assert {form.get("action"): form.get("method") for form in all_of(reader, "form")} == {"/sign-out": "post"}
    assert "/sign-in" not in {link.get("href") for link in all_of(reader, "a")}


def test_every_page_says_that_it_is_not_a_state_site() -> None:
    assert "This is not an official state site" in base_page()


@pytest.mark.parametrize("lang", ["en", "es", "zh-Hant"])
def test_each_language_is_offered_in_its_own_name_and_the_present_one_is_marked(lang: str) -> None:
    tree = page(base_page(page=Page(path="/help", lang=lang)))
    links = [link for link in all_of(tree, "a") if link.get("hreflang")]
    offered = {link.get("lang"): (text_of(link), link.get("href")) for link in links}
    assert offered == {
        "en": ("English", "/help?lang=en"),
        "es": ("Español", "/help?lang=es"),
        "zh-Hant": ("繁體中文", "/help?lang=zh-Hant"),
    }
    assert [link.get("lang") for link in all_of(tree, "a") if link.get("aria-current")] == [lang]
    assert tree.get("lang") == lang
