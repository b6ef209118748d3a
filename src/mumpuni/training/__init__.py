"""The programme: seasons, batches and those who are nominated for them."""
