"""The demo data of the local run: a year of the portal's life, told through the portal's own actions.

`ensure(folder)` is what the local run calls once its services answer.
"""

from infra.local.demo.making import ensure

__all__ = ["ensure"]
