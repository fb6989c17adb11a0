Feature: Which physicians may sign
  HSC 120372(d)(7): the license is current, and no board matter or public-health risk bars the physician. The
  license is looked up at the registration and again at each signature.

  @case-043
  Scenario: Case 43. A physician of the Medical Board
    Department of Consumer Affairs search: digits only, no prefix, no leading zeros.
    Given today is 2026-11-20
    And the physician holds license A 0060666
    And the license search answers status 20 and expiry 2027-09-30
    When the physician registers
    Then the registration is accepted
    And the look-up sends 60666
    And the license type is 8002
    And the board is MBC

  @case-044
  Scenario: Case 44. A physician of the Osteopathic Medical Board
    Department of Consumer Affairs search: license type 9001.
    Given the physician is a DO with license 20A 20064
    When the physician registers
    Then it passes
    And the look-up sends 20064
    And the license type is 9001
    And the board is OMBC

  @case-045
  Scenario: Case 45. Delinquent at the signature
    The portal's decision table: the license must be current when the form is issued.
    Given today is 2026-11-20
    And the license search answers status 20
    And the parent asks for an exemption
    When the license search answers status 45
    And the physician signs the form
    Then the form is refused because the license is not current

  @case-047
  Scenario: Case 47. Probation that no one has classified holds the form
    HSC 120372(d)(7)(C).
    Given today is 2026-11-20
    And the license shows secondary status 53
    When the physician signs a permanent exemption from MMR
    Then the form is held
    And the parent is told that the form is not yet valid
    And the school is not told of the hold
    And the school is told nothing
    And the school's answer for MMR is not an exemption today

  @case-048
  Scenario: Case 48. Probation that is immunization-related
    HSC 120372(d)(7)(C): neither the state nor the school accepts a form until probation ends.
    Given today is 2026-11-20
    And the license shows secondary status 53
    And the physician signs a permanent exemption from MMR
    When CDPH classifies the probation as immunization-related
    Then the exemption from MMR is refused
    And the parent, the physician, the school and the local health officer are told of the denial
    And the physician's standing is barred probation
    When the physician signs a permanent exemption from varicella
    Then the form is refused because the physician is on probation

  @case-049
  Scenario: Case 49. Probation for an unrelated matter
    HSC 120372(d)(7)(C) reaches matters of immunization care only.
    Given today is 2026-11-20
    And the license shows secondary status 53
    And CDPH classifies the probation as unrelated
    When the physician signs a permanent exemption from MMR
    Then the form is accepted
    And the exemption from MMR is valid

  @case-050
  Scenario: Case 50. A pending accusation about immunization care
    HSC 120372(d)(7)(B): until it is resolved in the physician's favor.
    Given today is 2026-11-20
    And the license shows secondary status 50
    And CDPH classifies the accusation as immunization-related
    When the physician signs a permanent exemption from MMR
    Then the form is refused because an accusation is pending
    When the accusation is resolved in the physician's favor on 2027-02-01
    And the license search answers status 20
    And the license shows secondary status 47
    And the physician signs a permanent exemption from MMR
    Then the form is accepted

  @case-054
  Scenario Outline: Case 54. A public-health-risk bar is reported to the right board
    HSC 120372(d)(7)(A): two years at least.
    Given the physician holds license <license>
    And a permanent exemption from MMR was issued on 2026-03-02
    When CDPH bars the physician as a public-health risk on 2026-09-15
    Then <board> is told of the bar
    And <other> is told nothing
    And the exemption is unchanged
    And the school's answer for MMR is admit
    And the bar can end on 2028-09-15 at the earliest

    Examples:
      | license   | board | other |
      | A 60666   | MBC   | OMBC  |
      | C 12345   | MBC   | OMBC  |
      | G 5       | MBC   | OMBC  |
      | 20A 20064 | OMBC  | MBC   |
