"""The areas whose mutants are tried, each with the modules that are changed and the tests that belong to it."""

from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
_PORTAL = (".chalice", "app.py", "chalicelib", "infra", "perf", "static", "templates", "tests")


class Area(NamedTuple):
    """What one mutation run changes and what may notice it.

    `changed`: patterns of modules. `unchanged`: those of them in which nothing is decided. `copied`: all that the tests
    need. `left_out`: test files that read the source, or judge something else than what the changed code says.
    `words`: what is changed, `omitted`: what is not and why, as the page says it.
    """

    words: str
    omitted: str
    changed: tuple[str, ...]
    tests: tuple[str, ...]
    copied: tuple[str, ...] = _PORTAL
    unchanged: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def modules(self) -> dict[str, str]:
        """Return the path of each module that is changed, by the name that the page has for it."""
        found = sorted(path.relative_to(ROOT).as_posix() for each in self.changed for path in ROOT.glob(each))
        return {
            Path(path).stem: path
            for path in found
            if not path.endswith("/__init__.py") and not any(fnmatch(path, each) for each in self.unchanged)
        }


AREAS: Mapping[str, Area] = {
    "law": Area(
        words="`chalicelib/law`. Its tests are `tests/law`, and `tests/reference_model` with a brief sample of days",
        omitted="modules that describe the rules and decide nothing, namely labels, reason codes, and the sentences, "
        "rows and worked examples of the public rule book (`law/book`); `tests/law/test_law_rule_book.py` holds them. "
        "The numbers in `chalicelib/law/tables` are no code and are compared by the slow engine instead",
        changed=("chalicelib/law/*.py",),
        # Names and codes: no rule is in them. The public page's part, `law/book`, is no module of this folder.
        unchanged=("*/marking.py", "*/reason_codes.py"),
        tests=("tests",),
        copied=("chalicelib/law", "tests/law", "tests/reference_model"),
        # Tests that read the source of the law or of the tests see the changed text, not a changed rule; costs are
        # other on changed code; the planted errors are errors already; the page's test needs the portal's texts.
        left_out=(
            "tests/law/test_law_shape.py",
            "tests/law/test_law_no_numbers.py",
            "tests/law/test_law_cost.py",
            "tests/law/test_law_rule_book.py",
            "tests/law/test_law_reason_codes.py",
            "tests/reference_model/test_planted_errors.py",
        ),
    ),
    "access": Area(
        words="what asks the access table and what the reaches, parts and offices of people are judged by",
        omitted="the rows of the access table, which are no code: `tests/domain/who_may_do_what.csv` states them "
        "again, and a test compares the two",
        changed=(
            "chalicelib/domain/permissions.py",
            "chalicelib/domain/access_table.py",
            "chalicelib/domain/access.py",
            "chalicelib/domain/account.py",
            "chalicelib/domain/confidentiality.py",
            "chalicelib/domain/emergency.py",
            "chalicelib/domain/mail_domains.py",
            "chalicelib/domain/school_access.py",
            "chalicelib/domain/school_people.py",
        ),
        tests=(
            "tests/domain/test_permissions.py",
            "tests/domain/test_independent_tables.py",
            "tests/web/test_confidentiality.py",
            "tests/web/test_account_fields.py",
            "tests/web/test_schools_people.py",
            "tests/web/test_school_sleepers.py",
            "tests/domain/test_mail_domains.py",
            "tests/domain/test_offices.py",
            "tests/domain/test_school_people.py",
        ),
    ),
    "tokens": Area(
        words="signed tokens, cookies, tokens of forms, mailed links, codes and keys",
        omitted="nothing",
        changed=(
            "chalicelib/runtime/entropy.py",
            "chalicelib/runtime/envelope.py",
            "chalicelib/runtime/origin_keys.py",
            "chalicelib/runtime/secret_keys.py",
            "chalicelib/domain/ids.py",
            "chalicelib/storage/tokens.py",
            "chalicelib/actions/accounts/mailed_codes.py",
            "chalicelib/actions/accounts/mailed_links.py",
            "chalicelib/actions/accounts/one_time_codes.py",
            "chalicelib/actions/accounts/reauthentication.py",
            "chalicelib/actions/accounts/recovery_codes.py",
            "chalicelib/web/http/cookies.py",
            "chalicelib/web/http/csrf.py",
            "chalicelib/web/http/list_links.py",
            "chalicelib/web/http/signed_tokens.py",
        ),
        tests=(
            "tests/domain/test_numbers.py",
            "tests/domain/test_certificate_check.py",
            "tests/runtime",
            "tests/security/test_token_parts.py",
            "tests/security/test_tokens.py",
            "tests/security/test_cursors.py",
            "tests/security/test_links_and_proof.py",
            "tests/security/test_mailed_links.py",
            "tests/security/test_recovery_codes.py",
            "tests/security/test_sessions.py",
            "tests/security/test_second_step.py",
            "tests/security/test_guessing.py",
            "tests/security/test_identifiers.py",
            "tests/web/test_public_sign_in.py",
            "tests/web/test_operators_invitations.py",
        ),
    ),
    "dates": Area(
        words="dates that people write: calendars of schools, dates in files and on cards, names of months",
        omitted="the law's own counting of days, which is the area `law`",
        changed=(
            "chalicelib/calendar_files/*.py",
            "chalicelib/rosters/dates.py",
            "chalicelib/rosters/typed_dates.py",
            "chalicelib/domain/month_names.py",
            "chalicelib/domain/school_calendar.py",
        ),
        tests=(
            "tests/calendar_files",
            "tests/rosters/test_dates.py",
            "tests/rosters/test_card.py",
            "tests/rosters/test_read_roster.py",
            "tests/web/test_account_fields.py",
        ),
    ),
    "validation": Area(
        words="what is asked of typed answers, posted bodies and files, and of the answers of the license service",
        omitted="the limits of single forms, which their models state",
        changed=(
            "chalicelib/web/account_fields.py",
            "chalicelib/web/http/forms.py",
            "chalicelib/web/http/typed_values.py",
            "chalicelib/web/http/posted.py",
            "chalicelib/web/http/files.py",
            "chalicelib/rosters/cells.py",
            "chalicelib/rosters/delimited.py",
            "chalicelib/rosters/formulas.py",
            "chalicelib/rosters/published_values.py",
            "chalicelib/licenses/dca_answer.py",
        ),
        tests=(
            "tests/web/test_account_fields.py",
            "tests/web/test_form_rules.py",
            "tests/web/test_typed_dates.py",
            "tests/web/test_error_summary.py",
            "tests/security/test_limits.py",
            "tests/rosters/test_cells.py",
            "tests/rosters/test_read_roster.py",
            "tests/rosters/test_hostile_files.py",
            "tests/rosters/test_read_invitations.py",
            "tests/rosters/test_read_published_reports.py",
            "tests/licenses/test_license_answer.py",
            "tests/licenses/test_license_place.py",
        ),
    ),
}
