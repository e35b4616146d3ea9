"""How quickly a webhook is acknowledged here, beside the ways others do it. Run by `make bench`."""
