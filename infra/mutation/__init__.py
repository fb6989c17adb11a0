"""Mutation testing of the law: which small changes to the rules would no test of the law notice?"""
