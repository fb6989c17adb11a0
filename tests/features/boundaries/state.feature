Feature: Physicians, reviews and older papers, at the boundaries
  HSC 120372(d), 120370(a), 120335(g).

  Scenario Outline: The license must be current on the day of the signature
    HSC 120372(a)(2)(A); the portal's decision table.
    Given today is 2026-11-20
    And the license search answers status 20 and expiry <expiry>
    When the physician signs a permanent exemption from MMR
    Then the form is <result>

    Examples:
      | expiry     | result                                   |
      | 2026-11-20 | accepted                                 |
      | 2026-11-19 | refused because the license has expired  |

  Scenario: A code that no one knows holds the form
    HSC 120372(d)(7): unknown is held, never passed.
    Given the license shows secondary status 99
    When the physician signs a permanent exemption from MMR
    Then the form is held

  Scenario: A code that forbids practice refuses it
    HSC 120372(d)(7).
    Given the license shows secondary status 54
    When the physician signs a permanent exemption from MMR
    Then the form is refused because practice is not permitted

  Scenario: The license search is down: a good answer counts for a day
    The portal's decision table: trouble with the search is never a doubt about the license.
    Given today is 2026-11-20
    And the physician registers
    And the license search is down
    When the physician signs a permanent exemption from MMR
    Then the form is accepted
    When the physician signs a permanent exemption from varicella on 2026-11-21 at 10:01
    Then the form is refused because the license search cannot be reached
    When the license search answers again
    And the physician signs a permanent exemption from varicella
    Then the form is accepted

  Scenario: A bar that began on a leap day
    HSC 120372(d)(7)(A): two years at least, rolled forward, and the risk shown gone.
    When CDPH bars the physician as a public-health risk on 2028-02-29
    Then the bar can end on 2030-03-01 at the earliest
    When CDPH tries to lift the bar, the risk found gone on 2030-02-28 on 2030-02-28
    Then it is refused because the bar is too short
    When CDPH lifts the bar, the risk found gone on 2030-02-28 on 2030-03-01
    Then it is allowed

  Scenario Outline: The fifth form of a calendar year
    HSC 120372(d)(2)(B): by the California date of the signature.
    Given today is 2026-12-28
    And the physician signs 4 forms for other children
    And today is <signed>
    When the physician signs a permanent exemption from MMR
    Then the physician's count of forms in 2026 is <old year>
    And the physician's count of forms in 2027 is <new year>

    Examples:
      | signed                 | old year | new year |
      | 2026-12-31 at 23:59:59 | 5        | 0        |
      | 2027-01-01 at midnight | 4        | 1        |

  Scenario Outline: The rate of a school, unrounded
    HSC 120372(d)(2)(A): below 95 percent.
    When <complete> of <pupils> pupils have all required doses
    Then <result>

    Examples:
      | complete | pupils | result                |
      | 94       | 99     | a review is required  |
      | 95       | 100    | no review is required |
      | 949      | 1,000  | a review is required  |
      | 0        | 0      | no review is required |

  Scenario Outline: A physician's letter of 2020 and the next grade span
    HSC 120370(a)(2); as the state answers schools.
    Given a paper physician's letter dated 2020-06-01
    When the child enters the next grade span on 2022-08-15
    Then on <day> the letter <counts>

    Examples:
      | day        | counts         |
      | 2022-08-14 | counts         |
      | 2022-08-15 | does not count |

  Scenario Outline: A physician's letter at the turn of the years
    HSC 120370(a)(1), (2); 120372(a)(1).
    Given today is 2021-03-01
    And a paper physician's letter dated <dated>
    Then the letter <counts>

    Examples:
      | dated      | counts         |
      | 2019-12-31 | counts         |
      | 2020-12-31 | counts         |
      | 2021-01-01 | does not count |

  Scenario Outline: A personal belief exemption
    HSC 120335(g): filed before January 1, 2016.
    Given today is 2019-09-01
    And a personal belief exemption was filed on <filed>
    Then the personal belief exemption <counts>

    Examples:
      | filed      | counts         |
      | 2015-12-31 | counts         |
      | 2016-01-01 | does not count |

  Scenario: The letter of a disciplined physician can be revoked
    HSC 120372(d)(4): any discipline; the child attends for thirty days.
    Given today is 2021-03-01
    And an older exemption was issued on 2019-11-01 on paper
    And the physician was disciplined by the board
    When the designated physician revokes the exemption
    Then it is allowed
    And the older exemption does not count
    And the school's answer is keep attending until 2021-04-01

  Scenario: An exemption that has ended is not revoked
    HSC 120372(d)(3)(C): the review may still end in a finding.
    Given a temporary exemption from MMR was issued on 2026-03-02 until 2026-09-01
    And the nurse opens a review with the reason "Measles in the county" on 2026-08-01
    When the designated physician revokes the form on 2026-09-02
    Then it is refused because the exemption has ended

  Scenario: An appointment that ended yesterday
    HSC 120372(d)(3)(C).
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the designated physician's appointment ended on 2026-08-31
    When the designated physician revokes the form on 2026-09-01
    Then it is refused because the appointment is not in force

  Scenario: One vote of three for the parent
    HSC 120372.05(d): the Secretary adopts what the panel determined.
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the designated physician revokes the form on 2026-09-01
    And the parent files an appeal on 2026-09-15
    When 1 of 3 panelists vote for reinstatement
    Then the determination is uphold
    When the Secretary tries to decide to reinstate
    Then it is refused because the Secretary must adopt the determination

  Scenario: Tdap the day before the seventh birthday and on it
    17 CCR 6025.
    Given today is 2026-11-20
    And the child is in grade 1
    And the child was born on 2019-11-21
    When the physician signs a permanent exemption from Tdap
    Then the form is refused because Tdap is not for children under 7
    When the physician signs a permanent exemption from Tdap on 2026-11-21
    Then the form is accepted

  Scenario: A treatment that begins after the signature
    HSC 120372(a)(2)(E).
    Given the physician has treated the child since 2026-11-21
    When the physician signs a permanent exemption from MMR on 2026-11-20
    Then the form is refused
