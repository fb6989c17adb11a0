Feature: Dates at their boundaries
  Leap years, holidays and weekends, the change of the clocks, twelve months before an entry. Each day is counted by hand
  from the statutes; the holidays are those of Gov. Code 6700 and CCP 135 together.

  Scenario: A year that begins on February 28 before a leap year
    Gov. Code 6803 and 17 CCR 6050 differ by a day here: the earlier one counts.
    Given today is 2027-02-28
    And the physician states a temporary exemption from MMR until 2028-02-29
    When the physician signs the form
    Then the form is refused because more than one year
    And the latest date offered is 2028-02-28
    Given the expiry date for MMR is 2028-02-28
    When the physician signs the form
    Then the form is accepted

  Scenario Outline: A year that begins on a leap day or the day before
    Gov. Code 6803: February 28 and 29 are one day; a maximum clips back.
    Given today is <signed>
    And the physician states a temporary exemption from varicella until <expiry>
    When the physician signs the form
    Then the form is <result>
    And the latest date offered is 2029-02-28

    Examples:
      | signed     | expiry     | result   |
      | 2028-02-28 | 2029-02-28 | accepted |
      | 2028-02-29 | 2029-02-28 | accepted |
      | 2028-02-29 | 2029-03-01 | refused  |

  Scenario: An exemption that ends on Christmas Day, a Saturday
    HSC 120372(a)(2)(G): the end of a validity is no act and is not moved.
    Given a temporary exemption from polio was issued on 2026-12-25 until 2027-12-25
    Then the exemption from polio is valid through 2027-12-25
    And on 2027-12-25 the school's answer for polio is admit conditionally until 2027-12-25
    And on 2027-12-26 the exemption from polio is expired

  Scenario Outline: Thirty days that end on a weekend or a holiday
    HSC 120372(d)(6), 120372.05(e); CCP 12a. In turn: Lunar New Year; the day after Thanksgiving and a weekend; New Year's Day and
    a weekend; July 4 on a Sunday, kept on Monday; Veterans Day on a Saturday, kept on Friday; no move at all, and out on the Monday; a Sunday; and
    by rule 1.11 of the California Rules of Court the Fridays of July 4, Juneteenth, Christmas and New Year's Day on a Saturday.
    Given a permanent exemption from MMR was issued on 2026-01-05
    When the designated physician revokes the form on <revoked>
    Then the schedule must start by <last>
    And the last day to appeal is <last>
    And on <last> the school's answer for MMR is keep attending until <last>
    And the child is excluded from <out> for MMR

    Examples:
      | revoked    | last       | out        |
      | 2026-01-18 | 2026-02-18 | 2026-02-19 |
      | 2026-10-28 | 2026-11-30 | 2026-12-01 |
      | 2026-12-02 | 2027-01-04 | 2027-01-05 |
      | 2027-06-04 | 2027-07-06 | 2027-07-07 |
      | 2028-10-11 | 2028-11-13 | 2028-11-14 |
      | 2026-09-02 | 2026-10-02 | 2026-10-05 |
      | 2026-10-09 | 2026-11-09 | 2026-11-10 |
      | 2026-06-03 | 2026-07-06 | 2026-07-07 |
      | 2027-05-19 | 2027-06-21 | 2027-06-22 |
      | 2027-11-24 | 2027-12-27 | 2027-12-28 |
      | 2027-12-01 | 2028-01-03 | 2028-01-04 |

  Scenario Outline: The last minute of a moved day, and of the day after the clocks change
    HSC 120372.05(e); Gov. Code 6806: a day ends at midnight in California.
    Given a permanent exemption from hepatitis B was issued on 2026-03-02
    And the designated physician revokes the form on <revoked>
    When the parent files an appeal on <filed>
    Then the appeal is <result>

    Examples:
      | revoked    | filed                  | result |
      | 2026-09-03 | 2026-10-05 at 23:59:59 | timely |
      | 2026-09-03 | 2026-10-06 at midnight | late   |
      | 2026-10-03 | 2026-11-02 at 11:59 pm | timely |
      | 2026-10-03 | 2026-11-03 at midnight | late   |

  Scenario: Twelve months before a leap day
    CDPH FAQ, question 5: a maximum is counted back to the end of February.
    Given today is 2027-02-27
    And the child is in grade 6
    And the form is for grades 7 to 12
    And the child plans to enter grade 7 on 2028-02-29
    And the physician states a permanent exemption from MMR
    When the physician signs the form
    Then the form is refused because it is too early
    And the form can be signed from 2027-02-28
    When the physician signs the form on 2027-02-28
    Then the form is accepted
    And the exemption from MMR is in effect from 2028-02-29

  Scenario: A preschool child's form for TK, signed twelve months before
    CDPH FAQ, question 5; HSC 120335(g).
    Given today is 2026-08-15
    And the child is in preschool
    And the form is for grades TK to 6
    And the child plans to enter TK on 2027-08-16
    And the physician states a permanent exemption from DTaP
    When the physician signs the form
    Then the form is refused because too early
    When the physician signs the form on 2026-08-16
    Then the form is accepted
    And on 2027-08-15 the exemption from DTaP is not yet in effect
    And on 2027-08-16 the exemption from DTaP is valid

  Scenario: A temporary exemption for the next span that would end before its first day
    HSC 120372(a)(2)(G).
    Given today is 2026-09-01
    And the child is in grade 6
    And the form is for grade 7
    And the child plans to enter grade 7 on 2027-08-16
    And the physician states a temporary exemption from MMR until 2027-08-15
    When the physician signs the form
    Then the form is refused because it would end before it starts
    And the latest date offered is 2027-09-01
    Given the expiry date for MMR is 2027-08-16
    When the physician signs the form
    Then the form is accepted

  Scenario: A grade repeated: without a recorded entry no exemption ends
    HSC 120370(a): enrollment in the next span ends it, not the calendar.
    Given today is 2026-10-05
    And the child is in grade 6
    And a permanent exemption from MMR is issued
    Then on 2027-08-01 the exemption from MMR is valid
    When the school records the entry into grade 6 on 2027-08-16
    Then on 2028-06-01 the exemption from MMR is valid
    When the school records the entry into grade 7 on 2028-08-14
    Then the exemption from MMR is valid through 2028-08-13
    And the exemption from MMR is span ended

  Scenario Outline: The 18th birthday, on a leap day too
    17 CCR 6015: a pupil is under 18; the birthday of February 29 is March 1.
    Given today is <before>
    And the child is in grade 12
    And the child was born on <born>
    Then MMR is required
    And on <birthday> MMR is not required

    Examples:
      | born       | before     | birthday   |
      | 2009-03-14 | 2027-03-13 | 2027-03-14 |
      | 2008-02-29 | 2026-02-28 | 2026-03-01 |

  Scenario: The wait after a blood product lacks its day
    CDC CDSi CALCDT-5: eleven months after March 31 roll forward to March 1.
    Given today is 2026-04-10
    And the child received Kawasaki IGIV on 2026-03-31
    Then the suggested expiry date for MMR is 2027-03-01

  Scenario Outline: The criteria of the signing day
    HSC 120164: the new baseline holds from September 17, 2025.
    Given a permanent exemption from MMR was issued on <signed>
    Then the form is judged by <set>

    Examples:
      | signed     | set        |
      | 2025-09-16 | CRITERIA-1 |
      | 2025-09-17 | CRITERIA-2 |
