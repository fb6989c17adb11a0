"""Case files: what people write in plain sentences (tests/features/*.feature), run against the portal.

grammar.py   how a sentence finds its step, and what is said of one that finds none
kinds.py     the kinds of values in a sentence (dates, vaccines, grades, answers, ...)
story.py     one scenario: the child, what is asked and stated, what came back
acts/        the engine "actions": everything is done through chalicelib/actions, in a portal of its own
steps/       the sentences, topic by topic; those without an act of the portal ask chalicelib/law
run.py       `make features FILES=...`
"""
