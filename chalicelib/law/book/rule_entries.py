"""The rules as the public page lists them: a sentence each, its law, its numbers, its tables, its example."""

from chalicelib.law.book.rule import Rule
from chalicelib.law.book.rules_forms import FORMS_RULES
from chalicelib.law.book.rules_schools import SCHOOLS_RULES
from chalicelib.law.book.rules_state import STATE_RULES

RULES: tuple[Rule, ...] = (*FORMS_RULES, *STATE_RULES, *SCHOOLS_RULES)
