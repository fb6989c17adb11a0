Feature: Two children of one family

  Background:
    Given today is September 1, 2026

  Scenario: A temporary exemption for the younger child, renewed too late
    Given the child is in grade K at School A
    And the physician states a temporary exemption from varicella until 2027-03-01
    And the reason for varicella is "chemotherapy"
    When the physician signs the form
    Then the form is accepted
    And the school's answer for VAR is admit conditionally until 2027-03-01
    And on 2027-03-02 the exemption from varicella is expired
    When the physician renews the exemption until 2028-03-16 on 2027-03-15
    Then the renewal is refused because more than one year
    And the latest date offered is 2028-03-15

  Scenario Outline: How long an appeal may be filed
    Given a permanent exemption from polio was issued on 2026-09-01
    And the designated physician revokes the form on <revoked>
    When the parent files an appeal on <filed>
    Then the appeal is <result>

    Examples:
      | revoked    | filed               | result |
      | 2026-11-02 | 2026-12-02 23:59:59 | timely |
      | 2026-11-02 | 2026-12-03          | late   |
      | 2026-11-13 | 2026-12-14          | timely |

  Scenario: What the physician states, as a table
    Given the physician states
      | vaccine | kind      | expiry     | description             |
      | MMR     | permanent |            | Reaction in spring 2024 |
      | HepB    | temporary | 2027-02-01 |                         |
    When the physician signs the form
    Then the form is refused because the description is missing
    And the refusal points at hepatitis B
