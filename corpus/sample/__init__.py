"""The sample archive: made-up minutes, to try Minuted before adding any of your own.

Every force, body, person, place and figure in it is invented. ``build_sample``
writes it out as the files a reader would meet on a publisher's site.
"""

from corpus.sample.build import build_sample

__all__ = ["build_sample"]
