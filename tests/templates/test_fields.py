"""Fields: valid markup in every state, what was typed stays, errors are tied to their field, words are escaped."""

import pytest

from tests.templates.markup import all_of, mistakes, part, text_of
from tests.templates.rendering import OPTIONS, Form, call

VACCINES = [("DTAP", "DTaP"), ("MMR", "MMR")]
FIELDS = {
    "text_input": ("fields", 'form, "x", "Name", hint="As on papers"'),
    "email_input": ("fields", 'form, "x", "E-mail"'),
    "phone_input": ("fields", 'form, "x", "Phone", optional=true'),
    "code_input": ("fields", 'form, "x", "Code"'),
    "password_input": ("fields", 'form, "x", "Password", hint="15 or more"'),
    "textarea": ("fields", 'form, "x", "Why"'),
    "select": ("fields", 'form, "x", "Relation", options'),
    "radios": ("choices", 'form, "x", "Relation", options, hint="Choose one"'),
    "checkboxes": ("choices", 'form, "x", "Relation", options'),
    "checkbox": ("choices", 'form, "x", "I agree"'),
    "memorable_date": ("dates", 'form, "x", "Birth date", hint="3 27 2017"'),
}
STATES = {
    "empty": Form(),
    "filled": Form(values={"x": "guardian", "x_month": "3"}),
    "wrong": Form(values={"x": "nobody", "x_month": "13"}, wrong={"x": "Say who you are"}),
    "hostile": Form(values={"x": "\"><script>go()</script>&'", "x_month": '"><b>'}, wrong={"x": "<b>no</b>"}),
    "Chinese": Form(values={"x": "王小明"}, wrong={"x": "請輸入姓名"}),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("macro", FIELDS)
def test_a_field_is_valid_markup_with_a_label_in_every_state(macro: str, state: str) -> None:
    component, arguments = FIELDS[macro]
    tree = part(call(component, macro, arguments, form=STATES[state], options=OPTIONS))
    assert mistakes(tree) == []
    assert all_of(tree, "script", "b") == []


@pytest.mark.parametrize("macro", FIELDS)
def test_an_error_stands_at_its_field_and_is_read_with_it(macro: str) -> None:
    component, arguments = FIELDS[macro]
    form = STATES["wrong"]
    tree = part(call(component, macro, arguments, form=form, options=OPTIONS))
    error = next(node for node in tree.iter() if node.get("id") == "field-x-error")
    assert text_of(error) == "Error: Say who you are"
    assert any("field-x-error" in node.get("aria-describedby", "").split() for node in tree.iter())
    assert form.errors[0].field_id in {node.get("id") for node in tree.iter()}


@pytest.mark.parametrize("macro", FIELDS)
def test_a_field_without_an_error_does_not_look_wrong(macro: str) -> None:
    component, arguments = FIELDS[macro]
    html = call(component, macro, arguments, form=STATES["filled"], options=OPTIONS)
    assert "aria-invalid" not in html
    assert "error" not in html


@pytest.mark.parametrize("macro", ["text_input", "email_input", "phone_input", "code_input"])
def test_what_was_typed_stays_in_the_box(macro: str) -> None:
    component, arguments = FIELDS[macro]
    tree = part(call(component, macro, arguments, form=STATES["hostile"]))
    assert [box.get("value") for box in all_of(tree, "input")] == [STATES["hostile"].values["x"]]


def test_what_was_written_stays_in_the_large_box_with_its_first_line_break() -> None:
    form = Form(values={"x": "\nfirst line\nsecond"})
    (box,) = all_of(part(call("fields", "textarea", 'form, "x", "Why"', form=form)), "textarea")
    assert box.text == "\nfirst line\nsecond"


def test_a_password_is_never_sent_back() -> None:
    html = call("fields", "password_input", 'form, "x", "Password"', form=Form(values={"x": "a secret of mine"}))
    assert "a secret of mine" not in html
    assert 'autocomplete="current-password"' in html


def test_the_chosen_options_stay_chosen() -> None:
    several = Form(values={"x": ["mother", "guardian"]})
    tree = part(call("choices", "checkboxes", 'form, "x", "Who", options', form=several, options=OPTIONS))
    chosen = [box.get("value") for box in all_of(tree, "input") if box.get("checked") is not None]
    assert chosen == ["mother", "guardian"]


def test_one_chosen_option_given_as_text_does_not_choose_those_that_contain_it() -> None:
    form = Form(values={"x": "DTAP-2"})
    options = [("DTAP", "One"), ("DTAP-2", "Two")]
    for macro in ("radios", "checkboxes"):
        tree = part(call("choices", macro, 'form, "x", "Which", options', form=form, options=options))
        assert [box.get("value") for box in all_of(tree, "input") if box.get("checked") is not None] == ["DTAP-2"]


def test_one_consent_is_ticked_only_by_its_own_value() -> None:
    ticked = call("choices", "checkbox", 'form, "x", "I agree"', form=Form(values={"x": "yes"}))
    not_ticked = call("choices", "checkbox", 'form, "x", "I agree"', form=Form(values={"x": ""}))
    assert (" checked" in ticked, " checked" in not_ticked) == (True, False)


def test_an_optional_field_says_so_in_words() -> None:
    assert "(optional)" in call("fields", "text_input", 'form, "x", "Name", optional=true', form=Form())
    assert "(optional)" not in call("fields", "text_input", 'form, "x", "Name"', form=Form())


def test_only_the_wrong_box_of_a_date_is_marked() -> None:
    form = Form(wrong={"x": "The month must be 1 to 12", "x_month": "The month must be 1 to 12"})
    tree = part(call("dates", "memorable_date", 'form, "x", "Birth date"', form=form))
    assert [box.get("name") for box in all_of(tree, "input") if box.get("aria-invalid")] == ["x_month"]


def test_all_boxes_of_a_date_are_marked_when_the_whole_date_is_wrong() -> None:
    form = Form(wrong={"x": "Enter a date"})
    tree = part(call("dates", "memorable_date", 'form, "x", "Birth date"', form=form))
    assert len([box for box in all_of(tree, "input") if box.get("aria-invalid")]) == 3


@pytest.mark.parametrize("month", ["September", "septiembre", "setiembre", "11月", "12"])
def test_the_box_of_the_month_has_room_for_its_name_in_each_language(month: str) -> None:
    """Given a month typed as a word, then the browser does not cut it off."""
    tree = part(call("dates", "memorable_date", 'form, "x", "Birth date"', form=Form()))
    room = {box.get("name"): int(box.get("maxlength", "0")) for box in all_of(tree, "input")}
    assert room["x_month"] >= len(month)
    assert (room["x_day"], room["x_year"]) == (2, 4)


def test_a_childs_birth_date_is_not_filled_in_with_the_readers() -> None:
    html = call("dates", "memorable_date", 'form, "x", "Birth date"', form=Form())
    assert "autocomplete" not in html


def test_a_label_can_be_the_heading_of_its_page() -> None:
    for macro in ("text_input", "textarea"):
        tree = part(call("fields", macro, 'form, "x", "What is it?", as_heading=true', form=Form()))
        assert [text_of(node) for node in all_of(tree, "h1")] == ["What is it?"]
        assert mistakes(tree) == []
