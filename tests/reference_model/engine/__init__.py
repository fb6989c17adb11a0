"""A second engine of the law's dates: slow, obvious, day by day, and knowing nothing of the portal's own code.

Its tables were typed a second time from statutes and the state's printed guides. Only the standard library is imported.
"""
