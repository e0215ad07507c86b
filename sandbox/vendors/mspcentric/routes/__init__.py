"""What each operation of MSPCentric does, by resource."""
