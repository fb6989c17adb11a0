Feature: How long a temporary exemption lasts
  HSC 120372(a)(2)(G): at most one year. A year is counted by Government Code 6803 and, as 17 CCR 6050 says,
  as twelve calendar months. Weekends and holidays do not move the end of an exemption.

  Background:
    Given the child is in grade 2

  @case-001
  Scenario: Case 1. A temporary exemption may last one whole year
    HSC 120372(a)(2)(G), Gov. Code 6803.
    Given today is 2026-11-20
    And the physician states a temporary exemption from MMR until 2027-11-20
    When the physician signs the form
    Then the form is accepted
    And the exemption from MMR is valid through 2027-11-20

  @case-002
  Scenario: Case 2. One day more than a year is refused
    HSC 120372(a)(2)(G), Gov. Code 6803.
    Given today is 2026-11-20
    And the physician states a temporary exemption from MMR until 2027-11-21
    When the physician signs the form
    Then the form is refused because the expiry date is more than one year after the signing
    And the latest date offered is 2027-11-20

  @case-003
  Scenario: Case 3. A year of 366 days without a leap day is too long
    HSC 120372(a)(2)(G), Gov. Code 6803.
    Given today is 2026-08-15
    And the physician states a temporary exemption from MMR until 2027-08-16
    When the physician signs the form
    Then the form is refused because the expiry date is more than one year after the signing
    And the latest date offered is 2027-08-15

  @case-007
  Scenario: Case 7. A temporary exemption needs an expiry date
    HSC 120372(a)(2)(G).
    Given the physician states a temporary exemption from MMR with no expiry date
    When the physician signs the form on 2026-11-20
    Then the form is refused because the expiry date is missing

  @case-008
  Scenario Outline: Case 8. The expiry date comes after the signing
    A choice where the statute is silent.
    Given today is 2026-11-20
    And the physician states a temporary exemption from MMR until <expiry>
    When the physician signs the form
    Then the form is refused because the expiry date is not after the signing

    Examples:
      | expiry     |
      | 2026-11-20 |
      | 2026-11-19 |

  @case-009
  Scenario: Case 9. A permanent exemption has no expiry date
    HSC 120372(a)(2)(G): an expiry date belongs to a temporary exemption only.
    Given the physician states a permanent exemption from MMR until 2027-11-20
    When the physician signs the form on 2026-11-20
    Then the form is refused because a permanent exemption has no expiry date

  @case-010
  Scenario: Case 10. An exemption that ends on a Sunday is not moved to Monday
    HSC 120372(a)(2)(G): a validity ends; no one has to act (CCP 12a does not move it).
    Given a temporary exemption from MMR was issued on 2026-08-15 until 2027-08-15
    Then the exemption from MMR is valid through Sunday 2027-08-15
    And on 2027-08-15 the exemption from MMR is valid
    And on 2027-08-16 the exemption from MMR is expired

  @case-011
  Scenario: Case 11. The wait after a blood product gives the suggested expiry date
    CDC CDSi observation 141: eleven months after immune globulin for Kawasaki disease.
    Given today is 2026-03-02
    And the child received Kawasaki IGIV on 2026-01-31
    When the physician signs the form
    Then the form is accepted
    And the exemption from MMR is temporary
    And the expiry date for MMR is 2026-12-31

  @case-013
  Scenario: Case 13. A renewal before the end leaves no gap
    CDPH's published practice: the new form takes the place of the old one.
    Given a temporary exemption from MMR was issued on 2026-09-10 until 2027-03-10
    When the physician renews the exemption until 2028-03-01 on 2027-03-01
    Then the form is accepted
    And the new form is valid
    And the old form is superseded
    And there is no gap

  @case-014
  Scenario: Case 14. Without "no charge made" there is no signature
    HSC 120372(a)(3): no charge for the form, nor for an examination to renew a temporary exemption.
    Given a temporary exemption from MMR was issued on 2026-09-10 until 2027-03-10
    When the physician renews the exemption until 2028-03-01 on 2027-03-01
    Then the form is accepted
    Given another child
    And the physician states a temporary exemption from MMR until 2027-09-01
    And the physician does not attest no charge
    When the physician signs the form
    Then the form is refused because of the fee ban
    And the law cited is HSC 120372(a)(3)
