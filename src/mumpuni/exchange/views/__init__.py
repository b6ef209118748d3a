"""Pages of imports, jobs and the outbox."""
