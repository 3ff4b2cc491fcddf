"""Where the work on documents and the linking run: `local` (processes and DuckDB). An engine holds no rules on language."""
