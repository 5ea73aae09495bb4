"""业务通知 of offices: drafting, the road from draft to sent, sending in batches, receipts."""
