"""What comes in and goes out: spreadsheets, the progress of jobs, outgoing mail."""
