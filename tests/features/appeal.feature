Feature: Appeals
  HSC 120372.05: the parent appeals to the Secretary of California Health and Human Services; three independent
  physicians determine; the Secretary adopts.

  @case-078
  Scenario: Case 78. The last second of day 30 is in time
    HSC 120372.05(e).
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the designated physician revokes the form on 2026-09-01
    When the parent files an appeal on 2026-10-01 at 23:59:59
    Then the appeal is timely
    And the duty is stayed
    And the school is told of the appeal
    And on 2026-11-20 the school's answer for MMR is keep attending, nothing due

  @case-079
  Scenario: Case 79. Day 31 is late: no stay
    HSC 120372.05(e); a late appeal is taken, marked, and left to the agency.
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the designated physician revokes the form on 2026-09-01
    When the parent files an appeal on 2026-10-02 at midnight
    Then the appeal is late
    And there is no stay
    And the appeal is routed to CHHS
    And CHHS is told of the late appeal
    And on 2026-10-02 the school's answer for MMR is exclude from 2026-10-02

  @case-081
  Scenario: Case 81. The physician cannot appeal but may add documents
    HSC 120372.05(a).
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the designated physician revokes the form on 2026-09-01
    When the physician tries to file an appeal on 2026-09-10
    Then it is refused because only the parent may appeal
    And the answer is 403
    Given the parent files an appeal on 2026-09-15
    When the physician adds information to the appeal
    Then it is allowed

  @case-082
  Scenario: Case 82. Two panelists cannot determine
    HSC 120372.05(b): three.
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the designated physician revokes the form on 2026-09-01
    And the parent files an appeal on 2026-09-15
    When only 2 panelists are assigned
    Then it is refused because the panel is not complete
    And the panel cannot determine

  @case-084
  Scenario: Case 84. Two of three votes reinstate; the Secretary cannot change it
    HSC 120372.05(d).
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the designated physician revokes the form on 2026-09-01
    And the parent files an appeal on 2026-09-15
    When the panel votes 2 for reinstatement and 1 for upholding
    Then the determination is reinstate
    And the Secretary cannot change it
    When the Secretary tries to decide to uphold
    Then it is refused because the Secretary must adopt the determination
    When the Secretary adopts the determination on 2026-12-01
    Then it is allowed
    And the exemption from MMR is valid
    And the school's answer for MMR is admit
    And the parent is told of the reinstatement

  @case-087
  Scenario: Case 87. The panel's notes are closed to CDPH
    HSC 120372.05: the panel is independent of the Department.
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the designated physician revokes the form on 2026-09-01
    And the parent files an appeal on 2026-09-15
    And the panelists declare no conflict
    When a CDPH user opens the panel's deliberation notes
    Then the answer is 403

  @case-105
  Scenario: Case 105. A reinstated line gives way to the new form
    At most one line is in force per child, vaccine and span.
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the designated physician revokes the form on 2026-09-01
    And the parent files an appeal on 2026-09-15
    And the physician signs a permanent exemption from MMR on 2026-11-02
    When the panel reinstates the exemption on 2026-12-01
    Then it is allowed
    And the first form is superseded
    And the new form is valid
    And exactly one line for MMR is in force
    And the parent is told of the replacement
