"""Runs tests that do all that the functions do, and compares what they used with their roles: `make rights`."""

import sys

import pytest

FILES = (
    "tests/jobs",
    "tests/actions/test_apply_import.py",
    "tests/actions/test_published_reports.py",
    "tests/invariants/test_faults.py",
    "tests/security/test_audit_verifier.py",
    *(
        f"tests/web/test_{name}.py"
        for name in (
            "case_documents",
            "health_departments",
            "imports",
            "licensees",
            "operators_bulk_invitations",
            "passkey_pages",
            "public_evidence_key",
            "saved_record",
            "schools_desk",
        )
    ),
)

if __name__ == "__main__":
    sys.exit(pytest.main(["-n", "0", "-q", "-p", "tests.rights", "-p", "no:cacheprovider", *FILES]))
