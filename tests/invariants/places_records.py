"""Places of saving what is held, and of asking to have it amended."""

from chalicelib.domain.account import Role
from chalicelib.domain.correction import CorrectionState
from tests.builders import PASSWORD, World
from tests.invariants.places import Here, place

WRONG = "The form of March 14 says that my child was born in 2019"
SHOULD_SAY = "Born on March 14, 2018, as on the birth certificate"


@place("/parents/children/{child_id}/save")
def _save(world: World) -> Here:
    form = world.form()
    world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/pupils/{form.id}")
    return Here(
        world.default_user(Role.PARENT), {"child_id": form.child_id}, {"password": PASSWORD, "saved_as": "document"}
    )


@place("/parents/children/{child_id}/amend")
def _ask(world: World) -> Here:
    return Here(
        world.default_user(Role.PARENT), {"child_id": world.form().child_id}, {"wrong": WRONG, "should_say": SHOULD_SAY}
    )


@place(
    "/parents/children/{child_id}/amendments/{amendment_id}",
    "/parents/children/{child_id}/amendments/{amendment_id}/calendar",
    "/parents/children/{child_id}/amendments/{amendment_id}/withdraw",
)
def _asked(world: World) -> Here:
    asked = world.amendment()
    return Here(world.default_user(Role.PARENT), {"child_id": asked.child_id, "amendment_id": asked.id})


@place("/reviews/amendments")
def _list(world: World) -> Here:
    world.amendment()
    return Here(world.default_user(Role.REVIEWER))


@place("/reviews/amendments/{amendment_id}", "/reviews/amendments/{amendment_id}/answer")
def _to_answer(world: World) -> Here:
    return Here(
        world.default_user(Role.REVIEWER),
        {"amendment_id": world.amendment(CorrectionState.OPEN).id},
        {"outcome": "refused", "answer": "The birth certificate that the school holds says 2019"},
    )
