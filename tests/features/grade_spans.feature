Feature: Grade spans
  HSC 120370(a), 120372(a)(2)(G): no exemption outlasts the grade span it was issued for (birth to preschool,
  TK/K to 6, 7 to 12), and none is issued more than twelve months before the child enters a later span.

  @case-015
  Scenario: Case 15. A permanent exemption ends when the child enters grade 7
    HSC 120370(a); 120372(a)(2)(G).
    Given today is 2026-10-05
    And the child is in grade 6
    And a permanent exemption from MMR is issued
    When the school records the entry into grade 7 on 2027-08-16
    Then the exemption from MMR is valid through 2027-08-15
    And on 2027-08-15 the exemption from MMR is valid
    And on 2027-08-16 the exemption from MMR is span ended
    And on 2027-08-16 a new form is needed

  @case-016
  Scenario: Case 16. A form for grades 7 to 12 may be signed twelve months before
    CDPH FAQ, question 5.
    Given today is 2026-08-16
    And the child is in grade 6
    And the form is for grades 7 to 12
    And the child plans to enter grade 7 on 2027-08-16
    And the physician states a permanent exemption from MMR
    When the physician signs the form
    Then the form is accepted

  @case-017
  Scenario: Case 17. One day earlier is too early
    CDPH FAQ, question 5.
    Given today is 2026-08-15
    And the child is in grade 6
    And the form is for grades 7 to 12
    And the child plans to enter grade 7 on 2027-08-16
    And the physician states a permanent exemption from MMR
    When the physician signs the form
    Then the form is refused because it is too early
    And the form can be signed from 2026-08-16

  @case-019
  Scenario: Case 19. A form for grades 7 to 12 does not count in grade 6
    HSC 120372(a)(2)(G).
    Given today is 2026-08-16
    And the child is in grade 6
    And the form is for grades 7 to 12
    And the child plans to enter grade 7 on 2027-08-16
    And a permanent exemption from MMR is issued
    Then on 2026-12-01 the exemption from MMR is not yet in effect
    And on 2026-12-01 the child is in grade 6
    And on 2026-12-01 the school's answer for MMR is not an exemption today
    And on 2026-12-01 the school's answer for MMR says not yet in effect
    And on 2026-12-01 K-6 needs its own form
    And the exemption from MMR is in effect from 2027-08-16
    And on 2027-08-16 the school's answer for MMR is admit

  @case-021
  Scenario: Case 21. A preschool exemption ends with the entry into TK
    HSC 120370(a).
    Given today is 2026-03-02
    And the child is in preschool
    And a permanent exemption from MMR is issued
    When the child enters TK on 2026-08-17
    Then on 2026-08-16 the exemption from MMR is valid
    And on 2026-08-17 the exemption from MMR is span ended
    And on 2026-08-17 a new form is needed

  @case-022
  Scenario: Case 22. From TK to K nothing ends
    The definition of grade span in HSC 120335(g).
    Given today is 2026-10-05
    And the child is in TK
    And a permanent exemption from MMR is issued
    When the child enters K on 2027-08-16
    Then on 2027-08-16 the exemption from MMR is valid
    And on 2027-08-16 the school's answer for MMR is admit

  @case-023
  Scenario: Case 23. A move to another school of the same grade
    CDPH FAQ, question 8.
    Given today is 2026-10-05
    And the child is in grade 3
    And the child attends School A
    And a permanent exemption from MMR is issued
    When the child moves from School A to School B on 2026-11-20
    Then the exemption from MMR is valid
    And School A no longer sees the exemption
    And School B sees the exemption
    And the school's answer for MMR is admit

  @case-026
  Scenario: Case 26. Hib is not required in grade 3
    17 CCR 6025, Tables A and B.
    Given today is 2026-11-20
    And the child is in grade 3
    And the physician states a permanent exemption from Hib
    When the physician signs the form
    Then the form is refused because the vaccine is not required in this span
    And the refusal points at Hib
    And Hib is not required

  @case-027
  Scenario: Case 27. Hepatitis B at the advancement to grade 7
    HSC 120335(c).
    Given today is 2026-11-20
    And the child is in grade 6
    And the form is for grade 7
    And the child plans to enter grade 7 on 2027-08-16
    And the physician states a permanent exemption from hepatitis B
    When the physician signs the form
    Then the form is accepted
    And it is allowed with the note not a condition of 7th-grade advancement

  @case-028
  Scenario: Case 28. A paper letter of a physician is not acceptable
    HSC 120372(a)(1): since 2021 the statewide form is the only documentation.
    Given today is 2026-09-08
    When a paper doctor's letter is dated 2026-09-01
    Then the letter is not acceptable because a paper letter is not acceptable

  @case-029
  Scenario: Case 29. An exemption from before 2020 lasts until grade 7
    HSC 120370(a)(2).
    Given an older exemption was issued on 2019-11-01 on paper
    When the child enters the next grade span on 2022-08-15
    Then on 2020-10-01 the older exemption counts
    And on 2022-08-14 the older exemption counts
    And on 2022-08-15 the older exemption does not count

  @case-030
  Scenario: Case 30. An exemption from before 2020 of a physician who was never disciplined
    HSC 120372(d)(4).
    Given today is 2021-03-01
    And an older exemption was issued on 2019-11-01 on paper
    And the physician was never disciplined
    When the designated physician revokes the exemption
    Then it is refused because it was issued before 2020 by a physician who was never disciplined
    And the older exemption counts

  @case-101
  Scenario: Case 101. A temporary exemption ends before a known entry into the next span
    HSC 120372(a)(2)(G).
    Given today is 2027-05-10
    And the child is in grade 6
    And the child plans to enter grade 7 on 2027-08-16
    And the physician states a temporary exemption from MMR until 2028-05-10
    When the physician signs the form
    Then the form is refused because it outlasts the grade span
    And the latest date offered is 2027-08-15

  @case-103
  Scenario: Case 103. An exemption that ended by date is in no one's way
    HSC 120372(a)(2)(G): an end by date needs no act.
    Given a temporary exemption from MMR was issued on 2025-10-06 until 2026-09-30
    When the physician signs a temporary exemption from MMR until 2027-09-30 on 2026-10-05
    Then the form is accepted
    And the new form is valid
    And the old form is expired
