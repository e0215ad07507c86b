"""What each operation of MXO does, by resource."""
