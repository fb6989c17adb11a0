"""The case files that the runner was given (tests/acceptance/run.py); not collected by itself."""

from pytest_bdd import scenarios

from tests.acceptance.run import given_files

scenarios(*given_files())
