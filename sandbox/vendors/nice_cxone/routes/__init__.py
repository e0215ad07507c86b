"""What each operation of CXone does, by API; each file holds the table of its operations."""
