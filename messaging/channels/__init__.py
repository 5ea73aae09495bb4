"""Ways out of the site, each behind `base.OutgoingChannel`."""
