"""The field's file formats: runs, judgements, queries, BEIR folders and answers.

Every format has one parser. A reader raises what the parser found wrong, all of it
at once; :func:`eval.formats.validate.validate` returns the same with the warnings.
Files may be plain or gz throughout.
"""
