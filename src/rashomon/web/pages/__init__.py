"""The pages, one module a noun: from what an address asks for to the data that is shown, as HTML, JSON or CSV."""
