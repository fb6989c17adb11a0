"""The demo data of the local run: a year of the portal's life, told through the portal's own actions.

`ensure(folder)` is what the local run calls once its services answer. Nothing here writes past an action.

    people.py, cast.py        who takes part; the one passphrase
    accounts.py, families.py, clinics.py, state.py, agency.py    what each audience does, in the words of the stories
    threads.py                what several stories have in common
    stories/                  the stories: `yield 20` waits until twenty days before today
    play.py, stage.py         the story clock, and the contexts that the actions are called with
    ports.py                  the license look-up as of the story's day; one hash for the one passphrase

A new story is a public function in a module of stories/. tests/demo holds that every row of the state table happens.
"""

from infra.local.demo.making import ensure

__all__ = ["ensure"]
