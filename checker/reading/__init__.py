"""YAML ↔ Plan and Submission, with a finding for every fault.

The public face: `library.Library.at` opens a folder of catalogues with its shared files, `library.Library.plan` gives a
plan; `submission.read` makes a submission of a document, `submission.merge` joins those of a period.
`schema.published` gives the schemas, `shape` the published form of an assessment; `starter.files` writes what
`plancheck init` begins with.
"""
