"""The register of commitments as every door shows it: what is listed, in which words, decided how.

The doors: :mod:`api.register.listing`, :mod:`api.register.wording`, :mod:`api.register.deciding`.
"""
