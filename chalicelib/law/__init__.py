"""What the law says: the rules for medical exemptions from immunization in California.

Pure functions over plain facts and dates. No clock, no network, no storage; the only files read are this
package's own tables. A rule returns a `Verdict`: an outcome, the reasons, and the citation of each.
"""
