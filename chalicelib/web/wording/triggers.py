"""How the reasons for a review are called. Apart from the other names: most pages say none of them."""

from collections.abc import Mapping

from chalicelib.domain.review import Trigger
from chalicelib.law.marking import N_

TRIGGERS: Mapping[Trigger, str] = {
    Trigger.SCHOOL_BELOW_95: N_("School below 95 percent"),
    Trigger.PHYSICIAN_FIVE_FORMS: N_("Physician with 5 or more forms this year"),
    Trigger.SCHOOL_NOT_REPORTING: N_("School did not report"),
    Trigger.PUBLIC_HEALTH: N_("To protect public health"),
    Trigger.REISSUED_AFTER_REVOCATION: N_("New form after a revocation"),
}
