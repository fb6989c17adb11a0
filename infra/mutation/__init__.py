"""Mutation testing: which small changes to the law, to access, tokens, dates and validation would no test notice?"""
