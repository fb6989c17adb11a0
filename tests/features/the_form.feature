Feature: What the form must state
  HSC 120372(a)(2): the physician, the primary care physician, the child, the school, and for each vaccine its own
  medical basis; (a)(3) no charge; (b) the parent's consent comes first.

  Background:
    Given today is 2026-11-20

  @case-033
  Scenario: Case 33. The issuer who is not the primary care physician explains why
    HSC 120372(a)(2)(D).
    Given the physician is not the primary care physician
    And the explanation is missing
    When the physician signs the form
    Then the form is refused because the explanation is missing

  @case-034
  Scenario: Case 34. The primary care physician's license must be stated
    HSC 120372(a)(2)(A).
    Given the physician is not the primary care physician
    And the primary care physician's license is missing
    When the physician signs the form
    Then the form is refused because a detail of the primary care physician is missing
    And the refusal points at the field "pcp.license_number"

  @case-035
  Scenario: Case 35. Each vaccine needs its own description
    HSC 120372(a)(2)(F).
    Given the physician states a permanent exemption from MMR and varicella
    And only MMR has a description
    When the physician signs the form
    Then the form is refused because a vaccine has no description
    And the refusal points at varicella

  @case-036
  Scenario: Case 36. There is no "all vaccines" with one shared text
    HSC 120372(a)(2)(F): the basis is stated for each individual vaccine.
    Given the physician states a permanent exemption from MMR and varicella
    When the physician opens the page of the vaccines
    Then the page says "MMR"
    And the page does not offer "all vaccines"
    When the physician signs the form
    Then the form is accepted
    And exactly 2 lines are in force

  @case-037
  Scenario: Case 37. Egg allergy alone is no reason against MMR
    CDC, conditions commonly misperceived as contraindications; HSC 120372(d)(3)(B).
    Given the physician states a permanent exemption from MMR
    And the only reason for MMR is "egg allergy"
    When the physician signs the form
    Then the form is refused because it is no medical reason
    Given the reason for MMR is "OTHER-SOC; egg allergy"
    When the physician signs the form
    Then the form is accepted
    And the physician is warned that documents are due
    And it is noted that it goes to review

  @case-038
  Scenario: Case 38. A family history may carry an exemption with written support
    HSC 120372(d)(3)(B).
    Given the physician states a permanent exemption from MMR
    And the reason for MMR is "family history"
    When the physician signs the form
    Then the form is accepted
    And it is noted that it is flagged for review
    When the nurse accepts the reason with the written support
    And the designated physician clears the review
    Then the exemption from MMR is valid

  @case-040
  Scenario: Case 40. A parent who withdraws consent ends the request
    HSC 120372(b).
    Given the parent asks for an exemption
    And the physician opens the request
    When the parent withdraws consent
    Then the request is canceled
    And the physician is told of the cancellation
    When the physician tries to sign the form
    Then nothing is issued
    And no form has been signed

  @case-041
  Scenario: Case 41. The address of a family child care home is hidden
    California Community Care Licensing: street addresses of family child care homes are confidential.
    Given the child is in preschool
    And the school is a family child care home at "12 Hidden Lane"
    When the physician signs a permanent exemption from MMR
    And the parent opens the form
    Then the page does not show "12 Hidden Lane"
    When the physician opens the form
    Then the page does not show "12 Hidden Lane"

  @case-042
  Scenario: Case 42. Five wrong birth dates lock the request number
    A choice where the statute is silent.
    Given the child was born on 2019-03-14
    And the parent asks for an exemption
    When the physician tries to open the request with the birth date 2019-03-15 4 times
    Then it is refused because number and birth date do not match
    When the physician tries to open the request with the birth date 2019-03-15
    Then it is refused because the request is locked
    And the answer is 429
    And the parent is told of the wrong tries
    And the parent is not told who tried
    When the physician opens the request with the right birth date 2019-03-14
    Then it is refused because the request is locked
    When 15 minutes pass
    And the physician opens the request with the right birth date 2019-03-14
    Then it is allowed

  @case-102
  Scenario: Case 102. One form, two vaccines, one of them revoked
    Each vaccine is a line of its own; the child's answer is the strictest.
    Given a permanent exemption from MMR and varicella was issued on 2026-03-02
    When the designated physician revokes MMR on 2026-09-01
    Then varicella admits the child
    And the school's answer for varicella is admit
    And the school's answer for MMR is keep attending until 2026-10-01
    And the MMR schedule must start by 2026-10-01
    And the child's answer is keep attending until 2026-10-01

  @case-104
  Scenario: Case 104. A correction goes on under the same review
    A clerical correction is no new form; the open review goes on with it.
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the nurse opens a review with the reason "Measles cases in the county"
    And the count toward five is 1
    When the physician corrects the form on 2026-11-20
    Then the form is accepted
    And the open review goes on with the new form
    And the new form is in review
    And the old form is superseded
    And the count toward five is 1
