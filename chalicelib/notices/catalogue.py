"""The catalogue of notices: for each kind the law behind it, its heading, and what an inbox says of it.

The sentences hold no child, no school, no vaccine; they are read after sign-in only. What an e-mail says stands in
mail_texts.py and says less: that there is news, and where (S-68).
"""

from collections.abc import Mapping

from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.notices.account_notices import ACCOUNT_NOTICES
from chalicelib.notices.case_notices import CASE_NOTICES
from chalicelib.notices.catalogue_row import CatalogueRow

CATALOGUE: Mapping[NoticeKind, CatalogueRow] = {**ACCOUNT_NOTICES, **CASE_NOTICES}
