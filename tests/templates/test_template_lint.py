"""The lint itself: each kind of fault is found, and what is right passes."""

import pytest

from tests.templates.rendering import TEMPLATES
from tests.templates.template_lint import faults

A_PAGE = TEMPLATES / "parents" / "page.html"

WRONG = {
    "marked as safe": ("<p>{{ note | safe }}</p>", "|safe"),
    "made into markup": ("<p>{{ Markup(note) }}</p>", "Markup()"),
    "escaping turned off": ("{% autoescape false %}{{ note }}{% endautoescape %}", "escaping is turned off"),
    "unquoted value": ("<p class={{ kind }}></p>", "not quoted"),
    "unquoted literal": ("<p class=quiet></p>", "not quoted"),
    "inline style": ('<p style="color: red"></p>', "style on <p>"),
    "style element": ("<style>p { color: red }</style>", "<style> inside"),
    "inline script": ("<script>go()</script>", "<script> inside"),
    "event handler": ('<p onclick="go()"></p>', "onclick on <p>"),
    "bare words": ("<p>Hello there</p>", "words outside gettext: 'Hello there'"),
    "bare words after a tag": ("{% if x %}Hello{% endif %}", "words outside gettext: 'Hello'"),
    "words printed": ('<p>{{ "Hello" }}</p>', "words outside gettext: 'Hello'"),
    "words printed on one branch": ('<p>{{ name or "No one yet" }}</p>', "words outside gettext: 'No one yet'"),
    "words in alt": ('<img src="/a.png" alt="A school">', "words outside gettext in alt"),
    "words in aria-label": ('<nav aria-label="Pages"></nav>', "words outside gettext in aria-label"),
    "label given as a literal": ('{{ text_input(form, "name", "First name") }}', "'First name'"),
    "hint given as a literal": ('{{ text_input(form, "name", _("Name"), hint="As on papers") }}', "'As on papers'"),
    "options given as literals": ('{{ radios(form, "a", _("Which"), [("x", "One of two")]) }}', "'One of two'"),
    "any address": ('<a href="{{ url }}">{{ _("Go") }}</a>', "not checked"),
    "any address after a scheme": ('<a href="javascript:{{ url }}">{{ _("Go") }}</a>', "not checked"),
    "another host": ('<a href="//{{ host }}">{{ _("Go") }}</a>', "not checked"),
    "any form target": ('<form action="{{ url }}"></form>', "not checked"),
    "moved base": ('<base href="/x">', "<base>"),
}  # fmt: skip

RIGHT = {
    "words through gettext": '<p>{{ _("Hello") }}</p>',
    "words through trans": "<p>{% trans name=name %}Hello {{ name }}{% endtrans %}</p>",
    "plural words": '<p>{{ ngettext("%(num)s child", "%(num)s children", count) }}</p>',
    "a code given to a component": '{{ status(_("Issued"), "good") }}',
    "codes in conditions": '{% if kind == "Some Kind" %}{{ x }}{% endif %}',
    "an own path": '<a href="/parents/{{ id }}">{{ _("Go") }}</a>',
    "a checked address": '<a href="{{ href(url) }}">{{ _("Go") }}</a>',
    "a compiled file": '<script src="{{ asset("portal.js") }}" defer></script>',
    "numbers and signs": "<p>{{ a }} / {{ b }} &middot; 12</p>",
    "a comment": "{# Words for programmers #}<p>{{ x }}</p>",
    "a computed quoted value": '<p class="a{% if b %} c{% endif %}" title="{{ _("More") }}"></p>',
}


@pytest.mark.parametrize(("source", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_fault_is_found(source: str, said: str) -> None:
    assert any(said in fault for fault in faults(A_PAGE, source)), faults(A_PAGE, source)


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT.keys())
def test_what_is_right_passes(source: str) -> None:
    assert faults(A_PAGE, source) == []


def test_a_fault_is_named_with_its_line() -> None:
    assert faults(A_PAGE, '<p>{{ _("One") }}</p>\n<p>Two words</p>') == ["2: words outside gettext: 'Two words'"]
