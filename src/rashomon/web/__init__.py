"""The web application: a record read side by side in the browser, on this machine alone.

It reads the record and writes nothing into it but through a build; readers' judgements and what they add lie in files beside it.
Scripts and styles are part of the package; no page asks another host for anything.
"""
