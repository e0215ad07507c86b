"""What each operation of Xima does."""
