"""What the physician states on the form, before it is signed."""

from datetime import date
from functools import partial

from chalicelib.law.enums import LineKind, Vaccine
from tests.acceptance.acts.cases import form
from tests.acceptance.checks import expect
from tests.acceptance.grammar import step
from tests.acceptance.kinds import KINDS, ValueProblem
from tests.acceptance.reasons import medical_code
from tests.acceptance.story import Story

stating = partial(step, topic="What the physician states")
_COLUMNS = {"vaccine", "kind", "expiry", "reason", "description"}
_ASKS = "(states|asks for|writes|requests|fills in|chooses|gives|describes|prepares)"


def state(
    story: Story, vaccines: list[Vaccine], kind: LineKind | None, expiry: date | None, *, no_expiry: bool = False
) -> None:
    """Note these vaccines' kind and expiry date."""
    for vaccine in vaccines:
        line = story.line(vaccine)
        line.kind, line.expiry, line.no_expiry = kind or line.kind, expiry or line.expiry, no_expiry


@stating(
    f"the physician {_ASKS} [a|an] {{kind:kind}} exemption (from|for) {{vaccines:vaccines}} [until|to|expiring|expiring on|with expiry|with expiry date|with the expiry date|that expires on] [{{date:date}}]",
    f"the physician {_ASKS} {{vaccines:vaccines}} [as] {{kind:kind}} [until|to|expiring|with expiry|with expiry date] [{{date:date}}]",
    "{vaccines:vaccines} (is|are) [stated as] {kind:kind} [until|to|expiring|with expiry|with expiry date] [{date:date}]",
    "the form (states|names|says) {vaccines:vaccines} [as] {kind:kind} [until|to|expiring|with expiry] [{date:date}]",
    "a {kind:kind} exemption (from|for) {vaccines:vaccines} (until|to|with expiry) {date:date} is stated",
    example="Given the physician states a temporary exemption from MMR until 2027-11-20",
)
def states_line(story: Story, vaccines: list[Vaccine], kind: LineKind, date: date | None = None) -> None:
    """One line of the form per vaccine. A temporary one without a date gets half a year."""
    state(story, vaccines, kind, date)


@stating(
    f"the physician {_ASKS} [a|an] {{kind:kind}} exemption (from|for) {{vaccines:vaccines}} (with no|without an|without|with no) expiry [date]",
    f"the physician {_ASKS} {{vaccines:vaccines}} [as] {{kind:kind}} (with no|without an|without) expiry [date]",
    "{vaccines:vaccines} is {kind:kind} (with no|without an|without) expiry [date]",
    example="Given the physician states a temporary exemption from MMR with no expiry date",
)
def states_without_expiry(story: Story, vaccines: list[Vaccine], kind: LineKind) -> None:
    """The expiry date is left blank."""
    state(story, vaccines, kind, None, no_expiry=True)


@stating(
    "the physician states [the lines|these lines|the following|these exemptions]",
    "the form states",
    example="Given the physician states\n  | vaccine | kind      | expiry     | reason | description |\n"
    "  | MMR     | temporary | 2027-06-01 | LIVE-CHEMO | in treatment |",
)
def states_table(story: Story, table: list[list[str]]) -> None:
    """Lines as a table: columns vaccine, kind, expiry, reason, description; a cell may be empty."""
    heads = [head.strip().lower() for head in table[0]]
    if "vaccine" not in heads or set(heads) - _COLUMNS:
        raise ValueProblem(
            f"The table has the columns {', '.join(heads)}. Accepted: vaccine, kind, expiry, reason, description."
        )
    for row in table[1:]:
        cells = dict(zip(heads, (cell.strip() for cell in row), strict=False))
        vaccine = KINDS["vaccine"].read(cells["vaccine"])
        state(
            story,
            [vaccine],
            KINDS["kind"].read(cells["kind"]) if cells.get("kind") else None,
            KINDS["date"].read(cells["expiry"]) if cells.get("expiry") else None,
            no_expiry="expiry" in cells and not cells["expiry"],
        )
        if "reason" in cells:
            story.line(vaccine).reasons = _codes(cells["reason"])
        if "description" in cells:
            story.line(vaccine).description = cells["description"]


def _codes(text: str) -> tuple[str, ...]:
    return tuple(medical_code(each) for each in text.split(";") if each.strip())


@stating(
    "the expiry [date] (for|of) {vaccines:vaccines} is {date:date}",
    "{vaccines:vaccines} expires on {date:date}",
    "the expiry date is {date:date}",
    "the asked expiry [date] is {date:date}",
    example="Given the expiry date for MMR is 2027-11-21",
)
def expiry_is(story: Story, date: date, vaccines: list[Vaccine] | None = None) -> None:
    """The expiry date of one vaccine, or of all that the form names. As a Then: the date on the signed form."""
    if story.kind_of_step == "then":
        signed = form(story, vaccine=vaccines[0] if vaccines else None)
        lines = [line for line in signed.lines if not vaccines or line.vaccine in vaccines]
        expect("The expiry date", {date}, {line.expires_on for line in lines})
        return
    for vaccine in vaccines or list(story.plan.lines):
        story.line(vaccine).expiry = date


@stating(
    "the [only|medical] reason (for|given for) {vaccines:vaccines} is {medical:medical}",
    "the physician gives {medical:medical} as the [only] reason for {vaccines:vaccines}",
    "the only reason given for {vaccines:vaccines} is {medical:medical}",
    example='Given the only reason for MMR is "egg allergy"',
)
def reason_is(story: Story, vaccines: list[Vaccine], medical: str) -> None:
    """The coded medical reason: its code, its common name, or part of its label; several with a semicolon between."""
    for vaccine in vaccines:
        story.line(vaccine).reasons = _codes(medical)


@stating("no [medical] reason is given for {vaccines:vaccines}", example="Given no reason is given for MMR")
def no_reason(story: Story, vaccines: list[Vaccine]) -> None:
    """The reason is left out."""
    for vaccine in vaccines:
        story.line(vaccine).reasons = ()


@stating(
    "the description (for|of) {vaccines:vaccines} is {text:text}",
    "{vaccines:vaccines} is described as {text:text}",
    "the physician describes {vaccines:vaccines} [only] as {text:text}",
    example='Given the description for MMR is "Reaction within an hour of the first dose"',
)
def description_is(story: Story, vaccines: list[Vaccine], text: str) -> None:
    """The text of the medical basis for one vaccine."""
    blank = text.lower() in {"blank", "missing", "empty", "left blank"}
    for vaccine in vaccines:
        story.line(vaccine).description = "" if blank else text


@stating(
    "{vaccines:vaccines} (has|have) no description",
    "the description (for|of) {vaccines:vaccines} is (missing|blank|empty|left blank)",
    "no description is given for {vaccines:vaccines}",
    example="Given VAR has no description",
)
def no_description(story: Story, vaccines: list[Vaccine]) -> None:
    """The text of the medical basis is left blank."""
    for vaccine in vaccines:
        story.line(vaccine).description = ""


@stating(
    "the description is on {vaccines:vaccines} only",
    "only {vaccines:vaccines} has a description",
    example="Given only MMR has a description",
)
def only_description(story: Story, vaccines: list[Vaccine]) -> None:
    """All other vaccines of the form have no text."""
    for vaccine, line in story.plan.lines.items():
        if vaccine not in vaccines:
            line.description = ""


@stating(
    "the child (received|was given|had|got) {product:product} on {date:date} [and the physician states {vaccines:vaccines} [as] temporary]",
    "{product:product} was given on {date:date}",
    example="Given the child received Kawasaki IGIV on 2026-01-31",
)
def received_product(story: Story, product: str, date: date, vaccines: list[Vaccine] | None = None) -> None:
    """A blood product is the reason of the live vaccines' temporary exemption; its wait gives the suggested expiry."""
    chosen = vaccines or [each for each in (Vaccine.MMR, Vaccine.VAR) if each in story.plan.lines] or [Vaccine.MMR]
    for vaccine in chosen:
        line = story.line(vaccine)
        line.kind, line.reasons, line.product_on = LineKind.TEMPORARY, (product,), date


@stating(
    "the physician is the [child's] (primary care physician|PCP)",
    "the issuer is the [child's] (primary care physician|PCP)",
    example="Given the physician is the primary care physician",
)
def is_primary_care(story: Story) -> None:
    """So it is without any step."""
    story.plan.is_primary_care = True


@stating(
    "the physician is not the [child's] (primary care physician|PCP)",
    "the issuer is not the [child's] (primary care physician|PCP)",
    "(another|a different) physician is the [child's] (primary care physician|PCP)",
    example="Given the physician is not the primary care physician",
)
def is_not_primary_care(story: Story) -> None:
    """Then the form must state the primary care physician and explain why the issuer fills it in (usual values stand)."""
    story.plan.is_primary_care = False


_ITEMS = {
    "name": "name",
    "license": "license",
    "license number": "license",
    "telephone": "telephone",
    "phone": "telephone",
    "explanation": "why_not_issuer",
}


@stating(
    "the (primary care physician|PCP)'s {text:text} is missing",
    "the {text:text} is missing",
    "the physician gives no {text:text}",
    "no {text:text} is given",
    "the (primary care physician|PCP)'s {text:text} is left blank",
    example="Given the explanation is missing",
)
def primary_care_item_missing(story: Story, text: str) -> None:
    """Left blank: explanation, or the primary care physician's name, license or telephone."""
    word = text.lower().removeprefix("the ")
    if word not in _ITEMS:
        raise ValueProblem(f'"{text}" is no item of the form. Accepted: {", ".join(_ITEMS)}.')
    story.plan.is_primary_care = False
    story.plan.primary_care[_ITEMS[word]] = ""


@stating("the explanation is {quote:quote}", example='Given the explanation is "I am the allergist"')
def explanation_is(story: Story, quote: str) -> None:
    """Why the issuer and not the primary care physician fills in the form."""
    story.plan.is_primary_care = False
    story.plan.primary_care["why_not_issuer"] = quote


@stating(
    "the physician does not (attest|certify|confirm) {attestation:attestation}",
    "the physician has not (attested|certified|confirmed) {attestation:attestation}",
    example="Given the physician does not attest no charge",
)
def does_not_certify(story: Story, attestation: str) -> None:
    """A certification at the signature stays open; all are given otherwise."""
    story.plan.certified[attestation] = False


@stating(
    "the physician (attests|certifies|confirms) {attestation:attestation}",
    example="Given the physician attests no charge",
)
def certifies(story: Story, attestation: str) -> None:
    """A certification at the signature, as it is without any step."""
    story.plan.certified[attestation] = True


@stating(
    "the physician has treated the child since {date:date}",
    example="Given the physician has treated the child since 2021-05-04",
)
def treated_since(story: Story, date: date) -> None:
    """How long the issuer has been treating the child."""
    story.plan.treating_since = date
