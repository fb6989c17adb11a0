Feature: What a school does, at the boundaries
  17 CCR 6025 to 6040, HSC 120372(d)(6), on the school's own calendar where the law counts school days.

  Scenario: Told of the end in writing: out on the next school day
    17 CCR 6035(a)(3).
    Given a temporary exemption from MMR was issued on 2026-06-18 until 2026-12-18
    And the parent was told of the end date
    Then on 2026-12-18 the school's answer for MMR is admit conditionally until 2026-12-18
    And on 2026-12-19 the school's answer for MMR is exclude from 2026-12-21

  Scenario: Told of the end in writing, and no school until January
    17 CCR 6035(a)(3): the first day of school after the end.
    Given a temporary exemption from MMR was issued on 2026-06-18 until 2026-12-18
    And the parent was told of the end date
    And there is no school from 2026-12-19 to 2027-01-03
    Then on 2026-12-19 the school's answer for MMR is exclude from 2027-01-04

  Scenario: Not told of the end: ten school days from the notice
    17 CCR 6040: the day after the notice is day 1; a day without school is no school day.
    Given a temporary exemption from MMR was issued on 2026-03-02 until 2026-09-01
    And there is no school on 2026-09-14
    Then on 2026-09-02 the school's answer for MMR is not an exemption today
    And on 2026-09-02 a new form is needed
    When the school gives written notice on 2026-09-08
    Then the school's answer for MMR is keep attending until 2026-09-23
    And on 2026-09-24 the school's answer for MMR is exclude from 2026-09-24

  Scenario Outline: An appeal taken back
    A choice where HSC 120372.05(e) is silent: thirty days from the withdrawal, or the first date if that is later.
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the designated physician revokes the form on 2026-09-03
    And the parent files an appeal on 2026-09-03
    And on 2026-09-04 the school's answer for MMR is keep attending, nothing due
    When the parent withdraws the appeal on <withdrawn>
    Then the school's answer for MMR is keep attending until <last>
    And the child is excluded from <out> for MMR

    Examples:
      | withdrawn  | last       | out        |
      | 2026-09-03 | 2026-10-05 | 2026-10-06 |
      | 2026-10-20 | 2026-11-19 | 2026-11-20 |

  Scenario: The revocation upheld: thirty days from the decision, then out on the next school day
    A choice where HSC 120372.05 is silent: as in 120372(d)(6); no child is kept out on a day without school.
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the designated physician revokes the form on 2026-09-01
    And the parent files an appeal on 2026-10-01
    When the panel upholds the revocation on 2026-12-01
    Then the school's answer for MMR is keep attending until 2026-12-31
    And on 2027-01-01 the school's answer for MMR is exclude from 2027-01-04
    And the exemption from MMR is revoked

  Scenario: A late appeal that the agency refuses changes nothing
    HSC 120372.05(e): only an appeal filed in time stays the duty.
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the designated physician revokes the form on 2026-09-01
    And the parent files an appeal on 2026-10-15
    When CHHS refuses the late appeal
    Then the school's answer for MMR is exclude from 2026-10-02
    And the child is excluded

  Scenario: Two vaccines revoked, the doses of one begun
    HSC 120372(d)(6): each vaccine has its own duty; the student's answer is the strictest.
    Given a permanent exemption from MMR and varicella was issued on 2026-03-02
    And the designated physician revokes the form on 2026-09-01
    When the school records the first MMR dose given on 2026-09-20
    Then the obligation is met for MMR
    And the obligation is not met for varicella
    And on 2026-10-02 the school's answer for MMR is admit conditionally until 2027-01-20
    And on 2026-10-02 the child's answer is exclude from 2026-10-02

  Scenario Outline: The next dose in months that lack the day
    17 CCR 6035, Table D: the earliest day rolls forward, the last day clips back.
    Given today is <given>
    And the child is in grade 3
    And the child was given <vaccine> on <given>
    Then the next dose of <vaccine> is earliest on <from> and exclude if not given by <by>

    Examples:
      | vaccine   | given      | from       | by         |
      | MMR       | 2026-10-31 | 2026-11-28 | 2027-02-28 |
      | MMR       | 2027-10-31 | 2027-11-28 | 2028-02-29 |
      | varicella | 2026-11-30 | 2027-03-01 | 2027-03-30 |

  Scenario: The third hepatitis B dose waits four months from the first
    17 CCR 6035, Table D.
    Given today is 2026-09-29
    And the child is in grade 3
    And the child was given HepB on 2026-09-01 and 2026-09-29
    Then HepB 3 is earliest on 2027-01-01 and exclude if not given by 2027-09-29

  Scenario Outline: Three polio doses do when one was given on or after the fourth birthday
    17 CCR 6025, Table B, with four days of grace.
    Given today is 2026-08-20
    And the child is in grade K
    And the child was born on 2021-03-14
    And the child was given polio on 2021-05-14, 2021-07-14 and <third>
    Then the requirement for polio is <result>

    Examples:
      | third      | result  |
      | 2025-03-10 | met     |
      | 2025-03-09 | not met |

  Scenario Outline: The first birthday of a child born on a leap day, less four days
    17 CCR 6025, Table B: each MMR dose on or after the first birthday.
    Given today is 2026-08-20
    And the child is in grade K
    And the child was born on 2020-02-29
    And the child was given MMR on <first> and 2021-06-01
    Then the requirement for MMR is <result>

    Examples:
      | first      | result  |
      | 2021-02-25 | met     |
      | 2021-02-24 | not met |

  Scenario Outline: Hepatitis B by grade and occasion
    HSC 120335(c): not a condition of grade 7.
    Given today is 2026-08-20
    And the child is in grade <grade>
    And the occasion is <occasion>
    Then HepB is <result>

    Examples:
      | grade | occasion            | result       |
      | 6     | admission           | required     |
      | 7     | admission           | not required |
      | 8     | admission           | required     |
      | 7     | grade 7 advancement | not required |

  Scenario Outline: Without grades, the rule of grade 7 goes by age
    17 CCR 6025: pupils of twelve and older.
    Given today is 2026-08-20
    And the child is ungraded and <age> years old
    And the occasion is grade 7 advancement
    Then Tdap is <result>

    Examples:
      | age | result       |
      | 11  | not required |
      | 12  | required     |

  Scenario: Child care at fifteen months
    17 CCR 6025, Table A.
    Given today is 2026-08-20
    And the child is in child care
    And the child is 15 months old
    Then the required vaccines are polio, DTaP, HepB, Hib, varicella and MMR

  Scenario: The record of a conditional entrant, day 30 a Sunday
    17 CCR 6035(b): at least every 30 days, so on the school day before.
    Given the child was admitted conditionally on 2026-11-20
    Then the next review is due by 2026-12-18
    And on 2026-12-19 the review is overdue

  Scenario: A transfer over Labor Day
    17 CCR 6035: 30 school days, the first day attended being day 1.
    Given there is no school on 2026-09-07
    And a transfer child first attends on 2026-09-01
    Then the child may attend until 2026-10-13
    And the child is to be kept out from 2026-10-14

  Scenario: The records of a foster child over Thanksgiving
    Ed. Code 48853.5: two business days.
    Given the foster liaison is asked for the records on 2026-11-25
    Then the records are due by 2026-12-01

  Scenario: A new age requirement that falls due on Christmas Day
    17 CCR 6025, Table A, footnote 1.
    Given today is 2026-11-25
    And the child becomes subject to a new age requirement on 2026-11-25
    Then the last day is 2026-12-28
    And the child is to be kept out from 2026-12-29

  Scenario: A homeless child without records
    42 U.S.C. 11432.
    Given today is 2026-09-08
    When a homeless child enrolls without records
    Then the child is enrolled at once
    And the law cited is 42 United States Code section 11432
