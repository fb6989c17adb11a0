Feature: What starts a review
  HSC 120372(d)(2) and (d)(9).

  @case-058
  Scenario Outline: Case 58. The school's rate, unrounded
    HSC 120372(d)(2)(A): below 95 percent.
    Given today is 2026-11-20
    When the school's immunization rate is <rate>
    Then <outcome>

    Examples:
      | rate    | outcome               |
      | 94.99 % | a review is required  |
      | 95.00 % | no review is required |

  @case-058
  Scenario: Case 58. Nineteen of twenty is 95 percent
    HSC 120372(d)(2)(A).
    When 19 of 20 children have all required doses
    Then no review is required

  @case-059
  Scenario: Case 59. A school that did not file its report
    HSC 120372(d)(2)(C).
    Given today is 2026-12-05
    When the school did not file the report due on 2026-12-04
    Then all its exemptions go to review

  @case-060
  Scenario: Case 60. A family child care home need not report
    CDPH: child care centers report; family homes do not.
    Given today is 2026-12-05
    When a family child care home did not file the report due on 2026-12-04
    Then there is no trigger

  @case-061
  Scenario: Case 61. A review to protect public health needs a typed reason
    HSC 120372(d)(9).
    Given a permanent exemption from MMR was issued on 2026-03-02
    When the nurse opens a review with no reason typed
    Then the review is refused because no reason is typed
    And the form is not in review
