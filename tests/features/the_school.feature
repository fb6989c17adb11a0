Feature: What a school does
  17 CCR 6020 to 6060; HSC 120335, 120341, 120370(b).

  @case-093
  Scenario: Case 93. Varicella at thirteen
    17 CCR 6035, Table D: from 13 years, four to eight weeks after the first dose.
    Given today is 2026-09-01
    And the child is in grade 8
    And the child is 13 years and 0 months old
    And the child was given varicella on 2026-09-01
    Then varicella 2 is earliest on 2026-09-29 and exclude if not given by 2026-10-27
    And the child is excluded from 2026-10-28 for varicella

  @case-094
  Scenario: Case 94. A measles exposure
    HSC 120370(b): the health officer may exclude although the exemption is valid.
    Given a permanent exemption from MMR was issued on 2026-03-02
    When today is 2027-02-01
    And the health officer excludes the child from 2027-02-01
    Then the child's answer is exclude from 2027-02-01
    And the school's answer says a possible exposure
    And the exemption from MMR is valid
    And the exemption is unchanged

  @case-096
  Scenario: Case 96. A foster child without records
    HSC 120341.
    Given today is 2026-09-08
    When a foster child enrolls with no record
    Then the child is enrolled at once
    And the status is records are pending

  @case-097
  Scenario: Case 97. A home-based private school
    HSC 120335(f).
    Given today is 2026-11-20
    When the child is taught in a home-based private school
    Then no exemption is needed
    When a home-based private school did not file the report due on 2026-11-02
    Then there is no trigger

  @case-098
  Scenario: Case 98. One varicella dose at the advancement to grade 7
    17 CCR 6025: this checkpoint ended on June 30, 2025.
    Given today is 2026-08-17
    And the child is in grade 7
    And the child has 1 dose of varicella
    And the occasion is grade 7 advancement
    Then varicella is not a reason to hold the child back
    And a note says the checkpoint has ended
