"""`make strings` keeps translations and headers, drops what nothing says any more, and shows where a text stands."""

from babel.messages.catalog import Catalog

from infra.strings import brought_up, said

KEPT = """\
# Spanish (United States) texts.
msgid ""
msgstr ""
"Language: es\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: an_old_place.py
msgid "Ended"
msgstr "Terminada"

msgid "Nothing says this any more"
msgstr "Ya nada lo dice"
"""


def template() -> Catalog:
    """What a small source says."""
    made = Catalog()
    made.add("Ended", None, [("pages/status.py", 12)], auto_comments=["an exemption whose last day has passed"])
    made.add("Ended on", None, [("pages/status.py", 13)])
    return made


def test_a_catalogue_is_brought_up_without_losing_what_people_wrote() -> None:
    assert brought_up(KEPT, template(), "es") == (
        "# Spanish (United States) texts.\n"
        'msgid ""\n'
        'msgstr ""\n'
        '"Language: es\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
        "\n"
        "#. an exemption whose last day has passed\n"
        "#: pages/status.py\n"
        'msgid "Ended"\n'
        'msgstr "Terminada"\n'
        "\n"
        "#: pages/status.py\n"
        'msgid "Ended on"\n'
        'msgstr ""\n'
    )


def test_a_second_run_changes_nothing() -> None:
    once = brought_up(KEPT, template(), "es")
    assert brought_up(once, template(), "es") == once


def test_notes_to_translators_are_taken_from_code_and_templates() -> None:
    found = said(("chalicelib/web/reviews", "templates/operators"))
    assert found["On hold"].auto_comments  # from reviews/names.py
    assert found["Access to"].auto_comments  # from operators/account.html
    assert {path for path, _line in found["Access to"].locations} == {"templates/operators/account.html"}
