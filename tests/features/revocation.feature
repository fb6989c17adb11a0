Feature: Revocation
  HSC 120372(d)(3) to (6), (8): who may revoke, who is told, and what the family must do by when.

  @case-062
  Scenario: Case 62. A nurse recommends and never revokes
    HSC 120372(d)(3)(C); CDPH FAQ, question 7.
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the nurse recommended revoking MMR
    When the RN presses revoke
    Then the answer is 403
    And it is refused because this role may not do it
    And the exemption from MMR is valid

  @case-063
  Scenario: Case 63. No one decides what they recommended
    HSC 120372(d)(3)(C): the form is also reviewed by the officer or a designated physician.
    Given a permanent exemption from MMR was issued on 2026-03-02
    When the designated physician revokes the form they reviewed themselves
    Then it is refused because two persons are needed
    And the exemption from MMR is valid

  @case-064
  Scenario: Case 64. Four are told, and thirty days run
    HSC 120372(d)(5), (6).
    Given a permanent exemption from MMR was issued on 2026-03-02
    When the designated physician revokes the form on Tuesday 2026-09-01
    Then the parent, the physician, the school and the local health officer are told of the revocation
    And a letter goes with the revocation
    And the schedule must start by 2026-10-01
    And the last day to appeal is 2026-10-01
    And the child may attend
    And the school's answer for MMR is keep attending until 2026-10-01

  @case-067
  Scenario: Case 67. A last day on a Saturday moves to Monday
    Code of Civil Procedure 12a.
    Given a permanent exemption from MMR was issued on 2026-03-02
    When the designated physician revokes the form on Thursday 2026-09-03
    Then the schedule must start by Monday 2026-10-05
    And the last day to appeal is 2026-10-05
    And the school's answer for MMR is keep attending until 2026-10-05

  @case-073
  Scenario: Case 73. The fifth revocation of one year is reported once, to the right board
    HSC 120372(d)(8).
    Given today is 2026-03-02
    And the physician is a DO with license 20A 20064
    And the physician has signed 6 forms for other children
    When 4 forms of the physician are revoked in 2026
    Then OMBC is told nothing
    When 1 form of the physician is revoked in 2026
    Then OMBC is told of the five revocations 1 time
    And the notice of the five revocations lists 5 forms
    When 1 form of the physician is revoked in 2026
    Then OMBC is told of the five revocations 1 time
    And MBC is told nothing

  @case-074
  Scenario: Case 74. Four in one year and one in the next
    HSC 120372(d)(8) counts by calendar year.
    Given today is 2026-03-02
    And the physician has signed 5 forms for other children
    When 4 forms of the physician are revoked in 2026
    And 1 form of the physician is revoked in 2027
    Then no one is told of the five revocations

  @case-076
  Scenario: Case 76. No dose and no appeal
    HSC 120372(d)(6).
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the designated physician revokes the form on 2026-09-01
    Then on 2026-10-01 the child may attend
    And on 2026-10-02 the school's answer for MMR is exclude from 2026-10-02
    When today is 2026-10-02
    And the school opens the school's list
    Then the page says "Exclude starting"
    And the child is excluded

  @case-077
  Scenario: Case 77. The first dose meets the duty, and the schedule goes on
    HSC 120372(d)(6); 17 CCR 6035, Table D.
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the designated physician revokes the form on 2026-09-01
    When today is 2026-09-28
    And the school records the first MMR dose given on 2026-09-28
    Then the obligation is met for MMR
    And MMR 2 must be given by 2027-01-28
    And on 2026-10-02 the school's answer for MMR is admit conditionally until 2027-01-28
    And on 2027-01-28 the child may attend
    And the child is excluded from 2027-01-29 for MMR
