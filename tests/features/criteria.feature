Feature: Criteria and bases
  HSC 120338, 120372(d)(3)(A), 120164.

  @case-100
  Scenario: Case 100. A vaccine beyond the ten needs a second basis
    HSC 120338: medical and personal belief exemptions must both be open.
    Given today is 2026-11-20
    When CDPH adds "COVID-19" with medical exemption only
    Then it may not be required
    And the reason is the second basis is missing
    When CDPH adds "COVID-19" with medical and personal belief exemptions
    Then it may be required
