"""The security ledger: what is required, which test proves it, and which small change must turn that test red."""
