"""The public rule book: what `/law` says of each rule, number and table row, with worked examples.

It reads the law and decides nothing. The law never imports it; of the portal, only pages do.
"""
